package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
)

// Backup writes a copy of the ledger at path into a new file, as it stands now and while
// others go on recording. It stays of the version that it is of, and on a read-only disk it can
// be copied too. The copy is on disk when Backup returns. An existing file is refused.
func Backup(ctx context.Context, path, file string) (err error) {
	from, err := resolve(path)
	if err != nil {
		return unopenable(path, err)
	}
	if err := present(path, from); err != nil {
		return err
	}
	if _, _, err := inspect(ctx, path, from); err != nil {
		return err
	}
	db, err := connectToRead(from)
	if err != nil {
		return unopenable(path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := copyInto(ctx, db, file); err != nil {
		return uncopied(file, err)
	}
	return nil
}

func copyInto(ctx context.Context, db *sql.DB, file string) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	// SQLite fills an empty file; that it is new is sure only when we create it.
	made, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, ownerOnly)
	if err != nil {
		return err
	}
	if err := made.Close(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return syncFile(path)
}

// syncFile makes a file and its name survive a power loss.
func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	return syncDirectory(filepath.Dir(path))
}
