package commands_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/commands/answer"
	"natobot/consensus"
)

// failedOver is a ledger in a database that a standby took over which had not got all of it.
type failedOver struct {
	*memory
	another bool // it holds another history than was folded
}

func (f *failedOver) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	if f.another && after > 0 {
		return consensus.ErrAnotherHistory
	}
	f.another = false
	return f.memory.Fold(ctx, after, apply)
}

// What a ledger does not hold any more is not shown either: not from what was kept of it, and not
// where it has as many other entries by now. Recording goes on.
func TestDeskOnALedgerThatLostEntries(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := &failedOver{memory: newMemory(c.now)}
	d := newDesk(t, l, c)
	ask(d, "0", "U1", "candidate Mark Rutte of Netherlands declared")
	for i, member := range []string{"Poland", "Italy", "Spain"} {
		if r := ask(d, member, "U1", "stance "+member+" backs Rutte"); !strings.Contains(r.Plain(), fmt.Sprintf("#%d", i+2)) {
			t.Fatal(r.Plain())
		}
	}
	before := ask(d, "a", "U1", "status").Plain()
	for _, lost := range []int{3, 2} { // some others recorded meanwhile, and none
		l.entries, l.another = l.entries[:len(l.entries)-lost], true
		for k, at := range l.keys {
			if at[0] > len(l.entries) {
				delete(l.keys, k)
			}
		}
		if lost == 3 {
			other := newDesk(t, l.memory, c)
			for _, member := range []string{"Norway", "Greece", "Latvia"} {
				ask(other, "other "+member, "U2", "stance "+member+" opposes Rutte https://example.org/"+member)
			}
		}
		want := ask(newDesk(t, l.memory, c), "b", "U1", "status").Plain()
		if got := ask(d, "c", "U1", "status").Plain(); got != want || got == before {
			t.Errorf("with %d lost:\n%s\nwant\n%s", lost, got, want)
		}
	}
	var all sync.WaitGroup
	for _, member := range []string{"Poland", "Italy", "Spain", "Canada", "Estonia", "Portugal"} {
		all.Go(func() {
			if r := ask(d, "again "+member, "U1", "stance "+member+" backs Rutte"); r.Outcome != answer.Recorded {
				t.Error(r.Plain())
			}
		})
	}
	all.Wait()
	if n := len(l.entries); n != 8 {
		t.Errorf("%d entries, want 8", n)
	}
}
