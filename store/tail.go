package store

import (
	"fmt"
	"slices"
	"time"

	"natobot/consensus"
)

// Tail is the end of a ledger, where the next entry goes. The zero Tail is that of an empty
// one.
type Tail struct {
	Number   int
	Recorded time.Time
	Hash     []byte
}

// Next gives drafts the numbers that follow, and the moment of their recording.
func (t Tail) Next(drafts []consensus.Entry, now time.Time) []consensus.Entry {
	at := consensus.Stamp(t.Recorded, now)
	entries := slices.Clone(drafts)
	for i := range entries {
		entries[i].Number, entries[i].Recorded = t.Number+1+i, at
	}
	return entries
}

// Following gives what a request records as entries that follow: drafts as of now, or with the
// moments that they keep.
func (t Tail) Following(k consensus.Keyed, now time.Time) ([]consensus.Entry, error) {
	entries := t.Next(k.Drafts, now)
	if !k.Kept {
		return entries, nil
	}
	last := t.Recorded
	for i := range entries {
		entries[i].Recorded = k.Drafts[i].Recorded
		if entries[i].Recorded.Before(last) {
			return nil, outOfOrder(entries[i].Number, "it was recorded before the one before it")
		}
		last = entries[i].Recorded
	}
	return entries, t.Continues(entries)
}

// Continues refuses entries, exact to number and moment, that do not continue the ledger.
func (t Tail) Continues(entries []consensus.Entry) error {
	for i, e := range entries {
		if e.Number != t.Number+1+i {
			return outOfOrder(e.Number, fmt.Sprintf("the next entry would be #%d", t.Number+1+i))
		}
		if !e.Recorded.Equal(e.Recorded.Truncate(time.Millisecond)) {
			return outOfOrder(e.Number, "its moment of recording is finer than milliseconds")
		}
	}
	return nil
}

// After gives the tail once an entry was added.
func (t Tail) After(e consensus.Entry) (Tail, error) {
	hash, err := Chain(t.Hash, e)
	return Tail{e.Number, e.Recorded, hash}, err
}

// Moment gives what is stored as Unix milliseconds; 0 is none.
func Moment(milliseconds int64) time.Time {
	if milliseconds == 0 {
		return time.Time{}
	}
	return time.UnixMilli(milliseconds).UTC()
}

// Milliseconds gives what a moment is stored as; 0 for none.
func Milliseconds(moment time.Time) int64 {
	if moment.IsZero() {
		return 0
	}
	return moment.UnixMilli()
}
