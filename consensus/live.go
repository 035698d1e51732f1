package consensus

import (
	"slices"
	"time"
)

// LiveSetting is a channel's standing setting of live notes, and the entry that holds it:
// what was recorded before that entry is not told.
type LiveSetting struct {
	Entry int
	On    Day // the desk's day of that entry
	Live
}

// Live lists what channels hear live, by what was known at known, in the order in which it
// was set: one setting for each channel that hears anything.
func (b *Book) Live(known int) []LiveSetting {
	var list []LiveSetting
	for _, s := range b.live {
		if s.Entry > known || b.StruckBy(s.Entry, known) != 0 {
			continue
		}
		list = slices.DeleteFunc(list, func(o LiveSetting) bool { return o.Channel == s.Channel })
		if s.Level != LiveOff {
			list = append(list, s)
		}
	}
	return list
}

// LiveNote is one message to a channel about what moved, or a message rewritten because
// more did. What it says is frozen when it is claimed, before anything is sent.
type LiveNote struct {
	Channel  string // Slack channel id
	Name     string // of what it tells: told once in a channel
	On       Day    // it tells what was so on that day,
	After    int    // and was recorded after this entry,
	Through  int    // up to this one
	Rewrites string // the message that it rewrites; "" for a message of its own

	Owner     string // the process that claimed it
	ClaimedAt time.Time
	Body      []byte // opaque to the ledger
	State     PostingState
	TS        string    // Slack's id of the message, once posted
	SettledAt time.Time // zero until then
}
