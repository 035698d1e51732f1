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

// asking asks one question, which may be prepared.
type asking func(ctx context.Context, args ...any) (*sql.Rows, error)

func ask(q querier, query string) asking {
	return func(ctx context.Context, args ...any) (*sql.Rows, error) { return q.QueryContext(ctx, query, args...) }
}

// Fold calls apply for each entry after the one numbered after, in order, as the ledger
// stood when Fold was called. Conditions, texts and the sources' who, link, outlet and
// quote are left empty.
func (l *Ledger) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	done := 0
	for e, err := range scan(ctx, l.readers.fold.QueryContext, leanCount, after) {
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
			last, err := l.readers.last(ctx)
			if err != nil {
				return unreadable(err)
			}
			l.options.Progress(done, last-after)
		}
	}
	return nil
}

// All gives all entries, whole and in order, as the ledger stood at the first of them.
func (l *Ledger) All(ctx context.Context) iter.Seq2[consensus.Entry, error] {
	return func(yield func(consensus.Entry, error) bool) {
		for e, err := range scan(ctx, ask(l.readers, `SELECT `+wholeColumns+` FROM entries ORDER BY number`), wholeCount) {
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
	entries, err := collect(scan(ctx, l.readers.entries.QueryContext, wholeCount, string(list)))
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
	entries, err := collect(scan(ctx, l.readers.recorded.QueryContext, wholeCount, key))
	return entries, unreadable(err)
}

// numbered gives count whole entries from the one numbered first on.
func numbered(ctx context.Context, q querier, first, count int) ([]consensus.Entry, error) {
	return collect(scan(ctx, ask(q, `SELECT `+wholeColumns+` FROM entries WHERE number >= ? AND number < ? ORDER BY number`),
		wholeCount, first, first+count))
}

// scan gives the entries of a query whose columns are lean or whole ones. An error
// ends it.
func scan(ctx context.Context, ask asking, columns int, args ...any) iter.Seq2[consensus.Entry, error] {
	return func(yield func(consensus.Entry, error) bool) {
		for row, err := range rows(ctx, ask, columns, args...) {
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
func rows(ctx context.Context, ask asking, columns int, args ...any) iter.Seq2[*row, error] {
	return func(yield func(*row, error) bool) {
		rows, err := ask(ctx, args...)
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
