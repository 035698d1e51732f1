package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"natobot/store"
)

// Linked gives the numbers of the entries whose source has that very link, the newest
// first, ten at most.
func (l *Ledger) Linked(ctx context.Context, link string) ([]int, error) {
	// The second condition is what lets SQLite take the index, which has no empty links.
	list, err := listed[int](ctx, l.readers, `SELECT number FROM entries WHERE link = ? AND link <> '' ORDER BY number DESC LIMIT 10`, link)
	return list, store.Unreadable(err)
}

// Outlets names who published what the entries after the one numbered after report, each once.
func (l *Ledger) Outlets(ctx context.Context, after int) ([]string, error) {
	list, err := listed[string](ctx, l.readers, `SELECT DISTINCT outlet FROM entries WHERE number > ? AND outlet <> ''`, after)
	return list, store.Unreadable(err)
}

// Together gives the first and the last of the entries that one request recorded, that of that
// number among them; 0 where no request did.
func (l *Ledger) Together(ctx context.Context, number int) (first, last int, err error) {
	err = l.readers.QueryRowContext(ctx, `SELECT first, first + count - 1 FROM requests WHERE first <= ?1 AND first + count > ?1`, number).Scan(&first, &last)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, nil
	}
	return first, last, store.Unreadable(err)
}
