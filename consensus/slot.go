package consensus

import (
	"cmp"
	"fmt"
	"time"
)

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

// DigestPost is the kind of post that digests are.
const DigestPost = "digest"

// Posting is something that is posted by itself, once, and what became of it. What it says is
// frozen when it is claimed, before anything is sent, so that whoever has to finish it sends
// the same words.
type Posting struct {
	Kind string // of post: [DigestPost], …
	Key  string // names it within its kind, for ever
	Slot        // where it goes; the day and the time are a digest's
	// Point is what it covers: what was so on that day, and recorded up to that entry. What
	// was recorded up to the entry After is not news in it.
	Point    Point
	After    int
	Headline string // of a digest
	Rewrites string // Slack's id of the message that it rewrites; "" for a message of its own
	Body     []byte // the frozen messages, opaque to the ledger

	Owner     string // the process that claimed it
	ClaimedAt time.Time
	Holder    string // the process that may send it: Owner, or who took it over
	HeldSince time.Time

	State     PostingState
	TS        string    // Slack's id of the message, once posted
	SettledAt time.Time // zero until then
}

// Later tells whether a slot comes after another one.
func (s Slot) Later(other Slot) bool {
	return cmp.Or(cmp.Compare(s.Day, other.Day), cmp.Compare(s.Minute, other.Minute)) > 0
}

// String names the slot: "C024BE7LH 2024-02-23 08:00".
func (s Slot) String() string {
	return fmt.Sprintf("%s %s %02d:%02d", s.Channel, s.Day, s.Minute/60, s.Minute%60)
}
