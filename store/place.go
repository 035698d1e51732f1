package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// place is where the two files are in which entries lie: the ledger and its log. Whoever
// moves one away, or puts another in its place, does not move what is written: that goes on
// into the files that were opened, which nobody finds any more.
type place struct{ files []placed }

type placed struct {
	path string
	was  os.FileInfo
}

// placeOf notes the files of a ledger that is open.
func placeOf(file string) (place, error) {
	var p place
	for _, path := range []string{file, file + "-wal"} {
		info, err := os.Stat(path)
		if err != nil {
			return p, err
		}
		p.files = append(p.files, placed{path, info})
	}
	return p, nil
}

// check tells whether both files are still where they were. What it says goes to the log, which
// no path reaches (docs/product.md §5.5).
func (p place) check() error {
	for _, f := range p.files {
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
