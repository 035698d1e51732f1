package postgres

import (
	"context"
	"fmt"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5/pgconn"
)

// batch is entries that go to the ledger together, and the requests that record them.
type batch struct {
	workspace string
	start     store.Tail
	ends      []store.Tail // after each entry
	words     []string     // of each entry, as it is searched
	columns   []column
	keys      [][]byte
	firsts    []int64
	counts    []int64
	members   []member
}

// end gives where the ledger ends with the batch.
func (b *batch) end() store.Tail {
	if len(b.ends) == 0 {
		return b.start
	}
	return b.ends[len(b.ends)-1]
}

// member is one request of a batch: its place in the round, and its entries.
type member struct {
	place   int
	entries []consensus.Entry
}

func (l *Ledger) batchAt(start store.Tail) *batch {
	return &batch{workspace: l.workspace, start: start, columns: newColumns()}
}

// request adds what a request records, or nothing at all where that cannot be kept.
func (b *batch) request(place int, k consensus.Keyed, l *Ledger) error {
	entries, err := b.end().Following(k, l.now())
	if err != nil {
		return err
	}
	if err := b.entries(entries); err != nil {
		return err
	}
	b.keys = append(b.keys, []byte(k.Key))
	b.firsts = append(b.firsts, int64(entries[0].Number))
	b.counts = append(b.counts, int64(len(entries)))
	b.members = append(b.members, member{place, entries})
	return nil
}

// entries adds entries behind the end, all or none.
func (b *batch) entries(list []consensus.Entry) error {
	end := b.end()
	rows, ends := make([][]any, len(list)), make([]store.Tail, len(list))
	for i, e := range list {
		values, err := store.Encode(e)
		if err == nil { // a value without a word would take the others of the round with it
			err = store.Decode(values, &consensus.Entry{})
		}
		if err == nil {
			end, err = end.After(e)
		}
		if err != nil {
			return fmt.Errorf("entry #%d: %w", e.Number, err)
		}
		rows[i], ends[i] = values, end
	}
	for _, values := range rows {
		for c := range b.columns {
			b.columns[c].add(values[c])
		}
	}
	for _, e := range list {
		b.words = append(b.words, searched(b.workspace, e))
	}
	b.ends = append(b.ends, ends...)
	return nil
}

// executor is what runs a statement: the pool, or a transaction.
type executor interface {
	Exec(ctx context.Context, statement string, args ...any) (pgconn.CommandTag, error)
}

// most is how many entries one statement appends; more take a transaction of several.
const most = 2000

// write appends the batch, and tells whether it did: the ledger may have moved on.
func (b *batch) write(ctx context.Context, e executor) (bool, error) {
	for from := 0; from < len(b.ends); from += most {
		if written, err := b.part(ctx, e, from, min(from+most, len(b.ends))); err != nil || !written {
			return false, err
		}
	}
	return true, nil
}

// part appends some of the entries of the batch, and with the first of them the requests.
func (b *batch) part(ctx context.Context, e executor, from, to int) (bool, error) {
	start, end := b.start, b.ends[to-1]
	keys, firsts, counts := b.keys, b.firsts, b.counts
	if from > 0 {
		start, keys, firsts, counts = b.ends[from-1], nil, nil, nil
	}
	hashes, numbers := make([][]byte, 0, to-from), make([]int64, 0, to-from)
	for _, e := range b.ends[from:to] {
		hashes, numbers = append(hashes, e.Hash), append(numbers, int64(e.Number))
	}
	args := []any{
		b.workspace, start.Number, filled(start.Hash), end.Number, store.Milliseconds(end.Recorded), end.Hash,
		keys, firsts, counts, numbers, b.words[from:to], hashes,
	}
	for c := range b.columns {
		args = append(args, b.columns[c].list(from, to))
	}
	done, err := e.Exec(ctx, appending, args...)
	if err != nil {
		return false, err
	}
	switch n := int(done.RowsAffected()); n {
	case 0:
		return false, nil
	case to - from:
		return true, nil
	default: // a trigger that somebody added may swallow rows
		return false, fmt.Errorf("a statement that appends %d entries appended %d", to-from, n)
	}
}

// filled gives a value that is never NULL.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
