package commands

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/singleflight"

	"natobot/consensus"
)

// refreshes are the desk's reads of the ledger. One serves everybody who came before it
// began, so that many who ask at once cost little more than one.
type refreshes struct {
	group singleflight.Group
	begun atomic.Int64 // how many have begun: who comes later joins the next one
	turn  sync.Mutex   // held by the one under way
}

// refresh folds what was added to the ledger since the last time, by whichever process.
func (d *Desk) refresh(ctx context.Context) error {
	r := &d.refreshes
	key := strconv.FormatInt(r.begun.Load(), 10)
	done := r.group.DoChan(key, func() (any, error) {
		r.turn.Lock()
		defer r.turn.Unlock()
		runtime.Gosched() // whoever is about to ask may join first; alone, this costs nothing
		r.begun.Add(1)    // this read would not see what was recorded before whoever comes now came
		return nil, d.fold(context.WithoutCancel(ctx))
	})
	select {
	case result := <-done:
		return result.Err
	case <-ctx.Done(): // the others who wait for it are served all the same
		return ctx.Err()
	}
}

// refreshTo folds as refresh does where the entry of that number is not folded yet.
func (d *Desk) refreshTo(ctx context.Context, number int) error {
	if d.last() >= number {
		return nil
	}
	return d.refresh(ctx)
}

// last gives the number of the last entry folded, outside a reading.
func (d *Desk) last() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.book.Last()
}

// fold is for one at a time. Readers of the book wait for it only where something is new,
// and then see all of that or nothing.
func (d *Desk) fold(ctx context.Context) (err error) {
	fresh := false
	defer func() {
		if fresh {
			d.mu.Unlock()
		}
		if r := recover(); r != nil {
			err = fmt.Errorf("the ledger did not answer: %v", r)
		}
	}()
	err = d.Ledger.Fold(ctx, d.book.Last(), func(e consensus.Entry) error {
		if !fresh {
			fresh = true
			d.mu.Lock()
		}
		return d.book.Apply(e)
	})
	if errors.Is(err, consensus.ErrAnotherHistory) {
		return foldAnew(ctx, d)
	}
	return err
}

// foldAnew folds the ledger from its first entry, where it is another one than was folded: nothing
// that was kept of that one holds any more.
func foldAnew(ctx context.Context, d *Desk) error {
	book := consensus.NewBook(d.Bodies)
	if err := d.Ledger.Fold(ctx, 0, book.Apply); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.book = book
	d.begun++
	d.pending.forget()
	d.outlets.forget()
	return nil
}
