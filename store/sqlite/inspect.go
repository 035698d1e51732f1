package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// inspect tells the schema version of the ledger in file, 0 where there is none yet, and
// whether it is written through a log; it refuses a file that must not be touched. It
// only reads, and reads through SQLite: a process that opens and closes a file by itself
// loses the locks that SQLite holds on it.
func inspect(ctx context.Context, shown, file string) (version int, logged bool, err error) {
	log, err := regular(shown, file)
	if err != nil || size(file) == 0 {
		return 0, false, err
	}
	db, err := connectToRead(file)
	if err != nil {
		return 0, false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if version, err = identify(ctx, shown, db); err != nil {
		return 0, false, err
	}
	var mode string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
		return 0, false, unopenable(shown, err)
	}
	return version, mode == "wal", complete(ctx, shown, file, db, version, log)
}

// smallestPage is the least that a SQLite file can be long.
const smallestPage = 512

// regular refuses what SQLite must not even be shown: what is no plain file, and a file
// shorter than any of its own, whose log it would delete. It tells whether there is a
// log beside the file.
func regular(shown, file string) (log bool, err error) {
	log = size(file+"-wal") > 0
	info, err := os.Stat(file)
	switch {
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return log, unopenable(shown, err)
	case err == nil && !info.Mode().IsRegular():
		return log, foreign(shown, fmt.Errorf("not a regular file: %s", info.Mode()))
	case size(file) < smallestPage && log:
		return log, beheaded(shown)
	case log && !exists(file+"-shm") && !writable(file):
		return log, unclosed(shown)
	case size(file) > 0 && size(file) < smallestPage:
		return log, foreign(shown, fmt.Errorf("%d bytes long", info.Size()))
	}
	return log, nil
}

// present refuses a ledger that is missing.
func present(shown, file string) error {
	if _, err := regular(shown, file); err != nil {
		return err
	}
	if size(file) == 0 {
		return absent(shown)
	}
	return nil
}

// identify tells whether the file is ours, and of which version.
func identify(ctx context.Context, shown string, db *sql.DB) (version int, err error) {
	known, err := newest(steps)
	if err != nil {
		return 0, err
	}
	var id int
	err = db.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)").Scan(&id, &version)
	switch {
	case err != nil:
		return 0, unopenable(shown, err)
	case id != applicationID:
		return 0, foreign(shown, fmt.Errorf("application id %d", id))
	case version > known:
		return 0, newer(shown, version, known)
	case version < 1:
		return 0, damaged(shown, fmt.Errorf("schema version %d", version))
	}
	return version, nil
}

// complete tells whether the file still has all its pages. SQLite itself reads the
// missing part of a last page as zeros and would show blank texts. Where a log lies
// beside the file, a power loss while the log was being worked in also leaves the file
// short, and the log has what is missing: then every entry is checked before the ledger
// is used.
func complete(ctx context.Context, shown, file string, db *sql.DB, version int, log bool) error {
	var last sql.NullInt64
	if err := db.QueryRowContext(ctx, "SELECT max(number) FROM entries").Scan(&last); err != nil {
		return unopenable(shown, err)
	}
	err := paged(ctx, file)
	if err == nil {
		return nil
	}
	if !log {
		return damaged(shown, err)
	}
	report, err := examine(ctx, db, version)
	if err != nil {
		return unopenable(shown, err)
	}
	if len(report.Problems) > 0 {
		return damaged(shown, errors.New(report.Problems[0]))
	}
	return nil
}

// paged compares the length of the file with the one that its head tells. It takes the
// file as it stands, without its log.
func paged(ctx context.Context, file string) (err error) {
	db, err := connect(file, "mode=ro", "immutable=1")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var pages, length int64 // SQLite itself finds that whole pages are missing when it counts them
	err = db.QueryRowContext(ctx, "SELECT page_count, page_size FROM pragma_page_count, pragma_page_size").Scan(&pages, &length)
	if err != nil {
		return err
	}
	if now := size(file); now%length != 0 {
		return fmt.Errorf("%d bytes long, which is no whole number of pages of %d bytes", now, length)
	}
	return nil
}

// size gives the length of a file, 0 where there is none.
func size(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}
