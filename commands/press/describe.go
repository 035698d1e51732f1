package press

import "cmp"

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
	for more := end > at; more; {
		p, end, more = s.goesOn(p, end)
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
// what an office belongs to.
func (s *sentence) goesOn(p party, i int) (party, int, bool) {
	if s.items[i-1].of || s.on(string(aState), i) > 0 || s.on(string(aCamp), i) > 0 {
		q, end := s.nounAt(i)
		if end == i || p.key != "" && q.head == "" {
			return p, i, false
		}
		return q.ownedBy(p), end, true
	}
	if p.head == "" {
		return p, i, false
	}
	if q, n := s.personAt(i, true); n > 0 && p.name.empty() {
		return p.named(q), i + n, true
	}
	return s.linked(p, i)
}

// linked reads what an office is of, or for, or close to.
func (s *sentence) linked(p party, i int) (party, int, bool) {
	n := s.on("office of", i)
	if n == 0 || p.role == aGroup {
		return p, i, false
	}
	q, end := s.nounAt(i + n)
	named := !p.name.empty() && (p.code != "" || q.kind != aCountry) // but "Minister Braže of Latvia"
	if end == i+n || named || q.unknown && !q.known() || q.outlet != "" || q.role == theAllies {
		return p, i, false
	}
	return s.belongs(p, q), end, true
}

// belongs gives an office that is of somebody else: a place, a body, a candidate.
func (s *sentence) belongs(p, q party) party {
	if q.key != "" {
		p.key, p.owned = q.key, true
		if p.role != aSpokesman {
			p.role = aCamp
		}
	}
	if q.role == aGroup && s.lang.lists["leaders"].has(p.head) { // "the leader of Poland's far right"
		p.role = aGroup
	}
	return p.from(q)
}

// from gives a party the country of another one, where it has none.
func (p party) from(q party) party {
	if !p.known() {
		p.code, p.outside, p.kind = q.code, q.outside, q.kind
	}
	p.former = p.former || q.former
	return p
}

// ownedBy gives a party that is another one's: "Rutte's camp", "Tusk's minister", "Spain's
// Sánchez".
func (p party) ownedBy(o party) party {
	switch {
	case o.key == "":
	case p.role == aCamp, p.role == theAllies, p.role == anOfficial:
		p.role, p.owned, p.key = aCamp, true, o.key
	case p.role == aSpokesman:
		p.owned, p.key = true, o.key
	}
	p.definite, p.vague = o.definite, o.vague
	return p.from(o)
}

// named gives an office with the name of who holds it.
func (p party) named(q party) party {
	p.name, p.key, p.outlet, p.unknown, p.role = q.name, q.key, q.outlet, q.unknown, cmp.Or(p.role, q.role)
	if !p.known() {
		p.kind, p.code = noPlace, q.code
	}
	p.outside, p.former = p.outside || q.outside, p.former || q.former
	return p
}

// known tells whether it is known of what country a party is.
func (p party) known() bool { return p.code != "" || p.outside }

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
		if n == 0 {
			break
		}
		if i += n; !p.name.empty() || s.items[i-1].of {
			return p, i
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
	n := s.officeIn(p, i)
	if n == 0 {
		n = s.whoIn(p, i)
	}
	if n == 0 && quality > 0 && s.ahead(i+quality) {
		n = quality
	}
	return n
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
	if n > 0 && p.head == "" && p.code != "" && (p.kind.apart() || person.unknown) {
		return 0
	}
	if n > 0 {
		*p = p.named(person)
	}
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
			p, k := s.nameAt(i)
			return k > 0 && !p.unknown
		}
		i += n
	}
	return false
}

// roleAt gives the office at an item, by the longest words for one, and how many they are.
func (s *sentence) roleAt(i int) (found role, longest int) {
	for _, r := range roles() {
		if n := s.on(string(r), i); n > longest {
			found, longest = r, n
		}
	}
	if n := s.on("owned spokesperson", i); n > longest && i > 0 && s.items[i-1].of { // "Tusk's office"
		return aSpokesman, n
	}
	return found, longest
}
