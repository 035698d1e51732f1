package commands_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

// Two programs, and people who press at once: one release, by the same entry, told to all; also
// while the clock lets it in.
func TestReleasedOnceByMany(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	first := newDesk(t, l, c)
	seed(t, first)
	desks := []*commands.Desk{first, newDesk(t, l, c)}
	before := len(entries(t, l))
	ask(first, "hold", "UANNA", "stance Estonia, Latvia and Lithuania back Rutte until 12:00")
	c.at = c.at.Add(4 * time.Hour)
	var wg sync.WaitGroup
	replies := make([]answer.Reply, 12)
	for i := range replies {
		wg.Go(func() {
			replies[i] = desks[i%2].Do(context.Background(), commands.Request{Key: fmt.Sprint("press ", i), User: commands.User{ID: "UANNA"}, Text: "release #H1"})
		})
		wg.Go(func() {
			if _, _, err := desks[i%2].ReleaseDue(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, r := range replies {
		if r.Outcome != answer.Recorded || !strings.Contains(r.Title, "#29 to #31") {
			t.Error(r.Plain())
		}
	}
	if added := len(entries(t, l)) - before; added != 3 {
		t.Errorf("%d entries, want 3", added)
	}
}

// By a clock that is off nothing is held, dropped or let out.
func TestNothingIsLetOutByAClockThatIsOff(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l, off := opened(t, c), time.Duration(0)
	d, err := commands.NewDesk(context.Background(), commands.Config{Ledger: l, Now: c.now, Zone: brussels(t), Witness: func() (time.Duration, bool) { return off, true }})
	if err != nil {
		t.Fatal(err)
	}
	seed(t, d)
	ask(d, "1", "UANNA", "stance Poland backs Rutte until 12:00")
	c.at, off = c.at.AddDate(1, 0, 0), 24*365*time.Hour
	if news, notices, err := d.ReleaseDue(context.Background()); len(news)+len(notices) > 0 || err != nil {
		t.Error(news, notices, err)
	}
	for key, text := range map[string]string{"2": "release #H1", "3": "drop #H1 because no", "4": "stance Spain backs Rutte until tomorrow 12:00"} {
		if r := ask(d, key, "UANNA", text); r.Outcome != answer.Failed {
			t.Error(r.Plain())
		}
	}
	c.at, off = c.at.AddDate(-1, 0, 0).Add(5*time.Hour), 0
	if news, _, err := d.ReleaseDue(context.Background()); len(news) != 1 || err != nil {
		t.Error(news, err)
	}
}

// I7: what could not be written is not said to be held, and the text comes back; nor is it lost
// where it could not be let out.
func TestI7AHoldThatFailed(t *testing.T) {
	d, m := onMemory(t)
	m.failHold = &consensus.Error{Kind: consensus.Unavailable, Message: "The ledger cannot be written.", Hint: "Make room.", Cause: errors.New("ENOSPC")}
	const text = "stance Poland backs Rutte until 18:00"
	if r := ask(d, "1", "UANNA", text); r.Outcome != answer.Failed || !strings.Contains(r.Plain(), text) {
		t.Error(r.Plain())
	}
	m.failHold = nil
	if r := ask(d, "1", "UANNA", text); !strings.HasPrefix(r.Title, "Held as #H1 ") {
		t.Error(r.Plain())
	}
	m.fail = &consensus.Error{Kind: consensus.Unavailable, Message: "The ledger cannot be written.", Hint: "Make room."}
	if r := ask(d, "2", "UANNA", "release #H1"); r.Outcome != answer.Failed {
		t.Error(r.Plain())
	}
	m.fail = nil
	if r := ask(d, "2", "UANNA", "release #H1"); !strings.HasPrefix(r.Title, "Recorded as #2") {
		t.Error(r.Plain())
	}
}

// A button that was made before a backup was put in the ledger's place names another report.
func TestAButtonOfAnotherHeldReportIsRefused(t *testing.T) {
	var of answer.Ref
	for i, text := range []string{"stance Poland backs Rutte until tomorrow 12:00", "stance Spain backs Rutte until tomorrow 12:00"} {
		d, _ := seeded(t)
		held := ask(d, "1", "UANNA", text)
		r := d.Do(context.Background(), commands.Request{Key: "2", User: commands.User{ID: "UANNA"}, Text: held.Actions[0].Command, Of: &held.Actions[0].Of})
		if i == 0 {
			of = held.Actions[0].Of
			if r.Outcome != answer.Recorded {
				t.Error(r.Plain())
			}
			continue
		}
		r = d.Do(context.Background(), commands.Request{Key: "3", User: commands.User{ID: "UANNA"}, Text: "release #H1", Of: &of})
		if r.Outcome != answer.Refused || !strings.Contains(r.Title, "was another report") {
			t.Error(r.Plain())
		}
	}
}

// On release the decision is taken anew: what somebody else reported just now gets a second
// recorder, what is in the ledger already adds nothing.
func TestReleasedIntoALedgerThatMovedOn(t *testing.T) {
	for name, tt := range map[string]struct {
		wait time.Duration
		want string
	}{
		"just now": {0, "Recorded with #29, which says the same."},
		"long ago": {time.Hour, "This is already recorded as #29."},
	} {
		t.Run(name, func(t *testing.T) {
			d, c := seeded(t)
			ask(d, "1", "UANNA", "stance Poland backs Rutte by \"Donald Tusk\" until tomorrow 12:00")
			ask(d, "2", "UBEN", "stance Poland backs Rutte by \"Donald Tusk\"")
			c.at = c.at.Add(tt.wait)
			r := ask(d, "3", "UANNA", "release #H1")
			if r.Outcome != answer.Recorded || r.Title != tt.want {
				t.Error(r.Plain())
			}
			if again := ask(d, "3", "UANNA", "release #H1"); again.Title != r.Title {
				t.Error(again.Plain())
			}
			if left := ask(d, "4", "UANNA", "held"); left.Title != "Nothing waits that you may release." {
				t.Error(left.Plain())
			}
		})
	}
}

// A file is an editor's own act: it waits for no second person, but for its moments.
func TestWhatAFileHolds(t *testing.T) {
	d, c := seeded(t)
	do(d, "review on")
	const file = "stance Poland backs Rutte by \"Donald Tusk\"\nstance Spain backs Rutte by \"Pedro Sánchez\" until tomorrow 06:00\n"
	for i, want := range []string{"1 entry: #30. 1 line is held until their moment.", "This file was imported before, as #30; nothing was added."} {
		report, err := d.Import(context.Background(), "file.txt", strings.NewReader(file), commands.ImportOptions{})
		if err != nil || report.String() != want {
			t.Errorf("%d: %s %v", i, report, err)
		}
	}
	if dry, err := d.Import(context.Background(), "dry.txt", strings.NewReader("note Rutte \"x\" until tomorrow 06:00\n"), commands.ImportOptions{DryRun: true}); err != nil || dry.Held != 1 {
		t.Error(dry, err)
	}
	if r := do(d, "held"); !strings.Contains(r.Plain(), "1 report waits.") || !strings.Contains(r.Plain(), "Spain backs Mark Rutte. By import") {
		t.Error(r.Plain())
	}
	for _, line := range []string{"release #H1\n", "drop #H1 because \"no\"\n"} {
		if bad, err := d.Import(context.Background(), "bad.txt", strings.NewReader(line), commands.ImportOptions{}); err != nil || len(bad.Problems) != 1 {
			t.Error(bad, err)
		}
	}
	c.at = c.at.AddDate(0, 0, 1)
	if _, _, err := d.ReleaseDue(context.Background()); err != nil {
		t.Fatal(err)
	}
	if r := do(d, "history Spain"); !strings.Contains(r.Plain(), "Pedro Sánchez") {
		t.Error(r.Plain())
	}
}
