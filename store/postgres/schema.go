package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
)

// steps holds the schema as numbered steps, 001.sql and on: step N makes version N of
// what stood before. A step that was released never changes.
//
//go:embed schema/*.sql
var steps embed.FS

// oldest is the oldest schema whose program may work on the newest: each step only adds, so it
// moves only where a step takes away what the programs before it still need.
const oldest = 1

// stepsLock keeps programs that start together from taking the same step. It is the
// application id of our SQLite files.
const stepsLock = 1851880559

// known gives the schema version that the steps lead to.
func known(steps fs.FS) (int, error) {
	files, err := fs.Glob(steps, "schema/*.sql")
	return len(files), err
}

// ready brings the schema up to date, or looks whether it is.
func (d *Database) ready(ctx context.Context) error {
	newest, err := known(steps)
	if err != nil {
		return err
	}
	var version, least int
	err = insist(ctx, func(ctx context.Context) (err error) {
		version, least, err = d.version(ctx)
		return err
	})
	where := shown(d.pool.Config())
	switch {
	case err != nil:
		return err
	case least > newest:
		return newer(where, version, newest)
	case version >= newest:
		return nil
	case d.options.Reading && version == 0:
		return absent(where)
	case d.options.Reading:
		return older(where, version, newest)
	}
	return insist(ctx, func(ctx context.Context) error { return d.upgrade(ctx, steps, newest, oldest) })
}

// version tells which steps were taken, 0 for none, and the schema of the oldest program that
// may work with what they made.
func (d *Database) version(ctx context.Context) (version, least int, err error) {
	err = d.pool.QueryRow(ctx, `SELECT version, oldest FROM natobot_schema`).Scan(&version, &least)
	if code(err) == "42P01" || errors.Is(err, pgx.ErrNoRows) {
		return 0, 0, nil
	}
	return version, least, err
}

// upgrade takes the steps that are missing, in one transaction. Of several programs that start
// together one does it and the others wait: the lock is the transaction's, and leaks nowhere.
func (d *Database) upgrade(ctx context.Context, steps fs.FS, newest, oldest int) error {
	return pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
		// No step may queue the whole bot behind it for long.
		if err := simply(ctx, tx, fmt.Sprintf(`SET LOCAL lock_timeout = '4s'; SELECT pg_advisory_xact_lock(%d);
			CREATE TABLE IF NOT EXISTS natobot_schema (
				one boolean PRIMARY KEY DEFAULT true CHECK (one), version integer NOT NULL, oldest integer NOT NULL);
			INSERT INTO natobot_schema (version, oldest) VALUES (0, 0) ON CONFLICT DO NOTHING`, stepsLock)); err != nil {
			return err
		}
		var version int
		if err := tx.QueryRow(ctx, `SELECT version FROM natobot_schema`).Scan(&version); err != nil {
			return err
		}
		for n := version + 1; n <= newest; n++ {
			text, err := fs.ReadFile(steps, fmt.Sprintf("schema/%03d.sql", n))
			if err != nil {
				return err
			}
			if err := simply(ctx, tx, string(text)); err != nil {
				return fmt.Errorf("schema step %d: %w", n, err)
			}
		}
		if version >= newest {
			return nil
		}
		_, err := tx.Exec(ctx, `UPDATE natobot_schema SET version = $1, oldest = $2`, newest, oldest)
		return err
	})
}

// simply runs several statements that take nothing and give nothing.
func simply(ctx context.Context, tx pgx.Tx, statements string) error {
	_, err := tx.Conn().PgConn().Exec(ctx, statements).ReadAll()
	return err
}
