package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"natobot/store"
)

// writer is the one connection that writes. It is held for good and what an append runs
// is prepared on it once, because preparing would cost as much as the append.
type writer struct {
	turn chan struct{} // held by who writes: first come, first served
	db   *sql.DB
	*sql.Conn
	identity identity

	begin, commit, rollback    *sql.Stmt
	mark, undo, keep           *sql.Stmt // a part of a transaction
	seen, last, request, entry *sql.Stmt
}

func newWriter(ctx context.Context, file string) (*writer, error) {
	db, err := connect(file, pragma("synchronous(FULL)"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	w := &writer{turn: make(chan struct{}, 1), db: db}
	if err := w.prepare(ctx); err != nil {
		return nil, errors.Join(err, w.close())
	}
	if w.identity, err = identityOf(file); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *writer) prepare(ctx context.Context) (err error) {
	if w.Conn, err = w.db.Conn(ctx); err != nil {
		return err
	}
	for _, s := range []struct {
		into **sql.Stmt
		text string
	}{
		{&w.begin, `BEGIN IMMEDIATE`},
		{&w.commit, `COMMIT`},
		{&w.rollback, `ROLLBACK`},
		{&w.mark, `SAVEPOINT part`},
		{&w.undo, `ROLLBACK TO part`},
		{&w.keep, `RELEASE part`},
		{&w.seen, `SELECT first, count FROM requests WHERE key = ?`},
		{&w.last, `SELECT number, recorded, hash FROM entries ORDER BY number DESC LIMIT 1`},
		{&w.request, `INSERT INTO requests (key, workspace, first, count) VALUES (?, ?, ?, ?)`},
		{&w.entry, `INSERT INTO entries (` + store.WholeColumns() + `, workspace, hash)
			VALUES (?, ?` + strings.Repeat(", ?", store.Whole()) + `)`},
	} {
		if *s.into, err = w.PrepareContext(ctx, s.text); err != nil {
			return err
		}
	}
	return nil
}

// close waits for the write under way. It closes every statement first: with one open,
// SQLite keeps the connection, and the log would not be put away into the main file.
func (w *writer) close() error {
	w.turn <- struct{}{}
	defer func() { <-w.turn }()
	var errs []error
	for _, s := range []*sql.Stmt{w.begin, w.commit, w.rollback, w.mark, w.undo, w.keep, w.seen, w.last, w.request, w.entry} {
		if s != nil {
			errs = append(errs, s.Close())
		}
	}
	if w.Conn != nil {
		errs = append(errs, w.Conn.Close())
	}
	return errors.Join(append(errs, w.db.Close())...)
}

// write runs do in one transaction, which is on disk when write returns nil. A caller
// may give up while it waits for its turn; once begun, the transaction is brought to an
// end, so that nobody is told "not recorded" of what then is.
func (w *writer) write(ctx context.Context, do func(context.Context) error) error {
	if w == nil {
		return unwritten(errors.New("the ledger is open to be read alone"))
	}
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-ctx.Done():
		return unwritten(ctx.Err())
	}
	if err := ctx.Err(); err != nil {
		return unwritten(err)
	}
	if err := w.identity.check(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if _, err := w.begin.ExecContext(ctx); err != nil {
		return unwritten(err)
	}
	err := do(ctx)
	if err == nil {
		_, err = w.commit.ExecContext(ctx)
	}
	if err == nil {
		return w.identity.check() // a file that went away meanwhile took the write along
	}
	// SQLite itself has rolled back after some errors, and then says so; after any, the
	// next BEGIN must find no transaction open.
	if _, undone := w.rollback.ExecContext(ctx); undone != nil {
		err = fmt.Errorf("%w (rolling back: %w)", err, undone)
	}
	return unwritten(err)
}

// apart runs do as a part of the transaction: when it fails, nothing of it stays, and the
// transaction may go on. Where it may not, err says why.
func (w *writer) apart(ctx context.Context, do func() error) (failed, err error) {
	if _, err := w.mark.ExecContext(ctx); err != nil {
		return nil, err
	}
	if failed = do(); failed != nil {
		// After some errors SQLite has rolled back all of the transaction: then this fails too.
		if _, err := w.undo.ExecContext(ctx); err != nil {
			return nil, fmt.Errorf("%w (rolling back: %w)", failed, err)
		}
	}
	_, err = w.keep.ExecContext(ctx)
	return failed, err
}
