package storetest

import (
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
)

func clockKept(t *testing.T, l store.Ledger) {
	if _, moved, err := l.ClockOffset(t.Context()); moved || err != nil {
		t.Errorf("moved %t, %v before anyone moved it", moved, err)
	}
	for _, want := range []time.Duration{-24 * 365 * time.Hour, 0, 90 * time.Millisecond} {
		Must(t, l.SetClockOffset(t.Context(), want))
		if got, moved, err := l.ClockOffset(t.Context()); got != want || !moved || err != nil {
			t.Errorf("offset %s, %t, %v; want %s", got, moved, err, want)
		}
	}
}

func writable(t *testing.T, l store.Ledger) {
	Must(t, l.Writable(t.Context()))
	Must(t, l.Writable(t.Context()))
	if n := len(All(t, l)); n != 0 {
		t.Errorf("%d entries were recorded", n)
	}
}

// headOf gives what vouches for the ledger up to an entry.
func headOf(t *testing.T, l store.Ledger, number int) string {
	t.Helper()
	head, err := l.Head(t.Context(), number)
	Must(t, err)
	return head
}

// F6: the head of an entry stays what it was, whatever is appended; a ledger that was cut
// off has none for what it lost.
func heads(t *testing.T, l store.Ledger) {
	Same(t, "head of nothing", headOf(t, l, 0), "")
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{Stance(1), Stance(2)})
	Must(t, err)
	first, second := headOf(t, l, 1), headOf(t, l, 2)
	_, err = l.Append(t.Context(), "more", 2, []consensus.Entry{Stance(3)})
	Must(t, err)
	Same(t, "heads", []string{headOf(t, l, 1), headOf(t, l, 2)}, []string{first, second})
	if first == second || second == headOf(t, l, 3) || len(first) != 64 {
		t.Errorf("heads %q, %q", first, second)
	}
	_, err = l.Head(t.Context(), 4)
	Refused(t, err, consensus.NotFound)
}
