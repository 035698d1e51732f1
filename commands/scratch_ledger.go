package commands

import (
	"context"
	"time"

	"natobot/consensus"
)

// draftLedger is a ledger with further entries that exist in memory alone: an import
// decides its lines on it.
type draftLedger struct {
	Ledger
	at    time.Time
	kept  bool // its entries were recorded elsewhere, each at its own moment
	base  int  // the last entry of the ledger below
	added []consensus.Entry
	begun []int // the first entry of each request
	read  bool  // the ledger below, which may have grown since
	held  []consensus.Held
}

// Append adds the drafts, in memory.
func (l *draftLedger) Append(_ context.Context, _ string, after int, drafts []consensus.Entry) (consensus.Receipt, error) {
	var receipt consensus.Receipt
	l.begun = append(l.begun, after+1)
	for _, e := range drafts {
		after++
		e.Number, e.Recorded = after, l.at
		l.added = append(l.added, e)
		receipt.Entries = append(receipt.Entries, e)
	}
	return receipt, nil
}

// AppendAll adds the drafts of each.
func (l *draftLedger) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	done := make([]consensus.Appended, len(list))
	for i, k := range list {
		done[i].Receipt, done[i].Err = l.Append(ctx, k.Key, after, k.Drafts)
		after += len(k.Drafts)
	}
	return done
}

// Fold folds the ledger below once, then what was added.
func (l *draftLedger) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	if !l.read {
		l.read = true
		return l.Ledger.Fold(ctx, after, apply)
	}
	for _, e := range l.added[max(0, after-l.base):] {
		if err := apply(e); err != nil {
			return err
		}
	}
	return nil
}

// Entries gives entries of both.
func (l *draftLedger) Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error) {
	var below []int
	for _, n := range numbers {
		if n <= l.base {
			below = append(below, n)
		}
	}
	var stored []consensus.Entry
	if len(below) > 0 {
		var err error
		if stored, err = l.Ledger.Entries(ctx, below...); err != nil {
			return nil, err
		}
	}
	list := make([]consensus.Entry, 0, len(numbers))
	for _, n := range numbers {
		if n > l.base {
			list = append(list, l.added[n-l.base-1])
		} else {
			list, stored = append(list, stored[0]), stored[1:]
		}
	}
	return list, nil
}

// Outlets names those of both.
func (l *draftLedger) Outlets(ctx context.Context, after int) ([]string, error) {
	names, err := l.Ledger.Outlets(ctx, after)
	for _, e := range l.added[min(max(0, after-l.base), len(l.added)):] {
		names = append(names, e.Source.Outlet)
	}
	return names, err
}

// Together tells of what was added by its requests.
func (l *draftLedger) Together(ctx context.Context, number int) (first, last int, err error) {
	if number <= l.base {
		return l.Ledger.Together(ctx, number)
	}
	last = l.base + len(l.added)
	for _, begun := range l.begun {
		if begun > number {
			return first, begun - 1, nil
		}
		first = begun
	}
	return first, last, nil
}

// Head gives that of an entry of the ledger below; what was added has none yet.
func (l *draftLedger) Head(ctx context.Context, number int) (string, error) {
	if number > l.base {
		return "", nil
	}
	return l.Ledger.Head(ctx, number)
}

// Held lists nothing: what waits is no part of a file.
func (l *draftLedger) Held(context.Context, time.Time) ([]consensus.Held, error) { return nil, nil }

// HeldReport knows none: what waits is let out by people, not by a file.
func (l *draftLedger) HeldReport(context.Context, int) (consensus.Held, error) {
	return consensus.Held{}, consensus.Refuse(consensus.NotFound, "A file has no held reports", "")
}

// Hold gathers what is to be held once the file is recorded.
func (l *draftLedger) Hold(_ context.Context, h consensus.Held) (consensus.Held, error) {
	l.held = append(l.held, h)
	return h, nil
}
