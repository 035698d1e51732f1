package press

import (
	"cmp"
	"slices"
	"strings"

	"natobot/consensus"
)

// sentence is a sentence in which the parties are found.
type sentence struct {
	*message
	index        int
	items        []item
	last         []int         // the subjects of the verb before
	lastKey      consensus.Key // the candidate of the clause before
	lastPosition consensus.Position
	lastClass    string
	unreal       []bool     // items that stand under a word which makes nothing of what it governs
	says         []saying   // the verbs of saying, by their items
	time         []moment   // the days and other times, by their first items
	between      []inserted // by their first items
}

// longestSentence is how many items of a sentence are read: nobody writes longer ones,
// and what looks around in them stays cheap.
const longestSentence = 250

// divide cuts the message into sentences, and notes the one candidate it names.
func (m *message) divide() {
	start := 0
	for i, it := range m.cutter.items {
		if it.kind != anEnd && i-start < longestSentence {
			continue
		}
		if i > start {
			m.sentences = append(m.sentences, m.sentence(start, i))
		}
		start = i
		if it.kind == anEnd {
			start = i + 1
		}
	}
	several := false
	for _, s := range m.sentences {
		key, more := s.named(len(s.items))
		several = several || more || key != "" && m.sole != "" && key != m.sole
		m.sole = cmp.Or(key, m.sole)
		s.time = each(s, s.momentAt)
		s.between = each(s, s.insertedAt)
		s.says = s.sayings()
		s.unreal = s.scopes()
	}
	if several {
		m.sole = ""
	}
}

// each gives what is read at each item.
func each[T any](s *sentence, read func(int) T) []T {
	list := make([]T, len(s.items))
	for i := range list {
		list[i] = read(i)
	}
	return list
}

func (m *message) sentence(from, to int) *sentence {
	s := &sentence{message: m, index: len(m.sentences), items: m.cutter.items[from:to]}
	if from == 0 {
		s.items = s.items[s.dateline():]
	}
	for i := 0; i < len(s.items); i++ {
		p, n := s.countAt(i)
		if n == 0 && !s.timed(i) {
			p, n = s.partyAt(i)
		}
		if n > 0 {
			s.merge(i, i+n, p)
		}
	}
	s.join()
	s.excepted()
	for _, it := range s.items {
		s.meet(it.party)
	}
	return s
}

// merge makes one item of a party's words.
func (s *sentence) merge(from, to int, p party) {
	first, last := &s.items[from], s.items[to-1]
	first.kind, first.party, first.end, first.of = aParty, &p, last.end, last.of
	s.items = slices.Delete(s.items, from+1, to)
}

// join makes one party of a person and their office, or of whom they speak through: "Donald Tusk,
// the Polish prime minister," and "Hungary's foreign minister, Péter Szijjártó,".
func (s *sentence) join() {
	for i := range s.items {
		person, office := s.party(i), s.party(i+2)
		if person == nil || s.kind(i+1) != aComma || s.items[i].of {
			continue
		}
		through := s.on("through", i+2)
		if p := s.party(i + 2 + through); through > 0 && p != nil && p.role == aSpokesman { // "Orbán, through a spokesman,"
			one := *person
			one.joined, one.through = true, true
			s.merge(i, i+3+through, one)
			continue
		}
		if office == nil || s.items[i+2].of {
			continue
		}
		before := !person.office.empty() && person.role != noRole
		if before {
			person, office = office, person
		}
		if (before || s.kind(i+3) != aWord) && person.holds(office) {
			one := office.named(*person)
			one.joined = true
			s.merge(i, i+3, one)
		}
	}
}

// word gives the key of an item; "" for anything else than a word.
func (s *sentence) word(i int) string {
	if s.kind(i) != aWord {
		return ""
	}
	return s.items[i].key
}

// kind gives the kind of an item; the end of the sentence where there is none.
func (s *sentence) kind(i int) kind {
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

// on gives how many items the longest phrase of a list takes that stands at an item.
func (s *sentence) on(name string, i int) int {
	n, _ := s.phraseOf(name, i)
	return n
}

func (s *sentence) phraseOf(name string, i int) (best int, form string) {
	k := s.word(i)
	if k == "" {
		return 0, ""
	}
	for _, p := range s.lang.lists[name][k] {
		n := 1
		for n < len(p.words) && s.word(i+n) == p.words[n] {
			n++
		}
		if n == len(p.words) && n > best {
			best, form = n, p.form
		}
	}
	return best, form
}

// is tells whether an item is a word of a list.
func (s *sentence) is(name string, i int) bool { return s.lang.lists[name].has(s.word(i)) }

// any tells whether a phrase of one of some lists begins at an item.
func (s *sentence) any(i int, lists ...string) bool {
	for _, l := range lists {
		if s.on(l, i) > 0 {
			return true
		}
	}
	return false
}

// parts tells whether a mark parts clauses.
func parts(k kind) bool { return k == aBreak || k == aColon || k == anEnd || k == aQuestion }

// dash tells whether an item is a dash.
func (s *sentence) dash(i int) bool { return s.kind(i) == aBreak && s.dashed(s.items[i]) }

func (m *message) dashed(it item) bool {
	return it.kind == aBreak && strings.ContainsAny(m.text[it.start:it.end], "-–—")
}

// ends tells whether nothing more follows before an item's sentence or line ends.
func (s *sentence) ends(i int) bool {
	return s.kind(i) == anEnd || s.kind(i) == aBreak && !s.dash(i)
}

// seen gives the first place from i on that is no quotation mark.
func (s *sentence) seen(i int) int { return s.past(i, 1, "mark") }

// past passes over the items of some lists, forwards or backwards. Beside the lists there are
// "mark", "comma" and "adverb".
func (s *sentence) past(i, step int, lists ...string) int {
	for slices.ContainsFunc(lists, func(list string) bool { return s.belongs(list, i) }) {
		i += step
	}
	return i
}

func (s *sentence) belongs(list string, i int) bool {
	switch list {
	case "mark":
		return s.kind(i) == aMark
	case "comma":
		return s.kind(i) == aComma
	case "adverb":
		return s.adverb(i)
	}
	return s.is(list, i)
}
