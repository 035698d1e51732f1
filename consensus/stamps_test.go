package consensus_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Where stamps run backwards, what was known at a moment is everything up to the last entry
// whose own stamp is before it, found here in the plainest way; it grows with the moment.
func TestKnownGoesByTheOrderOfRecordingWhereAClockWasWrong(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		book := consensus.NewBook(bodies.Shipped())
		var own []time.Time
		apply := func(b *consensus.Book, at time.Time) *consensus.Book {
			e := consensus.Entry{Number: b.Last() + 1, Race: "2024", Recorder: "ben", Recorded: at}
			e.Fact = stance("PL", consensus.Backs, 20240222, consensus.Official)
			with, err := b.With(e)
			if err != nil {
				rt.Fatal(err)
			}
			return with
		}
		for range rapid.IntRange(1, 12).Draw(rt, "entries") {
			at := noon.AddDate(rapid.IntRange(-3, 3).Draw(rt, "years"), 0, rapid.IntRange(0, 5).Draw(rt, "days"))
			own = append(own, at)
			other := apply(book, at.AddDate(-9, 0, 0)) // supposed, and never recorded
			if book = apply(book, at); other.Last() != book.Last() {
				rt.Fatal("one of the two has an entry more")
			}
		}
		before := 0
		for t := noon.AddDate(-4, 0, 0); t.Before(noon.AddDate(4, 0, 0)); t = t.AddDate(0, 0, 1) {
			known, late := 0, 0
			for i, at := range own {
				if at.Before(t) {
					known = i + 1
				}
			}
			for _, at := range own[:known] {
				if !at.Before(t) {
					late++
				}
			}
			if got := book.KnownBefore(t); got != known || got < before {
				rt.Fatalf("at %s #%d is known, want #%d; before it was #%d", t, got, known, before)
			}
			if got := book.Late(known, t); got != late {
				rt.Fatalf("at %s %d of those known are late, want %d", t, got, late)
			}
			before = known
		}
		if !book.LastRecorded().Equal(own[len(own)-1]) {
			rt.Fatal("the last entry has another's stamp")
		}
	})
}

// A clock set back a little makes no entry older than the one before it; after one that was
// years ahead the next gets the right time.
func TestStamp(t *testing.T) {
	for _, tt := range []struct {
		last, now, want time.Duration
	}{
		{0, time.Second, time.Second},
		{time.Second, 0, time.Second},
		{consensus.Tolerance, 0, consensus.Tolerance},
		{consensus.Tolerance + time.Millisecond, 0, 0},
		{10 * 365 * 24 * time.Hour, 0, 0},
	} {
		if got := consensus.Stamp(noon.Add(tt.last), noon.Add(tt.now).Add(time.Microsecond)); !got.Equal(noon.Add(tt.want)) {
			t.Errorf("after one of +%s, at +%s: %s", tt.last, tt.now, got)
		}
	}
}
