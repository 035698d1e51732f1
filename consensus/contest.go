package consensus

import (
	"cmp"
	"slices"
)

// heard is what was reported of one member towards one candidate.
type heard struct {
	marks   []mark[stance]  // in their order
	stages  map[int32]Stage // by number, of those that have one: few do
	settled []settling
	moved   int32 // the last correction among the marks, 0 for none: it may have come from another day
}

// settling is an editor's word on the reports of one day: the one of that rank stands.
type settling struct {
	number int32
	rank   int32
	day    Day
}

// add puts a report in its place, and tells the reports of its day behind it how many before
// them say the same.
func (h *heard) add(m mark[stance], stage Stage) {
	at := place(h.marks, m)
	h.marks = slices.Insert(h.marks, at, m)
	if stage != NoStage {
		if h.stages == nil {
			h.stages = map[int32]Stage{}
		}
		h.stages[m.number] = stage
	}
	if m.rank != m.number {
		h.moved = m.number
	}
	for i := at; i < len(h.marks) && h.marks[i].day == m.day; i++ {
		same := uint8(0)
		if i > 0 && h.marks[i-1].day == m.day && h.marks[i-1].what.position == h.marks[i].what.position {
			same = h.marks[i-1].what.same
			same += min(1, maxSame-same)
		}
		if i > at && h.marks[i].what.same == same {
			return
		}
		h.marks[i].what.same = same
	}
}

// maxSame is how many reports of one position are passed over in one step.
const maxSame = 255

// hearing is what counts, at a point, of the reports on the latest day that has any: all that
// stand; but where an editor settled the day, what came to it before gives way to the report
// that the settling upholds. It costs the same however many reports the day has, those aside
// that were struck.
type hearing struct {
	*heard
	book    *Book
	known   int
	last    int // the place of the last report of the day that stands, -1 for none
	settled int32
	upheld  int // the place of the report that the settling upholds, -1 for none
}

func (r *Race) hear(c *candidate, member Code, p Point) hearing {
	h := hearing{heard: c.stances[member], book: r.book, known: p.Known, last: -1, upheld: -1}
	if h.heard == nil {
		return h
	}
	if h.last = latest(r.book, h.marks, p, len(h.marks)); h.last < 0 {
		return h
	}
	for _, s := range slices.Backward(h.heard.settled) {
		if s.day == h.marks[h.last].day && r.book.counts(s.number, p.Known) {
			if h.upheld = h.ranked(s.rank); h.upheld >= 0 {
				h.settled = s.number
				break
			}
		}
	}
	return h
}

// ranked gives the place of the report of the day that stands in a rank, -1 for none.
func (h *hearing) ranked(rank int32) int {
	day := h.marks[h.last].day
	i := place(h.marks, mark[stance]{day: day, rank: rank + 1})
	for i--; i >= 0 && h.marks[i].day == day && h.marks[i].rank == rank; i-- {
		if h.book.counts(h.marks[i].number, h.known) {
			return i
		}
	}
	return -1
}

// first gives the place of the report that makes the stance, -1 for none.
func (h *hearing) first() int {
	if i := h.before(h.last+1, positionCount); i >= 0 || h.last < 0 {
		return i
	}
	return h.upheld
}

// before gives the place of the last report before a place that counts, by itself and not
// because it is upheld, and whose position is not the one given; -1 for none.
func (h *hearing) before(i int, but Position) int {
	if h.last < 0 {
		return -1
	}
	day := h.marks[h.last].day
	for i--; i >= 0 && h.marks[i].day == day; {
		m := &h.marks[i]
		if m.rank < h.settled && h.moved <= h.settled {
			return -1 // all from here on came before the settling
		}
		if m.what.position == but {
			i -= int(m.what.same) + 1
			continue
		}
		if i != h.upheld && h.counts(i) {
			return i
		}
		i--
	}
	return -1
}

// counts tells whether the report in a place counts.
func (h *hearing) counts(i int) bool {
	return h.book.counts(h.marks[i].number, h.known) && (i == h.upheld || h.entered(i) > h.settled)
}

// entered gives the number under which a report first came to its day: a correction of a
// report of that day came with what it replaces.
func (h *hearing) entered(i int) int32 {
	for i > 0 && h.marks[i-1].day == h.marks[i].day && h.marks[i-1].rank == h.marks[i].rank {
		i--
	}
	return h.marks[i].number
}

// otherwise gives the place of a report that counts and whose position is not the one given,
// the last one; -1 for none.
func (h *hearing) otherwise(than Position) int {
	if i := h.before(h.last+1, than); i >= 0 {
		return i
	}
	if h.upheld >= 0 && h.marks[h.upheld].what.position != than {
		return h.upheld
	}
	return -1
}

