package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// Recording without a grammar, in a real browser: a form that is refused, corrected,
// reviewed and saved; a message that becomes drafts; Home; a channel that hears at once.
func TestBrowserRecordsByForms(t *testing.T) {
	b := browseWorkspace(t)
	b.become("Eva")
	b.say("/nato live changes")
	b.until("live notes are on", said(".private", "Recorded as #29"))

	b.become("Ben")
	b.say("/nato stance")
	b.until("the form is open", dialogSays("Position"))
	b.pressIn("Review")
	b.until("empty fields are refused", dialogSays("Please complete this required field."))
	b.choose("Member", "Poland")
	b.choose("Candidate", "Mark Rutte")
	b.choose("Position", "opposes")
	b.pressIn("Review")
	b.until("an objection without a source is refused at its field", dialogSays("is recorded with a link or with who said it"))
	b.until("nothing typed is lost", fmt.Sprintf(`%s.value === "Poland"`, field("Member")))
	b.choose("Position", "backs")
	b.fill("Link", "https://example.org/warsaw")
	b.pressIn("Review")
	b.until("the form says what will change", dialogSays("undeclared → backs Mark Rutte; the count goes from 4 to 5 of 31"))
	b.pressIn("Change")
	b.until("the form is back as it was", fmt.Sprintf(`%s?.value === "https://example.org/warsaw"`, field("Link")))
	b.pressIn("Review")
	b.until("the review is back", dialogSays("the count goes from 4 to 5"))
	b.pressIn("Record")
	b.until("it is recorded", dialogSays("Recorded as #30: Poland backs Mark Rutte."))
	b.until("the channel hears at once", said(":not(.private)", "undeclared → backs"))
	b.shut()

	b.say("Madrid and Rome are behind Rutte, two diplomats said. https://example.org/wire")
	b.until("the message is there", `[...document.querySelectorAll("article:not(.app)")].some((m) => m.textContent.includes("Madrid"))`)
	evaluate[any](b, `[...document.querySelectorAll("article:not(.app) .more")].at(-1).click()`)
	b.do(chromedp.Click(`//button[@role="menuitem"][contains(., "Record a stance")]`))
	b.until("there is a draft for each member", dialogSays("Spain")+" && "+dialogSays("Italy"))
	b.pressIn("Review")
	b.until("the first draft is a form with what was guessed", fmt.Sprintf(`%s?.value === "Spain"`, field("Member")))
	b.pressIn("Review")
	b.until("a draft shows what it would change", dialogSays("the count goes from 5 to 6 of 31"))
	b.pressIn("Record")
	b.until("a person's press recorded it", dialogSays("Recorded as #31: Spain backs Mark Rutte."))
	b.pressIn("Close")
	b.until("the overview ticks it off", dialogSays("✓ Recorded as #31")+" && "+dialogSays("Italy"))
	b.shut()

	b.goTo(`//nav//button[contains(., "natobot")]`)
	b.until("Home shows the standing", inPage("Mark Rutte has the reported backing of 6 of NATO's 31 members"))
	b.press("Send me the picture")
	evaluate[any](b, `document.getElementById("tab-messages").click()`) // it is drawn anew when the picture comes
	b.until("the picture is in the direct messages", `[...document.querySelectorAll("figure.shown img")].some((i) => i.complete && i.naturalWidth > 1000)`)
	evaluate[any](b, `document.querySelectorAll("#home button").forEach((old) => old.classList.add("old"))`)
	b.goTo(`//button[normalize-space()="Home"]`)
	b.until("Home is made anew", `document.querySelector("#home button.old") === null`)
	b.until("Home has what Ben recorded", inPage("#30")+" && "+inPage("Retract"))
	b.press("Retract")
	b.until("a reason is asked for", dialogSays("Why"))
	b.fill("Why", "it was said of another candidate")
	b.pressIn("Review")
	b.until("the form says what it brings back", dialogSays("the count goes from 6 to 5 of 31"))
	b.pressIn("Record")
	b.until("it is struck", dialogSays("Recorded as #32"))
	b.shut()
	b.until("Home is fresh", inPage("5 of NATO's 31 members"))
}

