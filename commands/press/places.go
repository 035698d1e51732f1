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
	code  consensus.Code
	kind  placeKind
	small bool // its name needs no capital
}

var placeKinds = map[string]placeKind{
	"none": noPlace, "country": aCountry, "seat": aCapital, "adjective": anAdjective, "person": aPerson, "people": aPeople, "demonym": aDemonym, "abroad": abroad, "foreign": abroad,
}

// placeOf gives what a line of names.txt means: "seat PL".
func placeOf(line string) place {
	kind, code, _ := strings.Cut(line, " ")
	k := placeKinds[kind]
	return place{consensus.Code(code), k, k == noPlace || k == aDemonym || k == abroad && code != ""}
}

// addWorld adds the countries that a name may mean and that may be no member.
func (l *language) addWorld() {
	for _, c := range lexicon.Countries() {
		for i, key := range strings.Split(c.Names, ",") {
			if i > 1 { // behind its codes
				l.world[key] = place{c.Code, abroad, false}
			}
		}
	}
	for name, line := range l.names {
		if p := placeOf(line); p.kind == abroad {
			l.world[name] = p
		}
	}
}

// placesOf gives what the names of the roster and those of a language for its members mean.
func placesOf(l *language, names *lexicon.Names) map[string]place {
	places := make(map[string]place, 16*len(names.Vocabulary.Members))
	for _, m := range names.Vocabulary.Members {
		add := func(kind placeKind, names ...string) {
			for _, name := range names {
				places[lexicon.Key(name)] = place{m.Code, kind, false}
			}
		}
		for _, key := range lexicon.MemberKeys(m) {
			places[key] = place{m.Code, aCountry, false}
		}
		add(aCode, string(m.Code), m.Alpha3)
		add(anAdjective, m.Adjectives...)
		add(aCapital, m.Seats...)
	}
	for name, line := range l.names {
		p := placeOf(line)
		if _, member := names.MemberByCode(p.code); p.kind != abroad && (member || p.code == "") && !strings.HasPrefix(line, "candidate ") {
			places[name] = p
		}
	}
	return places
}

// placeNamed gives the country that a name means: by the language, the roster, the world.
func (s *sentence) placeNamed(key string) (place, bool) {
	p, ok := s.places[key]
	if !ok {
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
			return place{code: code, kind: aCountry}, 1
		}
		return place{code: code, kind: abroad}, 1
	}
	for n := longestPlace; n > 0; n-- {
		p, ok := s.placeNamed(s.phrase(i, n))
		if !ok || !s.rightly(p, i, n) {
			continue
		}
		if p.kind == noPlace {
			return place{kind: abroad}, n
		}
		if p.kind == aDemonym {
			p.kind = anAdjective
			if s.items[i].capital && !s.casing(i).loud {
				p.kind = aPerson
			}
		}
		return p, n + s.restBehindComma(p, i, n)
	}
	return place{}, 0
}

// restBehindComma counts the items behind a country's name that are its official one's rest: "Hong Kong,
// China" is read as no more than Hong Kong, since what is behind the comma may be no member of its own.
func (s *sentence) restBehindComma(p place, i, n int) int {
	if s.kind(i+n) != aComma {
		return 0
	}
	for width := longestPlace - n; width > 0; width-- {
		if rest := s.phrase(i+n+1, width); rest != "" && s.places[s.phrase(i, n)+" "+rest] == p {
			return 1 + width
		}
	}
	return 0
}

// rightly tells whether a place's name stands as one: with its capital, and not as a part
// of another name ("Holland & Knight", "Warsaw Pact", "Paris Hilton"). A code is no word of
// a line in capitals.
func (s *sentence) rightly(p place, i, n int) bool {
	first, last := s.items[i], s.items[i+n-1]
	word := s.casing(i).loud && (lexicon.OrdinaryWord(first.key) || s.lang.known[first.key])
	switch {
	case p.small:
		return true
	case !first.capital, p.kind == aCode && (!first.loud || word):
		return false
	case p.kind == anAdjective, p.kind == aPerson, p.kind == aPeople, last.of:
		return true
	}
	joined := i+n < len(s.items) && strings.Contains(s.text[last.end:s.items[i+n].start], "&")
	return !joined && !s.strange(i+n) && !s.is("no government", i+n)
}

// strange tells whether a capitalised word is one that nothing is known of: a name's.
func (s *sentence) strange(i int) bool {
	k := s.word(i)
	if k == "" || !s.items[i].capital || s.lang.known[k] || s.lang.numbers[k] != "" || s.names.People[k] != nil || s.people.Knows(k) || k[0] == '@' {
		return false
	}
	_, named := s.placeNamed(k)
	return !named && !s.casing(i).titled && !s.casing(i).loud
}

// phrase gives n words that follow each other; "" where a mark or the end is between them.
func (s *sentence) phrase(i, n int) string {
	if i < 0 || i+n > len(s.items) {
		return ""
	}
	var words []string
	for j, it := range s.items[i : i+n] {
		if it.kind != aWord || it.of && j < n-1 {
			return ""
		}
		words = append(words, it.key)
	}
	return strings.Join(words, " ")
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
