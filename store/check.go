package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"natobot/consensus"
)

// Report is what an examination of a ledger file found.
type Report struct {
	Schema    int       // version of the schema
	Entries   int       // how many
	First     time.Time // when the first entry was recorded; zero where there is none
	Last      time.Time // when the last one was
	Races     []string  // keys, in the order in which they began
	OpenSlots int       // digests that were claimed and not settled
	// Head is the last entry's hash in hexadecimal, "" in an empty ledger. It vouches for
	// all entries: two ledgers with the same head hold the same. That entries were cut
	// off the end shows only against a head noted earlier.
	Head string
	// Problems lists what is wrong, in sentences; it is empty for a sound ledger.
	Problems []string
}

// mostProblems is where a report ends: a ruined file has one for every entry.
const mostProblems = 50

func (r *Report) problem(format string, args ...any) {
	switch n := len(r.Problems); {
	case n < mostProblems:
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	case n == mostProblems:
		r.Problems = append(r.Problems, "and more, which are not listed")
	}
}

// Check examines the ledger file from end to end, beside a running bot too, and changes
// nothing. A file that is missing (kind NotFound), no ledger, or of a newer version is an
// error; what is wrong within a ledger is in the report.
func Check(ctx context.Context, path string) (report Report, err error) {
	file, err := resolve(path)
	if err != nil {
		return Report{}, unopenable(path, err)
	}
	log, err := regular(path, file)
	if err != nil {
		return Report{}, err
	}
	if size(file) == 0 {
		return Report{}, absent(path)
	}
	db, err := connect(file, "mode=ro")
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	version, err := identify(ctx, path, db)
	if err != nil {
		return Report{}, err
	}
	report, err = examine(ctx, db)
	report.Schema = version
	if short := paged(ctx, file); short != nil && !log {
		report.problem("The file is not whole: %s", short)
	}
	return report, err
}

// examine reads everything, as it stands at one moment. An error is only what kept it
// from reading; what it read is in the report.
func examine(ctx context.Context, db *sql.DB) (report Report, err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return report, unreadable(err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written, and after a failed read it is done already
	for _, part := range []func(context.Context, *sql.Tx) error{report.pages, report.entries, report.requests, report.slots} {
		if err := part(ctx, tx); err != nil {
			if ctx.Err() != nil {
				return report, ctx.Err()
			}
			report.problem("%s", err)
		}
	}
	return report, nil
}

// pages has SQLite examine its own structure.
func (r *Report) pages(ctx context.Context, tx *sql.Tx) (err error) {
	rows, err := tx.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			r.problem("SQLite: %s", line)
		}
	}
	return rows.Err()
}

// entries reads every entry, makes its hash anew and folds it.
func (r *Report) entries(ctx context.Context, tx *sql.Tx) error {
	book := consensus.NewBook()
	var hash []byte
	query := `SELECT ` + wholeColumns + `, hash FROM entries ORDER BY number`
	for row, err := range rows(ctx, ask(tx, query), hashedCount) {
		if err != nil {
			return err
		}
		stored, _ := row.values[atHash].([]byte) // a wrong type is a wrong hash
		e, err := row.decode()
		if err != nil {
			r.problem("%s", err)
		} else {
			r.entry(e, hash, stored)
			book = r.fold(book, e)
		}
		hash = stored
		r.Entries++
	}
	r.Head = hex.EncodeToString(hash)
	if book != nil {
		for _, race := range book.Races() {
			r.Races = append(r.Races, race.Key())
		}
	}
	return nil
}

// entry compares an entry with its place, its time and its hash.
func (r *Report) entry(e consensus.Entry, before, stored []byte) {
	if e.Number != r.Entries+1 {
		r.problem("Entry #%d stands where #%d should", e.Number, r.Entries+1)
	}
	if e.Recorded.Before(r.Last) {
		r.problem("Entry #%d was recorded before the one before it", e.Number)
	}
	if r.First.IsZero() {
		r.First = e.Recorded
	}
	r.Last = e.Recorded
	hash, err := chain(before, e)
	if err != nil || !bytes.Equal(hash, stored) {
		r.problem("Entry #%d is not what was recorded: its hash differs", e.Number)
	}
}

// fold gives nil once an entry does not fold: those after it tell nothing more.
func (r *Report) fold(book *consensus.Book, e consensus.Entry) *consensus.Book {
	if book == nil {
		return nil
	}
	if err := book.Apply(e); err != nil {
		r.problem("The standing cannot be drawn: %s", err)
		return nil
	}
	return book
}

// requests looks for requests whose entries are not there.
func (r *Report) requests(ctx context.Context, tx *sql.Tx) error {
	var lost int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM requests
		WHERE first + count - 1 > (SELECT coalesce(max(number), 0) FROM entries)`).Scan(&lost)
	if err == nil && lost > 0 {
		r.problem("%d requests recorded entries that are not there", lost)
	}
	return err
}

func (r *Report) slots(ctx context.Context, tx *sql.Tx) error {
	list, err := postings(ctx, tx, `SELECT `+postingColumns+` FROM slots`)
	for _, p := range list {
		if p.State == Claimed {
			r.OpenSlots++
		}
	}
	return err
}
