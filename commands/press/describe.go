package press

// longestDescription is how many parts a description has.
const longestDescription = 12

// partyAt reads the description of a party at an item, and how many items it takes: a noun
// phrase, "the Polish minister Sikorski", with what a possessive or a link joins to it,
// "Tusk's spokesman", "an aide to Macron".
func (s *sentence) partyAt(at int) (party, int) {
	if p, n := s.nameAt(at); p.outlet != "" {
		return p, n
	}
	p, end := s.nounAt(at)
	for last := at; end > last; {
		last = end
		p, end = s.goesOn(p, end)
	}
	if p.role == aCamp && !p.owned { // "aides" are officials, "supporters" nobody's word
		p.role = aGroup
		if s.lang.lists[string(anOfficial)].has(p.head) {
			p.role = anOfficial
		}
	}
	if p.nobody() {
		return party{}, 0
	}
	if p.head != "" || p.kind == anAdjective || p.kind == aPerson {
		last := end
		for !p.name.empty() && s.items[last-1].start >= p.name.start {
			last--
		}
		p.office = s.span(at+s.on("determiners", at), last)
	}
	return p, end - at
}

// goesOn reads on in a description: an office behind its owner, a name behind its office, or
// what an office is of, or for, or close to.
func (s *sentence) goesOn(p party, i int) (party, int) {
	if s.items[i-1].of || s.any(i, string(aState), string(aCamp)) {
		q, end := s.nounAt(i)
		if p.key != "" && q.head == "" || end == i {
			return p, i
		}
		q.definite, q.vague = p.definite, p.vague
		return s.belonging(q, p, q.role == aCamp || q.role == theAllies || q.role == anOfficial), end
	}
	if q, n := s.personAt(i, true); p.head != "" && n > 0 && p.name.empty() {
		return p.named(q), i + n
	}
	n := s.on("office of", i)
	q, end := s.nounAt(i + n)
	named := !p.name.empty() && (p.code != "" || q.kind != aCountry) // but "Minister Braže of Latvia"
	if n == 0 || p.head == "" || p.role == aGroup || end == i+n || named || q.unknown && !q.known() || q.outlet != "" || q.role == theAllies {
		return p, i
	}
	return s.belonging(p, q, p.role != aSpokesman), end
}

// belonging gives a party that is of another one: of a place, a body, a candidate, whose camp
// it may be.
func (s *sentence) belonging(p, owner party, camp bool) party {
	if owner.key != "" && (camp || p.role == aSpokesman) {
		p.key, p.owned = owner.key, true
	}
	switch {
	case p.owned && camp:
		p.role = aCamp
	case owner.role == aGroup && s.lang.lists["leaders"].has(p.head): // "the leader of Poland's far right"
		p.role = aGroup
	}
	if !p.known() {
		p.code, p.outside, p.kind = owner.code, owner.outside, owner.kind
	}
	p.former = p.former || owner.former
	return p
}

// nounAt reads a noun phrase, up to its name or a possessive, and where it ends.
func (s *sentence) nounAt(at int) (p party, i int) {
	i = at
	for n := s.on("determiners", i); n > 0; n = s.on("determiners", i) {
		if i == at {
			p.definite = s.is("definite", i)
			p.vague = !p.definite
		}
		i += n
	}
	begins := i
	for range longestDescription {
		n := s.wordAt(&p, i)
		if i += n; n == 0 || !p.name.empty() || s.items[i-1].of {
			break
		}
	}
	if i == begins {
		return party{}, at
	}
	return p, i
}

// wordAt reads one part of a noun phrase, and gives how many items it takes.
func (s *sentence) wordAt(p *party, i int) int {
	quality := s.on("qualities", i)
	if country, n := s.placeAt(i + quality); quality > 0 && n > 0 && country.kind != anAdjective { // "NATO member Poland"
		return quality
	}
	if n := s.officeIn(p, i); n > 0 {
		return n
	}
	if n := s.whoIn(p, i); n > 0 {
		return n
	}
	if quality > 0 && s.ahead(i+quality) {
		return quality
	}
	return 0
}

// officeIn reads an office of a noun phrase. Where two follow each other the last one counts.
func (s *sentence) officeIn(p *party, i int) int {
	if n := s.on("portfolios", i); n > 0 && p.head != "" {
		return n
	}
	office, n := s.roleAt(i)
	if _, country := s.placeAt(i); n > 0 && country <= n {
		if p.role != aGroup || !s.lang.lists["leaders"].has(s.phrase(i, n)) { // "far-right leader"
			p.role = office
		}
		p.head = s.phrase(i, n)
		return n
	}
	former := s.on("former", i)
	if former == 0 || p.head != "" || !s.ahead(i+former) {
		return 0
	}
	p.former = true
	return former
}

// whoIn reads a country or a name of a noun phrase.
func (s *sentence) whoIn(p *party, i int) int {
	country, n := s.placeAt(i)
	if n > 0 && !p.known() && (p.head == "" || !country.kind.apart()) {
		p.code, p.kind, p.outside = country.code, country.kind, country.kind == abroad
		return n
	}
	person, n := s.personAt(i, p.head != "")
	if n == 0 || p.head == "" && p.code != "" && (p.kind.apart() || person.unknown) {
		return 0
	}
	*p = p.named(person)
	return n
}

// personAt reads a name; behind a title one word is enough that nothing is known of.
func (s *sentence) personAt(i int, titled bool) (party, int) {
	p, n := s.nameAt(i)
	if n == 0 && titled {
		p, n = s.strangerAt(i, 1)
	}
	return p, n
}

// ahead tells whether a country, an office or a name follows some qualities.
func (s *sentence) ahead(i int) bool {
	for range longestDescription {
		_, office := s.roleAt(i)
		_, country := s.placeAt(i)
		if office+country > 0 {
			return true
		}
		n := max(s.on("qualities", i), s.on("former", i))
		if n == 0 {
			break
		}
		i += n
	}
	p, n := s.nameAt(i)
	return n > 0 && !p.unknown
}

// roleAt gives the office at an item, by the longest words for one, and how many they are.
func (s *sentence) roleAt(i int) (found role, longest int) {
	for _, r := range roles() {
		if n := s.on(string(r), i); n > longest {
			found, longest = r, n
		}
	}
	if n := s.on("owned spokesperson", i); n > longest && i > 0 && (s.items[i-1].of || s.is("his", i-1)) { // "Tusk's office"
		return aSpokesman, n
	}
	return found, longest
}
