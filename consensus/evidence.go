package consensus

import (
	"cmp"
	"iter"
	"slices"
)

// Evidence lists the entries that a standing rests on, in their order: those of its stances,
// statuses, newest claims and added members. When one of them turns out wrong, so was the standing.
func (s *Standing) Evidence() []int {
	var numbers []int
	for _, m := range s.Members {
		numbers = append(numbers, m.Entry)
	}
	for _, t := range s.Tallies {
		numbers = append(numbers, t.Candidate.Entry)
		for _, stance := range t.Stances {
			numbers = append(numbers, stance.Entry)
		}
		for _, c := range t.Claims {
			numbers = append(numbers, c.Entry)
		}
		numbers = append(numbers, t.ofAll.Entry)
	}
	slices.Sort(numbers)
	return slices.DeleteFunc(slices.Compact(numbers), func(n int) bool { return n == 0 })
}

// Run gives the reports that make a member's present position without a break, the one
// that stands first, then backwards; none where nothing was ever reported. The last of
// them is the report with which the member came to its position.
func (r *Race) Run(key Key, member Code, p Point) iter.Seq[Stance] {
	return func(yield func(Stance) bool) {
		now, _ := r.Stance(key, member, p)
		if now.Entry == 0 || !yield(now) {
			return
		}
		h := r.candidates[key].stances[cmp.Or(now.With, member)]
		for i := latest(r.book, h.marks, p, len(h.marks)); i >= 0; i = latest(r.book, h.marks, p, i) {
			m := &h.marks[i]
			if m.what.position != now.Position && m.day < now.Since.Day ||
				m.what.position == now.Position && int(m.number) != now.Entry && !yield(h.report(key, member, i)) {
				return
			}
		}
	}
}

// report gives what the report in a place says.
func (h *heard) report(key Key, member Code, i int) Stance {
	m := &h.marks[i]
	return Stance{Member: member, Candidate: key, Position: m.what.position, Stage: h.stages[m.number], Since: m.on(), Via: m.what.via, Entry: int(m.number)}
}

// Begun gives the first day that a standing report of a member's position is about, and
// false when there is none.
func (r *Race) Begun(known int) (first Day, ok bool) {
	for _, c := range r.order {
		for _, h := range c.stances {
			for _, m := range h.marks {
				if !r.book.counts(m.number, known) {
					continue
				}
				if !ok || m.day < first {
					first, ok = m.day, true
				}
				break
			}
		}
	}
	return first, ok
}
