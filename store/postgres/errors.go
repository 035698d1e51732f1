package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// What is wrong with a database, in the sentences that people see. No address is in them that
// has a password.

func misnamed() error {
	return consensus.Refuse(consensus.Invalid, "This is no address of a PostgreSQL database",
		"Write it as postgres://host:5432/database, with user:password@ before the host; signs in a password such as % and / are written as %25 and %2F.")
}

func unreachable(shown string, cause error) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The database %s cannot be reached", shown),
		Hint:    "The server must run, let this user in, and be a primary. NATO_STORE names it.", Cause: cause,
	}
}

func absent(shown string) error {
	return &consensus.Error{
		Kind:    consensus.NotFound,
		Message: fmt.Sprintf("There is no ledger in the database %s", shown),
		Hint:    "Name the ledger's database in NATO_STORE, or start natobot once, which makes its tables.",
	}
}

func newer(shown string, version, known int) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The database %s is worked with by a newer natobot (schema %d, this one knows up to %d)", shown, version, known),
		Hint:    "It was left as it is. Start the newer natobot.",
	}
}

func older(shown string, version, known int) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The database %s is of an older natobot (schema %d, this one needs %d)", shown, version, known),
		Hint:    "Start this natobot once, which brings the tables up to date.",
	}
}

// forbidden is told where the program's role may not make or change tables.
func forbidden(shown string, cause error) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: fmt.Sprintf("The tables in the database %s are to be made or brought up to date, and this user may not do that", shown),
		Hint:    "Run “natobot ask” once with the address of the user who owns the tables in NATO_STORE, then go on with this one.",
		Cause:   cause,
	}
}

// hidden is told where the database shows less than it holds: what looks empty would be seeded.
func hidden(cause error) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: "The database does not show all of the ledger to this user: row-level security may hide it, or rows are gone",
		Hint:    "Nothing was recorded. Whoever runs the database can give this user a policy that shows every row of natobot's tables.",
		Cause:   cause,
	}
}

func unopenable(shown string, cause error) error {
	var told *consensus.Error
	switch {
	case errors.As(cause, &told):
		return cause
	case code(cause) == "42501":
		return forbidden(shown, cause)
	}
	return unreachable(shown, cause)
}

// code gives the server's code for an error, "" for one that is not the server's.
func code(err error) string {
	if pg, is := errors.AsType[*pgconn.PgError](err); is {
		return pg.Code
	}
	return ""
}

// taken tells whether a request's key, or a post's, was recorded before.
func taken(err error) bool { return code(err) == "23505" }

// refused tells whether the statement itself is what the server does not take.
func refused(err error) bool {
	c := code(err)
	return strings.HasPrefix(c, "22") || strings.HasPrefix(c, "23") || c == "P0001" || c == "54000"
}

// passing tells whether what failed may succeed in a moment. Of a commit among it nobody knows
// whether it was made.
func passing(err error) bool {
	switch c := code(err); {
	case c != "":
		return strings.HasPrefix(c, "08") || strings.HasPrefix(c, "57P0") || c == "40001" || c == "40P01" || c == "25006" || c == "53300" || c == "55P03"
	case errors.Is(err, pgx.ErrNoRows), errors.Is(err, context.Canceled):
		return false
	}
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	var network net.Error
	return connecting || errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, pgconn.ErrConnClosed) || pgconn.SafeToRetry(err)
}

// unsure tells whether what failed may have been done all the same.
func unsure(err error) bool {
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	switch code(err) {
	case "57P03", "40001", "40P01", "25006", "53300", "55P03":
		return false
	}
	return err != nil && passing(err) && !connecting && !pgconn.SafeToRetry(err)
}

// unwritten gives the error of a failed write. What the ledger's own rules refuse is our
// mistake and not the disk's, and stays what it is.
func unwritten(err error) error {
	if refused(err) {
		return err
	}
	return store.Unwritten(err)
}
