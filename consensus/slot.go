package consensus

import "time"

// A Slot is one digest that a channel is owed: a wall-clock time of one day, never an
// instant. After a restart, a moved clock or an hour that comes twice it is the same
// slot still.
type Slot struct {
	Channel string // Slack channel id
	Day     Day
	Minute  int // of the day, on the wall clock of the channel's schedule
}

// PostingState tells how far a posting is. It begins as Claimed and becomes one of the
// others once.
type PostingState uint8

// The states of a posting.
const (
	Claimed PostingState = iota // frozen and perhaps sent: nobody knows until it is settled
	Posted                      // it is in the channel
	Skipped                     // nothing was posted, and nothing will be
)

var postingNames = []string{"claimed", "posted", "skipped"}

// String gives the word for the state.
func (s PostingState) String() string { return name(postingNames, int(s)) }

// UnmarshalText reads the state's word.
func (s *PostingState) UnmarshalText(text []byte) error { return parse(s, postingNames, text) }

// Posting is what became of a slot. Body and Point are frozen when the slot is claimed,
// before anything is sent, so that whoever has to finish it sends the same words.
type Posting struct {
	Slot
	Owner     string // the process that claimed it
	ClaimedAt time.Time
	Point     Point  // what the digest covers
	Body      []byte // the frozen messages, opaque to the ledger
	Headline  string // the digest's; the ledger has it in Body alone
	State     PostingState
	TS        string    // Slack's id of the message, once posted
	SettledAt time.Time // zero until then
}
