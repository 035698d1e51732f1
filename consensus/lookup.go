package consensus

// Candidate gives a person of the race at a point, and false when the ledger names
// nobody of that key by then.
func (r *Race) Candidate(key Key, p Point) (Candidate, bool) {
	c := r.candidates[key]
	if c == nil || int(c.entries[0]) > p.Known {
		return Candidate{}, false
	}
	return r.person(c, p), true
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
