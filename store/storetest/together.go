package storetest

import (
	"fmt"
	"testing"

	"natobot/consensus"
	"natobot/store"
)

func keyed(key string, drafts ...consensus.Entry) consensus.Keyed {
	return consensus.Keyed{Key: key, Drafts: drafts}
}

// outcomes tells what became of requests that were recorded together: the numbers of the
// entries of each, "again" before those of the first time, or "failed".
func outcomes(list []consensus.Appended) []string {
	var said []string
	for _, a := range list {
		var numbers []int
		for _, e := range a.Receipt.Entries {
			numbers = append(numbers, e.Number)
		}
		switch {
		case a.Err != nil:
			said = append(said, "failed")
		case a.Receipt.Repeated:
			said = append(said, fmt.Sprint("again ", numbers))
		default:
			said = append(said, fmt.Sprint(numbers))
		}
	}
	return said
}

func together(t *testing.T, l store.Ledger) {
	_, err := l.Append(t.Context(), "before", 0, []consensus.Entry{Stance(0)})
	Must(t, err)
	bad := Stance(4)
	bad.Position = 99
	done := l.AppendAll(t.Context(), 1, []consensus.Keyed{
		keyed("a", Stance(1)), keyed("b", Stance(2), Stance(3)), keyed("bad", Stance(4), bad), keyed("before", Stance(5)),
		keyed("a", Stance(6)), keyed("", Stance(7)), keyed("c", Stance(8)),
	})
	Same(t, "outcomes", outcomes(done), []string{"[2]", "[3 4]", "failed", "again [1]", "again [2]", "failed", "[5]"})
	var members []consensus.Code
	for i, e := range All(t, l) {
		members = append(members, e.Member)
		if i+1 != e.Number {
			t.Errorf("#%d is in place %d", e.Number, i+1)
		}
	}
	Same(t, "members", members, []consensus.Code{Stance(0).Member, Stance(1).Member, Stance(2).Member, Stance(3).Member, Stance(8).Member})
	done = l.AppendAll(t.Context(), 5, []consensus.Keyed{keyed("bad", Stance(4))})
	Same(t, "the failed key, again", outcomes(done), []string{"[6]"})
}

func togetherOnOldState(t *testing.T, l store.Ledger) {
	_, err := l.Append(t.Context(), "before", 0, []consensus.Entry{Stance(0)})
	Must(t, err)
	for _, after := range []int{0, 2} {
		done := l.AppendAll(t.Context(), after, []consensus.Keyed{keyed("a", Stance(1)), keyed("before", Stance(1)), keyed("b", Stance(2))})
		Same(t, "outcomes", outcomes(done), []string{"failed", "again [1]", "failed"})
		Refused(t, done[0].Err, consensus.Conflict)
		Refused(t, done[2].Err, consensus.Conflict)
	}
	if n := len(All(t, l)); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}
