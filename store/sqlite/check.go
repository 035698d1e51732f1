package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"natobot/store"
)

// Check examines the ledger file from end to end, beside a running bot too, and changes
// nothing. A file that is missing (kind NotFound), no ledger, or of a newer version is an
// error; what is wrong within a ledger is in the report.
func Check(ctx context.Context, path string) (report store.Report, err error) {
	file, err := resolve(path)
	if err != nil {
		return store.Report{}, unopenable(path, err)
	}
	log, err := regular(path, file)
	if err != nil {
		return store.Report{}, err
	}
	if size(file) == 0 {
		return store.Report{}, absent(path)
	}
	db, err := connectToRead(file)
	if err != nil {
		return store.Report{}, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	version, err := identify(ctx, path, db)
	if err != nil {
		return store.Report{}, err
	}
	report, err = examine(ctx, db, version)
	if short := paged(ctx, file); short != nil && !log {
		report.Problem("The file is not whole: %s", short)
	}
	return report, err
}

// examine reads everything, as it stands at one moment. An error is only what kept it
// from reading; what it read is in the report.
func examine(ctx context.Context, db *sql.DB, version int) (report store.Report, err error) {
	report.Schema = version
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return report, store.Unreadable(err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written, and after a failed read it is done already
	for _, part := range []func(context.Context, *sql.Tx, *store.Report) error{pages, protections, entries, requests, posted, openDigests, heldReports} {
		if err := part(ctx, tx, &report); err != nil {
			if ctx.Err() != nil {
				return report, ctx.Err()
			}
			report.Problem("%s", err)
		}
	}
	return report, nil
}

// pages has SQLite examine its own structure.
func pages(ctx context.Context, tx *sql.Tx, r *store.Report) error {
	lines, err := listed[string](ctx, tx, "PRAGMA integrity_check")
	for _, line := range lines {
		if line != "ok" {
			r.Problem("SQLite: %s", line)
		}
	}
	return err
}

// entries reads every entry, makes its hash anew and folds it.
func entries(ctx context.Context, tx *sql.Tx, r *store.Report) error {
	audit := store.NewAudit(r)
	query := `SELECT ` + store.WholeColumns() + `, hash FROM entries ORDER BY number`
	for values, err := range rows(ctx, ask(tx, query)) {
		if err != nil {
			return err
		}
		hash, _ := values[store.Whole()].([]byte) // a wrong type is a wrong hash
		audit.Row(values, hash)
	}
	audit.End()
	return nil
}

// requests compares requests with their entries: those are there, were recorded in one moment,
// and belong to no other request.
func requests(ctx context.Context, tx *sql.Tx, r *store.Report) error {
	var lost, apart, shared int
	err := tx.QueryRowContext(ctx, `WITH r AS (SELECT first, first + count - 1 AS last, lag(first + count - 1) OVER (ORDER BY first, key) AS before FROM requests)
		SELECT coalesce(sum(last > (SELECT coalesce(max(number), 0) FROM entries)), 0),
			coalesce(sum((SELECT count(DISTINCT recorded) FROM entries WHERE number BETWEEN first AND last) > 1), 0),
			coalesce(sum(before >= first), 0) FROM r`).Scan(&lost, &apart, &shared)
	if err != nil {
		return err
	}
	r.Requests(lost, apart, shared)
	return nil
}

// posted makes the hashes of what was posted anew. Until schema 4 there were none, and until
// schema 3 posts lay elsewhere.
func posted(ctx context.Context, tx *sql.Tx, r *store.Report) error {
	if r.Schema < 3 {
		return nil
	}
	audit := &store.PostAudit{Report: r}
	return eachPost(ctx, tx, r.Schema >= 4, audit.Row)
}

// openDigests counts them. Until schema 3 they had a table of their own.
func openDigests(ctx context.Context, tx *sql.Tx, r *store.Report) error {
	query := `SELECT count(*) FROM posts WHERE kind = 'digest' AND state = 'claimed'`
	if r.Schema < 3 {
		query = `SELECT count(*) FROM slots WHERE state = 'claimed'`
	}
	return tx.QueryRowContext(ctx, query).Scan(&r.OpenSlots)
}
