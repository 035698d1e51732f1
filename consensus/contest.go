package consensus

import (
	"iter"
	"slices"
)

// settling is an editor's word on the reports of one day: the one of that rank stands.
type settling struct {
	number int32
	rank   int32
	day    Day
}

// Contest is what reports of one day say of one member and candidate.
type Contest struct {
	Stance           // the report that stands
	Reports []Stance // all that count, the one that stands first, then backwards; the upheld one last
	// Settled is the settling that holds for the day, 0 for none: reports that were
	// recorded before it count only where it upholds them.
	Settled int
}

// Upheld gives the report that the settling upholds, 0 where none holds.
func (c Contest) Upheld() int {
	if c.Settled == 0 {
		return 0
	}
	return c.Reports[len(c.Reports)-1].Entry
}

// Contest tells which reports make a member's stance towards a candidate, and false when
// there is no report.
func (r *Race) Contest(key Key, member Code, p Point) (Contest, bool) {
	c := r.candidates[key]
	if c == nil {
		return Contest{}, false
	}
	contest := Contest{Stance: r.stance(c, member, p)}
	for m := range r.reports(c, member, p) {
		contest.Reports = append(contest.Reports, report(c.key, member, m))
	}
	if contest.Entry == 0 {
		return Contest{}, false
	}
	marks := c.stances[member]
	if s, _ := r.inForce(c, member, p, latest(r.book, marks, p, len(marks))); s != nil {
		contest.Settled = int(s.number)
	}
	return contest, true
}

// Contested lists the stances of the day's members on which reports of one day contradict
// each other, in the order of the standing.
func (r *Race) Contested(p Point) []Contest {
	var list []Contest
	for _, t := range r.Standing(p).Tallies {
		for _, s := range t.Stances {
			if s.Contested {
				contest, _ := r.Contest(t.Candidate.Key, s.Member, p)
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
	return report(c.key, member, &c.stances[member][i]), true
}

// report gives what a mark of a stance says.
func report(key Key, member Code, m *mark[stance]) Stance {
	return Stance{Member: member, Candidate: key, Position: m.what.position, Since: m.on, Via: m.what.via, Entry: int(m.number)}
}

// find gives the place of a report: its candidate, nil for no report, its member and its
// place among that member's.
func (r *Race) find(number int32) (*candidate, Code, int) {
	for _, c := range r.order {
		if _, found := slices.BinarySearch(c.entries, number); !found {
			continue
		}
		for member, numbers := range r.byMember {
			if _, found := slices.BinarySearch(numbers, number); !found {
				continue
			}
			for i, m := range slices.Backward(c.stances[member]) { // it is nearly always of late
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
func (r *Race) settle(e Entry) {
	c, member, i := r.find(int32(e.Target))
	m := c.stances[member][i]
	c.settled[member] = append(c.settled[member], settling{int32(e.Number), m.rank, m.on.Day})
	c.entries = append(c.entries, int32(e.Number))
	r.byMember[member] = append(r.byMember[member], int32(e.Number))
}

// reports gives the reports that make a stance: those of the latest day, the one that
// stands first, then backwards. That is the last one recorded; but where an editor settled
// the day, what was recorded before gives way to the report that the settling upholds.
func (r *Race) reports(c *candidate, member Code, p Point) iter.Seq[*mark[stance]] {
	return func(yield func(*mark[stance]) bool) {
		marks := c.stances[member]
		last := latest(r.book, marks, p, len(marks))
		settled, upheld := r.inForce(c, member, p, last)
		for i := last; i >= 0 && marks[i].on.Day == marks[last].on.Day; i = latest(r.book, marks, p, i) {
			if (settled == nil || i != upheld && entered(marks, i) > settled.number) && !yield(&marks[i]) {
				return
			}
		}
		if settled != nil {
			yield(&marks[upheld])
		}
	}
}

// inForce gives the settling that holds for the day of a report, nil for none, and the
// place of the report that it upholds: the last settling that stands and whose report does.
func (r *Race) inForce(c *candidate, member Code, p Point, last int) (*settling, int) {
	for i := len(c.settled[member]) - 1; i >= 0; i-- {
		s, marks := &c.settled[member][i], c.stances[member]
		if last < 0 || s.day != marks[last].on.Day || int(s.number) > p.Known || r.book.StruckBy(int(s.number), p.Known) != 0 {
			continue
		}
		for j := last; j >= 0 && marks[j].on.Day == s.day; j = latest(r.book, marks, p, j) {
			if marks[j].rank == s.rank {
				return s, j
			}
		}
	}
	return nil, 0
}

// entered gives the number under which a report first came to its day: a correction of a
// report of that day came with what it replaces.
func entered(marks []mark[stance], i int) int32 {
	for i > 0 && marks[i-1].on.Day == marks[i].on.Day && marks[i-1].rank == marks[i].rank {
		i--
	}
	return marks[i].number
}
