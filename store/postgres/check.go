package postgres

import (
	"bytes"
	"context"
	"errors"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// Check examines the ledger from end to end, as it stands at one moment and beside running
// bots too, and changes nothing. An error is only what kept it from reading; what is wrong
// within the ledger is in the report.
func (l *Ledger) Check(ctx context.Context) (report store.Report, err error) {
	report.Schema, _, err = l.version(ctx)
	if err != nil {
		return report, store.Unreadable(err)
	}
	err = pgx.BeginTxFunc(ctx, l.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		for _, part := range []func(context.Context, pgx.Tx, *store.Report) error{protections, l.everyEntry, l.everyRequest, l.everyPost, l.everyHeld} {
			if err := part(ctx, tx, &report); err != nil {
				if ctx.Err() != nil || passing(err) {
					return err
				}
				report.Problem("%s", err)
				return nil // after an error the transaction reads no more
			}
		}
		return nil
	})
	return report, store.Unreadable(err)
}

// everyEntry reads every entry, makes its hash anew and folds it.
func (l *Ledger) everyEntry(ctx context.Context, tx pgx.Tx, r *store.Report) error {
	audit := store.NewAudit(r)
	var last []byte
	var after int64
	for more := true; more; {
		rows, err := tx.Query(ctx, `SELECT `+store.WholeColumns()+`, hash FROM entries WHERE workspace = $1 AND number > $2 ORDER BY number LIMIT $3`, l.workspace, after, page)
		if err != nil {
			return err
		}
		more = false
		for rows.Next() {
			values, err := rows.Values()
			if err != nil {
				rows.Close()
				return err
			}
			last, _ = values[store.Whole()].([]byte)
			after, _ = values[0].(int64)
			audit.Row(plain(values), last)
			more = true
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	audit.End()
	return l.ends(ctx, tx, r, last)
}

// ends compares where the ledger ends with what stands in heads.
func (l *Ledger) ends(ctx context.Context, tx pgx.Tx, r *store.Report, last []byte) error {
	var number int
	var hash []byte
	err := tx.QueryRow(ctx, `SELECT number, hash FROM heads WHERE workspace = $1`, l.workspace).Scan(&number, &hash)
	if errors.Is(err, pgx.ErrNoRows) {
		r.Problem("The workspace has no row in heads")
		return nil
	}
	if err == nil && (number != r.Entries || !bytes.Equal(hash, last)) {
		r.Problem("The ledger has %d entries, and was to end with #%d: some are missing, or hidden from this user", r.Entries, number)
	}
	return err
}

// everyRequest compares requests with their entries: those are there, were recorded in one moment,
// and belong to no other request.
func (l *Ledger) everyRequest(ctx context.Context, tx pgx.Tx, r *store.Report) error {
	var lost, apart, shared int
	err := tx.QueryRow(ctx, `WITH r AS (SELECT first, first + count - 1 AS last, lag(first + count - 1) OVER (ORDER BY first) AS before FROM requests WHERE workspace = $1)
		SELECT coalesce(sum((last > $2)::int), 0),
			coalesce(sum(((SELECT count(DISTINCT recorded) FROM entries WHERE workspace = $1 AND number BETWEEN first AND last) > 1)::int), 0),
			coalesce(sum((before >= first)::int), 0) FROM r`, l.workspace, r.Entries).Scan(&lost, &apart, &shared)
	r.Requests(lost, apart, shared)
	return err
}

// everyPost makes the hashes of what was posted anew.
func (l *Ledger) everyPost(ctx context.Context, tx pgx.Tx, r *store.Report) error {
	audit := &store.PostAudit{Report: r}
	rows, err := tx.Query(ctx, `SELECT `+store.PostColumns+`, posts.hash, outcome, posts.number,
		(SELECT hash FROM entries e WHERE e.workspace = $1 AND e.number = point_known) FROM posts WHERE workspace = $1 ORDER BY number`, l.workspace)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int
		var hash, outcome, covered []byte
		p, err := scanPost(rows, &hash, &outcome, &number, &covered)
		if err != nil {
			return err
		}
		audit.Row(number, p, covered, hash, outcome)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.QueryRow(ctx, `SELECT count(*) FROM posts WHERE workspace = $1 AND kind = 'digest' AND state = 'claimed'`, l.workspace).Scan(&r.OpenSlots)
}

// everyHeld compares what was held with what the ledger has of it.
func (l *Ledger) everyHeld(ctx context.Context, tx pgx.Tx, r *store.Report) error {
	list, err := collect(ctx, tx, readHeld, heldWhere+`TRUE ORDER BY number`, l.workspace)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `SELECT r.key, e.number, recorder FROM requests r JOIN entries e ON e.workspace = r.workspace AND e.number = first
		WHERE r.workspace = $1 AND r.key LIKE 'held:%'`, l.workspace)
	if err != nil {
		return err
	}
	first := map[string]consensus.Entry{}
	var key, recorder []byte
	var number int
	_, err = pgx.ForEachRow(rows, []any{&key, &number, &recorder}, func() error {
		first[string(key)] = consensus.Entry{Number: number, Recorder: string(recorder)}
		return nil
	})
	r.AuditHeld(list, first)
	return err
}
