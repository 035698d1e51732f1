package store

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"reflect"

	"natobot/consensus"
)

// Beside is what a ledger keeps beside its entries, for a copy of it: which request recorded which
// of them, in their order, what was posted, in the order of the claims, and what was held, by its
// numbers.
type Beside struct {
	Requests []Request
	Posts    []consensus.Posting
	Held     []consensus.Held
}

// Request is what one request recorded: so many entries from the first on.
type Request struct {
	Key          string
	First, Count int
}

// copying is how many entries are copied at a time.
const copying = 5000

// Copy copies a ledger into one that is empty, and compares the two, entry by entry. Where it fails
// the copy is of no use: the next one goes into another empty ledger.
func Copy(ctx context.Context, from, to Ledger, progress func(done, total int)) (entries int, err error) {
	if err := unused(ctx, to); err != nil {
		return 0, err
	}
	total := 0
	if err := from.Fold(ctx, 0, func(consensus.Entry) error { total++; return nil }); err != nil {
		return 0, err
	}
	var list []consensus.Entry
	for e, err := range from.All(ctx) {
		if err != nil {
			return 0, err
		}
		if list = append(list, e); len(list) < copying && e.Number < total {
			continue
		}
		if err := to.Restore(ctx, list); err != nil {
			return 0, err
		}
		list = nil
		progress(e.Number, total)
	}
	if err := to.Restore(ctx, list); err != nil { // what was recorded meanwhile
		return 0, err
	}
	if err := copyBeside(ctx, from, to); err != nil {
		return 0, err
	}
	return total, compare(ctx, from, to)
}

// unused refuses a ledger in which there is something.
func unused(ctx context.Context, l Ledger) error {
	beside, err := l.Beside(ctx)
	if err != nil {
		return err
	}
	number := 0
	for e, err := range l.All(ctx) {
		if err != nil {
			return err
		}
		number = e.Number
		break
	}
	if number > 0 || len(beside.Posts) > 0 || len(beside.Held) > 0 {
		return consensus.Refuse(consensus.Conflict, "The ledger to copy into is not empty: nothing was copied", "Name a new file, or a database without a ledger in it.")
	}
	return nil
}

func copyBeside(ctx context.Context, from, to Ledger) error {
	beside, err := from.Beside(ctx)
	if err == nil {
		err = to.RestoreBeside(ctx, beside)
	}
	if err != nil {
		return err
	}
	offset, moved, err := from.ClockOffset(ctx)
	if err == nil && moved {
		err = to.SetClockOffset(ctx, offset)
	}
	return err
}

// compare compares two ledgers.
func compare(ctx context.Context, from, to Ledger) error {
	next, stop := iter.Pull2(to.All(ctx))
	defer stop()
	for e, err := range from.All(ctx) {
		copied, failed, _ := next()
		if err := cmp.Or(err, failed); err != nil {
			return err
		}
		if !SameEntries([]consensus.Entry{e}, []consensus.Entry{copied}) {
			return apart(fmt.Sprintf("entry #%d", e.Number))
		}
	}
	if _, _, more := next(); more {
		return apart("what follows the last entry")
	}
	was, err := from.Beside(ctx)
	if err != nil {
		return err
	}
	is, err := to.Beside(ctx)
	if err == nil && !reflect.DeepEqual(was, is) {
		err = apart("what was posted or held, or which request recorded what,")
	}
	return err
}

func apart(what string) error {
	return &consensus.Error{
		Kind:    consensus.Conflict,
		Message: fmt.Sprintf("In the copy %s is not what it is in the ledger", what),
		Hint:    "Stop every natobot that works with either of them, and copy again, into another empty one.",
	}
}
