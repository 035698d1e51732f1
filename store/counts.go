package store

import (
	"context"
	"errors"
)

// CountSlots tells how many of the digests' slots are in each state.
func (l *Ledger) CountSlots(ctx context.Context) (counts map[PostingState]int, err error) {
	rows, err := l.readers.QueryContext(ctx, `SELECT state, count(*) FROM slots WHERE workspace = ? GROUP BY state`, l.options.Workspace)
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	counts = map[PostingState]int{Claimed: 0, Posted: 0, Skipped: 0}
	for rows.Next() {
		var word string
		var n int
		if err := rows.Scan(&word, &n); err != nil {
			return nil, err
		}
		var state PostingState
		if err := state.UnmarshalText([]byte(word)); err != nil {
			return nil, err
		}
		counts[state] = n
	}
	return counts, rows.Err()
}
