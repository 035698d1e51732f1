package sqlite

import (
	"context"
	"errors"

	"natobot/store"
)

// CountSlots tells how many of the digests' slots are in each state.
func (l *Ledger) CountSlots(ctx context.Context) (counts map[store.PostingState]int, err error) {
	rows, err := l.readers.QueryContext(ctx, `SELECT state, count(*) FROM slots WHERE workspace = ? GROUP BY state`, l.options.Workspace)
	if err != nil {
		return nil, store.Unreadable(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	counts = map[store.PostingState]int{store.Claimed: 0, store.Posted: 0, store.Skipped: 0}
	for rows.Next() {
		var word string
		var n int
		if err := rows.Scan(&word, &n); err != nil {
			return nil, err
		}
		var state store.PostingState
		if err := state.UnmarshalText([]byte(word)); err != nil {
			return nil, err
		}
		counts[state] = n
	}
	return counts, rows.Err()
}
