package consensus

// Count is how many members backed or accepted a candidate on a day.
type Count struct {
	On    Day
	Agree int
}

// Course gives the count of a candidate from the race's first report to p, by what is known
// then, on so many days at most and at even distances; nil where there is one day alone.
func (r *Race) Course(key Key, p Point, most int) []Count {
	first, ok := r.Begun(p.Known)
	c := r.candidates[key]
	if !ok || c == nil || first >= p.On {
		return nil
	}
	days := p.On.Since(first)
	steps := min(days, most)
	var course []Count
	for i := range steps + 1 {
		at := Point{On: first.Add(days * i / steps), Known: p.Known}
		agree := 0
		for _, m := range r.roster.known(at.Known) {
			if m.On(at.On) && r.last(c, m.Code, at).Position.Agrees() {
				agree++
			}
		}
		course = append(course, Count{at.On, agree})
	}
	return course
}
