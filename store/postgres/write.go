package postgres

import (
	"context"
	"fmt"
	"slices"

	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// appending is the statement that appends entries to the ledgers of some workspaces, with the requests that recorded
// them, where a ledger still ends as it was known to, by number and hash. It is one round trip and a transaction of its
// own. A workspace whose end somebody holds is passed over: it would hold up the others, and two programs that wait
// for each other's would wait for ever. Written are those that it gives.
var appending = `WITH x AS (
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

// writeBatches appends batches of different workspaces by one statement, and tells which.
func writeBatches(ctx context.Context, q querier, list []*batch) (written map[string]bool, err error) {
	entries := map[string]int{}
	for _, b := range list {
		entries[b.workspace] = len(b.ends)
	}
	rows, err := q.Query(ctx, appending, arguments(list)...)
	if err != nil {
		return nil, err
	}
	written = map[string]bool{}
	var workspace string
	var count, want int
	_, err = pgx.ForEachRow(rows, []any{&workspace, &count}, func() error {
		written[workspace] = true
		want += entries[workspace]
		return nil
	})
	if err == nil && count != want { // a trigger that somebody added may swallow rows
		err = fmt.Errorf("a statement that appends %d entries appended %d", want, count)
	}
	return written, err
}

// arguments gives those of [appending].
func arguments(list []*batch) []any {
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
		args = append(args, columns[c].list())
	}
	return args
}

// filled gives a value that is never NULL.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
