package consensus

import (
	"cmp"
	"slices"
)

// check is a person's word that a report still stands as of a day.
type check struct {
	number int32
	day    Day
}

// checkable tells whether a check is of a stance of its race, member and candidate.
func (b *Book) checkable(e *Entry) bool {
	r := b.races[e.Race]
	if r == nil {
		return false
	}
	of, found := r.Report(e.Target)
	return found && of.Member == e.Member && of.Candidate == e.Candidate
}

// checked folds a check. A clock that was wrong may have recorded a later one before it.
func (b *Book) checked(e *Entry) {
	list, c := b.checks[int32(e.Target)], check{int32(e.Number), e.On.Day}
	at, _ := slices.BinarySearchFunc(list, c.day+1, func(o check, day Day) int { return cmp.Compare(o.day, day) })
	b.checks[int32(e.Target)] = slices.Insert(list, at, c)
}

// lastCheck gives the last day on which a report was checked, 0 for none. A check belongs to the
// report that stood when it was recorded, and counts no more where that was struck or another
// one came.
func (b *Book) lastCheck(report int, p Point) Day {
	if len(b.checks) == 0 {
		return 0
	}
	for _, c := range slices.Backward(b.checks[int32(report)]) {
		if c.day <= p.On && b.counts(c.number, p.Known) {
			return c.day
		}
	}
	return 0
}

// Checks lists the checks of a report that stand, by what was known at known.
func (b *Book) Checks(report, known int) []int {
	var list []int
	for _, c := range b.checks[int32(report)] {
		if b.counts(c.number, known) {
			list = append(list, int(c.number))
		}
	}
	slices.Sort(list)
	return list
}

// LastWord gives the last day on which there was word of a member: that of its report, or of the
// last check that it still stands; 0 where nothing was ever reported.
func (s Stance) LastWord() Day { return max(s.Since.Day, s.Checked) }

// StaleAfter is after how many days without a word a missing member's position is asked about.
const StaleAfter = 30

// Stale lists the missing members of which there was no word for long.
func (t Tally) Stale(on Day) []Stance {
	return slices.DeleteFunc(t.Missing(), func(s Stance) bool { return s.Entry == 0 || on.Since(s.LastWord()) < StaleAfter })
}

// Beats tells who follows each member that anybody follows, by user id.
func (b *Book) Beats(known int) map[Code]string {
	followers := map[Code]string{}
	for _, s := range b.beats {
		if !b.counts(s.number, known) {
			continue
		}
		for _, code := range s.value.Members.List() {
			if followers[code] = s.value.User; s.value.User == "" {
				delete(followers, code)
			}
		}
	}
	return followers
}
