package store

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"time"

	"natobot/consensus"
)

// Report is what an examination of a ledger found.
type Report struct {
	Schema    int       // version of the schema
	Entries   int       // how many
	First     time.Time // when the first entry was recorded; zero where there is none
	Last      time.Time // when the last one was
	Races     []string  // keys, in the order in which they began
	OpenSlots int       // digests that were claimed and not settled
	Ahead     int       // entries that a later one was recorded before: a clock was wrong
	Posts     int       // what was posted by itself, or is about to be
	Vouched   int       // those of them that have a hash: from schema 4 on
	Held      int       // reports that were ever held
	Waiting   int       // those of them that still wait
	// PostHead is the last post's hash in hexadecimal, "" for none. It vouches for the words of
	// all posts before it.
	PostHead string
	// Head is the last entry's hash in hexadecimal, "" in an empty ledger. It vouches for
	// all entries: two ledgers with the same head hold the same. That entries were cut
	// off the end shows only against a head noted earlier.
	Head string
	// Problems lists what is wrong, in sentences; it is empty for a sound ledger.
	Problems []string
}

// mostProblems is where a report ends: a ruined file has one for every entry.
const mostProblems = 50

// Problem adds one to the report.
func (r *Report) Problem(format string, args ...any) {
	switch n := len(r.Problems); {
	case n < mostProblems:
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	case n == mostProblems:
		r.Problems = append(r.Problems, "and more, which are not listed")
	}
}

// Requests notes how many requests are not what they must be: their entries are there, were recorded
// in one moment, and belong to no other request.
func (r *Report) Requests(lost, apart, shared int) {
	if lost > 0 {
		r.Problem("%d requests recorded entries that are not there", lost)
	}
	if apart > 0 {
		r.Problem("%d requests name entries that were not recorded together", apart)
	}
	if shared > 0 {
		r.Problem("%d requests name entries of other requests", shared)
	}
}

// Audit reads a ledger's rows into a report, one after the other: it makes each hash anew
// and folds each entry.
type Audit struct {
	*Report
	hash []byte
	book *consensus.Book // nil once an entry did not fold: those after it tell nothing more
}

// NewAudit begins at the first entry.
func NewAudit(r *Report) *Audit {
	return &Audit{Report: r, book: consensus.NewBook(consensus.AnyBody{})}
}

// Row examines the next row: the values of a whole entry, and the hash that stands with it.
func (a *Audit) Row(values []any, stored []byte) {
	var e consensus.Entry
	if err := Decode(values, &e); err != nil {
		a.Problem("%s", err)
	} else {
		a.entry(e, stored)
	}
	a.hash = bytes.Clone(stored)
	a.Entries++
}

// entry compares an entry with its place and its hash.
func (a *Audit) entry(e consensus.Entry, stored []byte) {
	if e.Number != a.Entries+1 {
		a.Problem("Entry #%d stands where #%d should", e.Number, a.Entries+1)
	}
	if a.First.IsZero() {
		a.First = e.Recorded
	}
	a.Last = e.Recorded
	if hash, err := Chain(a.hash, e); err != nil || !bytes.Equal(hash, stored) {
		a.Problem("Entry #%d is not what was recorded: its hash differs", e.Number)
	}
	if a.book == nil {
		return
	}
	if err := a.book.Apply(e); err != nil {
		a.Problem("The standing cannot be drawn: %s", err)
		a.book = nil
	}
}

// End notes what all rows together tell.
func (a *Audit) End() {
	a.Head = hex.EncodeToString(a.hash)
	if a.book != nil {
		a.Ahead = a.book.Ahead()
		for _, race := range a.book.Races() {
			a.Races = append(a.Races, race.Key())
		}
	}
}
