package store

import (
	"fmt"
	"os"
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

// check tells whether both files are still where they were.
func (p place) check() error {
	for _, f := range p.files {
		info, err := os.Stat(f.path)
		if err != nil {
			return displaced(err)
		}
		if !os.SameFile(info, f.was) {
			return displaced(fmt.Errorf("%s is another file than the one that was opened", f.path))
		}
	}
	return nil
}
