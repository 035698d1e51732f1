package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// steps holds the schema as numbered steps, 001.sql and on: step N makes version N of
// what stood before. A step that was released never changes.
//
//go:embed schema/*.sql
var steps embed.FS

// applicationID marks our files among SQLite's; schema/001.sql sets it.
const applicationID = 1851880559

// newest gives the schema version that the steps lead to.
func newest(steps fs.FS) (int, error) {
	files, err := fs.Glob(steps, "schema/*.sql")
	return len(files), err
}

// prepare makes the file ready to be written: a ledger of the newest version, with a log.
// Several processes may come upon a new file at once; they take turns. An older ledger is
// brought up to date only by who holds the bot's lock, or may hold it for the moment: the
// bot that is running on it is an older one, which would not understand what comes next.
func prepare(ctx context.Context, shown, file string, locked bool) (err error) {
	newest, err := newest(steps)
	if err != nil {
		return err
	}
	version, logged, err := inspect(ctx, shown, file)
	if err != nil || version == newest && logged {
		return err
	}
	turn, err := os.Open(filepath.Dir(file))
	if err != nil {
		return unopenable(shown, err)
	}
	defer func() { err = errors.Join(err, turn.Close()) }()
	if err := syscall.Flock(int(turn.Fd()), syscall.LOCK_EX); err != nil {
		return unopenable(shown, err)
	}
	version, logged, err = inspect(ctx, shown, file)
	if err != nil || version == newest && logged {
		return err
	}
	if version > 0 && version < newest && !locked {
		lock, held := lockBot(shown, file, outdated)
		if held != nil {
			return held
		}
		defer func() { err = errors.Join(err, lock.Close()) }()
	}
	if err := upgrade(ctx, file, version, steps); err != nil {
		return unopenable(shown, err)
	}
	return nil
}

// upgrade brings the file from its version, 0 for a new file, to the newest one, in one
// transaction. A new file is made in SQLite's rollback mode, so that even the first
// write leaves either nothing or a whole ledger in it; only then does the log begin.
func upgrade(ctx context.Context, file string, version int, steps fs.FS) (err error) {
	newest, err := newest(steps)
	if err != nil {
		return err
	}
	if err := private(file); err != nil {
		return err
	}
	db, err := connect(file, "_txlock=immediate", pragma("synchronous(EXTRA)"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := take(ctx, tx, version, newest, steps); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	return syncDirectory(filepath.Dir(file))
}

// ownerOnly is the mode of a new ledger: it holds who spoke to whom in confidence. SQLite gives
// the files beside it the same. Who opens it to others later is free to.
const ownerOnly = 0o600

// private makes the file where there is none. SQLite takes an empty one for a new one.
func private(file string) error {
	made, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY, ownerOnly)
	if err != nil {
		return err
	}
	return made.Close()
}

// take takes the steps that are missing.
func take(ctx context.Context, tx *sql.Tx, version, newest int, steps fs.FS) error {
	for n := version + 1; n <= newest; n++ {
		text, err := fs.ReadFile(steps, fmt.Sprintf("schema/%03d.sql", n))
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("schema step %d: %w", n, err)
		}
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", newest))
	return err
}

// syncDirectory makes a new file's name survive a power loss.
func syncDirectory(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
