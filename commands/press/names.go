package press

import (
	"strings"

	"natobot/commands/lexicon"
)

// nameAt reads the name of a person or outlet.
func (m *message) nameAt(at int) (party, int) {
	i := at + m.listed("titles", at)
	if m.key(i) == "" {
		i = at
	}
	for _, read := range []func(i, n int) (party, bool){m.outletOf, m.personOf} {
		for n := 5; n > 0; n-- {
			if m.phrase(i, n) == "" || !m.items[i].capital && !m.lang.has("particles", m.key(i)) {
				continue
			}
			if p, ok := read(i, n); ok && !(i == at && p.outlet == "" && m.strange(i-1)) {
				return p, i + n - at
			}
		}
	}
	p, n := m.strangerAt(i, 2)
	if n == 0 {
		return p, 0
	}
	return p, i + n - at
}

// outletOf gives the outlet that some items name. A short name has to stand in capitals.
func (m *message) outletOf(i, n int) (party, bool) {
	name, ok := lexicon.Outlet(possessive(m.words(m.span(i, i+n))))
	short := n == 1 && len(m.key(i)) <= 4 && !m.items[i].loud
	other := i+n < len(m.items) && m.items[i+n].capital && m.lang.has("no outlet", m.key(i+n)) // "the Atlantic Council"
	return party{outlet: name, role: thePress}, ok && !other && m.items[i+n-1].capital && len(m.names.People[m.phrase(i, n)]) == 0 && !short
}

// personOf gives the candidate or office-holder that some items name.
func (m *message) personOf(i, n int) (party, bool) {
	phrase := m.phrase(i, n)
	if m.strange(i+n) && !m.items[i+n-1].of || n == 1 && m.given(i) {
		return party{}, false
	}
	p, ok := m.holder(phrase)
	if keys := m.names.People[phrase]; len(keys) == 1 {
		p.key, p.role, ok = keys[0], anOffice, true
	}
	p.name = m.span(i, i+n)
	return p, ok
}

// holder gives the person of a name who holds an office, or whom the message gave one.
func (m *message) holder(name string) (party, bool) {
	if code := m.met[name]; code != "" {
		return party{code: code, role: anOffice}, true
	}
	code, office, former := m.people.Of(name, m.since, m.day)
	p := party{code: code, role: anOffice, former: former}
	if office == string(aSpokesman) {
		p.role = aSpokesman
	}
	_, member := m.names.MemberByCode(code)
	p.outside = code != "" && !member
	return p, code != "" || former
}

// strangerAt reads a name that nothing is known of: at least so many words with capitals.
func (m *message) strangerAt(at, least int) (party, int) {
	end, capitals := at, 0
	if m.listed("void labels", at) > 0 {
		return party{}, 0
	}
	for end < len(m.items) && end-at < 5 && (end == at || !m.items[end-1].of) {
		particle := (capitals > 0 || m.items[end].capital) && m.lang.has("particles", m.key(end)) && m.strange(end+1)
		if m.strange(end) || capitals == 0 && m.given(end) || capitals > 0 && m.items[end].capital && m.plainName(end) {
			capitals++
		} else if !particle {
			break
		}
		end++
	}
	if capitals < least {
		return party{}, 0
	}
	return party{name: m.span(at, end), role: unknownRole}, end - at
}

// plainName tells whether a word may be a surname though something is known by it: "Robert
// Fico", "Anna Costa".
func (m *message) plainName(i int) bool {
	_, place := m.placeNamed(m.key(i))
	return !place && !m.titledAt(i) && !m.loudAt(i) && (m.people.Knows(m.key(i)) || m.names.People[m.key(i)] != nil)
}

// given tells whether what is known as a surname begins another person's name: "Michal Šimečka".
func (m *message) given(i int) bool {
	it := m.items[i]
	return it.capital && !it.of && m.people.Knows(m.key(i)) && (m.strange(i+1) || i+1 < len(m.items) && m.items[i+1].capital && m.plainName(i+1))
}

// possessive takes the possessive off a name as it is shown.
func possessive(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s"), "'"), "’")
}
