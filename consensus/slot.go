package consensus

import "time"

// A Slot is one digest a channel is owed: its wall-clock time on one day, never an instant. Two clocks that disagree,
// a restart, or an hour that comes twice still mean the same slot.
type Slot struct {
	Channel string
	Day     Day
	Minute  int // of the day, on the wall clock of the channel's zone
}

// A PostingState is how far a slot has come. It only goes forward.
type PostingState string

// The states of a posting.
const (
	Claimed PostingState = "claimed" // frozen and perhaps sent: nobody knows until it is settled
	Posted  PostingState = "posted"  // it is in the channel
	Skipped PostingState = "skipped" // nothing had moved and the channel wants quiet days skipped
)

// A Posting is what became of a slot. Body and Point are frozen when the slot is claimed, before anything is sent, so
// that whoever has to finish it sends the same words.
type Posting struct {
	Slot
	Owner     string // who claimed it
	ClaimedAt time.Time
	Point     Point  // the last entry the digest covered
	Body      []byte // the frozen messages, opaque to the ledger
	State     PostingState
	TS        string // the first message's timestamp, once posted
	SettledAt time.Time
}
