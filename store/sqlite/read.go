package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"natobot/consensus"
	"natobot/store"
)

// querier is what reads: a pool, a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// asking asks one question, which may be prepared.
type asking func(ctx context.Context, args ...any) (*sql.Rows, error)

func ask(q querier, query string) asking {
	return func(ctx context.Context, args ...any) (*sql.Rows, error) { return q.QueryContext(ctx, query, args...) }
}

// Fold calls apply for each entry after the one numbered after.
func (l *Ledger) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	done := 0
	for e, err := range scan(ctx, l.readers.fold.QueryContext, after) {
		if err != nil {
			return store.Unreadable(err)
		}
		if e.Number != after+done+1 {
			return store.Unreadable(fmt.Errorf("entry #%d is missing", after+done+1))
		}
		if err := apply(e); err != nil {
			return err
		}
		if done++; done%l.progressEvery == 0 && l.options.Progress != nil {
			last, err := l.readers.last(ctx)
			if err != nil {
				return store.Unreadable(err)
			}
			l.options.Progress(done, last-after)
		}
	}
	return nil
}

// All gives all entries, whole and in order.
func (l *Ledger) All(ctx context.Context) iter.Seq2[consensus.Entry, error] {
	return func(yield func(consensus.Entry, error) bool) {
		for e, err := range scan(ctx, ask(l.readers, `SELECT `+store.WholeColumns()+` FROM entries ORDER BY number`)) {
			if !yield(e, store.Unreadable(err)) {
				return
			}
		}
	}
}

// Entries gives whole entries by their numbers, in the order asked for.
func (l *Ledger) Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error) {
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	entries, err := collect(scan(ctx, l.readers.entries.QueryContext, string(list)))
	if err != nil {
		return nil, store.Unreadable(err)
	}
	for i, number := range numbers {
		if i >= len(entries) || entries[i].Number != number {
			return nil, store.Unknown(number)
		}
	}
	return entries, nil
}

// Recorded gives the entries that a request key recorded, none when the key is new.
func (l *Ledger) Recorded(ctx context.Context, key string) ([]consensus.Entry, error) {
	entries, err := collect(scan(ctx, l.readers.recorded.QueryContext, key))
	return entries, store.Unreadable(err)
}

// Head gives the hash of an entry, in hexadecimal.
func (l *Ledger) Head(ctx context.Context, number int) (string, error) {
	if number == 0 {
		return "", nil
	}
	var hash []byte
	err := l.readers.head.QueryRowContext(ctx, number).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", store.Unknown(number)
	}
	return hex.EncodeToString(hash), store.Unreadable(err)
}

// numbered gives count whole entries from the one numbered first on.
func numbered(ctx context.Context, q querier, first, count int) ([]consensus.Entry, error) {
	return collect(scan(ctx, ask(q, `SELECT `+store.WholeColumns()+` FROM entries WHERE number >= ? AND number < ? ORDER BY number`),
		first, first+count))
}

// scan gives the entries of a query for their columns. An error ends it.
func scan(ctx context.Context, ask asking, args ...any) iter.Seq2[consensus.Entry, error] {
	return func(yield func(consensus.Entry, error) bool) {
		var e consensus.Entry
		for values, err := range rows(ctx, ask, args...) {
			if err == nil {
				err = store.Decode(values, &e)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// rows gives the values of each row of a query, always in the same slice. An error ends it.
func rows(ctx context.Context, ask asking, args ...any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		rows, err := ask(ctx, args...)
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = rows.Close() }() // what went wrong is in rows.Err
		columns, err := rows.Columns()
		if err != nil {
			yield(nil, err)
			return
		}
		values, places := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			places[i] = &values[i]
		}
		for rows.Next() {
			if err := rows.Scan(places...); err != nil {
				yield(nil, err)
				return
			}
			if !yield(values, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}
}

func collect(entries iter.Seq2[consensus.Entry, error]) ([]consensus.Entry, error) {
	var list []consensus.Entry
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// listed gives the one value of each row of what a query gives.
func listed[T any](ctx context.Context, q querier, query string, args ...any) ([]T, error) {
	return read(func(row *sql.Rows) (value T, err error) {
		err = row.Scan(&value)
		return value, err
	})(q.QueryContext(ctx, query, args...))
}

// read reads each row of what a query gives.
func read[T any](scan func(*sql.Rows) (T, error)) func(*sql.Rows, error) ([]T, error) {
	return func(rows *sql.Rows, err error) (list []T, _ error) {
		if err != nil {
			return nil, err
		}
		defer func() { _ = rows.Close() }() // what went wrong is in rows.Err
		for rows.Next() {
			one, err := scan(rows)
			if err != nil {
				return nil, err
			}
			list = append(list, one)
		}
		return list, rows.Err()
	}
}
