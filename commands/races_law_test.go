package commands_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// ofLedger is how long the whole ledger is, which the standing says beside it.
var ofLedger = regexp.MustCompile(`"entries": \d+`)

// answersOf gives what the desk says of the race that it follows, byte by byte.
func answersOf(rt *rapid.T, d *commands.Desk) map[string]string {
	all := map[string]string{}
	for _, text := range []string{"status", "missing", "members", "candidates", "changes", "history Rutte", "member Norway", "candidate Rutte"} {
		all[text] = ask(d, "ask", "UCLEO", text).Plain()
	}
	digest, err := d.Digest(context.Background(), report.DigestOptions{Quiet: consensus.QuietFull})
	if err != nil {
		rt.Fatal(err)
	}
	all["digest"] = unpictured(digest.Reply).Plain()
	for _, reply := range digest.Thread {
		all["digest"] += reply.Plain()
	}
	for _, format := range []string{"csv", "long", "json", "md", "text"} {
		var b strings.Builder
		if err := d.Export(context.Background(), &b, commands.ExportOptions{Format: format}); err != nil {
			rt.Fatal(err)
		}
		all[format] = ofLedger.ReplaceAllString(b.String(), "")
	}
	var page strings.Builder
	if err := commands.WritePage(context.Background(), &page, d, commands.About{}); err != nil {
		rt.Fatal(err)
	}
	all["page"] = page.String()
	return all
}

// Law: what is recorded of one race changes no byte of what is said of another, of the same body
// or of another one, of persons or of motions.
func TestLawRacesAreApart(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
		d, _ := onMemoryAt(rt, c)
		editor := func(key, text string) {
			r := d.Do(context.Background(), commands.Request{Key: key, User: commands.User{ID: "UCLEO", Name: "Cleo", Admin: true}, Text: text})
			if r.Outcome != answer.Recorded {
				rt.Fatal(text, r.Plain())
			}
		}
		editor("open", `race open 2020 "Another choice" of `+rapid.SampledFrom([]string{"WTO", "OSCE", "EU"}).Draw(rt, "body"))
		editor("seade", `candidate Mark Holm of Norway put forward on 20 Feb in "2020"`)
		editor("text", `candidate "The next text" motion tabled on 20 Feb in "2020"`)
		for i := range rapid.IntRange(1, 3).Draw(rt, "rounds") {
			asAllowed(d, fmt.Sprint("ours ", i), "UANNA", deed(rt, []string{"Poland", "Sweden", "Norway"}))
			before := answersOf(rt, d)
			for j := range rapid.IntRange(1, 3).Draw(rt, "theirs") {
				said := rapid.SampledFrom([]string{
					"stance Sweden backs Holm", "stance Poland opposes Holm by \"Somebody\"", `stance Sweden ratified "The next text"`,
					`stance Poland held up "The next text" if "a vote"`, "claim Holm about 20", "note Holm \"A fact\"", "candidate Holm withdrawn", `candidate "The next text" in force`,
				}).Draw(rt, "said")
				asAllowed(d, fmt.Sprint("theirs ", i, j), "UBEN", said+` in "2020"`)
			}
			for what, now := range answersOf(rt, d) {
				if now != before[what] {
					rt.Fatalf("%s: %s", what, firstDifference(now, before[what]))
				}
			}
		}
	})
}
