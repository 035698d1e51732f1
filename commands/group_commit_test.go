package commands_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

// slow is a ledger whose every sync takes as long as the test wants, and fails when it says so.
type slow struct {
	*memory
	syncs  chan error // one for each sync
	rounds [][]string // the keys of each
}

func (s *slow) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	var keys []string
	for _, k := range list {
		keys = append(keys, k.Key)
	}
	s.rounds = append(s.rounds, keys)
	if err := <-s.syncs; err != nil {
		return slices.Repeat([]consensus.Appended{{Err: err}}, len(list))
	}
	return s.memory.AppendAll(ctx, after, list)
}

// disk is a desk on a slow ledger with one candidate, and what it answered so far.
type disk struct {
	*commands.Desk
	*slow
	answered map[string]answer.Reply
	mu       sync.Mutex
}

// onSlowDisk runs a test in a bubble in which nothing moves but by its own doing.
func onSlowDisk(t *testing.T, test func(t *testing.T, d *disk)) {
	synctest.Test(t, func(t *testing.T) {
		_, m := onMemory(t)
		s := &slow{memory: m, syncs: make(chan error)}
		d := &disk{Desk: newDesk(t, s, &clock{m.now()}), slow: s, answered: map[string]answer.Reply{}}
		test(t, d)
		synctest.Wait()
	})
}

// send has somebody send a text, under their name as its key, and returns when it waits or is
// answered.
func (d *disk) send(user, text string) {
	go func() {
		r := ask(d.Desk, user, user, text)
		d.mu.Lock()
		defer d.mu.Unlock()
		d.answered[user] = r
	}()
	synctest.Wait()
}

// sync lets the sync under way end, and returns when all is done that follows of it.
func (d *disk) sync(err error) {
	d.syncs <- err
	synctest.Wait()
}

// titles gives what was answered since the last time.
func (d *disk) titles() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []string
	for user, r := range d.answered {
		list = append(list, user+": "+r.Title)
	}
	clear(d.answered)
	slices.Sort(list)
	return strings.Join(list, "\n")
}

func (d *disk) want(t *testing.T, when, want string) {
	t.Helper()
	if got := d.titles(); got != want {
		t.Errorf("%s, answered is\n%s\nwant\n%s", when, got, want)
	}
}

var errDisk = &consensus.Error{Kind: consensus.Unavailable, Message: "The ledger could not be written", Hint: "Try again.", Cause: errors.New("input/output error")}

// While one report is synced the next ones are decided and gather: they go to the disk
// together, and nobody is answered before.
func TestReportsShareASync(t *testing.T) {
	onSlowDisk(t, func(t *testing.T, d *disk) {
		d.send("U0", "stance Albania backs Rutte")
		for i, m := range []string{"Belgium", "Canada", "Denmark", "Estonia"} {
			d.send(fmt.Sprint("U", i+1), "stance "+m+" backs Rutte")
		}
		d.want(t, "before any sync", "")
		if text := do(d.Desk, "status").Plain(); strings.Contains(text, "Albania") {
			t.Errorf("what is not on disk is shown, while the disk is slow:\n%s", text)
		}
		d.sync(nil)
		d.want(t, "after one sync", "U0: Recorded as #2: Albania backs Mark Rutte.")
		d.sync(nil)
		if got := fmt.Sprint(d.rounds); got != "[[U0] [U1 U2 U3 U4]]" {
			t.Errorf("the syncs were for %s", got)
		}
		for i := 1; i <= 4; i++ {
			if r := d.answered[fmt.Sprint("U", i)]; !strings.HasPrefix(r.Title, fmt.Sprintf("Recorded as #%d: ", i+2)) || !strings.Contains(r.Plain(), fmt.Sprintf("from %d to %d of 31", i, i+1)) {
				t.Errorf("reporter %d: %s", i, r.Plain())
			}
		}
	})
}

// A sync that fails fails for those who waited for it, and for nobody else.
func TestAFailedSyncIsForItsOwnRound(t *testing.T) {
	onSlowDisk(t, func(t *testing.T, d *disk) {
		d.send("U0", "stance Albania backs Rutte")
		d.send("U1", "stance Belgium backs Rutte")
		d.send("U2", "stance Canada backs Rutte")
		d.sync(errDisk)
		r := d.answered["U0"]
		if r.Outcome != answer.Failed || !strings.Contains(r.Plain(), "Nothing was recorded") || !strings.Contains(r.Plain(), "You typed: stance Albania backs Rutte") {
			t.Error(r.Plain())
		}
		d.titles()
		d.sync(nil)
		d.want(t, "after the second sync", "U1: Recorded as #2: Belgium backs Mark Rutte.\n"+
			"U2: Recorded as #3: Canada backs Mark Rutte.")
		if text := do(d.Desk, "status").Plain(); strings.Contains(text, "Albania (#") {
			t.Errorf("what failed is shown:\n%s", text)
		}
		d.send("U0", "stance Albania backs Rutte") // the same request once more
		d.sync(nil)
		d.want(t, "sent again", "U0: Recorded as #4: Albania backs Mark Rutte.")
	})
}

