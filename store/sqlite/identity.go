package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// identity tells the two files in which entries lie, the ledger and its log, from any others
// under their names. Whoever moves one away, or puts another in its place, does not move what
// is written: that goes on into the files that were opened, which nobody finds any more.
type identity []fileIdentity

type fileIdentity struct {
	path string
	was  os.FileInfo
}

// identityOf notes the files of a ledger that is open.
func identityOf(file string) (identity, error) {
	var id identity
	for _, path := range []string{file, file + "-wal"} {
		info, err := os.Stat(path)
		if err != nil {
			return id, err
		}
		id = append(id, fileIdentity{path, info})
	}
	return id, nil
}

// check tells whether both files are still where they were. What it says goes to the log, which
// no path reaches (docs/product.md §5.5).
func (id identity) check() error {
	for _, f := range id {
		info, err := os.Stat(f.path)
		if e, ok := errors.AsType[*fs.PathError](err); ok {
			err = e.Err
		}
		if err == nil && !os.SameFile(info, f.was) {
			err = errors.New("another file than the one that was opened")
		}
		if err != nil {
			return displaced(fmt.Errorf("%s: %w", filepath.Base(f.path), err))
		}
	}
	return nil
}
