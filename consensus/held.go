package consensus

import (
	"fmt"
	"time"
)

// Held is a report that waits outside the ledger: under embargo, or until a second person has
// looked at it. It becomes entries when it is released, and is in no number until then.
type Held struct {
	// Number is shown as #H3. Numbers count from 1 through the whole workspace, without a gap.
	Number int
	Key    string    // of the request that held it: the same key holds once
	Author string    // who reported it, and records it once it is released
	Since  time.Time // when it was held
	Until  time.Time // of an embargo: it is released then; the zero Time for none
	Review bool      // a second person has to release it
	Drafts []Entry   // the entries that it is to become
	Hash   string    // of all of that, in hexadecimal

	State HeldState
	// Settlement is what became of it, and SettledAt when; both are zero while it waits.
	Settlement Settlement
	SettledAt  time.Time
}

// HeldState tells how far a held report is. It begins as Waiting and becomes one of the others
// once.
type HeldState uint8

// The states of a held report.
const (
	Waiting HeldState = iota
	Released
	Dropped
)

var heldNames = []string{"waiting", "released", "dropped"}

// String gives the word for the state.
func (s HeldState) String() string { return name(heldNames, int(s)) }

// UnmarshalText reads the state's word.
func (s *HeldState) UnmarshalText(text []byte) error { return parse(s, heldNames, text) }

// Settlement is what becomes of a held report.
type Settlement struct {
	Key     string // of the request that settles it
	By      string // who released or dropped it; "" is the clock
	Because string // why it was dropped
	// Entry is the first entry that it became, or that said the same already; 0 for one that
	// was dropped, or that waits on for its moment as another held report.
	Entry int
}

// Due tells whether the embargo of a report that waits for nothing else is over.
func (h Held) Due(now time.Time) bool {
	return h.State == Waiting && !h.Review && !h.Until.After(now)
}

// HeldKey is the request key by which a held report becomes entries, so that it does once.
func HeldKey(number int) string { return fmt.Sprintf("held:%d", number) }
