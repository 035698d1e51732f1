package consensus

import (
	"cmp"
	"slices"
)

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

// claims are the counts without names for one candidate.
type claims struct {
	marks []mark[claim]              // in their order
	said  []mark[struct{}]           // the same, in the order of recording
	firm  map[int32][]mark[struct{}] // by their count, those that may be of all members, in their order
}

func (c *claims) add(m mark[claim]) {
	bare := mark[struct{}]{number: m.number, rank: m.rank, day: m.day}
	c.marks, c.said = insert(c.marks, m), append(c.said, bare)
	if m.what.firm() {
		c.firm[m.what.count] = insert(c.firm[m.what.count], bare)
	}
}

// firm tells whether a claim is of all members where there are as many as it counts.
func (c claim) firm() bool {
	sure := c.qualifier == Exactly || c.qualifier == AtLeast
	return sure && c.missing == "" && c.count != 0 && (c.of == 0 || c.count == c.of)
}

// apart gives a copy that does not grow into the room of c.
func (c claims) apart() claims {
	return claims{marks: slices.Clip(c.marks), said: slices.Clip(c.said), firm: clipped(c.firm)}
}

// find gives the claim of a mark.
func (c *claims) find(bare mark[struct{}]) *mark[claim] {
	return &c.marks[place(c.marks, mark[claim]{number: bare.number, rank: bare.rank, day: bare.day})]
}

// claim gives what a mark says, by the roster as it was known.
func (r *Race) claim(m *mark[claim], known int) Claim {
	w := m.what
	members, _ := r.roster.since(Point{m.day, known})
	return Claim{
		Entry: int(m.number), Qualifier: w.qualifier, Count: int(w.count), Of: int(w.of),
		Missing: w.missing, On: m.on(), Via: w.via, All: w.firm() && int(w.count) == members,
	}
}

// NewestClaims is how many claims for one candidate a standing has. Older ones stay in the history.
const NewestClaims = 3

func (r *Race) newestClaims(c *candidate, p Point) []Claim {
	var list []Claim
	marks := c.claims.marks
	for i := latest(r.book, marks, p, len(marks)); i >= 0 && len(list) < NewestClaims; i = latest(r.book, marks, p, i) {
		list = append(list, r.claim(&marks[i], p.Known))
	}
	slices.Reverse(list)
	return list
}

// Claims lists all claims for a candidate that stand, oldest day first.
func (r *Race) Claims(key Key, p Point) []Claim {
	var list []Claim
	if c := r.candidates[key]; c != nil {
		for i := range c.claims.marks[:until(c.claims.marks, p.On)] {
			if m := &c.claims.marks[i]; r.book.counts(m.number, p.Known) {
				list = append(list, r.claim(m, p.Known))
			}
		}
	}
	return list
}

// ofAll gives the newest claim that is of all members of its day; its Entry is 0 for none.
// Between two days on which the number of members changed there is one count that is of all.
func (r *Race) ofAll(c *candidate, p Point) Claim {
	if len(c.claims.firm) == 0 {
		return Claim{}
	}
	for on := p.On; on > 0; {
		members, since := r.roster.since(Point{on, p.Known})
		marks := c.claims.firm[int32(members)]
		if i := latest(r.book, marks, Point{on, p.Known}, len(marks)); i >= 0 && marks[i].day >= since {
			return r.claim(c.claims.find(marks[i]), p.Known)
		}
		if since == 0 {
			break
		}
		on = since.Add(-1)
	}
	return Claim{}
}

// newClaims lists the claims for a candidate that stand at one point and do not at another:
// those that were recorded in between, that are about a day in between, or of which something
// was struck in between.
func (r *Race) newClaims(c *candidate, from, to Point) []Claim {
	var marks []mark[struct{}]
	add := func(list []mark[struct{}], number int) {
		if i, found := slices.BinarySearchFunc(list, int32(number), byNumber); found {
			marks = append(marks, list[i])
		}
	}
	said := c.claims.said
	first, _ := slices.BinarySearchFunc(said, int32(from.Known)+1, byNumber)
	end, _ := slices.BinarySearchFunc(said, int32(to.Known)+1, byNumber)
	marks = append(marks, said[min(first, end):end]...)
	for _, m := range c.claims.marks[min(until(c.claims.marks, from.On), until(c.claims.marks, to.On)):until(c.claims.marks, to.On)] {
		marks = append(marks, mark[struct{}]{number: m.number, rank: m.rank, day: m.day})
	}
	for number := range r.book.restruck(min(from.Known, to.Known), max(from.Known, to.Known)) {
		add(said, number)
	}
	at := func(m mark[struct{}], p Point) bool { return m.day <= p.On && r.book.counts(m.number, p.Known) }
	marks = slices.DeleteFunc(marks, func(m mark[struct{}]) bool { return !at(m, to) || at(m, from) })
	slices.SortFunc(marks, order)
	var list []Claim
	for _, m := range slices.Compact(marks) {
		list = append(list, r.claim(c.claims.find(m), to.Known))
	}
	return list
}

func byNumber(m mark[struct{}], number int32) int { return cmp.Compare(m.number, number) }

// OfAll gives the newest claim that is of all members of its day, and false for none.
func (t Tally) OfAll() (Claim, bool) { return t.ofAll, t.ofAll.Entry != 0 }

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
	rival := Rival{Claim: claim, Ours: r.tally(c, r.Members(p), p)}
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
