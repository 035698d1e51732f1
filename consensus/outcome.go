package consensus

import (
	"cmp"
	"slices"
)

// Outcome is how far a candidate has come by a point: four facts, each with a day and an
// entry of its own, none of which makes another.
type Outcome struct {
	// Reported is the newest claim that all members of its day back the candidate; its
	// Entry is 0 where there is none. Stands tells that nothing newer speaks against it.
	Reported Claim
	Stands   bool
	// Agreed is the report with which our count came to consensus, which it still is: of
	// the last member to back or accept. Its Entry is 0 where there is no consensus.
	Agreed Stance
	// Appointed and Office are as Decided gives them.
	Appointed, Office Candidate
}

// Any tells whether there is any of the four facts.
func (o Outcome) Any() bool {
	return o.Reported.Entry+o.Agreed.Entry+o.Appointed.Entry+o.Office.Entry != 0
}

// Outcome gives how far a candidate has come.
func (r *Race) Outcome(key Key, p Point) Outcome {
	c := r.candidates[key]
	if c == nil {
		return Outcome{}
	}
	var o Outcome
	t := r.tally(c, r.Members(p), p)
	o.Reported, _ = t.OfAll()
	_, o.Stands = t.Unanimity()
	if t.Consensus() {
		o.Agreed = r.agreed(c, t, p)
	}
	o.Appointed, o.Office = r.Decided(key, p)
	return o
}

// agreed gives the last of the reports with which members came to agree and stayed so.
func (r *Race) agreed(c *candidate, t Tally, p Point) Stance {
	var last Stance
	for _, s := range t.Stances {
		first := r.since(c, s, p)
		if last.Entry == 0 || cmp.Or(cmp.Compare(last.Since.Day, first.Since.Day), cmp.Compare(last.Entry, first.Entry)) < 0 {
			last = first
		}
	}
	return last
}

// since goes back from a member's agreement to the report that began it.
func (r *Race) since(c *candidate, s Stance, p Point) Stance {
	for {
		p.On = s.Since.Day - 1 // before that day: days compare as numbers
		earlier := r.last(c, s.Member, p)
		if !earlier.Position.Agrees() {
			return s
		}
		s = earlier
	}
}

// last gives the report that stands at a point, without asking whether others contest it.
func (r *Race) last(c *candidate, member Code, p Point) Stance {
	h := r.hear(c, member, p)
	if first := h.first(); first >= 0 {
		return h.report(c.key, member, first)
	}
	return r.spoken(c, member, p)
}

// Decided gives a candidate's status as of the decision of the Council and as of taking
// office: the first reports of them that still hold. Their Entry is 0 for none, and of the
// person they have the key alone.
func (r *Race) Decided(key Key, p Point) (appointed, office Candidate) {
	c := r.candidates[key]
	if c == nil {
		return appointed, office
	}
	for _, m := range c.statuses[:until(c.statuses, p.On)] {
		if !r.book.counts(m.number, p.Known) {
			continue
		}
		now := Candidate{Key: key, Status: m.what.status, Since: m.on(), Entry: int(m.number)}
		switch {
		case !now.Status.Decided():
			appointed, office = Candidate{}, Candidate{}
		case now.Status == Appointed && appointed.Entry == 0:
			appointed = now
		case now.Status == InOffice && office.Entry == 0:
			office = now
		}
	}
	return appointed, office
}

// until gives the place behind the last of some marks, in their order, that is about a day
// or one before it.
func until[T any](marks []mark[T], day Day) int {
	if n := len(marks); n == 0 || marks[n-1].day <= day {
		return n // nearly always: who asks about today has no need to search
	}
	i, _ := slices.BinarySearchFunc(marks, day+1, func(m mark[T], d Day) int { return cmp.Compare(m.day, d) })
	return i
}
