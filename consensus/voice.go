package consensus

import "slices"

// Some members speak for others: in the WTO the European Union does for its member states, each
// of which is a member too. The rule, by which every number can be recounted:
//
// While a member has no standing report of its own towards a candidate, the report of its voice
// stands for it, on each day on which the voice speaks for it. Such a stance has the position,
// the day, the attribution and the entry of the voice's report, to which it is traced, and says
// so by [Stance.With]; it counts in every number like one of its own, on the record too, for the
// voice is authorised to speak. A word of the member's own, older or newer, always goes before:
// that another body decided in common never silences a reported objection. Nothing is said the
// other way: what a member says is not its voice's, and where a voice is silent its members are
// undeclared. Before the day on which a state joins the voice, and after the one on which it
// leaves, it has its own word alone.

// spoken gives the stance that a member has by its voice.
func (r *Race) spoken(c *candidate, member Code, p Point) Stance {
	if v := r.roster.voices[member]; v.On(p.On) {
		h := r.hear(c, v.Code, p)
		if first := h.first(); first >= 0 {
			s := h.report(c.key, member, first)
			s.With = v.Code
			return s
		}
	}
	return Stance{Member: member, Candidate: c.key}
}

// together takes the changes of one candidate that members made with their voice, and notes them
// in its own.
func together(list []StanceChange) []StanceChange {
	own := slices.DeleteFunc(slices.Clone(list), func(c StanceChange) bool { return lead(list, c) >= 0 })
	for _, c := range list {
		if i := lead(own, c); i >= 0 {
			own[i].With = append(own[i].With, c.To.Member)
		}
	}
	return own
}

// lead gives the place of the change that a member's voice made for it too, -1 for none.
func lead(list []StanceChange, c StanceChange) int {
	voice := c.To.With
	if voice == "" && c.To.Entry == 0 {
		voice = c.From.With
	}
	if voice == "" || c.From.With == "" && c.From.Entry != 0 {
		return -1
	}
	return slices.IndexFunc(list, func(o StanceChange) bool {
		return o.To.Member == voice && o.From.Position == c.From.Position && o.To.Position == c.To.Position
	})
}

// Of gives the stance of a member of the day, and false for none.
func (t Tally) Of(member Code) (Stance, bool) {
	for _, s := range t.Stances {
		if s.Member == member {
			return s, true
		}
	}
	return Stance{}, false
}
