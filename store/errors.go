package store

import (
	"errors"
	"fmt"

	"natobot/consensus"
)

// What any engine refuses, and the sentences that people see for it. They can reach a
// channel, so none has a path in it.

// Unwritten gives the error of a failed write. A refusal stays what it is.
func Unwritten(cause error) error {
	var told *consensus.Error
	if cause == nil || errors.As(cause, &told) {
		return cause
	}
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: "The ledger could not be written: nothing was recorded",
		Hint:    "Try again in a moment. If it keeps failing, tell whoever runs natobot: the disk may be full or the file read-only.",
		Cause:   cause,
	}
}

// Unsure is of a write of which nobody knows whether it was made: the answer was lost, and who could
// say so does not answer either.
func Unsure(cause error) error {
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: "The ledger stopped answering, and whether this was recorded is not known",
		Hint:    "Look at “history” in a moment, before you send it again.",
		Cause:   cause,
	}
}

// Unreadable gives the error of a failed read. A refusal stays what it is.
func Unreadable(cause error) error {
	var told *consensus.Error
	if cause == nil || errors.As(cause, &told) {
		return cause
	}
	return &consensus.Error{
		Kind:    consensus.Unavailable,
		Message: "The ledger could not be read",
		Hint:    "Try again in a moment. If it keeps failing, whoever runs natobot can see what is wrong with “natobot verify”.",
		Cause:   cause,
	}
}

// Overtaken refuses entries that were to follow another entry than the last one.
func Overtaken(after, last int) error {
	return &consensus.Error{
		Kind:    consensus.Conflict,
		Message: "Somebody else recorded something in the same moment: nothing was recorded",
		Hint:    "Send it again.",
		Cause:   fmt.Errorf("to follow #%d, but the last entry is #%d", after, last),
	}
}

func outOfOrder(number int, why string) error {
	return &consensus.Error{
		Kind:    consensus.Conflict,
		Message: fmt.Sprintf("Entry #%d does not continue the ledger: %s", number, why),
		Hint:    "Restore an export only into an empty ledger, or into one that it continues.",
	}
}

// Unknown is of an entry that the ledger does not have.
func Unknown(number int) error {
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no entry #%d", number), "“history” lists the entries there are.")
}

// Unclaimed is of a post that is settled and was never claimed.
func Unclaimed(key string) error {
	return consensus.Refuse(consensus.NotFound, "This post was never claimed", fmt.Sprintf("Claim %q first.", key))
}

// Settled is of a post that was settled as something else.
func Settled(p consensus.Posting) error {
	return consensus.Refuse(consensus.Conflict, fmt.Sprintf("This post is already settled as %s", p.State), "Nothing has to be done.")
}

// OtherPost is of a post that is restored where the ledger has another.
func OtherPost(key string) error {
	return consensus.Refuse(consensus.Conflict, fmt.Sprintf("The ledger says otherwise what was posted as %q", key), "Import the export into an empty ledger: name a new file in NATO_STORE.")
}

// Unsettled is of a post that is settled as what is no end.
func Unsettled(state consensus.PostingState) error {
	return fmt.Errorf("a post is settled as posted or skipped, not as %s", state)
}
