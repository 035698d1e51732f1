package postgres

import (
	"cmp"
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// fence is the pool for statements about some workspaces. Each transaction first tells the server
// which, for itself alone; the tables' policies show it no other rows and take none. That travels with the
// statement: it costs no round trip, and a pooler may stand between.
type fence struct {
	pool *pgxpool.Pool
	of   []string
}

// fenced gives the pool for statements about some workspaces.
func (d *Database) fenced(workspaces ...string) fence { return fence{d.pool, workspaces} }

// index gives the pool for statements about all workspaces, which see where their ledgers end, what is
// due and who installed the app.
func (d *Database) index() fence { return d.fenced("*") }

const fencing = `SELECT set_config('natobot.workspaces', $1::text[]::text, true)`

// Begin begins a transaction.
func (f fence) Begin(ctx context.Context) (pgx.Tx, error) { return f.BeginTx(ctx, pgx.TxOptions{}) }

// BeginTx begins a transaction of some kind.
func (f fence) BeginTx(ctx context.Context, o pgx.TxOptions) (pgx.Tx, error) {
	b := &pgx.Batch{}
	b.BeginTx(o)
	b.Queue(fencing, f.of)
	sent := f.pool.SendBatch(ctx, b)
	if err := sent.Close(); err != nil {
		_ = sent.Tx().Rollback(ctx) // it gives the connection back
		return nil, err
	}
	return sent.Tx(), nil
}

// Exec runs a statement that gives no rows.
func (f fence) Exec(ctx context.Context, statement string, args ...any) (pgconn.CommandTag, error) {
	sent, err := f.send(ctx, statement, args)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	done, err := sent.Exec()
	ended := sent.Close() // which is when it is committed
	return done, cmp.Or(err, ended)
}

// do runs a statement that gives no rows, insisting, and counts those that it wrote.
func (f fence) do(ctx context.Context, statement string, args ...any) (rows int64, err error) {
	err = insist(ctx, func(ctx context.Context) error {
		done, err := f.Exec(ctx, statement, args...)
		rows = done.RowsAffected()
		return err
	})
	return rows, unwritten(err)
}

// Query runs a statement that gives rows, which have to be closed or read to their end.
func (f fence) Query(ctx context.Context, query string, args ...any) (pgx.Rows, error) {
	sent, err := f.send(ctx, query, args)
	if err != nil {
		return nil, err
	}
	rows, err := sent.Query()
	if err != nil {
		_ = sent.Close() // for the same reason
		return nil, err
	}
	return &fencedRows{Rows: rows, sent: sent}, nil
}

// QueryRow runs a statement that gives one row.
func (f fence) QueryRow(ctx context.Context, query string, args ...any) pgx.Row {
	rows, err := f.Query(ctx, query, args...)
	return fencedRow{rows, err}
}

// send sends a statement behind what tells whose rows it is about: both are one transaction.
func (f fence) send(ctx context.Context, statement string, args []any) (pgx.BatchResults, error) {
	b := &pgx.Batch{}
	b.Queue(fencing, f.of)
	b.Queue(statement, args...)
	sent := f.pool.SendBatch(ctx, b)
	if _, err := sent.Exec(); err != nil {
		_ = sent.Close() // for the same reason
		return nil, err
	}
	return sent, nil
}

// fencedRows are rows with whose end the transaction ends.
type fencedRows struct {
	pgx.Rows
	sent  pgx.BatchResults // nil once that has
	ended error
}

// Next goes to the next row.
func (r *fencedRows) Next() bool {
	more := r.Rows.Next()
	if !more {
		r.Close()
	}
	return more
}

// Close ends the transaction.
func (r *fencedRows) Close() {
	r.Rows.Close()
	if r.sent != nil {
		r.ended, r.sent = r.sent.Close(), nil
	}
}

// Err gives what went wrong, in the end too.
func (r *fencedRows) Err() error { return cmp.Or(r.Rows.Err(), r.ended) }

// fencedRow is the first of some rows.
type fencedRow struct {
	rows pgx.Rows
	err  error
}

// Scan reads it.
func (r fencedRow) Scan(places ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		return cmp.Or(r.rows.Err(), pgx.ErrNoRows)
	}
	err := r.rows.Scan(places...)
	r.rows.Close()
	return cmp.Or(err, r.rows.Err())
}
