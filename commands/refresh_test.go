package commands_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/store/sqlite"
)

// countedFolds is a ledger that counts how often it is folded.
type countedFolds struct {
	*sqlite.Ledger
	folds atomic.Int64
}

func (s *countedFolds) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	s.folds.Add(1)
	return s.Ledger.Fold(ctx, after, apply)
}

// One read of the ledger serves many, and nobody misses what was recorded before they asked.
func TestReadsTogether(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := &countedFolds{Ledger: opened(t, c)}
	writer, reader := newDesk(t, l.Ledger, c), newDesk(t, l, c)
	seed(t, writer)
	var wg sync.WaitGroup
	var recorded, done atomic.Int64
	recorded.Store(int64(len(entries(t, l.Ledger))))
	for i := range 8 {
		wg.Go(func() {
			for j := range 50 {
				before := recorded.Load()
				s, err := reader.Standing(t.Context(), commands.About{})
				if err != nil || int64(s.Entries) < before {
					t.Errorf("%d entries are seen, %d were recorded, %v", s.Entries, before, err)
				}
				if i == 0 && j%10 == 0 {
					if r := ask(writer, fmt.Sprint("T", j), "U1", "stance "+[]string{"Spain", "Italy", "Canada", "Norway", "Greece"}[j/10]+" backs Rutte"); r.Outcome != answer.Recorded {
						t.Error(r.Plain())
						return
					}
					recorded.Add(1)
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	if n := l.folds.Load(); n > done.Load() {
		t.Errorf("%d folds for %d questions", n, done.Load())
	}
}

// hanging is a ledger whose disk stops answering.
type hanging struct {
	*memory
	asked, heals chan struct{} // nil while it answers
}

func (h *hanging) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	if h.heals != nil {
		h.asked <- struct{}{}
		<-h.heals
	}
	return h.memory.Fold(ctx, after, apply)
}

// A disk that hangs holds who reads it and who is to read it next, and nobody else for longer
// than they have.
func TestReadsOfAHangingDisk(t *testing.T) {
	_, m := onMemory(t)
	h := &hanging{memory: m}
	d := newDesk(t, h, &clock{m.now()})
	h.asked, h.heals = make(chan struct{}, 9), make(chan struct{})
	answers := make(chan answer.Reply)
	send := func(ctx context.Context) {
		go func() {
			answers <- d.Do(ctx, commands.Request{User: commands.User{ID: "U1"}, Text: "status"})
		}()
	}
	send(t.Context())
	<-h.asked
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for range 4 {
		send(over)
	}
	for range 3 {
		if r := <-answers; r.Outcome != answer.Failed {
			t.Errorf("of a disk that hangs: %s", r.Plain())
		}
	}
	close(h.heals)
	<-answers
	<-answers
	if r := ask(d, "U9", "U9", "status"); r.Outcome != answer.Answered {
		t.Error(r.Plain())
	}
}
