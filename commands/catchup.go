package commands

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"natobot/consensus"
)

// foldings are the desk's reads of the ledger. One serves everybody who came before it
// began, so that many who ask at once cost little more than one.
type foldings struct {
	mu   sync.Mutex
	next *folding   // has not begun
	turn sync.Mutex // held by the one under way
}

type folding struct {
	done chan struct{}
	err  error
}

// join gives the next folding, and whether the caller is to take it for all.
func (l *foldings) join() (next *folding, first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == nil {
		l.next, first = &folding{done: make(chan struct{})}, true
	}
	return l.next, first
}

// begin closes a folding to those who come later: it would not see what was recorded before
// they came.
func (l *foldings) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next = nil
}

// catchUp folds what was added to the ledger since the last time, by whichever process.
func (d *Desk) catchUp(ctx context.Context) error {
	f, first := d.foldings.join()
	if first {
		d.foldForAll(context.WithoutCancel(ctx), f) // others wait for it, also when this asker has gone
	}
	select {
	case <-f.done:
		return f.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// catchUpTo folds as catchUp does where the entry of that number is not folded yet.
func (d *Desk) catchUpTo(ctx context.Context, number int) error {
	if d.last() >= number {
		return nil
	}
	return d.catchUp(ctx)
}

// last gives the number of the last entry folded, outside a reading.
func (d *Desk) last() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.book.Last()
}

func (d *Desk) foldForAll(ctx context.Context, f *folding) {
	d.foldings.turn.Lock()
	defer d.foldings.turn.Unlock()
	runtime.Gosched() // whoever is about to ask may join first; alone, this costs nothing
	d.foldings.begin()
	defer close(f.done) // whatever the ledger does
	f.err = errors.New("the ledger did not answer")
	f.err = d.fold(ctx)
}

// fold is for one at a time. Readers of the book wait for it only where something is new,
// and then see all of that or nothing.
func (d *Desk) fold(ctx context.Context) error {
	fresh := false
	defer func() {
		if fresh {
			d.mu.Unlock()
		}
	}()
	return d.Ledger.Fold(ctx, d.book.Last(), func(e consensus.Entry) error {
		if !fresh {
			fresh = true
			d.mu.Lock()
		}
		return d.book.Apply(e)
	})
}
