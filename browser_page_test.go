package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// aRace has every part that a page can have.
const aRace = `race open 2024 "NATO Secretary General 2024" post "Secretary General of NATO" brief "Keep the Alliance together." on 2024-02-20
candidate Mark Rutte of Netherlands put forward on 2024-02-20 via reported
candidate Kaja Kallas of Estonia interested on 2024-02-20 via diplomat
candidate Mette Frederiksen of Denmark ruled out on 2024-02-21 by "Mette Frederiksen" "I am not available."
stance Germany backs Rutte on 2024-02-20 via spokesperson https://example.org/berlin "We support him."
stance France leans Rutte on 2024-02-21 via official from "The Wire"
stance France backs Rutte on 2024-02-26 by "the President of France" https://example.org/paris
stance Estonia backs Kallas on 2024-02-22 via spokesperson https://example.org/tallinn
stance Spain accepts Rutte on 2024-02-23 via diplomat
stance Slovakia opposes Rutte on 2024-02-24 by "a minister" https://example.org/bratislava
stance Hungary holdout Rutte if "an apology" on 2024-02-24 via diplomat
stance Italy backs Rutte on 2024-02-25 via spokesperson
stance Italy undeclared Rutte on 2024-02-25 via official
claim Rutte about 20 of 31 on 2024-02-25 via diplomat
note Rutte "Prime minister of the Netherlands." on 2024-02-20 via reported
stance Poland backs Rutte on 2024-02-24 via official
retract #16 because "It was said of another."
`

// The tracker page as readers have it: nobody is kept out of it, and nothing is wider than a phone.
func TestBrowserOnTheTrackerPage(t *testing.T) {
	axe := accessibility(t)
	race := filepath.Join(t.TempDir(), "race.txt")
	if err := os.WriteFile(race, []byte(aRace), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, seed := range []string{"article", race} {
		b := browse(t, "file://"+trackerPage(t, seed))
		if seed == "article" {
			b.trackerPicture()
		}
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1280, 390} {
				b.do(chromedp.EmulateViewport(width, 900))
				evaluate[any](b, `document.querySelectorAll("details").forEach((d) => d.open = true)`)
				if wide := evaluate[int64](b, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("%s: the page is %d pixels wide on %d", seed, wide, width)
				}
				for _, violation := range violations(b, axe) {
					t.Errorf("%s, %s, %d pixels: %s", seed, scheme, width, violation)
				}
			}
			evaluate[any](b, `{ const s = document.querySelector("style"); s.textContent = s.textContent.replace("(prefers-color-scheme: dark)", "all") }`)
		}
	}
}

// trackerPage has the program write the page of a ledger that begins with a seed.
func trackerPage(t *testing.T, seed string) string {
	t.Helper()
	program, err := buildOnce()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, args := range [][]string{{"ask", "status"}, {"page", "race.html"}} {
		cmd := exec.Command(program, args...)
		cmd.Dir, cmd.Env = dir, []string{"NATO_SEED=" + seed}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	return filepath.Join(dir, "race.html")
}

// accessibility gives axe, which make tools installs. Where everything has to be tested it must be there.
func accessibility(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("testdata/axe/node_modules/axe-core/axe.min.js")
	switch {
	case err == nil:
		return string(script)
	case os.Getenv("CI") == "true":
		t.Fatal("there is no axe: run make tools")
	}
	t.Skip("there is no axe: run make tools")
	return ""
}

// violations gives the rules of axe that the page breaks, and where.
func violations(b *browser, axe string) []string {
	b.t.Helper()
	evaluate[any](b, axe+"; null")
	const run = `axe.run().then((r) => JSON.stringify(r.violations.map((v) => v.id + ": " + v.help + ": " + v.nodes.map((n) => n.html).join(" "))))`
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](run, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	var list []string
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		b.t.Fatal(err)
	}
	return list
}

// trackerPicture takes README's picture of the page where NATO_PAGE_SCREENSHOT names a file.
func (b *browser) trackerPicture() {
	b.t.Helper()
	path := os.Getenv("NATO_PAGE_SCREENSHOT")
	if path == "" {
		return
	}
	b.do(chromedp.EmulateViewport(1000, 1250))
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
