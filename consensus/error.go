package consensus

import "errors"

// ErrorKind tells code what went wrong, so that it need not read words.
type ErrorKind uint8

// The kinds of error. The zero kind is Internal, so that a forgotten kind is never
// shown to a person as if it were their mistake.
const (
	Internal    ErrorKind = iota // our fault or the machine's: say so, give a reference, log the cause
	Invalid                      // not understood, contradictory or impossible: nothing was recorded
	NotFound                     // names something the ledger does not have
	Forbidden                    // this person may not do it
	Conflict                     // the ledger moved on since the decision was taken: decide again
	Unavailable                  // cannot be done now; the same request may succeed later
)

// Error is a refusal or failure with its three readers: Kind is for code, Message
// and Hint are for the person (what is wrong; what to do next), Cause is for the log
// and is never shown.
type Error struct {
	Kind    ErrorKind
	Message string
	Hint    string
	Cause   error
}

// Error gives the line for the log: the message and its cause.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// Ask makes an Error of words that are not understood, or cannot be meant: what is wrong, and
// what to write instead.
func Ask(message, hint string) *Error { return Refuse(Invalid, message, hint) }

// Refuse makes an Error of a person's mistake: what is wrong and the way out.
func Refuse(kind ErrorKind, message, hint string) *Error {
	return &Error{Kind: kind, Message: message, Hint: hint}
}

// ErrAnotherHistory is of a ledger that no longer holds the entries that were folded from it, as
// after a failover to a standby that had not got them. Who keeps a fold drops it and folds anew.
var ErrAnotherHistory = errors.New("the ledger does not hold the entries that were folded from it")
