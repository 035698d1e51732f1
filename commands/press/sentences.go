package press

import (
	"cmp"
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// aParty is an item that stands for several pieces: who says or does something.
const aParty pieceKind = 200

// item is a piece of a sentence, or a party with all the words that describe it.
type item struct {
	piece
	party *party
}

// sentence is a sentence in which the parties are found.
type sentence struct {
	m      *message
	index  int
	items  []item
	titled bool            // a headline in which most words have capitals
	last   []int           // the subjects of the verb before
	says   []match[saidAs] // the verbs of saying, by their items
}

// longestSentence is how many pieces of a sentence are read: nobody writes longer ones,
// and what looks around in them stays cheap.
const longestSentence = 250

// divide cuts the message into sentences, and notes the one candidate it names.
func (m *message) divide() {
	start := 0
	keys := map[consensus.Key]bool{}
	for i, p := range m.pieces {
		if p.kind != anEnd && i-start < longestSentence {
			continue
		}
		if i > start {
			s := m.sentence(start, i)
			s.index = len(m.sentences)
			m.sentences = append(m.sentences, s)
			for _, it := range s.items {
				if it.party != nil && it.party.key != "" {
					keys[it.party.key] = true
				}
			}
		}
		start = i
		if p.kind == anEnd {
			start = i + 1
		}
	}
	if len(keys) == 1 {
		for key := range keys {
			m.sole = key
		}
	}
}

func (m *message) sentence(from, to int) *sentence {
	m.measure(m.pieces[from:to])
	s := &sentence{m: m, titled: m.titled}
	for i := from; i < to; {
		p, n := m.countAt(i)
		if n == 0 {
			p, n = m.partyAt(i)
		}
		if n == 0 {
			s.items = append(s.items, item{piece: m.pieces[i]})
			i++
			continue
		}
		it := item{piece: piece{kind: aParty, of: m.pieces[i+n-1].of, capital: m.pieces[i].capital, start: m.pieces[i].start, end: m.pieces[i+n-1].end}, party: &p}
		s.items = append(s.items, it)
		i += n
	}
	s.join()
	s.says = make([]match[saidAs], len(s.items))
	for i := range s.items {
		s.says[i], _ = m.prose.speech.at(s, i)
	}
	for _, it := range s.items {
		m.meet(it.party)
	}
	return s
}

// meet remembers for which member a person spoke, so that the surname alone will do
// from then on.
func (m *message) meet(p *party) {
	if p == nil || p.code == "" || p.name.empty() || p.key != "" || p.former {
		return
	}
	words := cut(m.text[p.name.start:p.name.end]).pieces
	words = words[:len(words)-1]
	var keys []string
	for _, w := range slices.Backward(words) {
		keys = append([]string{w.key}, keys...)
		m.met[strings.Join(keys, " ")] = p.code
	}
}

// join makes one party of a person and their office: "Donald Tusk, the Polish prime
// minister," and "Spain's Sánchez".
func (s *sentence) join() {
	for i := 0; i+1 < len(s.items); i++ {
		a, b := s.items[i].party, s.items[i+1].party
		if a != nil && b != nil && s.items[i].of && a.role == noRole && a.code != "" && !b.name.empty() && b.code == a.code {
			s.items = slices.Delete(s.items, i, i+1)
			continue
		}
		if a == nil || s.items[i].of || i+2 >= len(s.items) || s.items[i+1].kind != aComma {
			continue
		}
		b = s.items[i+2].party
		if b == nil || s.items[i+2].of || b.role == noRole == (a.role == noRole) || a.Count+b.Count > 0 {
			continue
		}
		person, office := a, b
		if a.role != noRole {
			person, office = b, a
		}
		closed := i+3 >= len(s.items) || s.items[i+3].kind != aWord || person == b
		if person.name.empty() || !office.name.empty() || !closed || person.code != "" && office.code != "" && person.code != office.code {
			continue
		}
		one := *office
		one.code = cmp.Or(office.code, person.code)
		one.name, one.key, one.former = person.name, person.key, office.former || person.former
		s.items[i].party, s.items[i].end = &one, s.items[i+2].end
		end := i + 3
		if end < len(s.items) && s.items[end].kind == aComma {
			end++
		}
		s.items = slices.Delete(s.items, i+1, end)
	}
}

// countAt reads a count of members without names: "about 20 of the 31 allies".
func (m *message) countAt(at int) (party, int) {
	p := party{Qualifier: consensus.Exactly}
	i := at
	for _, q := range lexicon.Qualifiers() {
		if n := m.listedAt(i, q.Phrases); n > 0 && !lexicon.Contains("~,≈", m.key(i)) {
			p.Qualifier = q.Value
			i += n
			break
		}
	}
	var ok bool
	if p.Count, ok = m.numberAt(i); !ok || p.Count > 99 {
		return p, 0
	}
	i++
	if m.key(i) == "of" || m.key(i) == "out" && m.key(i+1) == "of" {
		j := i + 1
		for lexicon.Contains("of,the,natos,nato,its,all", m.key(j)) {
			j++
		}
		if p.Of, ok = m.numberAt(j); ok {
			i = j + 1
		} else {
			i = j
		}
	}
	for n := 0; n < 2 && lexicon.Contains("nato,other,eu,european,more,alliance", m.key(i)); n++ {
		i++
	}
	if n := m.listedAt(i, lexicon.MemberNoun); n > 0 {
		i += n
	} else if p.Of == 0 {
		return p, 0
	}
	p.title = m.span(at, i)
	return p, i - at
}

func (m *message) numberAt(i int) (int, bool) {
	if i >= len(m.pieces) || m.pieces[i].kind != aWord {
		return 0, false
	}
	if n, ok := lexicon.Digits(m.key(i)); ok {
		return n, n > 0
	}
	if !lexicon.Contains(lexicon.UnitWords, m.key(i)) {
		return 0, false
	}
	for n, word := range strings.Split(lexicon.UnitWords, ",") {
		if word == m.key(i) {
			return n, n > 0
		}
	}
	return 0, false
}

// key gives the word of an item; "" for anything else.
func (s *sentence) key(i int) string {
	if i < 0 || i >= len(s.items) || s.items[i].kind != aWord {
		return ""
	}
	return s.items[i].key
}

// kind gives the kind of an item; the end of the sentence where there is none.
func (s *sentence) kind(i int) pieceKind {
	if i < 0 || i >= len(s.items) {
		return anEnd
	}
	return s.items[i].kind
}

// party gives the party at an item, nil for anything else.
func (s *sentence) party(i int) *party {
	if i < 0 || i >= len(s.items) {
		return nil
	}
	return s.items[i].party
}

// parts tells whether a mark parts clauses.
func parts(k pieceKind) bool {
	return k == aBreak || k == aColon || k == anEnd || k == aQuestion
}
