package postgres

import (
	"context"
	"fmt"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5/pgconn"
)

// batch is entries that go to the ledger by one statement, and the requests that record them.
type batch struct {
	workspace  string
	start, end store.Tail
	hashes     [][]byte
	columns    []column
	keys       [][]byte
	firsts     []int64
	counts     []int64
	members    []member
}

// member is one request of a batch: its place in the round, and its entries.
type member struct {
	place   int
	entries []consensus.Entry
}

func (l *Ledger) batchAt(start store.Tail) *batch {
	return &batch{workspace: l.workspace, start: start, end: start, columns: newColumns()}
}

// request adds what a request records, or nothing at all where that cannot be kept.
func (b *batch) request(place int, k consensus.Keyed, l *Ledger) error {
	entries, err := b.end.Following(k, l.now())
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
	end := b.end
	rows, hashes := make([][]any, len(list)), make([][]byte, len(list))
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
		rows[i], hashes[i] = values, end.Hash
	}
	for _, values := range rows {
		for c := range b.columns {
			b.columns[c].add(values[c])
		}
	}
	b.end, b.hashes = end, append(b.hashes, hashes...)
	return nil
}

// executor is what runs a statement: the pool, or a transaction.
type executor interface {
	Exec(ctx context.Context, statement string, args ...any) (pgconn.CommandTag, error)
}

// write appends the batch, and tells whether it did: the ledger may have moved on.
func (b *batch) write(ctx context.Context, e executor) (bool, error) {
	args := []any{
		b.workspace, b.start.Number, filled(b.start.Hash), b.end.Number, store.Milliseconds(b.end.Recorded), b.end.Hash,
		b.keys, b.firsts, b.counts, b.hashes,
	}
	for c := range b.columns {
		args = append(args, b.columns[c].list())
	}
	done, err := e.Exec(ctx, appending, args...)
	if err != nil {
		return false, err
	}
	switch n := done.RowsAffected(); n {
	case 0:
		return false, nil
	case int64(len(b.hashes)):
		return true, nil
	default: // a trigger that somebody added may swallow rows
		return false, fmt.Errorf("a statement that appends %d entries appended %d", len(b.hashes), n)
	}
}

// filled gives a value that is never NULL.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