func (r *Race) stance(c *candidate, member Code, p Point) Stance {
	h := r.hear(c, member, p)
	first := h.first()
	if first < 0 {
		return r.spoken(c, member, p)
	}
	s := h.report(c.key, member, first)
	s.Contested = h.otherwise(s.Position) >= 0
	s.Checked = r.book.lastCheck(s.Entry, p)
	return s
}

// Contest is what reports of one day say of one member and candidate.
type Contest struct {
	Stance // the report that stands
	// Reports are those that count: the one that stands first, then backwards, the upheld one
	// last. Of many it has the last few, and one that contradicts the first where any does.
	Reports []Stance
	More    bool // that there are further ones
	// Settled is the settling that holds for the day, 0 for none: reports that were
	// recorded before it count only where it upholds them.
	Settled int
	upheld  int
}

// maxReports is how many reports of one day a Contest has.
const maxReports = 20

// Upheld gives the report that the settling upholds, 0 where none holds.
func (c Contest) Upheld() int { return c.upheld }

// Contest tells which reports make a member's stance towards a candidate, and false when
// there is no report.
func (r *Race) Contest(key Key, member Code, p Point) (Contest, bool) {
	c := r.candidates[key]
	if c == nil {
		return Contest{}, false
	}
	h := r.hear(c, member, p)
	if h.last < 0 {
		return Contest{}, false
	}
	contest := Contest{Stance: r.stance(c, member, p), Settled: int(h.settled)}
	other := h.otherwise(contest.Position)
	i := h.before(h.last+1, positionCount)
	for ; i >= 0 && len(contest.Reports) < maxReports; i = h.before(i, positionCount) {
		contest.Reports = append(contest.Reports, h.report(key, member, i))
		if i == other {
			other = -1
		}
	}
	contest.More = i >= 0
	if i >= 0 && other >= 0 && other != h.upheld {
		contest.Reports[maxReports-1] = h.report(key, member, other)
	}
	if h.upheld >= 0 {
		upheld := h.report(key, member, h.upheld)
		contest.Reports, contest.upheld = append(contest.Reports, upheld), upheld.Entry
	}
	return contest, true
}

// Counts tells whether a report is one of those that make the stance of its day.
func (r *Race) Counts(e Entry, known int) bool {
	c := r.candidates[e.Candidate]
	if c == nil {
		return false
	}
	h := r.hear(c, e.Member, Point{e.On.Day, known})
	if h.last < 0 || h.marks[h.last].day != e.On.Day {
		return false
	}
	i := h.ranked(r.book.rank(int32(e.Number)))
	return i >= 0 && h.marks[i].number == int32(e.Number) && h.counts(i)
}

// Contested lists the stances of a standing on which reports of one day contradict each other,
// in its order.
func (r *Race) Contested(s *Standing) []Contest {
	var list []Contest
	for _, t := range s.Tallies {
		for _, c := range t.Stances {
			if c.Contested {
				contest, _ := r.Contest(t.Candidate.Key, c.Member, s.At)
				list = append(list, contest)
			}
		}
	}
	return list
}

// Report gives what the entry with that number says, struck or not, and false when it is
// no stance of the race.
func (r *Race) Report(number int) (Stance, bool) {
	c, member, i := r.find(int32(number))
	if c == nil {
		return Stance{}, false
	}
	return c.stances[member].report(c.key, member, i), true
}

// find gives the place of a report: its candidate, nil for no report, its member and its
// place among that member's.
func (r *Race) find(number int32) (*candidate, Code, int) {
	for _, c := range r.order {
		if _, found := slices.BinarySearch(c.entries, number); !found {
			continue
		}
		for member, numbers := range r.byMember {
			if _, found := slices.BinarySearch(numbers, number); !found || c.stances[member] == nil {
				continue
			}
			for i, m := range slices.Backward(c.stances[member].marks) { // it is nearly always of late
				if m.number == number {
					return c, member, i
				}
			}
		}
	}
	return nil, "", 0
}

// settle folds a settling. It holds for the day, the member and the candidate that its
// target speaks of: a correction that moves the report elsewhere leaves it behind.
func (r *Race) settle(e *Entry) {
	c, member, i := r.find(int32(e.Target))
	h := c.stances[member]
	h.settled = append(h.settled, settling{int32(e.Number), h.marks[i].rank, h.marks[i].day})
	c.entries = append(c.entries, int32(e.Number))
	r.byMember[member] = append(r.byMember[member], int32(e.Number))
}

// place gives where a mark belongs among marks in their order: by the day that they are about,
// then by the order of recording.
func place[T any](marks []mark[T], m mark[T]) int {
	if n := len(marks); n == 0 || order(marks[n-1], m) < 0 {
		return n // nearly always
	}
	i, _ := slices.BinarySearchFunc(marks, m, order)
	return i
}

func order[T any](a, b mark[T]) int {
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.rank, b.rank), cmp.Compare(a.number, b.number))
}
