package consensus

import (
	"cmp"
	"slices"
)

// Candidate gives a person of the race at a point, and false when the ledger names
// nobody of that key by then.
func (r *Race) Candidate(key Key, p Point) (Candidate, bool) {
	c := r.candidates[key]
	if c == nil || int(c.entries[0]) > p.Known {
		return Candidate{}, false
	}
	return r.person(c, p), true
}

// Like lists the standing entries that might say the same as f: of its kind, on its
// subject, about its day. Whether they do is for the whole entries to tell.
func (r *Race) Like(f Fact, known int) []int {
	if f.Kind == Note {
		return r.Notes(Subject{Member: f.Member, Candidate: f.Candidate}, known)
	}
	c := r.candidates[f.Candidate]
	if c == nil {
		return nil
	}
	switch f.Kind {
	case StanceKind:
		return about(r.book, c.stances[f.Member], f.On.Day, known)
	case ClaimKind:
		return about(r.book, c.claims, f.On.Day, known)
	case Candidacy:
		return about(r.book, c.statuses, f.On.Day, known)
	}
	return nil
}

// about lists the standing marks of one day. They lie together, so that the search
// costs the same however many there are of other days.
func about[T any](b *Book, marks []mark[T], day Day, known int) []int {
	var numbers []int
	first, _ := slices.BinarySearchFunc(marks, day, func(m mark[T], d Day) int { return cmp.Compare(m.on.Day, d) })
	for _, m := range marks[first:] {
		if m.on.Day != day {
			break
		}
		if int(m.number) <= known && b.StruckBy(int(m.number), known) == 0 {
			numbers = append(numbers, int(m.number))
		}
	}
	return numbers
}

// Stance gives a country's position towards a person at a point, whether or not it is a
// member on that day; false when the race does not name the person.
func (r *Race) Stance(key Key, member Code, p Point) (Stance, bool) {
	c := r.candidates[key]
	if c == nil {
		return Stance{}, false
	}
	return r.stance(c, member, p), true
}