// Whatever a pending report might change waits for its sync, and is then decided on what
// came of it: an answer never leans on what may not be on disk.
func TestWhatDependsOnAPendingReportWaits(t *testing.T) {
	for name, tt := range map[string]struct{ first, second, synced, failed string }{
		"the same": {
			"stance Albania backs Rutte", "stance Albania backs Rutte",
			"#2 now has two recorders", "Recorded as #2: Albania backs",
		},
		"another position": {
			"stance Albania backs Rutte", "stance Albania opposes Rutte by \"Edi Rama\"",
			"Contested", "Recorded as #2: Albania opposes",
		},
		"a correction": {"stance Albania backs Rutte", "correct #2 leans", "Recorded as #3", "There is no entry #2"},
		"a retraction": {"stance Albania backs Rutte", "retract #2 because \"no\"", "Recorded as #3", "There is no entry #2"},
		"a report beside a new name": {
			"candidate Kaja Kallas of Estonia mooted", "note Rutte \"A fact.\"", "Recorded as #3", "Recorded as #2",
		},
		"a race that closes": {"race close because \"over\"", "note Rutte \"A fact.\"", "is closed", "Recorded as #2"},
	} {
		for _, failure := range []error{nil, errDisk} {
			onSlowDisk(t, func(t *testing.T, d *disk) {
				first, second := "UANNA", commands.Operator
				if strings.HasPrefix(tt.first, "race") { // an editor's
					first, second = second, first
				}
				d.send(first, tt.first)
				d.send(second, tt.second)
				if len(d.answered) != 0 || len(d.rounds) != 1 {
					t.Fatalf("%s: answered %q, in %v", name, d.titles(), d.rounds)
				}
				d.sync(failure)
				if len(d.rounds) == 2 {
					d.sync(nil)
				}
				want := tt.synced
				if failure != nil {
					want = tt.failed
				}
				if text := d.answered[second].Plain(); !strings.Contains(text, want) {
					t.Errorf("%s, sync %v: no %q in\n%s", name, failure, want, text)
				}
			})
		}
	}
}

// What another program records in between is taken into account by all that were decided
// without it.
func TestAnotherProgramComesBetween(t *testing.T) {
	onSlowDisk(t, func(t *testing.T, d *disk) {
		d.send("U0", "stance Albania backs Rutte")
		d.send("U1", "stance Belgium backs Rutte")
		other := newDesk(t, d.memory, &clock{d.now()})
		ask(other, "terminal", "U2", "stance Belgium backs Rutte")
		for range 3 {
			d.sync(nil)
		}
		d.sync(nil)
		if text := d.answered["U1"].Plain(); !strings.Contains(text, "#2 now has two recorders") {
			t.Errorf("a report was recorded twice:\n%s", text)
		}
		if r := d.answered["U0"]; r.Outcome != answer.Recorded {
			t.Error(r.Plain())
		}
	})
}

// A form whose review is no longer true because of a report on its way to the disk is shown
// anew, with that report in it.
func TestAReviewWaitsForWhatIsPending(t *testing.T) {
	onSlowDisk(t, func(t *testing.T, d *disk) {
		draft := answer.Draft{Verb: "stance", Values: map[answer.Field]string{
			answer.FieldMember: "BE", answer.FieldCandidate: "mark-rutte", answer.FieldPosition: "backs", answer.FieldVia: "reported",
		}}
		req := commands.Request{Key: "view", User: commands.User{ID: "UBEN"}}
		review := d.Review(t.Context(), req, draft)
		if len(review.Problems) > 0 {
			t.Fatal(review.Problems)
		}
		d.send("U0", "stance Albania backs Rutte")
		saved := make(chan answer.Saved, 1)
		go func() { saved <- d.Save(context.Background(), req, draft, review.Seal) }()
		synctest.Wait()
		if len(saved) != 0 {
			t.Fatal("saved beside what is pending")
		}
		d.sync(nil)
		if s := <-saved; s.Stale == nil {
			t.Errorf("recorded by an old review: %s", s.Reply.Plain())
		}
	})
}
