// Package sqlite is the ledger in one SQLite file. What Append has answered is on disk: each
// append is one transaction in a write-ahead log that is synced before it returns.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"natobot/store"

	"modernc.org/sqlite"
)

// Options tell how to open a ledger.
type Options = store.Options

// Ledger is an open ledger file. Its methods may be called side by side.
type Ledger struct {
	store.Records
	options Options
	path    string // absolute, symbolic links resolved: where SQLite puts its own files
	lock    *os.File
	writer  *writer // nil where the ledger can only be read
	readers *reader

	progressEvery int // entries between two calls of Options.Progress
	closing       chan struct{}
	watchers      watchers
	watching      sync.WaitGroup
}

// Open opens the ledger in the file at path and creates it where there is none; the
// directory must exist. A file that is damaged, another program's or of a newer natobot
// is refused with a consensus.Error of kind Unavailable that says what to do, and left
// as it is.
func Open(ctx context.Context, path string, o Options) (*Ledger, error) {
	file, err := resolve(path)
	if err != nil {
		return nil, unopenable(path, err)
	}
	l := &Ledger{options: o, path: file, progressEvery: 50_000, closing: make(chan struct{})}
	l.Records = store.NewRecords(l.findPosts, l.findHeld, l.changing)
	if o.Exclusive {
		if l.lock, err = lockBot(path, file, taken); err != nil {
			return nil, err
		}
	}
	if err := l.open(ctx, path); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (l *Ledger) open(ctx context.Context, shown string) (err error) {
	if l.options.Reading {
		if err := present(shown, l.path); err != nil {
			return err
		}
		if !writable(l.path) {
			return l.openToRead(ctx, shown)
		}
	}
	// Of the two system calls that sync, the one that leaves out time stamps: half the wait.
	if _, err := sqlite.Fdatasync(true); err != nil && !errors.Is(err, sqlite.ErrFdatasyncUnavailable) {
		return err
	}
	if err := prepare(ctx, shown, l.path, l.lock != nil); err != nil {
		return err
	}
	if l.writer, err = newWriter(ctx, l.path); err != nil {
		return unopenable(shown, err)
	}
	if l.readers, err = newReader(ctx, l.path); err != nil {
		return unopenable(shown, err)
	}
	return nil
}

// openToRead opens a ledger where nothing can be written.
func (l *Ledger) openToRead(ctx context.Context, shown string) error {
	newest, err := newest(steps)
	if err != nil {
		return err
	}
	version, _, err := inspect(ctx, shown, l.path)
	switch {
	case err != nil:
		return err
	case version < newest:
		return stuck(shown, version, newest)
	}
	if l.readers, err = newReader(ctx, l.path); err != nil {
		return unopenable(shown, err)
	}
	return nil
}

// Close ends the watches, waits for the write under way and closes the file. It is
// called once, and nothing else after it.
func (l *Ledger) Close() error {
	close(l.closing)
	l.watching.Wait()
	var errs []error
	if l.readers != nil {
		errs = append(errs, l.readers.close())
	}
	if l.writer != nil {
		errs = append(errs, l.writer.close())
	}
	if l.lock != nil {
		errs = append(errs, l.lock.Close())
	}
	return errors.Join(errs...)
}

// connect opens a pool on the file. Every connection waits up to 5 s for a lock that
// another process holds.
func connect(file string, parameters ...string) (*sql.DB, error) {
	query := pragma("busy_timeout(5000)")
	for _, p := range parameters {
		query += "&" + p
	}
	uri := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(file), RawQuery: query}
	return sql.Open("sqlite", uri.String())
}

// connectToRead opens a pool that only reads. Where nothing can be written SQLite cannot make
// the files that it needs beside a ledger; one that was closed has none, and is read as it lies.
func connectToRead(file string) (*sql.DB, error) {
	if !writable(file) && size(file+"-wal") == 0 && !exists(file+"-shm") {
		return connect(file, "mode=ro", "immutable=1")
	}
	return connect(file, "mode=ro")
}

// writable tells whether this process may write the file and its directory.
func writable(file string) bool {
	const write = 2
	return syscall.Access(file, write) == nil && syscall.Access(filepath.Dir(file), write) == nil
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

func pragma(p string) string { return "_pragma=" + p }

// resolve gives the absolute path of the file itself, behind symbolic links.
func resolve(path string) (string, error) {
	file, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	target, err := filepath.EvalSymlinks(file)
	if !errors.Is(err, os.ErrNotExist) {
		return target, err
	}
	if info, found := os.Lstat(file); found == nil && info.Mode()&os.ModeSymlink != 0 {
		return "", err // a link to nowhere: what is made behind it would have two names
	}
	return file, nil
}
