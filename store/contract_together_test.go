package store_test

import (
	"fmt"
	"testing"

	"natobot/consensus"
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

func together(t *testing.T, l ledger) {
	_, err := l.Append(t.Context(), "before", 0, []consensus.Entry{stance(0)})
	must(t, err)
	bad := stance(4)
	bad.Position = 99
	done := l.AppendAll(t.Context(), 1, []consensus.Keyed{
		keyed("a", stance(1)), keyed("b", stance(2), stance(3)), keyed("bad", stance(4), bad), keyed("before", stance(5)),
		keyed("a", stance(6)), keyed("", stance(7)), keyed("c", stance(8)),
	})
	same(t, "outcomes", outcomes(done), []string{"[2]", "[3 4]", "failed", "again [1]", "again [2]", "failed", "[5]"})
	var members []consensus.Code
	for i, e := range all(t, l) {
		members = append(members, e.Member)
		if i+1 != e.Number {
			t.Errorf("#%d is in place %d", e.Number, i+1)
		}
	}
	same(t, "members", members, []consensus.Code{stance(0).Member, stance(1).Member, stance(2).Member, stance(3).Member, stance(8).Member})
	done = l.AppendAll(t.Context(), 5, []consensus.Keyed{keyed("bad", stance(4))})
	same(t, "the failed key, again", outcomes(done), []string{"[6]"})
}

func togetherOnOldState(t *testing.T, l ledger) {
	_, err := l.Append(t.Context(), "before", 0, []consensus.Entry{stance(0)})
	must(t, err)
	for _, after := range []int{0, 2} {
		done := l.AppendAll(t.Context(), after, []consensus.Keyed{keyed("a", stance(1)), keyed("before", stance(1)), keyed("b", stance(2))})
		same(t, "outcomes", outcomes(done), []string{"failed", "again [1]", "failed"})
		refused(t, done[0].Err, consensus.Conflict)
		refused(t, done[2].Err, consensus.Conflict)
	}
	if n := len(all(t, l)); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}
