package postgres

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// querier is what reads: the pool, or a transaction.
type querier interface {
	Query(ctx context.Context, query string, args ...any) (pgx.Rows, error)
}

// page is how many entries one query gives at most: none takes long, and none holds its
// connection while they are folded.
const page = 2000

// Fold calls apply for each entry after the one numbered after. Where the ledger is not the one
// that it gave before, it gives nothing: see [consensus.ErrAnotherHistory].
func (l *Ledger) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	h, err := l.look(ctx, after)
	if err != nil {
		return store.Unreadable(err)
	}
	if h.Number < after || !l.continues(after, h.at) {
		return l.lost(ctx, after, h.Number)
	}
	for done := 0; after+done < h.Number; {
		list, err := l.page(ctx, after+done, h.Number)
		if err != nil {
			return store.Unreadable(err)
		}
		for _, e := range list {
			if err := apply(e); err != nil {
				return err
			}
		}
		if done += len(list); l.options.Progress != nil {
			l.options.Progress(done, h.Number-after)
		}
	}
	l.foldedTo(h.Tail, after == 0)
	return nil
}

// look looks where the ledger ends, insisting.
func (l *Ledger) look(ctx context.Context, at int) (h head, err error) {
	err = insist(ctx, func(ctx context.Context) (err error) {
		h, err = l.head(ctx, at)
		return err
	})
	if errors.Is(err, errNoHead) {
		err = hidden(err)
	}
	return h, err
}

// lost says that the ledger is not the one that was read: a standby took over that had not got all
// of it, or an older copy was put in its place. What was read is known until a Fold from the first
// entry has come to the end of this one.
func (l *Ledger) lost(ctx context.Context, after, last int) error {
	l.log.WarnContext(ctx, "the database does not hold the entries that were read from it: the ledger is read anew from its first entry",
		"workspace", l.workspace, "last entry read", after, "last entry there", last)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.another = true
	return consensus.ErrAnotherHistory
}

// page gives the entries after one, up to another, a page of them at most, without a gap.
func (l *Ledger) page(ctx context.Context, after, last int) (list []consensus.Entry, err error) {
	err = insist(ctx, func(ctx context.Context) (err error) {
		list, err = l.numbered(ctx, l.pool, after+1, min(page, last-after))
		return err
	})
	return list, err
}

// numbered gives count whole entries from the one numbered first on; that one is missing is
// an error.
func (l *Ledger) numbered(ctx context.Context, q querier, first, count int) ([]consensus.Entry, error) {
	list, err := l.entries(ctx, q, `WHERE workspace = $1 AND number >= $2 AND number < $3 ORDER BY number`, first, first+count)
	if err != nil {
		return nil, err
	}
	for i := range count {
		if i >= len(list) || list[i].Number != first+i {
			return nil, hidden(fmt.Errorf("entry #%d is missing", first+i))
		}
	}
	return list, nil
}

// entries gives those of the workspace of which a condition is true.
func (l *Ledger) entries(ctx context.Context, q querier, where string, args ...any) ([]consensus.Entry, error) {
	return collect(ctx, q, readEntry, `SELECT `+store.WholeColumns()+` FROM entries `+where, append([]any{l.workspace}, args...)...)
}

func readEntry(row pgx.CollectableRow) (e consensus.Entry, err error) {
	values, err := row.Values()
	if err == nil {
		err = store.Decode(plain(values), &e)
	}
	return e, err
}

// asked gives entries as [Ledger.entries] does, insisting.
func (l *Ledger) asked(ctx context.Context, where string, args ...any) ([]consensus.Entry, error) {
	return found(ctx, l.pool, readEntry, `SELECT `+store.WholeColumns()+` FROM entries `+where, append([]any{l.workspace}, args...)...)
}

