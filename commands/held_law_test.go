package commands_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// embargoedDeed draws a report that is held: of members, candidates, outlets and links that nothing
// else names, and of those that all know.
func embargoedDeed(rt *rapid.T, i int) string {
	until := rapid.SampledFrom([]string{"tomorrow 23:00", "1 June 18:00"}).Draw(rt, "until")
	return []string{
		"candidate Zelda Embargo of Romania declared until " + until,
		"stance Poland backs Rutte by \"Wanda Geheim\" from \"Hidden Herald\" https://example.org/hidden \"under wraps\" until " + until,
		fmt.Sprintf("stance Poland, Hungary, Sweden oppose Kallas by \"Wanda Geheim\" via reported until %s", until),
		fmt.Sprintf("claim Rutte about %d of 32 via camp until %s", 5+i, until),
		"note Hungary \"a hidden fact\" until " + until,
	}[rapid.IntRange(0, 4).Draw(rt, "held")]
}

// seenBy gives all that somebody can see of a desk who may not release what waits.
func seenBy(d *commands.Desk, user string) map[string]string {
	ctx, seen := context.Background(), map[string]string{}
	for _, text := range []string{
		"", "status", "status Rutte", "status on 27 Feb", "status known yesterday", "missing", "missing Kallas", "changes", "changes since 26 Feb", "history", "history Poland",
		"history Rutte", "history #3", "candidates", "candidate Rutte", "candidate Embargo", "members", "member Poland", "member Hungary", "race", "picture", "digest",
		"digest known yesterday", "digest list", "export csv", "export long", "export json", "export md", "export text", "help", "help held", "access", "live", "held",
		"release #H1", "release #H2", "drop #H1 because \"no\"", "stance Poland backs Embargo", "stance Poland backs Zelda", "stance Poland backs Ruttee",
		"status Zelda Embargo", "stance Poland backs Rutte by \"Hidden Herald\" via reported",
		"search hidden", "search \"under wraps\"", "search Wanda Geheim", "search Poland", "what did Wanda Geheim say?", "today", "beat",
	} {
		r := d.Do(ctx, commands.Request{Key: "look " + text, User: commands.User{ID: user, Name: user}, Channel: "CDESK", Text: text})
		seen["/nato "+text] = strings.ReplaceAll(said(r), "#H2", "#H1")
	}
	if seen["/nato release #H1"] != seen["/nato release #H2"] {
		seen["one that waits is told from one that there is not"] = seen["/nato release #H1"]
	}
	for _, format := range commands.Formats() {
		var b bytes.Buffer
		err := d.Export(ctx, &b, commands.ExportOptions{Format: format})
		seen["export "+format] = fmt.Sprint(b.String(), err)
	}
	var picture bytes.Buffer
	err := d.Picture(ctx, &picture, commands.About{})
	seen["picture"] = fmt.Sprintf("%x %v", picture.Bytes(), err)
	var published bytes.Buffer
	err = commands.WritePage(ctx, &published, d, commands.About{})
	seen["page"] = fmt.Sprint(published.String(), err)
	digest, err := d.Digest(ctx, report.DigestOptions{Channel: "CDESK"})
	seen["digest"] = fmt.Sprintf("%s %v %v", said(digest.Reply), digest.Point, err)
	notes, err := d.LiveNotes(ctx, "", 1, consensus.Point{Known: 1})
	seen["live notes"] = fmt.Sprintf("%+v %+v %v", notes.Changes, notes.Milestones, err)
	standing, err := d.Standing(ctx, commands.About{})
	seen["standing"] = fmt.Sprintf("%+v %v", standing, err)
	seen["home"] = said(d.Home(ctx, commands.User{ID: user}))
	seen["form"] = fmt.Sprintf("%+v", d.Form(ctx, commands.Request{User: commands.User{ID: user}}, answer.Draft{Verb: "stance"}))
	seen["read"] = fmt.Sprintf("%+v", d.Read("Zelda Embargo has Poland's support, Hidden Herald reports."))
	return seen
}

// reviewed turns review on or off.
func reviewed(d *commands.Desk, i int, word string) {
	d.Do(context.Background(), commands.Request{Key: fmt.Sprint("review ", word, i), User: commands.User{ID: "UCLEO", Admin: true}, Text: "review " + word})
}

// said gives all of a reply, its file and buttons too.
func said(r answer.Reply) string {
	file := ""
	if r.File != nil {
		file = r.File.Name + string(r.File.Content)
	}
	return fmt.Sprintf("%s %v %s %+v %+v", r.Outcome, r.Audience, r.Plain(), r.Actions, r.Notices) + file
}

// Who may not release what waits sees the same with and without it, byte for byte, whatever was
// recorded meanwhile; and is answered the same.
func TestLawAHeldReportLeaksNowhere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := &clock{time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)}
		with, ledger := onMemoryAt(rt, c)
		without, _ := onMemoryAt(rt, c)
		reader := "access reader <@UDAN>"
		do(with, reader)
		do(without, reader)
		review := rapid.Bool().Draw(rt, "review")
		for i := range rapid.IntRange(1, 10).Draw(rt, "deeds") {
			c.at = c.at.Add(time.Duration(rapid.IntRange(0, 40).Draw(rt, "minutes")) * time.Minute)
			user, text := rapid.SampledFrom([]string{"UANNA", "UBEN"}).Draw(rt, "who"), deed(rt, []string{"Poland", "Hungary", "Sweden"})
			key := fmt.Sprint("deed ", i)
			if a, b := ask(with, key, user, text), ask(without, key, user, text); said(a) != said(b) {
				rt.Fatalf("%s: %s answered\n%s\nand without what waits\n%s", user, text, said(a), said(b))
			}
			if rapid.Bool().Draw(rt, "holds") || i == 0 {
				hidden := embargoedDeed(rt, i)
				if review {
					hidden, _, _ = strings.Cut(hidden, " until ")
					reviewed(with, i, "on")
					reviewed(without, i, "on")
				}
				if r := ask(with, fmt.Sprint("held ", i), "UHELD", hidden); !strings.HasPrefix(r.Title, "Held as ") {
					rt.Fatal(hidden, r.Plain())
				}
				if review {
					reviewed(with, i, "off")
					reviewed(without, i, "off")
				}
			}
		}
		if waiting, err := ledger.Held(context.Background(), c.at); err != nil || len(waiting) == 0 {
			rt.Fatal("nothing waits", err)
		}
		viewer := map[bool]string{true: "UDAN", false: "UBEN"}[review] // Ben may release what is reviewed
		others := seenBy(without, viewer)
		for what, text := range seenBy(with, viewer) {
			if text != others[what] {
				rt.Fatalf("%s shows\n%s\nand without what waits\n%s", what, text, others[what])
			}
		}
	})
}

// An answer to what is held is its asker's alone, also where it was to be shown in the channel.
func TestWhatIsHeldIsAnsweredToItsAskerAlone(t *testing.T) {
	d, _ := seeded(t)
	r := d.Do(context.Background(), commands.Request{Key: "1", User: commands.User{ID: "UANNA"}, Channel: "CDESK", Text: "stance Poland backs Rutte until tomorrow 06:00 here"})
	if r.Audience != answer.ToAsker || !strings.HasPrefix(r.Title, "Held as #H1 ") {
		t.Errorf("for %v: %s", r.Audience, r.Plain())
	}
	for _, a := range ask(d, "2", "UANNA", "held").Actions {
		if a.Share {
			t.Error("what waits can be shared")
		}
	}
}
