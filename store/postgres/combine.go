package postgres

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// combiner lets the batches of several workspaces that come at once share a statement and its
// sync, as requests share those of one workspace.
type combiner struct {
	mu      sync.Mutex
	leading int // statements under way
	waiting []*waiting
}

// leaders is how many statements may be under way. None waits for another program's.
const leaders = 2

// waiting is a batch that waits for a statement.
type waiting struct {
	*batch
	turn    chan bool // whether to lead the next statement; else it is done
	written bool
	err     error
}

// write appends a batch, as [batch.write] does.
func (c *combiner) write(ctx context.Context, d *Database, b *batch) (bool, error) {
	w := &waiting{batch: b, turn: make(chan bool, 1)}
	if !c.lead(w) && !<-w.turn {
		return w.written, w.err
	}
	list := c.take(w)
	d.writeTogether(ctx, list)
	for _, other := range list[1:] {
		other.turn <- false
	}
	c.next()
	return w.written, w.err
}

// lead tells whether a batch leads a statement at once; else it waits.
func (c *combiner) lead(w *waiting) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.leading < leaders {
		c.leading++
		return true
	}
	c.waiting = append(c.waiting, w)
	return false
}

// take gives a batch and those that wait, one of a workspace, as many as one statement takes.
func (c *combiner) take(first *waiting) (list []*waiting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	list, rows := []*waiting{first}, len(first.ends)
	in, rest := map[string]bool{first.workspace: true}, c.waiting[:0]
	for _, w := range c.waiting {
		if in[w.workspace] || rows+len(w.ends) > most {
			rest = append(rest, w)
			continue
		}
		in[w.workspace] = true
		list, rows = append(list, w), rows+len(w.ends)
	}
	c.waiting = rest
	return list
}

// next has who waits longest lead the next statement.
func (c *combiner) next() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.waiting) == 0 {
		c.leading--
		return
	}
	c.waiting[0].turn <- true
	c.waiting = c.waiting[1:]
}

// writeTogether writes batches of different workspaces by one statement. What the server refuses of
// one takes none of the others with it.
func (d *Database) writeTogether(ctx context.Context, list []*waiting) {
	if len(list) > 1 {
		err := d.combine(ctx, list)
		if err == nil {
			return
		}
		if !refused(err) {
			for _, w := range list {
				w.err = err
			}
			return
		}
	}
	for _, w := range list {
		w.written, w.err = w.write(ctx, d.pool)
	}
}

// combining is [appending] for several workspaces. One whose end somebody holds is passed over: it
// would hold up the others, and two programs that wait for each other's would wait for ever.
// Written are those that it gives.
var combining = `WITH x AS (
		SELECT workspace COLLATE "C" AS workspace, was, was_hash, number, recorded, hash
		FROM unnest($1::text[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bigint[], $6::bytea[]) AS x (workspace, was, was_hash, number, recorded, hash)),
	l AS (
		SELECT heads.workspace FROM heads JOIN x ON heads.workspace = x.workspace AND heads.number = was AND heads.hash = was_hash FOR UPDATE OF heads SKIP LOCKED),
	h AS (
		UPDATE heads SET number = x.number, recorded = x.recorded, hash = x.hash FROM x JOIN l ON l.workspace = x.workspace
		WHERE heads.workspace = x.workspace RETURNING heads.workspace),
	r AS (
		INSERT INTO requests (workspace, key, first, count)
		SELECT y.* FROM h JOIN unnest($7::text[], $8::bytea[], $9::bigint[], $10::bigint[]) AS y (workspace, key, first, count) ON y.workspace COLLATE "C" = h.workspace),
	s AS (
		INSERT INTO entry_words (workspace, number, words)
		SELECT v.workspace, v.number, v.words::tsvector
		FROM h JOIN unnest($11::text[], $12::bigint[], $13::text[]) AS v (workspace, number, words) ON v.workspace COLLATE "C" = h.workspace WHERE v.words <> ''),
	e AS (
		INSERT INTO entries (workspace, hash, ` + store.WholeColumns() + `)
		SELECT z.* FROM h JOIN unnest($11::text[], $14::bytea[], ` + arrays(15) + `) AS z (workspace, hash, ` + store.WholeColumns() + `)
			ON z.workspace COLLATE "C" = h.workspace ORDER BY z.number RETURNING 1)
	SELECT workspace, (SELECT count(*) FROM e) FROM h`

// combine writes batches by one statement, and notes which were written.
func (d *Database) combine(ctx context.Context, list []*waiting) error {
	rows, err := d.pool.Query(ctx, combining, combined(list)...)
	if err != nil {
		return err
	}
	of := map[string]*waiting{}
	for _, w := range list {
		of[w.workspace] = w
	}
	var workspace string
	var count, want int
	_, err = pgx.ForEachRow(rows, []any{&workspace, &count}, func() error {
		of[workspace].written = true
		want += len(of[workspace].ends)
		return nil
	})
	if err == nil && count != want {
		err = fmt.Errorf("a statement that appends %d entries appended %d", want, count)
	}
	return err
}

// combined gives the statement's arguments.
func combined(list []*waiting) []any {
	var of, requestsOf, entriesOf, words []string
	var wasNumbers, numbers, recorded, firsts, counts, entryNumbers []int64
	var was, ends, keys, hashes [][]byte
	columns := newColumns()
	for _, w := range list {
		end := w.end()
		of = append(of, w.workspace)
		wasNumbers, was = append(wasNumbers, int64(w.start.Number)), append(was, filled(w.start.Hash))
		numbers, recorded, ends = append(numbers, int64(end.Number)), append(recorded, store.Milliseconds(end.Recorded)), append(ends, end.Hash)
		requestsOf = append(requestsOf, slices.Repeat([]string{w.workspace}, len(w.keys))...)
		keys, firsts, counts = append(keys, w.keys...), append(firsts, w.firsts...), append(counts, w.counts...)
		entriesOf = append(entriesOf, slices.Repeat([]string{w.workspace}, len(w.ends))...)
		for _, e := range w.ends {
			hashes, entryNumbers = append(hashes, e.Hash), append(entryNumbers, int64(e.Number))
		}
		words = append(words, w.words...)
		for c := range columns {
			columns[c].join(&w.columns[c])
		}
	}
	args := []any{of, wasNumbers, was, numbers, recorded, ends, requestsOf, keys, firsts, counts, entriesOf, entryNumbers, words, hashes}
	for c := range columns {
		args = append(args, columns[c].list(0, len(hashes)))
	}
	return args
}
