package press

// mostAnnounced is how far the colon behind a speaker may stand.
const mostAnnounced = 20

// announced gives the party with which a sentence begins, before a colon: "Tusk: …".
func (s *sentence) announced(until int) int {
	at, quoted := -1, until > 1 && s.kind(until-1) == aMark && s.kind(until-2) == aColon
	for i := 0; i < min(mostAnnounced, until); i++ {
		switch k := s.kind(i); {
		case k == aColon:
			if at >= 0 || quoted {
				return at
			}
		case k == aParty && at < 0 && !s.items[i].of && (quoted || s.leads(i)):
			at = i
		case parts(k), at >= 0 && !quoted && s.acting(i):
			return -1
		}
	}
	return -1
}

// acting tells of a verb of a pattern that is none of saying.
func (s *sentence) acting(i int) bool {
	return s.lang.verbal[s.word(i)] && !s.saysAt(i)
}

// attributed gives the item of the party whose word a clause is, where that is said after
// it: "…, says Tusk", "according to a diplomat", "(diplomat)"; -1 for none.
func (s *sentence) attributed(from int) int {
	for i := max(from, 0); i < len(s.items); i++ {
		n := s.on("according", i)
		switch {
		case n > 0:
			if at := s.partyFrom(i + n); at >= 0 {
				return at
			}
		case s.any(i, "turns") && s.kind(i-1) == aComma && s.kind(i+1) == aParty, s.kind(i) == aBreak && s.text[s.items[i].start] == ';':
			return -1
		}
		if at := s.attributedBy(i, from); at >= 0 {
			return at
		}
	}
	return s.signed(from)
}

// attributedBy gives who says what stands before a verb of saying: "…, Tusk said".
func (s *sentence) attributedBy(i, from int) int {
	if !s.saysAt(i) || s.says[i].weight != stated || s.retracted(i) {
		return -1
	}
	at := s.says[i].speaker
	if s.says[i].after || at >= from && s.setOff(s.back(at-1)) && s.stops(i+s.says[i].n) {
		return at
	}
	return -1
}

// partyFrom gives the party that stands at an item or behind a determiner there.
func (s *sentence) partyFrom(i int) int {
	for range 3 {
		if s.kind(i) == aParty {
			return i
		}
		if !s.is("determiners", i) && !s.is("qualities", i) && s.kind(i) != aMark {
			return -1
		}
		i++
	}
	return -1
}

// stops tells whether a verb of saying that stands behind its clause says nothing more.
func (s *sentence) stops(i int) bool {
	i = s.seen(i)
	p := s.party(i)
	if p != nil {
		return p.outlet != "" || s.kind(i+1) != aWord
	}
	return s.kind(i) != aWord || s.timeAt(i) > 0 || s.any(i, "hearers", "prepositions", "to whom") || s.adverb(i) || s.is("tells", i-1)
}

// signed gives the party that a dash or bracket at the end names: `"We back Rutte" – Tusk`.
func (s *sentence) signed(from int) int {
	for i := len(s.items) - 1; i >= from && i > len(s.items)-8; i-- {
		if k := s.kind(i); k != aBreak && k != anOpening {
			continue
		}
		at := s.partyFrom(i + 1)
		p := s.party(at)
		if p != nil && (at+1 >= len(s.items) || s.kind(at+1) != aWord) && !(p.role == noRole && p.name.empty()) && p.role != theAllies && p.role != aGroup {
			return at
		}
	}
	return -1
}
