package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"natobot/consensus"
	"natobot/store"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// What is wrong with a file, in the sentences that people see. Paths appear only in what is
// said at the start and on a terminal; what can reach a channel has none.

const wayOut = "It was left as it is. Move it aside, together with the files beside it that begin with its name, " +
	"and put a copy made with “natobot backup” in its place; or name another file in NATO_STORE."

func foreign(path string, cause error) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("%s is not a natobot ledger, or its beginning is damaged", path),
		Hint:    wayOut, Cause: cause,
	}
}

func damaged(path string, cause error) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The ledger %s is damaged", path),
		Hint:    wayOut + " “natobot verify” lists what is wrong.", Cause: cause,
	}
}

// beheaded is a ledger whose main file is gone or next to nothing while its log is there: SQLite
// would delete the log, which may hold entries.
func beheaded(path string) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The ledger %s is missing or cut off, but its log %s-wal holds entries", path, filepath.Base(path)),
		Hint:    wayOut,
	}
}

func newer(path string, version, known int) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The ledger %s was written by a newer natobot (schema %d, this one knows up to %d)", path, version, known),
		Hint:    "It was left as it is. Start the newer natobot, or name another file in NATO_STORE.",
	}
}

func absent(path string) error {
	return &consensus.Error{
		Kind:    consensus.NotFound,
		Message: fmt.Sprintf("There is no ledger %s", path),
		Hint:    "Name the ledger's file in NATO_STORE, or start natobot once, which creates it.",
	}
}

func taken(path string) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("Another natobot already serves the ledger %s", path),
		Hint:    "Stop the other one first, or name another file in NATO_STORE. Terminal commands (ask, status, import, export, verify, backup) work beside it.",
	}
}

// outdated is told where an older ledger cannot be brought up to date, because a bot works
// with it, which must be as old.
func outdated(path string) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("An older natobot is running on the ledger %s", path),
		Hint:    "Stop it, then start again: this natobot brings the ledger up to date first, and not while another one works with it.",
	}
}

// unclosed is told where SQLite cannot make what it needs to read a log.
func unclosed(path string) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The ledger %s was not closed, and lies where its log %s-wal cannot be read", path, filepath.Base(path)),
		Hint:    "Copy it to a disk that can be written, together with the files beside it that begin with its name.",
	}
}

// stuck is told where an older ledger is to be read and cannot be brought up to date.
func stuck(path string, version, newest int) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The ledger %s is of an older natobot (schema %d, this one reads %d), and lies where it cannot be brought up to date", path, version, newest),
		Hint:    "Copy it with “natobot backup” to where it can be written, and name the copy in NATO_STORE.",
	}
}

func unopenable(path string, cause error) error {
	var told *consensus.Error
	if errors.As(cause, &told) {
		return cause
	}
	switch code(cause) {
	case codes.SQLITE_NOTADB:
		return foreign(path, cause)
	case codes.SQLITE_CORRUPT, codes.SQLITE_ERROR: // the latter where a table is missing
		return damaged(path, cause)
	case codes.SQLITE_BUSY:
		return &consensus.Error{
			Kind:    consensus.Unavailable,
			Message: fmt.Sprintf("The ledger %s is busy: another program holds it", path),
			Hint:    "Close the program that holds it, or try again in a moment.", Cause: cause,
		}
	}
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The ledger %s cannot be opened for writing", path),
		Hint:    "Its directory must exist, and natobot must be allowed to write the file and its directory. Mend that, or name another file in NATO_STORE.",
		Cause:   cause,
	}
}

// unwritten gives the error of a failed write. What the ledger's own rules refuse is our
// mistake and not the disk's, and stays what it is.
func unwritten(cause error) error {
	if code(cause) == codes.SQLITE_CONSTRAINT || code(cause) == codes.SQLITE_MISMATCH {
		return cause
	}
	return store.Unwritten(cause)
}

// displaced is told where the ledger's file is not the one that was opened. What is written
// now would be lost.
func displaced(cause error) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: "The ledger was moved, replaced or removed while natobot works with it: nothing was recorded",
		Hint:    "Tell whoever runs natobot: it must be stopped, the ledger put back with the files beside it that begin with its name, and natobot started again.",
		Cause:   cause,
	}
}

// code gives SQLite's primary result code, 0 for an error that is not SQLite's.
func code(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}

func uncopied(path string, cause error) error {
	if errors.Is(cause, os.ErrExist) {
		return consensus.Refuse(consensus.Conflict, fmt.Sprintf("%s exists already, and a backup overwrites nothing", path), "Name a new file.")
	}
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The backup %s could not be written", path),
		Hint:    "Its directory must exist and have room. The ledger itself is as it was.", Cause: cause,
	}
}
