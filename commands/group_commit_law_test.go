package commands_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/store/sqlite"
)

// Many people report about everything at once, through two programs, on a disk that fails
// every now and then: what was answered as recorded is there once, what failed is not there,
// and no two entries say the same.
func TestLawGroupedRecordingsAreSerial(t *testing.T) {
	seed := rand.Uint64()
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	first := newDesk(t, l, c)
	do(first, "candidate Mark Rutte of Netherlands declared")
	rng := rand.New(rand.NewPCG(seed, 1))
	flaky := func(seed uint64) *commands.Desk {
		return newDesk(t, &flakyLedger{Ledger: l, rng: rand.New(rand.NewPCG(seed, 2))}, c)
	}
	desks := []*commands.Desk{flaky(seed), flaky(seed + 1)}
	const people, each = 16, 12
	texts := make([][]string, people)
	for p := range texts {
		for range each {
			member := []string{"Albania", "Belgium", "Canada", "Denmark", "Estonia", "Finland", "Greece", "Hungary"}[rng.IntN(8)]
			texts[p] = append(texts[p], []string{
				"stance " + member + " backs Rutte", "stance " + member + " leans Rutte", "note " + member + " \"A fact.\"", "undo",
			}[rng.IntN(10)%4])
		}
	}
	recorded := map[string]answer.Reply{}
	failed := map[string]answer.Reply{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for p := range people {
		wg.Go(func() {
			for i, text := range texts[p] {
				key := fmt.Sprintf("%d/%d", p, i)
				r := ask(desks[p%2], key, fmt.Sprint("U", p), text)
				mu.Lock()
				if r.Outcome == answer.Recorded {
					recorded[key] = r
				} else {
					failed[key] = r
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	serial(t, l, recorded, failed)
	t.Logf("seed %d: %d recorded, %d not", seed, len(recorded), len(failed))
}

// serial checks what was answered against the ledger, entry after entry.
func serial(t *testing.T, l *sqlite.Ledger, recorded, failed map[string]answer.Reply) {
	t.Helper()
	for key, r := range recorded {
		list, err := l.Recorded(t.Context(), key)
		already := strings.Contains(r.Title, "already recorded as")
		if err != nil || !already && (len(list) != 1 || !strings.Contains(r.Title, fmt.Sprintf("#%d", named(list[0])))) {
			t.Errorf("%s was answered %q and the ledger has %v, %v", key, r.Title, list, err)
		}
	}
	for key, r := range failed {
		if list, err := l.Recorded(t.Context(), key); err != nil || len(list) > 0 {
			t.Errorf("%s was answered %q and the ledger has %v, %v", key, r.Title, list, err)
		}
	}
	book := consensus.NewBook(bodies.Shipped())
	said := map[string]int{} // what stands, by its words
	for _, e := range entries(t, l) {
		words := fmt.Sprint(e.Kind, e.Member, e.Position, e.Text)
		if before := said[words]; e.Target == 0 && before != 0 && book.StruckBy(before, book.Last()) == 0 {
			t.Errorf("#%d says what #%d says", e.Number, before)
		}
		if e.Target != 0 && e.Kind != consensus.Echo && book.StruckBy(e.Target, book.Last()) != 0 {
			t.Errorf("#%d strikes #%d, which was struck", e.Number, e.Target)
		}
		if err := book.Apply(e); err != nil {
			t.Fatal(err)
		}
		said[words] = e.Number
	}
}

// named gives the number that the answer to a recording begins with: an echo is told as what
// it joins.
func named(e consensus.Entry) int {
	if e.Kind == consensus.Echo {
		return e.Target
	}
	return e.Number
}

// flakyLedger fails one sync in five.
type flakyLedger struct {
	commands.Ledger
	mu  sync.Mutex
	rng *rand.Rand
}

func (f *flakyLedger) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	f.mu.Lock()
	fails := f.rng.IntN(5) == 0
	f.mu.Unlock()
	if fails {
		return slices.Repeat([]consensus.Appended{{Err: errDisk}}, len(list))
	}
	return f.Ledger.AppendAll(ctx, after, list)
}