// All gives all entries, whole and in order.
func (l *Ledger) All(ctx context.Context) iter.Seq2[consensus.Entry, error] {
	return func(yield func(consensus.Entry, error) bool) {
		h, err := l.look(ctx, 0)
		for done := 0; err == nil && done < h.Number; {
			var list []consensus.Entry
			list, err = l.page(ctx, done, h.Number)
			for _, e := range list {
				if !yield(e, nil) {
					return
				}
			}
			done += len(list)
		}
		if err != nil {
			yield(consensus.Entry{}, store.Unreadable(err))
		}
	}
}

// Entries gives whole entries by their numbers, in the order asked for.
func (l *Ledger) Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error) {
	list, err := l.asked(ctx, `JOIN unnest($2::bigint[]) WITH ORDINALITY AS asked(n, place) ON number = n WHERE workspace = $1 ORDER BY place`, numbers)
	if err != nil {
		return nil, err
	}
	for i, number := range numbers {
		if i >= len(list) || list[i].Number != number {
			return nil, store.Unknown(number)
		}
	}
	return list, nil
}

// Recorded gives the entries that a request key recorded, none when the key is new.
func (l *Ledger) Recorded(ctx context.Context, key string) ([]consensus.Entry, error) {
	return l.asked(ctx, `WHERE workspace = $1 AND number >= (SELECT first FROM requests r WHERE r.workspace = $1 AND key = $2)
		AND number < (SELECT first + r.count FROM requests r WHERE r.workspace = $1 AND key = $2) ORDER BY number`, []byte(key))
}

// Head gives the hash of an entry, in hexadecimal.
func (l *Ledger) Head(ctx context.Context, number int) (string, error) {
	if number == 0 {
		return "", nil
	}
	h, err := l.look(ctx, number)
	if err == nil && h.at == nil {
		return "", store.Unknown(number)
	}
	return hex.EncodeToString(h.at), store.Unreadable(err)
}

// Linked gives the numbers of the entries whose source has that very link, the newest
// first, ten at most.
func (l *Ledger) Linked(ctx context.Context, link string) (numbers []int, err error) {
	if link == "" {
		return nil, nil
	}
	return listed[int](ctx, l, `SELECT number FROM entries WHERE workspace = $1 AND sha256(link) = sha256($2) AND link = $2 AND link <> ''
		ORDER BY number DESC LIMIT 10`, []byte(link))
}

// Outlets names who published what the entries after the one numbered after report, each once.
func (l *Ledger) Outlets(ctx context.Context, after int) ([]string, error) {
	list, err := listed[[]byte](ctx, l, `SELECT DISTINCT outlet FROM entries WHERE workspace = $1 AND number > $2 AND outlet <> ''`, after)
	var names []string
	for _, name := range list {
		names = append(names, string(name))
	}
	return names, err
}

// Together gives the first and the last of the entries that one request recorded, that of that
// number among them; 0 where no request did.
func (l *Ledger) Together(ctx context.Context, number int) (first, last int, err error) {
	list, err := listed[int](ctx, l, `SELECT unnest(ARRAY[first, first + count - 1]) FROM (SELECT first, count FROM requests
		WHERE workspace = $1 AND first <= $2 ORDER BY first DESC LIMIT 1) r WHERE first + count > $2`, number)
	if len(list) < 2 {
		return 0, 0, err
	}
	return list[0], list[1], err
}

// listed gives what a query for the workspace gives, insisting.
func listed[T any](ctx context.Context, l *Ledger, query string, args ...any) ([]T, error) {
	return found(ctx, l.pool, pgx.RowTo[T], query, append([]any{l.workspace}, args...)...)
}

// found gives what a query gives, insisting.
func found[T any](ctx context.Context, f fence, read pgx.RowToFunc[T], query string, args ...any) (list []T, err error) {
	err = insist(ctx, func(ctx context.Context) (err error) {
		list, err = collect(ctx, f, read, query, args...)
		return err
	})
	return list, store.Unreadable(err)
}

// collect gives what a query gives, nil for nothing.
func collect[T any](ctx context.Context, q querier, read pgx.RowToFunc[T], query string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.AppendRows([]T(nil), rows, read)
}
