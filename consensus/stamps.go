package consensus

import (
	"maps"
	"slices"
	"time"
)

// Tolerance is how far a clock may be off. It is more than a machine that keeps time is ever
// off and a call can take, and less than what changes an answer: the five minutes that Slack's
// requests are good for, the ten in which two people report the same.
const Tolerance = 3 * time.Minute

// Stamp gives the moment of recording of an entry that follows one of the moment last, by a
// clock that shows now: in whole milliseconds, and not before last where the clock was set
// back a little. Where last lies further ahead, the clock was wrong then: what is recorded by
// a right one gets the right time.
func Stamp(last, now time.Time) time.Time {
	now = now.UTC().Truncate(time.Millisecond)
	if now.Before(last) && last.Sub(now) <= Tolerance {
		return last
	}
	return now
}

// stamps are the moments of recording, in Unix milliseconds. They run backwards where a clock
// was wrong for a while. What was known at a moment is everything up to the last entry whose
// own stamp is before it; so what counts of an entry is the earliest stamp from it on.
type stamps struct {
	earliest []int64         // from entry i+1 on: never less than the one before
	ahead    map[int32]int64 // the own stamps of those entries that a later one is stamped before
	last     int64           // the last entry's own
}

func (s *stamps) add(at int64) {
	for i := len(s.earliest) - 1; i >= 0 && s.earliest[i] > at; i-- {
		if s.ahead == nil {
			s.ahead = map[int32]int64{}
		}
		if _, noted := s.ahead[int32(i+1)]; !noted {
			s.ahead[int32(i+1)] = s.earliest[i]
		}
		s.earliest[i] = at
	}
	s.earliest, s.last = append(s.earliest, at), at
}

// with gives stamps to which one may be added that s does not get.
func (s stamps) with(at int64) stamps {
	if at >= s.last {
		s.earliest = slices.Clip(s.earliest)
		return s
	}
	s.earliest, s.ahead = slices.Clone(s.earliest), maps.Clone(s.ahead)
	return s
}

// LastRecorded gives the moment at which the last entry was recorded.
func (b *Book) LastRecorded() time.Time {
	if b.Last() == 0 {
		return time.Time{}
	}
	return time.UnixMilli(b.stamps.last).UTC()
}

// KnownBefore gives the number of the last entry that was recorded before t: what the
// ledger knew at t.
func (b *Book) KnownBefore(t time.Time) int {
	i, _ := slices.BinarySearch(b.stamps.earliest, t.UnixMilli())
	return i
}

// Late tells how many entries up to one bear a moment at or after t.
func (b *Book) Late(known int, t time.Time) int {
	before := min(known, b.KnownBefore(t))
	n := known - before
	for number, at := range b.stamps.ahead {
		if int(number) <= before && at >= t.UnixMilli() {
			n++
		}
	}
	return n
}

// Ahead tells how many entries bear a moment that a later entry was recorded before.
func (b *Book) Ahead() int { return len(b.stamps.ahead) }
