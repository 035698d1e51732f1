package consensus

import "slices"

// Rests lists the entries that a standing rests on, in their order: those of its stances,
// statuses, claims and added members. When one of them turns out wrong, so was the standing.
func (s *Standing) Rests() []int {
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
	}
	slices.Sort(numbers)
	return slices.DeleteFunc(slices.Compact(numbers), func(n int) bool { return n == 0 })
}

// Run lists the reports that give a member's present position without a break, the one
// that stands first, then backwards; none where nothing was ever reported. The last of
// them is the report with which the member came to its position.
func (r *Race) Run(key Key, member Code, p Point) []Stance {
	c := r.candidates[key]
	if c == nil {
		return nil
	}
	now := r.stance(c, member, p)
	if now.Entry == 0 {
		return nil
	}
	run, marks := []Stance{now}, c.stances[member]
	for i := latest(r.book, marks, p, len(marks)); i >= 0; i = latest(r.book, marks, p, i) {
		m := &marks[i]
		switch {
		case int(m.number) == now.Entry:
		case m.what.position == now.Position:
			run = append(run, report(key, member, m))
		case m.on.Day < now.Since.Day:
			return run
		}
	}
	return run
}

// Begun gives the first day that a standing report of a member's position is about, and
// false when there is none.
func (r *Race) Begun(known int) (first Day, ok bool) {
	for _, c := range r.order {
		for _, marks := range c.stances {
			for i := range marks {
				m := &marks[i]
				if int(m.number) > known || r.book.StruckBy(int(m.number), known) != 0 {
					continue
				}
				if !ok || m.on.Day < first {
					first, ok = m.on.Day, true
				}
				break
			}
		}
	}
	return first, ok
}
