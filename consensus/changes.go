package consensus

// Changes is what moved between two points.
type Changes struct {
	From, To Point
	Was, Is  *Standing // at From and at To; of those alone whom the changes are of
	Stances  []StanceChange
	Statuses []StatusChange
	Joined   []Member // members of To's day that were none on From's
	Left     []Member // members of From's day that are none on To's
	Claims   []Claims // claims at To that were not at From
	Struck   []Strike // what was retracted or corrected in between, of what the ledger says of the race
}

// StanceChange is one member's move towards one candidate: to another position, or of the
// same one on to the record or off it.
type StanceChange struct {
	Candidate Candidate
	From, To  Stance
	With      []Code // the members that it speaks for and that moved with it: they have no change of their own
}

// Moved tells whether the position itself is another one.
func (c StanceChange) Moved() bool { return c.From.Position != c.To.Position }

// Changed tells whether a member's stance is another one: its position, or whether that is on
// the record.
func Changed(from, to Stance) bool {
	return from.Position != to.Position ||
		from.Entry != 0 && to.Entry != 0 && from.Via.IsOnRecord() != to.Via.IsOnRecord()
}

// Days gives the days between the two reports, and false when there was no earlier one
// or no later one (the later report was struck).
func (c StanceChange) Days() (int, bool) {
	if c.From.Entry == 0 || c.To.Entry == 0 || c.To.Since.Day < c.From.Since.Day {
		return 0, false
	}
	return c.To.Since.Day.Since(c.From.Since.Day), true
}

// StatusChange is one person's change of status. From is the zero Candidate for a
// person who is new in the race.
type StatusChange struct{ From, To Candidate }

// Claims are the claims made for one candidate.
type Claims struct {
	Candidate Candidate
	List      []Claim
}

// None tells that nothing moved.
func (c *Changes) None() bool {
	return len(c.Stances)+len(c.Statuses)+len(c.Joined)+len(c.Left)+len(c.Claims)+len(c.Struck) == 0
}

// Changes gives what moved from one point to another.
func (r *Race) Changes(from, to Point) *Changes { return r.changes(from, to, r.order) }

// ChangesOf gives what moved for one candidate. What an entry reports of a candidate moves
// nothing for others, unless it strikes another entry.
func (r *Race) ChangesOf(key Key, from, to Point) *Changes {
	c, ok := r.candidates[key]
	if !ok {
		return r.changes(from, to, nil)
	}
	return r.changes(from, to, []*candidate{c})
}

func (r *Race) changes(from, to Point, of []*candidate) *Changes {
	before, after := r.standing(from, of), r.standing(to, of)
	c := &Changes{From: from, To: to, Was: before, Is: after, Struck: r.Struck(from.Known, to.Known)}
	c.Joined, c.Left = without(after.Members, before.Members), without(before.Members, after.Members)
	for _, now := range after.Tallies {
		old, _ := before.Find(now.Candidate.Key)
		c.compare(r, old, now)
	}
	for _, old := range before.Tallies {
		if _, still := after.Find(old.Candidate.Key); !still {
			c.compare(r, old, r.tally(r.candidates[old.Candidate.Key], after.Members, to))
		}
	}
	return c
}

// without gives the members that are not among others.
func without(members, others []Member) (list []Member) {
	among := map[Code]bool{}
	for _, m := range others {
		among[m.Code] = true
	}
	for _, m := range members {
		if !among[m.Code] {
			list = append(list, m)
		}
	}
	return list
}

// compare adds one candidate's changes. A member that joined in between is compared
// with what it had said before it joined: joining is not a change of position.
func (c *Changes) compare(r *Race, old, now Tally) {
	if old.Candidate.Status != now.Candidate.Status {
		c.Statuses = append(c.Statuses, StatusChange{old.Candidate, now.Candidate})
	}
	person, first := r.candidates[now.Candidate.Key], len(c.Stances)
	for i, s := range now.Stances {
		var earlier Stance
		if i < len(old.Stances) && old.Stances[i].Member == s.Member {
			earlier = old.Stances[i]
		} else {
			earlier = r.stance(person, s.Member, c.From)
		}
		if Changed(earlier, s) {
			c.Stances = append(c.Stances, StanceChange{Candidate: now.Candidate, From: earlier, To: s})
		}
	}
	if len(r.roster.voices) > 0 {
		c.Stances = append(c.Stances[:first], together(c.Stances[first:])...)
	}
	if fresh := r.newClaims(person, c.From, c.To); len(fresh) > 0 {
		c.Claims = append(c.Claims, Claims{now.Candidate, fresh})
	}
}
