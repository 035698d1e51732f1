package postgres

import (
	"context"
	"fmt"

	"natobot/consensus"
	"natobot/store"
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

// most is how many entries one statement appends; more take a transaction of several.
const most = 2000

// write appends the batch, and tells whether it did: the ledger may have moved on.
func (b *batch) write(ctx context.Context, q querier) (bool, error) {
	for from := 0; from < len(b.ends); from += most {
		written, err := writeBatches(ctx, q, []*batch{b.part(from, min(from+most, len(b.ends)))})
		if err != nil || !written[b.workspace] {
			return false, err
		}
	}
	return true, nil
}

// part gives some of the entries of the batch, and with the first of them the requests.
func (b *batch) part(from, to int) *batch {
	p := *b
	p.ends, p.words, p.columns = b.ends[from:to], b.words[from:to], make([]column, len(b.columns))
	for c := range b.columns {
		p.columns[c] = b.columns[c].part(from, to)
	}
	if from > 0 {
		p.start, p.keys, p.firsts, p.counts = b.ends[from-1], nil, nil, nil
	}
	return &p
}