// Two reporters at once, and who may do what, in a real browser.
func TestBrowserTwoReporters(t *testing.T) {
	b := browseWorkspace(t)
	b.become("Ines")
	b.say("/nato stance")
	b.until("a reader gets no form", dialogSays("reporter"))
	b.shut()

	b.become("Eva")
	b.say("/nato access reporter @ines")
	b.until("Ines is a reporter", said(".private", "a reporter"))
	b.become("Ben")
	b.say("/nato stance Norway backs Rutte by \"Jonas Gahr Støre\"")
	b.until("the first report is an entry", said(".private", "Recorded as #30"))

	b.become("Ines")
	b.say("/nato stance Norway backs Rutte by \"Jonas Gahr Støre\"")
	b.until("the second joins it", said(".private", "two recorders"))
	b.say("/nato stance Norway undeclared Rutte")
	b.until("another report is contested", said(".private", "Contested"))

	b.become("Ben")
	b.goTo(`//nav//button[contains(., "natobot")]`)
	b.goTo(`//*[@role="tab"][contains(., "Messages")]`)
	b.until("the first is told of both", said("", "reported the same")+" && "+said("", "#32"))

	b.become("Eva")
	b.goTo(`//nav//button[contains(., "nato-desk")]`)
	b.say("/nato settle #30 because \"it is on the record\"")
	b.until("an editor settles it", said(".private", "undeclared → backs"))
	b.say("/nato member Norway")
	b.until("it is contested no more", said(".private", "Where it stands"))
}

// goTo presses what leads to another place of the page, as soon as it is there: what stood there may just
// be drawn anew.
func (b *browser) goTo(xpath string) {
	b.t.Helper()
	b.until(xpath+" is there", fmt.Sprintf(`(() => { const there = document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue; there?.click(); return there !== null })()`, xpath))
}

// dialogSays is true when the open dialog shows the text.
func dialogSays(text string) string {
	return fmt.Sprintf(`(document.querySelector("dialog[open]")?.innerText ?? "").includes(%q)`, text)
}

// inPage is true when the page shows the text.
func inPage(text string) string { return fmt.Sprintf(`document.body.innerText.includes(%q)`, text) }

// field finds the input of that label in the open dialog.
func field(label string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("dialog[open] label")].find((l) => l.firstChild.textContent === %q)?.control`, label)
}

// fill types into a field of the open dialog.
func (b *browser) fill(label, text string) {
	b.t.Helper()
	evaluate[any](b, fmt.Sprintf(`%s.focus()`, field(label)))
	evaluate[any](b, fmt.Sprintf(`%s.select?.()`, field(label)))
	b.do(chromedp.KeyEvent(text))
}

// choose picks an option by typing what it begins with.
func (b *browser) choose(label, option string) {
	b.t.Helper()
	b.fill(label, option)
	b.until(option+" is offered", fmt.Sprintf(`[...document.querySelectorAll("dialog[open] [role=option]")].some((o) => o.checkVisibility() && o.textContent.startsWith(%q))`, option))
	b.do(chromedp.Click(fmt.Sprintf(`//dialog[@open]//*[@role="option"][starts-with(., %q)]`, option)))
	b.until(option+" is chosen", fmt.Sprintf(`%s.value.startsWith(%q) && %[1]s.getAttribute("aria-expanded") === "false"`, field(label), option))
}

// pressIn clicks the button of that name in the open dialog, once it can be clicked.
func (b *browser) pressIn(name string) {
	b.t.Helper()
	button := fmt.Sprintf(`[...document.querySelectorAll("dialog[open] button:enabled:not([aria-disabled=true])")].find((b) => b.checkVisibility() && b.textContent.trim() === %q)`, name)
	b.until(name+" can be pressed", button+" !== undefined")
	evaluate[any](b, button+".click()")
}

// shut closes the open dialogs.
func (b *browser) shut() {
	b.t.Helper()
	evaluate[any](b, `document.querySelector("dialog[open] .shut").click()`)
	b.until("the dialog is closed", `document.querySelector("dialog[open]") === null`)
}
