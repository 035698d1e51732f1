package commands_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// counted is a ledger that counts how often it is asked for whole entries.
type counted struct {
	*memory
	queries int
	err     error // what it gives instead
}

func (c *counted) Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error) {
	c.queries++
	if c.err != nil {
		return nil, c.err
	}
	return c.memory.Entries(ctx, numbers...)
}

// busy gives a desk with something of everything that an answer shows, and the point that a
// digest of the day before covered.
func busy(t *testing.T) (*commands.Desk, *counted, consensus.Point) {
	t.Helper()
	clock := &clock{time.Date(2024, 2, 22, 8, 0, 0, 0, time.UTC)}
	ledger := &counted{memory: newMemory(clock.now)}
	d := newDesk(t, ledger, clock)
	record := func(texts ...string) {
		t.Helper()
		for _, text := range texts {
			if r := do(d, text); r.Outcome != answer.Recorded {
				t.Fatal(text, r.Plain())
			}
		}
	}
	record("candidate Mark Rutte of Netherlands declared", "candidate Kaja Kallas of Estonia interested", "note Rutte \"Prime Minister\"",
		"stance Poland backs Rutte via diplomat", "stance France backs Rutte", "stance Spain backs Rutte", "stance Italy backs Rutte",
		"stance Hungary holdout Rutte if \"an apology\"", "stance Romania holdout Rutte if \"a post\"", "claim Rutte about 20", "retract #5 because \"no\"")
	before, err := d.Digest(context.Background(), report.DigestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	clock.at = clock.at.Add(24 * time.Hour)
	record("stance Hungary holdout Rutte if \"a promise\"", "correct #4 via official", "retract #6 because \"a slip\"", "retract #11 because \"it was right\"",
		"stance Germany backs Rutte", "stance Norway accepts Rutte", "claim Rutte exactly 28 of 31 missing Hungary, Romania, Turkey", "candidate Kallas withdrawn",
		"stance Italy holdout Rutte via diplomat", "stance Italy leans Rutte via official")
	return d, ledger, before.Point
}

// What cannot be read makes no answer, half an answer or a panic: it is a failure that says
// so, whatever was asked.
func TestUnreadableEntriesFail(t *testing.T) {
	d, ledger, since := busy(t)
	ledger.err = errors.New("boom")
	for _, text := range []string{
		"status", "candidate Rutte", "member Hungary", "missing Rutte", "changes since 20 Feb", "history", "history #1", "digest", "digest on 22 Feb", "export long", "export text",
	} {
		if r := do(d, text); r.Outcome != answer.Failed || fmt.Sprint(r.Cause) != "boom" {
			t.Errorf("%s: %v, %v\n%s", text, r.Outcome, r.Cause, r.Plain())
		}
	}
	ctx := context.Background()
	if r := d.Home(ctx, commands.User{ID: commands.Operator}); r.Outcome != answer.Failed || fmt.Sprint(r.Cause) != "boom" {
		t.Error("home:", r.Cause, r.Plain())
	}
	_, digestErr := d.Digest(ctx, report.DigestOptions{Since: since})
	_, notesErr := d.LiveNotes(ctx, "", since.Known, since)
	var written strings.Builder
	for what, err := range map[string]error{
		"digest": digestErr, "live notes": notesErr, "export": d.Export(ctx, io.Discard, commands.ExportOptions{Format: "jsonl"}),
		"prose": d.Export(ctx, &written, commands.ExportOptions{Format: "text"}), "table": d.Export(ctx, &written, commands.ExportOptions{Format: "long"}),
	} {
		if fmt.Sprint(err) != "boom" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if written.Len() > 0 {
		t.Error("half an export:", written.String())
	}
}

// The entries of one answer come together, not one by one.
func TestAnswersAskForTheirEntriesTogether(t *testing.T) {
	d, ledger, since := busy(t)
	ctx := context.Background()
	for what, of := range map[string]struct {
		most int
		ask  func()
	}{
		"home":       {1, func() { d.Home(ctx, commands.User{ID: commands.Operator}) }},
		"digest":     {4, func() { _, _ = d.Digest(ctx, report.DigestOptions{Since: since}) }},
		"live notes": {4, func() { _, _ = d.LiveNotes(ctx, "", since.Known, since) }},
		"prose":      {1, func() { do(d, "export text") }},
		"table":      {1, func() { do(d, "export long") }},
	} {
		ledger.queries = 0
		if of.ask(); ledger.queries == 0 || ledger.queries > of.most {
			t.Errorf("%s: %d queries, want at most %d", what, ledger.queries, of.most)
		}
	}
}
