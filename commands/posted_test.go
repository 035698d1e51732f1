package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/store/sqlite"
)

// newsroom is a desk whose digests are kept in its ledger, each with the words of two messages.
func newsroom(t *testing.T, c *clock) (*commands.Desk, *sqlite.Ledger) {
	t.Helper()
	l := opened(t, c)
	d, err := commands.NewDesk(context.Background(), commands.Config{
		Ledger: l, Now: c.now, Zone: brussels(t), RestorePosts: l.RestorePosts,
		Posted: func(ctx context.Context, channel string) ([]consensus.Posting, error) {
			return l.Posted(ctx, consensus.DigestPost, channel)
		},
		Words: func(p consensus.Posting) ([]string, time.Time, error) {
			return strings.Split(strings.Trim(string(p.Body), `"`), `\n\n`), p.SettledAt, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d, l
}

func post(t *testing.T, c *clock, l *sqlite.Ledger, channel string, known int, words string) {
	t.Helper()
	local := c.at.In(brussels(t))
	slot := consensus.Slot{Channel: channel, Day: consensus.DayOf(local), Minute: local.Hour()*60 + local.Minute()}
	p := consensus.Posting{
		Kind: consensus.DigestPost, Key: slot.String(), Slot: slot, Point: consensus.Point{On: slot.Day, Known: known}, Headline: "Rutte has 4 of 31.",
		Body: []byte(`"` + words + `"`), Owner: "bot", ClaimedAt: c.at,
	}
	if _, err := l.ClaimPosts(context.Background(), []consensus.Posting{p}); err != nil {
		t.Fatal(err)
	}
	if err := l.SettlePost(context.Background(), p.Kind, p.Key, consensus.Posted, fmt.Sprintf("%d.000100", c.at.Unix())); err != nil {
		t.Fatal(err)
	}
}

// What was posted is read back word for word, also from the ledger that an export was imported into,
// where it is never open again.
func TestWhatWasPostedIsReadBack(t *testing.T) {
	c := &clock{time.Date(2024, 2, 28, 7, 0, 0, 0, time.UTC)}
	d, l := newsroom(t, c)
	if got := do(d, "digest sent 28 Feb").Plain(); !strings.Contains(got, "None was posted at all yet") {
		t.Error(got)
	}
	seed(t, d)
	post(t, c, l, "C1", 28, `Rutte has 4 of 31; <Türkiye> & Hungary hold out.\n\nAll 31 members.`)
	post(t, c, l, "C2", 28, `The same, elsewhere.`)
	c.at = c.at.Add(2 * time.Hour)
	if r := do(d, "stance Poland backs Rutte"); r.Outcome != answer.Recorded {
		t.Fatal(r.Plain())
	}
	c.at = c.at.Add(24 * time.Hour)
	whole := exported(t, d, "jsonl")
	other, copied := newsroom(t, c)
	if r := load(t, other, whole, commands.ImportOptions{DryRun: true}); r.Posts != 2 || exported(t, other, "jsonl") != "" {
		t.Errorf("a dry run: %s", r)
	}
	report := load(t, other, whole, commands.ImportOptions{})
	if got := report.String(); got != "29 entries: #1 to #29. With what was posted: 2 digests." {
		t.Error(got)
	}
	if again := load(t, other, whole, commands.ImportOptions{}); again.Posts != 0 || again.Added != 0 || len(again.Problems) > 0 {
		t.Errorf("the second time: %s", again)
	}
	if got := exported(t, other, "jsonl"); got != whole {
		t.Error(firstDifference(got, whole))
	}
	if open, err := copied.OpenPosts(context.Background(), consensus.DigestPost); err != nil || len(open) > 0 {
		t.Errorf("open: %+v, %v", open, err)
	}
	for _, question := range []string{"digest sent 28 Feb", "digest sent on 2024-02-28 in C1", "digest sent 27 Feb", "status known 28 Feb", "digest known 28 Feb"} {
		one, two := do(d, question), do(other, question)
		if shown(one) != shown(two) {
			t.Errorf("%s: %s", question, firstDifference(shown(two), shown(one)))
		}
	}
	for question, want := range map[string][]string{
		"digest sent 28 Feb":                {"2 digests", "In #C1, posted on 28 February 2024 at 08:00:00", "Rutte has 4 of 31; <Türkiye> & Hungary hold out.", "In its thread, message 1 of 1", "All 31 members.", "In #C2", "The same, elsewhere."},
		"digest sent on 2024-02-28 in C2":   {"1 digest was", "The same, elsewhere."},
		"digest sent 27 Feb":                {"No digest was posted for 27 February 2024.", "There is one for 28 February 2024."},
		"status known 28 Feb":               {"The digest of that morning, 08:00, said: “Rutte has 4 of 31.” What was recorded after it counts here.", "/nato digest sent 2024-02-28"},
		"missing known 28 Feb":              {"The digest of that morning"},
		"retract #6 because \"never said\"": {"It was in the digest of 28 February in #C1, and in the digest of 28 February in #C2; the next one there says what is right."},
	} {
		got := do(d, question).Plain()
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Errorf("%s: %q is not in %s", question, part, got)
			}
		}
	}
	if got := do(d, "status").Plain() + do(d, "status known 27 Feb").Plain(); strings.Contains(got, "that morning") {
		t.Error(got)
	}
}

// A digest that covers what the file does not have, or that is otherwise on record, is not imported.
func TestForeignPostsAreRefused(t *testing.T) {
	c := &clock{time.Date(2024, 2, 28, 7, 0, 0, 0, time.UTC)}
	d, l := newsroom(t, c)
	seed(t, d)
	post(t, c, l, "C1", 28, "As it was.")
	whole := exported(t, d, "jsonl")
	for name, file := range map[string]string{
		"beyond the file": strings.Replace(whole, `"known":28`, `"known":29`, 1),
		"no slot":         strings.Replace(whole, `"channel":"C1"`, `"channel":""`, 1),
		"another part":    strings.Replace(whole, `"ts":`, `"mood":"good","ts":`, 1),
	} {
		other, _ := newsroom(t, c)
		if r := load(t, other, file, commands.ImportOptions{}); len(r.Problems) != 1 || exported(t, other, "jsonl") != "" {
			t.Errorf("%s: %s", name, r)
		}
	}
	_, err := d.Import(context.Background(), "x.jsonl", strings.NewReader(strings.Replace(whole, "As it was", "As it never was", 1)), commands.ImportOptions{})
	if err == nil || !strings.Contains(err.Error(), "otherwise what was posted") {
		t.Errorf("another post in its place: %v", err)
	}
}
