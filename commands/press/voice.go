package press

import "slices"

// speakerOf gives the item of who says a clause; -1 for none.
func (s *sentence) speakerOf(c clause) int {
	behind := s.attributed(c.end)
	if c.speech >= 0 && s.says[c.speech].speaker >= 0 {
		at := s.says[c.speech].speaker
		if p := s.party(behind); p != nil && p.unnamed() {
			return behind // who says that somebody said it
		}
		if outer := s.governing(at); s.states(outer) && s.reportedBy(at, s.says[outer].speaker) {
			return s.says[outer].speaker
		}
		return at
	}
	if c.relative {
		return behind
	}
	for i := c.start; i < c.end; i++ { // "Tusk announced support for"
		if at := s.announcer(i); at >= 0 {
			return at
		}
	}
	return s.speaker(s.first(c), c.end)
}

// together gives the items of all who say what somebody says: "Tusk and Orbán said", "said Tusk and Orbán".
func (s *sentence) together(at int) []int {
	list := []int{at}
	if s.party(at) == nil {
		return list
	}
	for joined := false; s.party(list[0]-2) != nil && (s.is("list joins", list[0]-1) || joined && s.kind(list[0]-1) == aComma); joined = true {
		list = append([]int{list[0] - 2}, list...)
	}
	if s.is("list joins", at+1) && s.party(at+2) != nil && !s.lang.verbal[s.word(at+3)] {
		list = append(list, at+2)
	}
	return list
}

// reportedBy tells whether somebody's words are known by another party's alone: "Orbán claims Tusk
// said". What publishes them, also a name that nothing is known of, only passes them on.
func (s *sentence) reportedBy(at, by int) bool {
	p, q := s.party(at), s.party(by)
	return p != nil && q != nil && q.role != thePress && q.role != unknownRole && (q.unnamed() || q.code != p.code)
}

// announcer gives who says something by a verb that is part of what they do, or that
// governs a noun: "Macron confirmed French backing for Rutte".
func (s *sentence) announcer(i int) int {
	if !s.states(i) {
		return -1
	}
	v := s.says[i]
	if p := s.party(v.speaker); p != nil && (!p.acts() && p.key == "" && p.kind != aPeople || !p.name.empty() && (v.speaker < i || v.after)) {
		return v.speaker
	}
	return -1
}

// speaker gives the item of who says a clause that begins at an item and ends at another.
func (s *sentence) speaker(from, to int) int {
	if v := s.governing(from); s.states(v) {
		return s.says[v].speaker
	}
	if at := s.attributed(to); at >= 0 {
		return at
	}
	if at := s.attributed(from); at > from && at < to { // "Slovakia, a spokeswoman said, will"
		return at
	}
	if at := s.announced(from); at >= 0 {
		return at
	}
	quoted := s.items[min(from, len(s.items)-1)].quote >= 0
	for i := from - 1; i >= 0 && (quoted || s.kind(i) != aBreak); i-- {
		if at := s.introduced(i, from, quoted); at >= 0 {
			return at
		}
	}
	return -1
}

// introduced gives who says what follows: "Tusk told us: …", "according to Tusk, …".
func (s *sentence) introduced(i, from int, quoted bool) int {
	n := s.on("according", i)
	switch {
	case n > 0 && !slices.ContainsFunc(s.items[i:from], func(it item) bool { return parts(it.kind) }):
		return s.partyFrom(i + n)
	case s.states(i) && !s.denied(i) && (quoted && s.items[i].quote < 0 || s.kind(i+s.says[i].n) == aColon):
		return s.says[i].speaker
	}
	return -1
}

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
		case parts(k), at >= 0 && !quoted && s.lang.verbal[s.word(i)] && !s.saysAt(i):
			return -1
		}
	}
	return -1
}

// attributed gives the item of the party whose word a clause is, where that is said after
// it: "…, says Tusk", "according to a diplomat", "(diplomat)"; -1 for none.
func (s *sentence) attributed(from int) int {
	for i := max(from, 0); i < len(s.items); i++ {
		n := s.on("according", i)
		if at := s.partyFrom(i + n); n > 0 && at >= 0 {
			return at
		}
		if n == 0 && (s.any(i, "turns") && s.kind(i-1) == aComma && s.kind(i+1) == aParty || s.kind(i) == aBreak && s.text[s.items[i].start] == ';') {
			return -1
		}
		v := s.says[i]
		if s.states(i) && !s.retracted(i) && (v.after || v.speaker >= from && s.leads(s.together(v.speaker)[0]) && s.stops(i+v.n)) {
			return v.speaker
		}
	}
	return s.signed(from)
}

// partyFrom gives the party that stands at an item or behind a determiner there.
func (s *sentence) partyFrom(i int) int {
	for range 3 {
		if s.kind(i) == aParty {
			return i
		}
		if !s.is("determiners", i) && !s.is("qualities", i) && s.kind(i) != aMark {
			break
		}
		i++
	}
	return -1
}

// stops tells whether a verb of saying that stands behind its clause says nothing more.
func (s *sentence) stops(i int) bool {
	i = s.seen(i)
	if p := s.party(i); p != nil {
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
		if p != nil && s.kind(at+1) != aWord && !(p.role == noRole && p.name.empty()) && p.role != theAllies && p.role != aGroup {
			return at
		}
	}
	return -1
}
