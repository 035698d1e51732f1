package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// Backup writes a copy of the ledger into a new file, as it stands now and while others
// go on recording. The copy is on disk when Backup returns. An existing file is refused.
func (l *Ledger) Backup(ctx context.Context, file string) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	// SQLite fills an empty file; that it is new is sure only when we create it.
	made, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, ownerOnly)
	if err != nil {
		return uncopied(file, err)
	}
	if err := made.Close(); err != nil {
		return uncopied(file, err)
	}
	if _, err := l.readers.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return uncopied(file, errors.Join(err, os.Remove(path)))
	}
	if err := syncFile(path); err != nil {
		return uncopied(file, err)
	}
	return nil
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
