package consensus

import (
	"maps"
	"slices"
)

// With gives the Book as it would be with one more entry, and leaves b as it is: what an
// entry that nobody recorded yet would do. The two share what the entry does not touch,
// and every list is clipped, so that neither grows into the other's room. It costs a copy
// of the lists that grow: some bytes for each entry of the ledger.
func (b *Book) With(e Entry) (*Book, error) {
	c := *b
	c.marked = slices.Clip(b.marked)
	c.same, c.recent = b.same.apart(), slices.Clip(b.recent)
	c.stamps = b.stamps.with(e.Recorded.UnixMilli())
	c.kinds, c.strikes = slices.Clip(b.kinds), slices.Clip(b.strikes)
	c.schedules, c.grants, c.live, c.beats = slices.Clip(b.schedules), slices.Clip(b.grants), slices.Clip(b.live), slices.Clip(b.beats)
	c.focus = slices.Clip(b.focus)
	c.rosters = make(map[string]*roster, len(b.rosters))
	for key, r := range b.rosters {
		c.rosters[key] = &roster{book: &c, body: r.body, voices: r.voices, added: slices.Clip(r.added)}
	}
	c.reviews = slices.Clip(b.reviews)
	c.byPerson = clipped(b.byPerson)
	if e.Target != 0 {
		c.strikers, c.ranks, c.echoes, c.checks = clipped(b.strikers), maps.Clone(b.ranks), clipped(b.echoes), clipped(b.checks)
		c.marked = slices.Clone(b.marked) // its own: one of them may change
	}
	c.races, c.order = make(map[string]*Race, len(b.races)), nil
	for _, r := range b.order {
		of := r.in(&c)
		c.races[r.key], c.order = of, append(c.order, of)
	}
	return &c, c.Apply(e)
}

// in gives a copy of the race that belongs to another book.
func (r *Race) in(b *Book) *Race {
	c := *r
	c.book, c.roster = b, b.rosters[r.Body().Key]
	c.openings, c.closings, c.all = slices.Clip(r.openings), slices.Clip(r.closings), slices.Clip(r.all)
	c.byMember, c.notes = clipped(r.byMember), clipped(r.notes)
	c.candidates, c.order = make(map[Key]*candidate, len(r.candidates)), nil
	for _, person := range r.order {
		p := *person
		p.entries, p.statuses, p.claims = slices.Clip(p.entries), slices.Clip(p.statuses), p.claims.apart()
		p.stances = make(map[Code]*heard, len(person.stances))
		for member, h := range person.stances {
			own := *h
			own.marks, own.stages, own.settled = slices.Clip(h.marks), maps.Clone(h.stages), slices.Clip(h.settled)
			p.stances[member] = &own
		}
		c.candidates[p.key], c.order = &p, append(c.order, &p)
	}
	return &c
}

// clipped copies a map of lists, none of which has room left to grow in place.
func clipped[K comparable, V any](lists map[K][]V) map[K][]V {
	c := make(map[K][]V, len(lists))
	for key, list := range lists {
		c[key] = slices.Clip(list)
	}
	return c
}
