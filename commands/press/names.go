package press

import (
	"strings"

	"natobot/commands/lexicon"
)

// nameAt reads the name of a person or outlet.
func (s *sentence) nameAt(at int) (party, int) {
	i := at + s.on("titles", at)
	if s.word(i) == "" {
		i = at
	}
	for _, read := range []func(i, n int) (party, bool){s.outletOf, s.personOf} {
		for n := 5; n > 0; n-- {
			if s.phrase(i, n) == "" || !s.items[i].capital && !s.is("particles", i) {
				continue
			}
			if p, ok := read(i, n); ok && !(i == at && p.outlet == "" && s.strange(i-1)) {
				return p, i + n - at
			}
		}
	}
	if p, n := s.strangerAt(i, 2); n > 0 {
		return p, i + n - at
	}
	return party{}, 0
}

// outletOf gives the outlet that some items name. A short name has to stand in capitals.
func (s *sentence) outletOf(i, n int) (party, bool) {
	name, ok := lexicon.Outlet(possessive(s.words(s.span(i, i+n))))
	short := n == 1 && len(s.word(i)) <= 4 && !s.items[i].loud
	other := i+n < len(s.items) && s.items[i+n].capital && s.is("no outlet", i+n) // "the Atlantic Council"
	return party{outlet: name, role: thePress}, ok && !other && s.items[i+n-1].capital && len(s.names.People[s.phrase(i, n)]) == 0 && !short
}

// personOf gives the candidate or office-holder that some items name, or whom the message
// gave an office.
func (s *sentence) personOf(i, n int) (party, bool) {
	phrase := s.phrase(i, n)
	if s.strange(i+n) && !s.items[i+n-1].of || n == 1 && s.given(i) {
		return party{}, false
	}
	p := party{code: s.met[phrase], role: anOffice, name: s.span(i, i+n)}
	if p.code == "" {
		var office string
		if p.code, office, p.former = s.people.Of(phrase, s.since, s.day); office == string(aSpokesman) {
			p.role = aSpokesman
		}
		_, member := s.names.MemberByCode(p.code)
		p.outside = p.code != "" && !member
	}
	if keys := s.names.People[phrase]; len(keys) == 1 {
		p.key, p.role = keys[0], anOffice
	}
	return p, p.code != "" || p.former || p.key != ""
}

// strangerAt reads a name that nothing is known of: at least so many words with capitals.
func (s *sentence) strangerAt(at, least int) (party, int) {
	end, capitals := at, 0
	for end < len(s.items) && end-at < 5 && (end == at || !s.items[end-1].of) {
		if s.strange(end) || capitals == 0 && s.given(end) || capitals > 0 && s.surname(end) {
			capitals++
		} else if !s.is("particles", end) || !s.strange(end+1) || capitals == 0 && !s.items[end].capital {
			break
		}
		end++
	}
	if capitals < least {
		return party{}, 0
	}
	return party{name: s.span(at, end), role: unknownRole, unknown: true}, end - at
}

// surname tells of a word that somebody is known by, and that may be another one's surname:
// "Robert Fico", "Anna Costa".
func (s *sentence) surname(i int) bool {
	k := s.word(i)
	if k == "" || !s.items[i].capital || !s.people.Knows(k) && s.names.People[k] == nil {
		return false
	}
	_, place := s.placeNamed(k)
	return !place && !s.casing(i).titled && !s.casing(i).loud
}

// given tells whether what is known as a surname begins another person's name: "Michal Šimečka".
func (s *sentence) given(i int) bool {
	return s.surname(i) && !s.items[i].of && (s.strange(i+1) || s.surname(i+1))
}

// meet remembers for which member a person spoke, so that the surname alone will do.
func (s *sentence) meet(p *party) {
	if p == nil || p.code == "" || p.name.empty() || p.key != "" || p.former || p.outside || p.role != anOffice {
		return
	}
	words := strings.Fields(lexicon.Key(possessive(s.words(p.name))))
	for i := range words {
		s.met[strings.Join(words[i:], " ")] = p.code
	}
}

// possessive takes the possessive off a name as it is shown.
func possessive(name string) string {
	for _, mark := range []string{"'s", "’s", "'", "’"} {
		name = strings.TrimSuffix(name, mark)
	}
	return name
}
