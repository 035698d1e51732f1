package consensus

import "slices"

// Claim is a count without names, as somebody gave it.
type Claim struct {
	Entry     int
	Qualifier Qualifier
	Count     int
	Of        int   // 0 when the claim does not say
	Missing   Codes // whom the count leaves out, by its own word; none when it does not say
	On        When
	Via       Attribution
	// All tells that the claim is of all the members of its day: reported unanimity, which
	// is neither consensus by our count nor a decision of the Council.
	All bool
}

// ofAll tells whether a claim is of all members of its day, by the roster as it was known.
func (r *Race) ofAll(m mark[claim], known int) bool {
	c := m.what
	firm := c.qualifier == Exactly || c.qualifier == AtLeast
	if !firm || c.missing != "" || c.count == 0 || c.of != 0 && c.count != c.of {
		return false
	}
	return int(c.count) == len(r.book.Members(Point{m.on.Day, known}))
}

func (r *Race) claims(c *candidate, p Point) []Claim {
	var list []Claim
	for _, m := range c.claims {
		if m.on.Day <= p.On && int(m.number) <= p.Known && r.book.StruckBy(int(m.number), p.Known) == 0 {
			list = append(list, Claim{
				Entry: int(m.number), Qualifier: m.what.qualifier, Count: int(m.what.count), Of: int(m.what.of),
				Missing: m.what.missing, On: m.on, Via: m.what.via, All: r.ofAll(m, p.Known),
			})
		}
	}
	return list
}

// OfAll gives the newest claim that is of all members of its day, and false for none.
func (t Tally) OfAll() (Claim, bool) {
	for _, c := range slices.Backward(t.Claims) {
		if c.All {
			return c, true
		}
	}
	return Claim{}, false
}

// Unanimity gives the claim of all members that is the last word of its kind, and false
// when there is none: where a newer claim is of fewer, the roster has grown since, or a
// member is missing by a report of a later day, it speaks of a day that has passed.
func (t Tally) Unanimity() (Claim, bool) {
	if len(t.Claims) == 0 {
		return Claim{}, false
	}
	c := t.Claims[len(t.Claims)-1]
	if !c.All || c.Count != len(t.Stances) {
		return Claim{}, false
	}
	for _, s := range t.Missing() {
		if s.Since.Day > c.On.Day {
			return Claim{}, false
		}
	}
	return c, true
}

// Rival is a claim that says whom it leaves out, set against our ledger of its own day,
// member by member.
type Rival struct {
	Claim Claim
	Ours  Tally // of the claim's day
	// Whole tells that the claim accounts for every member of that day: it counts all whom
	// it does not leave out.
	Whole bool
	// Theirs are the members that a whole claim counts, and that neither back nor accept by
	// our ledger; Left are those that do, and that the claim leaves out.
	Theirs, Left []Stance
}

// Rival sets a claim for a candidate against our ledger of the claim's day, by what was
// known; false when the claim does not say whom it leaves out.
func (r *Race) Rival(key Key, claim Claim, known int) (Rival, bool) {
	c := r.candidates[key]
	if c == nil || claim.Missing == "" {
		return Rival{}, false
	}
	p := Point{claim.On.Day, known}
	rival := Rival{Claim: claim, Ours: r.tally(c, r.book.Members(p), p)}
	rival.Whole = claim.Count+claim.Missing.Len() == len(rival.Ours.Stances)
	for _, s := range rival.Ours.Stances {
		switch out := claim.Missing.Has(s.Member); {
		case out && s.Position.Agrees():
			rival.Left = append(rival.Left, s)
		case !out && rival.Whole && !s.Position.Agrees():
			rival.Theirs = append(rival.Theirs, s)
		}
	}
	return rival, true
}
