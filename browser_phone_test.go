package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// What it takes on a phone, with a finger, to record a stance: by the form at most eight
// taps and lines typed, from a message at most four taps.
func TestBrowserOnAPhone(t *testing.T) {
	p := &phone{browser: browseWorkspace(t)}
	p.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
	p.tap(`//button[.="Menu"]`)
	p.tap(`//button[contains(., "Ben")]`)
	p.until("it is Ben’s page", `document.querySelector("#people [aria-pressed=true]").textContent.includes("Ben")`)

	p.deeds = 0
	p.write("/nato stance")
	p.tap(`//button[@id="send"]`)
	p.until("the form is open", dialogSays("Position"))
	p.pick("Member", "Poland")
	p.pick("Position", "backs")
	p.tap(`//dialog[@open]//button[.="Review"]`)
	p.until("the form says what will change", dialogSays("the count goes from 4 to 5 of 31"))
	p.tap(`//dialog[@open]//button[.="Record"]`)
	p.until("it is recorded", dialogSays("Recorded as #29: Poland backs Mark Rutte."))
	p.atMost("a stance by the form", 8)
	p.shut()

	p.say("Spain backs Rutte, a Spanish diplomat said. https://example.org/wire")
	p.until("the message is there", `[...document.querySelectorAll("article:not(.app)")].some((m) => m.textContent.includes("Spain"))`)
	p.deeds = 0
	p.tap(`(//article[not(contains(@class, "app"))]//button[contains(@class, "more")])[last()]`)
	p.tap(`//button[@role="menuitem"][contains(., "Record a stance")]`)
	p.until("the form holds what was read", fmt.Sprintf(`%s?.value === "Spain"`, field("Member")))
	p.tap(`//dialog[@open]//button[.="Review"]`)
	p.until("the form says what will change", dialogSays("the count goes from 5 to 6 of 31"))
	p.tap(`//dialog[@open]//button[.="Record"]`)
	p.until("it is recorded", dialogSays("Recorded as #30: Spain backs Mark Rutte."))
	p.atMost("a stance from a message", 4)
	p.shut()
	p.until("nothing is wider than the phone", `document.documentElement.scrollWidth <= 390`)
}

// phone is a browser with a finger, which counts what it does.
type phone struct {
	*browser
	deeds int // taps, and lines typed
}

// tap taps what can be seen at once: to scroll is no deed, and to look for it would be.
func (p *phone) tap(path string) {
	p.t.Helper()
	p.do(chromedp.Tap(path))
	p.deeds++
}

// write types a line where the message box is.
func (p *phone) write(line string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS("#message"), line))
	p.deeds++
}

// pick opens a choice and takes one of its options.
func (p *phone) pick(label, option string) {
	p.t.Helper()
	p.tap(fmt.Sprintf(`//dialog[@open]//label[starts-with(., %q)]/following-sibling::*//input`, label))
	p.tap(fmt.Sprintf(`//dialog[@open]//*[@role="option"][starts-with(., %q)]`, option))
	p.until(option+" is chosen", fmt.Sprintf(`%s.value.startsWith(%q)`, field(label), option))
}

func (p *phone) atMost(what string, most int) {
	p.t.Helper()
	if p.deeds > most {
		p.t.Errorf("%s takes %d taps and lines, at most %d are allowed", what, p.deeds, most)
	}
}
