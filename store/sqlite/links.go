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

// Outlets names who published what the entries after the one numbered after report, each once.
func (l *Ledger) Outlets(ctx context.Context, after int) ([]string, error) {
	var names []string
	for values, err := range rows(ctx, ask(l.readers, `SELECT DISTINCT outlet FROM entries WHERE number > ? AND outlet <> ''`), after) {
		if err != nil {
			return nil, store.Unreadable(err)
		}
		name, _ := values[0].(string)
		names = append(names, name)
	}
	return names, nil
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
