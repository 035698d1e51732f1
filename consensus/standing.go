package consensus

import (
	"cmp"
	"slices"
)

// Standing is how a race stands at a point: every candidate's tally over the members
// of the day. It is a value of its own and never changes.
type Standing struct {
	Race    string
	At      Point
	Members []Member // of the day, in the body's order
	Tallies []Tally  // whom the Council decided on, live candidates by support, then the others
}

// Candidate is a person at a point.
type Candidate struct {
	Key     Key
	Name    string // "Mark Rutte"
	Country Code   // "" when it was never said
	Motion  bool   // it is no person but a text that all are to ratify or adopt
	Status  Status
	Since   When // the day of the status
	Entry   int  // the entry of the status, 0 when none gives one
}

// Stance is a member's position towards a candidate at a point.
type Stance struct {
	Member    Code
	Candidate Key
	// With is the member whose report it is and that speaks for this one, which has none of its
	// own; "" for a report of its own.
	With     Code
	Stage    Stage // of a motion, how far a member has come that leans
	Entry    int   // 0 when nothing was ever reported
	Since    When  // the day of the report; the zero When when nothing was ever reported
	Checked  Day   // the last day on which somebody said that it still stands; 0 where nobody did
	Position Position
	Via      Attribution // on whose word
	// Contested tells that another standing report of the same day gives another
	// position, and that no editor has settled which of them stands.
	Contested bool
}

// Tally is one candidate's part of a [Standing].
type Tally struct {
	Candidate Candidate
	Stances   []Stance // one for each member of the day whose word it needs, in the body's order
	Claims    []Claim  // the newest few, oldest day first; [Race.Claims] gives all
	ofAll     Claim
}

// Standing gives how the race stands at p. Its cost does not depend on the number of
// entries, except where p lies far behind the ledger's end.
func (r *Race) Standing(p Point) *Standing { return r.standing(p, r.order) }

func (r *Race) standing(p Point, of []*candidate) *Standing {
	s := &Standing{Race: r.key, At: p, Members: r.Members(p)}
	for _, c := range of {
		if int(c.entries[0]) > p.Known {
			continue
		}
		if t := r.tally(c, s.Members, p); t.known() {
			s.Tallies = append(s.Tallies, t)
		}
	}
	slices.SortStableFunc(s.Tallies, bySupport)
	return s
}

func (r *Race) tally(c *candidate, members []Member, p Point) Tally {
	t := Tally{Candidate: r.person(c, p)}
	if t.Candidate.Motion {
		members = r.deciders(c, members, p)
	}
	t.Stances = make([]Stance, len(members))
	t.Claims, t.ofAll = r.newestClaims(c, p), r.ofAll(c, p)
	for i := range members {
		t.Stances[i] = r.stance(c, members[i].Code, p)
	}
	return t
}

// known tells whether anything at all stands of a candidate; one whose every entry
// was struck or is about a later day is not part of a standing.
func (t *Tally) known() bool {
	return t.Candidate.Entry != 0 || len(t.Claims) > 0 ||
		slices.ContainsFunc(t.Stances, func(s Stance) bool { return s.Entry != 0 })
}

// bySupport orders whom the Council decided on first, then live candidates before motions that
// are settled and those before the others, then by how many members agree, then how many lean, then by name.
func bySupport(a, b Tally) int {
	place := func(c Candidate) int {
		switch s := c.Status; {
		case s.Decided() && c.Motion: // nobody else is kept from being decided on
			return 2
		case s.Decided():
			return 0
		case s.Live():
			return 1
		}
		return 3
	}
	return cmp.Or(
		cmp.Compare(place(a.Candidate), place(b.Candidate)),
		cmp.Compare(b.Count(Backs, Accepts), a.Count(Backs, Accepts)),
		cmp.Compare(b.Count(Leans), a.Count(Leans)),
		cmp.Compare(b.Candidate.Status, a.Candidate.Status),
		cmp.Compare(a.Candidate.Name, b.Candidate.Name),
	)
}

func (r *Race) person(c *candidate, p Point) Candidate {
	person := Candidate{Key: c.key}
	if i := latest(r.book, c.statuses, p, len(c.statuses)); i >= 0 {
		m := c.statuses[i]
		person.Status, person.Since, person.Entry, person.Motion = m.what.status, m.on(), int(m.number), m.what.motion
	}
	r.identify(&person, c, func(m mark[personal]) bool { return r.book.counts(m.number, p.Known) })
	r.identify(&person, c, func(m mark[personal]) bool { return int(m.number) <= p.Known })
	person.Name = cmp.Or(person.Name, string(c.key))
	return person
}

// identify fills in what is still missing of a person's name and country, from the
// latest of the entries that count. Unlike a status these have no day: whoever was
// spoken of before they were a candidate had the same name.
func (r *Race) identify(person *Candidate, c *candidate, counts func(mark[personal]) bool) {
	for _, m := range slices.Backward(c.statuses) {
		if person.Name != "" && person.Country != "" {
			return
		}
		if counts(m) {
			person.Name = cmp.Or(person.Name, m.what.name)
			person.Country = cmp.Or(person.Country, m.what.country)
		}
	}
}

// Find gives the tally of a candidate.
func (s *Standing) Find(key Key) (Tally, bool) {
	for _, t := range s.Tallies {
		if t.Candidate.Key == key {
			return t, true
		}
	}
	return Tally{}, false
}

// In lists the stances of the given positions, in the body's order.
func (t Tally) In(positions ...Position) []Stance {
	var list []Stance
	for _, s := range t.Stances {
		if slices.Contains(positions, s.Position) {
			list = append(list, s)
		}
	}
	return list
}

// Count gives how many members are in the given positions.
func (t Tally) Count(positions ...Position) int {
	n := 0
	for _, s := range t.Stances {
		if slices.Contains(positions, s.Position) {
			n++
		}
	}
	return n
}

// OnRecord lists the members that back the candidate on the record.
func (t Tally) OnRecord() []Stance {
	return slices.DeleteFunc(t.In(Backs), func(s Stance) bool { return !s.Via.IsOnRecord() })
}

// OwnSilent tells whether the candidate's own country is a member that nothing was ever
// reported of, while others were heard.
func (t Tally) OwnSilent() bool {
	own, heard := false, false
	for _, s := range t.Stances {
		own = own || s.Member == t.Candidate.Country && s.Entry == 0
		heard = heard || s.Entry != 0
	}
	return own && heard
}

// Missing lists the members between the candidate and consensus: all that neither back
// nor accept, in the body's order.
func (t Tally) Missing() []Stance { return t.In(Leans, Undeclared, Holdout, Opposes) }

// Agreeing counts those that back or accept.
func (t Tally) Agreeing() int { return t.Count(Backs, Accepts) }

// Heard tells whether any member of the day was ever reported on.
func (t Tally) Heard() bool {
	return slices.ContainsFunc(t.Stances, func(s Stance) bool { return s.Entry != 0 })
}

// Consensus tells whether all members of the day back or accept the candidate.
func (t Tally) Consensus() bool { return len(t.Stances) > 0 && len(t.Missing()) == 0 }

// StrictConsensus tells whether all members of the day back the candidate on the record.
func (t Tally) StrictConsensus() bool {
	return len(t.Stances) > 0 && len(t.OnRecord()) == len(t.Stances)
}
