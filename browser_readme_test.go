package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// README's ten minutes, followed as they are written: what is typed and pressed is read out
// of README itself, and this test says what must then be seen.
func TestBrowserFollowsTheReadme(t *testing.T) {
	seen := map[string][]string{
		"1":  {said(".private", "4 of 31"), said(".private", "27 are missing"), said(".private", "about 20 of 31")},
		"2":  {said(".private", "Recorded as #29")},
		"3":  {said(":not(.private)", "5 of 31")},
		"4":  {`[...document.querySelectorAll("article.private")].at(-1).textContent.includes("Ireland")`},
		"5":  {said(":not(.private)", "This is the first digest"), said(":not(.private)", "Spain"), firstLineInSight},
		"6":  {said(".private", "#30 is retracted"), said(".private", "Retracted by #31 (undone)")},
		"7":  {dialogSays("Position")},
		"8":  {dialogSays("Spain") + " && " + dialogSays("Italy")},
		"9":  {inPage("Mark Rutte has the reported backing of 5 of NATO's 31 members"), inPage("Send me the picture"), inPage("Correct"), inPage("Retract")},
		"10": {said(".private", "Recorded as #32")},
	}
	b := browseWorkspace(t)
	for _, step := range readmeSteps(t) {
		if step.number == "10" {
			b.goTo(`//nav//button[contains(., "nato-desk")]`)
		}
		for _, deed := range step.deeds {
			b.follow(deed)
		}
		if len(seen[step.number]) == 0 {
			t.Errorf("nothing is looked for after step %s", step.number)
		}
		for _, condition := range seen[step.number] {
			b.until(fmt.Sprintf("step %s of README shows what it says", step.number), condition)
		}
		b.until("nothing stands there as it is typed in Slack", `!document.body.innerText.includes("`+"`"+`")`)
		if evaluate[bool](b, `document.querySelector("dialog[open]") !== null`) {
			b.shut()
		}
	}
}

// firstLineInSight is true when the last digest is read from its first line.
const firstLineInSight = `(() => {
	const digest = [...document.querySelectorAll("article.app:not(.private):not(.thread article)")].at(-1).getBoundingClientRect();
	const box = document.querySelector("#scroller").getBoundingClientRect();
	return digest.top >= box.top - 8 && digest.top < box.bottom - 60;
})()`

// step is one of README's numbered steps.
type step struct {
	number string
	deeds  []deed
}

// deed is what a step has its reader do: "become", "say", "press", "paste", "choose", "open".
type deed struct{ verb, what string }

var deeds = regexp.MustCompile("(?i)(become) (\\w+)|`(/nato[^`]*)`|(press|paste|choose|open) \\*([^*]+)\\*")

// readmeSteps reads them.
func readmeSteps(t *testing.T) (steps []step) {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "## Ten minutes in the local workspace")
	list, _, _ := strings.Cut(rest, "\n## ")
	for _, m := range regexp.MustCompile(`(?m)^(\d+)\. ((?:.+\n(?:   .+\n)*))`).FindAllStringSubmatch(list, -1) {
		s := step{number: m[1]}
		for _, d := range deeds.FindAllStringSubmatch(strings.Join(strings.Fields(m[2]), " "), -1) {
			switch {
			case d[1] != "":
				s.deeds = append(s.deeds, deed{"become", d[2]})
			case d[3] != "":
				s.deeds = append(s.deeds, deed{"say", d[3]})
			default:
				s.deeds = append(s.deeds, deed{strings.ToLower(d[4]), d[5]})
			}
		}
		if len(s.deeds) == 0 {
			t.Fatalf("README's step %s has nothing to do", s.number)
		}
		steps = append(steps, s)
	}
	if len(steps) != 10 {
		t.Fatalf("README has %d steps", len(steps))
	}
	return steps
}

// follow does what a step says, and waits for the answer where one comes as a message.
func (b *browser) follow(d deed) {
	b.t.Helper()
	shown := `document.querySelectorAll("article").length + document.querySelectorAll("dialog[open]").length`
	before := evaluate[int](b, shown)
	answered := func() { b.until(d.verb+" "+d.what+" is answered", fmt.Sprintf("%s > %d", shown, before)) }
	switch d.verb {
	case "become":
		b.become(d.what)
	case "say":
		b.say(d.what)
		answered()
	case "paste":
		b.say(d.what)
		answered()
	case "press":
		b.press(d.what)
		answered()
	case "open":
		b.goTo(fmt.Sprintf(`//nav//button[contains(., %q)]`, d.what))
	case "choose":
		b.until("the message can be chosen from", `document.querySelector("article:not(.app) .more") !== null`)
		evaluate[any](b, `[...document.querySelectorAll("article:not(.app) .more")].at(-1).click()`)
		b.do(chromedp.Click(fmt.Sprintf(`//button[@role="menuitem"][contains(., %q)]`, d.what)))
		answered()
	}
}
