package sqlite

import (
	"context"

	"natobot/store"
)

// Linked gives the numbers of the entries whose source has that very link, the newest
// first, ten at most.
func (l *Ledger) Linked(ctx context.Context, link string) ([]int, error) {
	// The second condition is what lets SQLite take the index, which has no empty links.
	rows, err := l.readers.QueryContext(ctx, `SELECT number FROM entries WHERE link = ? AND link <> '' ORDER BY number DESC LIMIT 10`, link)
	if err != nil {
		return nil, store.Unreadable(err)
	}
	defer func() { _ = rows.Close() }() // what went wrong is in rows.Err
	var numbers []int
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, store.Unreadable(err)
		}
		numbers = append(numbers, n)
	}
	return numbers, store.Unreadable(rows.Err())
}
