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
		for key := range lexicon.MemberKeys(m) {
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
func (m *message) placeNamed(key string) (place, bool) {
	p, ok := m.lang.names[key]
	if _, member := m.names.MemberByCode(p.code); ok && p.kind != abroad && (member || p.code == "") {
		return p, true
	}
	if own, member := m.places[key]; member {
		return own, true
	}
	if !ok || p.kind != abroad {
		p, ok = m.lang.world[key]
	}
	return p, ok
}

// longestPlace is how many words the name of a place has.
const longestPlace = 6

// placeAt reads the country that a place of the message names, and its words.
func (m *message) placeAt(i int) (place, int) {
	if i < len(m.items) && m.items[i].kind == aFlag {
		code := consensus.Code(strings.ToUpper(m.items[i].key))
		if _, ok := m.names.MemberByCode(code); ok {
			return place{code, aCountry}, 1
		}
		return place{code, abroad}, 1
	}
	for n := longestPlace; n > 0; n-- {
		p, ok := m.placeNamed(m.phrase(i, n))
		if !ok || !m.rightly(p, i, n) {
			continue
		}
		if p.kind == noPlace {
			return place{"", abroad}, n
		}
		if p.kind == aDemonym {
			p.kind = anAdjective
			if m.items[i].capital && !m.loudAt(i) {
				p.kind = aPerson
			}
		}
		return p, n
	}
	return place{}, 0
}

// rightly tells whether a place's name stands as one: with its capital, and not as a part
// of another name ("Holland & Knight", "Warsaw Pact", "Paris Hilton").
func (m *message) rightly(p place, i, n int) bool {
	first, last := m.items[i], m.items[i+n-1]
	switch {
	case p.kind == noPlace, p.kind == aDemonym, p.kind == abroad && m.lang.names[m.phrase(i, n)].code != "":
		return true
	case !first.capital, p.kind == aCode && !m.coded(i):
		return false
	case p.kind == anAdjective, p.kind == aPerson, p.kind == aPeople, last.of:
		return true
	}
	joined := i+n < len(m.items) && strings.Contains(m.text[last.end:m.items[i+n].start], "&")
	return !joined && !m.strange(i+n) && !m.lang.has("no government", m.key(i+n))
}

// coded tells whether a word in capitals is a code, not a word of a loud line.
func (m *message) coded(i int) bool {
	k := m.key(i)
	return m.items[i].loud && !(m.loudAt(i) && (lexicon.OrdinaryWord(k) || m.lang.known[k]))
}

// strange tells whether a capitalised word is one that nothing is known of: a name's.
func (m *message) strange(i int) bool {
	if i < 0 || i >= len(m.items) {
		return false
	}
	it := m.items[i]
	_, number := m.lang.numbers[it.key]
	_, named := m.placeNamed(it.key)
	return it.kind == aWord && it.capital && !m.titledAt(i) && !m.loudAt(i) && !m.lang.known[it.key] && !number && !named && m.names.People[it.key] == nil && !m.people.Knows(it.key) && !strings.HasPrefix(it.key, "@")
}

// key gives the word at a place; "" where there is none.
func (m *message) key(i int) string {
	if i < 0 || i >= len(m.items) || m.items[i].kind != aWord {
		return ""
	}
	return m.items[i].key
}

// phrase gives n words that follow each other; "" where a mark or the end is between them.
func (m *message) phrase(i, n int) string {
	if i < 0 || i+n > len(m.items) {
		return ""
	}
	var b strings.Builder
	for j := i; j < i+n; j++ {
		if it := m.items[j]; it.kind != aWord || it.of && j < i+n-1 {
			return ""
		}
		if j > i {
			b.WriteByte(' ')
		}
		b.WriteString(m.items[j].key)
	}
	return b.String()
}

// listed gives how many words the longest phrase of a list has that stands at a place.
func (m *message) listed(name string, i int) int {
	best := 0
	if k := m.key(i); k != "" {
		for _, p := range m.lang.lists[name][k] {
			if n := len(p.words); n > best && m.phrase(i, n) == strings.Join(p.words, " ") {
				best = n
			}
		}
	}
	return best
}

func (m *message) span(from, to int) stretch {
	if to <= from || to > len(m.items) {
		return stretch{}
	}
	return stretch{m.items[from].start, m.items[to-1].end}
}

func (m *message) words(s stretch) string { return m.text[s.start:s.end] }
