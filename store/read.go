package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"

	"natobot/consensus"
)

// querier is what reads: a pool, a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Fold calls apply for each entry after the one numbered after, in order, as the ledger
// stood when Fold was called. Conditions, texts and the sources' who, link, outlet and
// quote are left empty.
func (l *Ledger) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	total, err := l.last(ctx, l.readers)
	if err != nil {
		return unreadable(err)
	}
	done := 0
	for e, err := range scan(ctx, l.readers, leanCount, `SELECT `+leanColumns+` FROM entries WHERE number > ? ORDER BY number`, after) {
		if err != nil {
			return unreadable(err)
		}
		if e.Number != after+done+1 {
			return unreadable(fmt.Errorf("entry #%d is missing", after+done+1))
		}
		if err := apply(e); err != nil {
			return err
		}
		if done++; done%l.progressEvery == 0 && l.options.Progress != nil {
			l.options.Progress(done, total-after)
		}
	}
	return nil
}

// All gives all entries, whole and in order, as the ledger stood at the first of them.
func (l *Ledger) All(ctx context.Context) iter.Seq2[consensus.Entry, error] {
	return func(yield func(consensus.Entry, error) bool) {
		for e, err := range scan(ctx, l.readers, wholeCount, `SELECT `+wholeColumns+` FROM entries ORDER BY number`) {
			if !yield(e, unreadable(err)) {
				return
			}
		}
	}
}

// Entries gives whole entries by their numbers, in the order asked for. A number that
// the ledger does not have is a consensus.Error of kind NotFound.
func (l *Ledger) Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error) {
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	entries, err := collect(scan(ctx, l.readers, wholeCount,
		`SELECT `+wholeColumns+` FROM json_each(?) AS asked JOIN entries ON number = asked.value ORDER BY asked.key`, string(list)))
	if err != nil {
		return nil, unreadable(err)
	}
	for i, number := range numbers {
		if i >= len(entries) || entries[i].Number != number {
			return nil, unknown(number)
		}
	}
	return entries, nil
}

// Recorded gives the entries that a request key recorded, none when the key is new.
func (l *Ledger) Recorded(ctx context.Context, key string) ([]consensus.Entry, error) {
	entries, err := collect(scan(ctx, l.readers, wholeCount, `WITH r AS (SELECT first, count AS n FROM requests WHERE key = ?)
		SELECT `+wholeColumns+` FROM entries WHERE number >= (SELECT first FROM r) AND number < (SELECT first + n FROM r)
		ORDER BY number`, key))
	return entries, unreadable(err)
}

// numbered gives count whole entries from the one numbered first on.
func numbered(ctx context.Context, q querier, first, count int) ([]consensus.Entry, error) {
	return collect(scan(ctx, q, wholeCount,
		`SELECT `+wholeColumns+` FROM entries WHERE number >= ? AND number < ? ORDER BY number`, first, first+count))
}

// last gives the number of the last entry, 0 in an empty ledger.
func (l *Ledger) last(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
},
) (number int, err error) {
	err = db.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) FROM entries`).Scan(&number)
	return number, err
}

// scan gives the entries of a query whose columns are lean or whole ones. An error
// ends it.
func scan(ctx context.Context, q querier, columns int, query string, args ...any) iter.Seq2[consensus.Entry, error] {
	return func(yield func(consensus.Entry, error) bool) {
		for row, err := range rows(ctx, q, columns, query, args...) {
			var e consensus.Entry
			if err == nil {
				e, err = row.decode()
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// rows gives the rows of a query, always as the same value. An error ends it.
func rows(ctx context.Context, q querier, columns int, query string, args ...any) iter.Seq2[*row, error] {
	return func(yield func(*row, error) bool) {
		rows, err := q.QueryContext(ctx, query, args...)
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = rows.Close() }() // what went wrong is in rows.Err
		for r := newRow(columns); rows.Next(); {
			if err := rows.Scan(r.places...); err != nil {
				yield(nil, err)
				return
			}
			if !yield(r, nil) {
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
