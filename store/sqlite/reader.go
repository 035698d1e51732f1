package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"natobot/store"
)

// reader is the pool of connections that read. What every command asks for is prepared once
// on each of them: preparing costs more than the answer.
type reader struct {
	*sql.DB
	fold, entries, recorded, head, held, heldBy, newest *sql.Stmt

	prepared []*sql.Stmt // all of them
}

// readersKept is how many connections stay open when nobody reads: making one costs more
// than many readings.
const readersKept = 4

func newReader(ctx context.Context, file string) (*reader, error) {
	db, err := connectToRead(file)
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(readersKept)
	r := &reader{DB: db}
	if err := r.warm(ctx); err != nil {
		return nil, errors.Join(err, r.close())
	}
	for _, s := range []struct {
		into **sql.Stmt
		text string
	}{
		{&r.fold, `SELECT ` + store.WholeColumns() + ` FROM entries WHERE number > ? ORDER BY number`},
		{&r.entries, `SELECT ` + store.WholeColumns() + ` FROM json_each(?) AS asked JOIN entries ON number = asked.value ORDER BY asked.key`},
		{&r.recorded, `WITH r AS (SELECT first, count AS n FROM requests WHERE key = ?)
			SELECT ` + store.WholeColumns() + ` FROM entries WHERE number >= (SELECT first FROM r) AND number < (SELECT first + n FROM r)
			ORDER BY number`},
		{&r.head, `SELECT hash FROM entries WHERE number = ?`},
		{&r.held, selectHeld(store.HeldSince)},
		{&r.heldBy, selectHeld(store.HeldBy)},
		{&r.newest, `SELECT coalesce(max(number), 0) FROM entries`},
	} {
		if *s.into, err = r.PrepareContext(ctx, s.text); err != nil {
			return nil, errors.Join(err, r.close())
		}
		r.prepared = append(r.prepared, *s.into)
	}
	return r, nil
}

// warm opens the connections that stay open: who only asks does not need the file to be where it
// was when the program began.
func (r *reader) warm(ctx context.Context) error {
	for range readersKept {
		conn, err := r.Conn(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = conn.Close() }() // it goes back to the pool, once all are open
		if err := conn.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(new(int)); err != nil {
			return err
		}
	}
	return nil
}

// close closes the statements first, as [writer.close] does.
func (r *reader) close() error {
	var errs []error
	for _, s := range r.prepared {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, r.Close())...)
}

// last gives the number of the last entry, 0 in an empty ledger.
func (r *reader) last(ctx context.Context) (number int, err error) {
	err = r.newest.QueryRowContext(ctx).Scan(&number)
	return number, err
}
