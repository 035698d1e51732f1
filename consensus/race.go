package consensus

import "slices"

// Race is one succession: the post, its candidates, and what members say of them.
// A Race is part of its [Book].
type Race struct {
	book       *Book
	key        string
	roster     *roster
	openings   []opening
	closings   []closing
	candidates map[Key]*candidate
	order      []*candidate
	all        []int32
	byMember   map[Code][]int32
	notes      map[Subject][]int32
}

type opening struct {
	number int32
	title  string
	terms  Terms
	on     When
}

type closing struct {
	number int32
	on     Day
}

// candidate is the fold of what was recorded about one person in one race.
type candidate struct {
	key      Key
	entries  []int32
	statuses []mark[personal]
	stances  map[Code]*heard
	claims   claims
}

// mark is an entry as its place in an order sees it: by the day it is about, then by
// the order of recording.
type mark[T any] struct {
	number    int32
	rank      int32
	day       Day
	precision Precision
	what      T
}

func (m *mark[T]) on() When { return When{m.day, m.precision} }

// stance is what a mark has of a report. A book has one for each report, and a fourth byte would make
// every mark a quarter larger: the stages, which few have, are apart.
type stance struct {
	position Position
	via      Attribution
	same     uint8 // how many reports of the day just before it give that position, maxSame for more
}

type personal struct {
	status  Status
	motion  bool
	name    string
	country Code
}

type claim struct {
	missing   Codes
	count, of int32
	qualifier Qualifier
	via       Attribution
}

// insert puts m in its place.
func insert[T any](marks []mark[T], m mark[T]) []mark[T] {
	return slices.Insert(marks, place(marks, m), m)
}

// latest gives the index of the last mark before end that is about p.On or earlier,
// known at p, and not struck; -1 when there is none.
func latest[T any](b *Book, marks []mark[T], p Point, end int) int {
	for i := until(marks[:end], p.On) - 1; i >= 0; i-- {
		if b.counts(marks[i].number, p.Known) {
			return i
		}
	}
	return -1
}

// Key is the race's own word in commands: "2024".
func (r *Race) Key() string { return r.key }

// add folds one entry of the race. Retractions leave no mark of their own here: the
// book knows what is struck.
func (r *Race) add(e *Entry, rank int32) {
	n := int32(e.Number)
	r.all = append(r.all, n)
	if e.Member != "" {
		r.byMember[e.Member] = append(r.byMember[e.Member], n)
	}
	switch e.Kind {
	case Opening:
		terms := Terms{}
		if e.Terms != nil {
			terms = *e.Terms
		}
		r.openings = append(r.openings, opening{n, e.Name, terms, e.On})
	case Closing:
		r.closings = append(r.closings, closing{n, e.On.Day})
	case Note:
		of := Subject{Member: e.Member, Candidate: e.Candidate}
		r.notes[of] = append(r.notes[of], n)
	case Settling:
		r.settle(e)
	}
	if e.Candidate != "" {
		r.candidate(e.Candidate).add(e, rank)
	}
}

func (r *Race) candidate(key Key) *candidate {
	c := r.candidates[key]
	if c == nil {
		c = &candidate{key: key, stances: map[Code]*heard{}, claims: claims{firm: map[int32][]mark[struct{}]{}}}
		r.candidates[key] = c
		r.order = append(r.order, c)
	}
	return c
}

func (c *candidate) add(e *Entry, rank int32) {
	n := int32(e.Number)
	c.entries = append(c.entries, n)
	switch e.Kind {
	case Candidacy:
		c.statuses = insert(c.statuses, mark[personal]{n, rank, e.On.Day, e.On.Precision, personal{e.Status, e.Motion, e.Name, e.Country}})
	case StanceKind:
		h := c.stances[e.Member]
		if h == nil {
			h = &heard{}
			c.stances[e.Member] = h
		}
		h.add(mark[stance]{n, rank, e.On.Day, e.On.Precision, stance{position: e.Position, via: e.Source.Via}}, e.Stage)
	case ClaimKind:
		c.claims.add(mark[claim]{n, rank, e.On.Day, e.On.Precision, claim{e.Missing, int32(e.Count), int32(e.Of), e.Qualifier, e.Source.Via}})
	}
}

func (r *Race) begunBy(known int) bool {
	return len(r.all) > 0 && int(r.all[0]) <= known
}

// Title gives the race's name and terms by what was known at known, and the entry that
// says so; the number is 0 when no entry does.
func (r *Race) Title(known int) (title string, terms Terms, number int) {
	for _, o := range slices.Backward(r.openings) {
		if r.book.counts(o.number, known) {
			return o.title, o.terms, int(o.number)
		}
	}
	return r.Body().Race, Terms{Post: r.Body().Post}, 0
}

// ClosedAt tells whether the race was closed by what was known at known.
func (r *Race) ClosedAt(known int) bool {
	_, closed := r.Closed(known)
	return closed
}

// Closed gives the day on which the race closed by what was known at known, and false while
// it was open.
func (r *Race) Closed(known int) (Day, bool) {
	for _, c := range slices.Backward(r.closings) {
		if r.book.counts(c.number, known) {
			return c.on, true
		}
	}
	return 0, false
}

// Subject picks entries: those on a member, on a candidate, or both when both are set;
// the zero Subject picks all.
type Subject struct {
	Member    Code
	Candidate Key
}

// History lists the numbers of the race's entries on a subject, oldest recording
// first, struck ones included.
func (r *Race) History(s Subject, known int) []int { return ints(r.on(s, known)) }

// Past gives the last of the entries that History lists, most of them at most, and how many
// History lists. Unlike that list it costs the same however long the ledger is.
func (r *Race) Past(s Subject, known, most int) (numbers []int, total int) {
	list := r.on(s, known)
	return ints(list[max(0, len(list)-most):]), len(list)
}

// on gives the entries on a subject, in order.
func (r *Race) on(s Subject, known int) []int32 {
	list := r.all
	switch {
	case s.Candidate != "" && s.Member != "":
		list = common(r.candidateEntries(s.Candidate), r.byMember[s.Member])
	case s.Candidate != "":
		list = r.candidateEntries(s.Candidate)
	case s.Member != "":
		list = r.byMember[s.Member]
	}
	end, _ := slices.BinarySearch(list, int32(known)+1)
	return list[:end]
}

func ints(list []int32) []int {
	var numbers []int
	for _, n := range list {
		numbers = append(numbers, int(n))
	}
	return numbers
}

func (r *Race) candidateEntries(key Key) []int32 {
	if c := r.candidates[key]; c != nil {
		return c.entries
	}
	return nil
}

// common gives what two ascending lists share.
func common(a, b []int32) []int32 {
	if len(a) > len(b) {
		a, b = b, a
	}
	var both []int32
	for _, n := range a {
		if _, found := slices.BinarySearch(b, n); found {
			both = append(both, n)
		}
	}
	return both
}

// Notes lists the numbers of the standing profile facts on a subject, oldest first.
func (r *Race) Notes(s Subject, known int) []int {
	return ints(slices.DeleteFunc(slices.Clone(r.notes[s]), func(n int32) bool { return !r.book.counts(n, known) }))
}

// Statuses lists the standing candidacy entries of a person, oldest day first.
func (r *Race) Statuses(key Key, known int) []int {
	c := r.candidates[key]
	if c == nil {
		return nil
	}
	var numbers []int
	for _, m := range c.statuses {
		if r.book.counts(m.number, known) {
			numbers = append(numbers, int(m.number))
		}
	}
	return numbers
}
