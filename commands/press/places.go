package press

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// placeKind tells in which way a word means a country.
type placeKind uint8

const (
	noPlace     placeKind = iota // a name in which a country's does not mean it
	aCountry                     // Poland
	aCode                        // PL: counts in capitals alone
	aCapital                     // Warsaw, the Élysée: the government by its seat
	anAdjective                  // Polish
	aPerson                      // Pole, Dutchman
	aPeople                      // Poles
	aDemonym                     // polonais: with a capital a person
	abroad                       // Ukraine, the EU: no member
)

type place struct {
	code consensus.Code
	kind placeKind
}

var placeKinds = map[string]placeKind{
	"none": noPlace, "country": aCountry, "seat": aCapital, "adjective": anAdjective, "person": aPerson, "people": aPeople, "demonym": aDemonym, "abroad": abroad, "foreign": abroad,
}

// addWorld adds the countries that a name may mean and that may be no member.
func (l *language) addWorld() {
	for _, c := range lexicon.Countries() {
		for i, key := range strings.Split(c.Names, ",") {
			if i > 1 { // behind its codes
				l.world[key] = place{c.Code, abroad}
			}
		}
	}
}

// placesOf gives what the roster's names mean.
func placesOf(members []consensus.Member) map[string]place {
	places := make(map[string]place, 8*len(members))
	for _, m := range members {
		for _, key := range lexicon.MemberKeys(m) {
			places[key] = place{m.Code, aCountry}
		}
		for _, code := range []string{string(m.Code), m.Alpha3} {
			places[lexicon.Key(code)] = place{m.Code, aCode}
		}
		for _, adjective := range m.Adjectives {
			places[lexicon.Key(adjective)] = place{m.Code, anAdjective}
		}
		for _, seat := range m.Seats {
			places[lexicon.Key(seat)] = place{m.Code, aCapital}
		}
	}
	return places
}

// placeNamed gives the country that a name means: by the language, the roster, the world.
func (s *sentence) placeNamed(key string) (place, bool) {
	p, ok := s.lang.names[key]
	if _, member := s.names.MemberByCode(p.code); ok && p.kind != abroad && (member || p.code == "") {
		return p, true
	}
	if own, member := s.places[key]; member {
		return own, true
	}
	if !ok || p.kind != abroad {
		p, ok = s.lang.world[key]
	}
	return p, ok
}

// longestPlace is how many words the name of a place has.
const longestPlace = 6

// placeAt reads the country that a place of the message names, and its words.
func (s *sentence) placeAt(i int) (place, int) {
	if i < len(s.items) && s.items[i].kind == aFlag {
		code := consensus.Code(strings.ToUpper(s.items[i].key))
		if _, ok := s.names.MemberByCode(code); ok {
			return place{code, aCountry}, 1
		}
		return place{code, abroad}, 1
	}
	for n := longestPlace; n > 0; n-- {
		p, ok := s.placeNamed(s.phrase(i, n))
		if !ok || !s.rightly(p, i, n) {
			continue
		}
		if p.kind == noPlace {
			return place{"", abroad}, n
		}
		if p.kind == aDemonym {
			p.kind = anAdjective
			if s.items[i].capital && !s.casing(i).loud {
				p.kind = aPerson
			}
		}
		return p, n
	}
	return place{}, 0
}

// rightly tells whether a place's name stands as one: with its capital, and not as a part
// of another name ("Holland & Knight", "Warsaw Pact", "Paris Hilton").
func (s *sentence) rightly(p place, i, n int) bool {
	first, last := s.items[i], s.items[i+n-1]
	switch {
	case p.kind == noPlace, p.kind == aDemonym, p.kind == abroad && s.lang.names[s.phrase(i, n)].code != "":
		return true
	case !first.capital, p.kind == aCode && !s.coded(i):
		return false
	case p.kind == anAdjective, p.kind == aPerson, p.kind == aPeople, last.of:
		return true
	}
	joined := i+n < len(s.items) && strings.Contains(s.text[last.end:s.items[i+n].start], "&")
	return !joined && !s.strange(i+n) && !s.is("no government", i+n)
}

// coded tells whether a word in capitals is a code, not a word of a loud line.
func (s *sentence) coded(i int) bool {
	k := s.word(i)
	return s.items[i].loud && !(s.casing(i).loud && (lexicon.OrdinaryWord(k) || s.lang.known[k]))
}

// strange tells whether a capitalised word is one that nothing is known of: a name's.
func (s *sentence) strange(i int) bool {
	if i < 0 || i >= len(s.items) {
		return false
	}
	it := s.items[i]
	_, number := s.lang.numbers[it.key]
	_, named := s.placeNamed(it.key)
	return it.kind == aWord && it.capital && !s.casing(i).titled && !s.casing(i).loud && !s.lang.known[it.key] && !number && !named && s.names.People[it.key] == nil && !s.people.Knows(it.key) && !strings.HasPrefix(it.key, "@")
}

// phrase gives n words that follow each other; "" where a mark or the end is between them.
func (s *sentence) phrase(i, n int) string {
	if i < 0 || i+n > len(s.items) {
		return ""
	}
	var b strings.Builder
	for j := i; j < i+n; j++ {
		if it := s.items[j]; it.kind != aWord || it.of && j < i+n-1 {
			return ""
		}
		if j > i {
			b.WriteByte(' ')
		}
		b.WriteString(s.items[j].key)
	}
	return b.String()
}

func (s *sentence) span(from, to int) stretch {
	if to <= from || to > len(s.items) {
		return stretch{}
	}
	return stretch{s.items[from].start, s.items[to-1].end}
}

func (m *message) words(at stretch) string { return m.text[at.start:at.end] }

// apart tells of a country's own name, which stands for it alone.
func (k placeKind) apart() bool {
	return k == aCountry || k == aCapital || k == aCode || k == abroad
}
