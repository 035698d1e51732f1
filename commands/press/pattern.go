package press

import (
	"slices"
	"strings"

	"natobot/consensus"
)

// A pattern is a line of patterns.txt. "{members} give* [~] {support} to {candidate}": a
// word stands for itself, "word*" for a verb in all its forms, "{name}" for a party or a
// phrase of the list of that name, "[…]" for what may be missing, "(a|b)" for one of two,
// "~" for up to three words that change nothing, "…" for whatever stands in between. What
// a pattern begins with, a party, is looked for before the verb: with all that may stand
// between them.
type pattern struct {
	class    string
	subject  string // members, candidate or owner; "" where it has none before its first word
	elements []element
	form     string // of its first word, where that is a verb
}

// element is one part of a pattern.
type element struct {
	slot string // {…}, "~" or "…"
	word string
}

func (l *language) addPattern(class, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		for _, tokens := range expand(strings.Fields(spaced(line))) {
			p := pattern{class: class}
			if head := strings.Trim(tokens[0], "{}"); slices.Contains([]string{"members", "candidate", "owner", "voice"}, head) {
				p.subject, tokens = head, tokens[1:]
			}
			l.compile(p, tokens)
		}
	}
}

// spaced sets the marks of a pattern apart.
func spaced(line string) string {
	return strings.NewReplacer("[", " [ ", "]", " ] ", "(", " ( ", ")", " ) ", "|", " | ").Replace(line)
}

// expand gives the plain sequences that a pattern with brackets stands for.
func expand(tokens []string) [][]string {
	for i, t := range tokens {
		if t != "[" && t != "(" {
			continue
		}
		var options [][]string
		var option []string
		depth, j := 1, i+1
		for ; ; j++ {
			switch tokens[j] {
			case "[", "(":
				depth++
			case "]", ")":
				depth--
			}
			if depth == 0 {
				break
			}
			if tokens[j] == "|" && depth == 1 {
				options, option = append(options, option), nil
				continue
			}
			option = append(option, tokens[j])
		}
		options = append(options, option)
		if t == "[" {
			options = append(options, nil)
		}
		var all [][]string
		for _, o := range options {
			line := append(append(append([]string{}, tokens[:i]...), o...), tokens[j+1:]...)
			all = append(all, expand(line)...)
		}
		return all
	}
	return [][]string{tokens}
}

// compile files a pattern under each word that it may begin with.
func (l *language) compile(p pattern, tokens []string) {
	head := tokens[0]
	if head == "~" { // looked for when the owner is
		return
	}
	if slot, ok := strings.CutPrefix(head, "{"); ok {
		for first, list := range l.lists[strings.TrimSuffix(slot, "}")] {
			for _, ph := range list {
				q := p
				q.form = ph.form
				q.elements = append(words(ph.words), l.elements(tokens[1:])...)
				l.patterns[first] = append(l.patterns[first], q)
			}
		}
		return
	}
	for _, v := range l.extended([]phrase{{}}, head) {
		q := p
		q.form = v.form
		q.elements = append(words(v.words), l.elements(tokens[1:])...)
		l.patterns[v.words[0]] = append(l.patterns[v.words[0]], q)
		l.know(v)
		if v.form != "" && v.form != "gerund" {
			l.verbal[v.words[0]] = true
		}
	}
}

func words(keys []string) []element {
	var list []element
	for _, k := range keys {
		list = append(list, element{word: k})
	}
	return list
}

func (l *language) elements(tokens []string) []element {
	var list []element
	for _, t := range tokens {
		switch {
		case strings.HasPrefix(t, "{") || t == "~" || t == "…" || t == "," || t == ":":
			list = append(list, element{slot: strings.Trim(t, "{}")})
		default:
			list = append(list, words(l.keys(t))...)
			l.know(phrase{words: l.keys(t)})
		}
	}
	return list
}

// match is what a pattern took of a sentence.
type match struct {
	*pattern
	scope
	end       int           // the item after the last
	candidate consensus.Key //
	at        int           // the item of the candidate; -1 for none
	members   []int         // items of the members that the pattern names after its head
	count     *party        // a count in a slot of members
	asks      int           // where what a member asks for begins; 0 for nowhere
	passed    int           // how many insertions stood between its elements
}

// mostFilled is how many words "~" may stand for, mostSkipped how many items "…" may, and
// mostPassed how many adverbs and times may stand in a match.
const (
	mostPassed  = 4
	mostFilled  = 3
	mostSkipped = 12
)

// fit tells whether the elements of a pattern stand at an item, and notes what they took.
func (s *sentence) fit(elements []element, i int, m *match) bool {
	if len(elements) == 0 {
		m.end = i
		return true
	}
	e, rest := elements[0], elements[1:]
	i = s.seen(i)
	switch {
	case e.slot == "end":
		return s.ends(i) && s.fit(rest, i, m)
	case e.slot == "condition":
		m.asks = i
		return s.fit(rest, i, m)
	case e.slot == "~":
		return s.fill(rest, i, m, mostFilled, s.fills)
	case e.slot == "…":
		return s.fill(rest, i, m, mostSkipped, func(j int) bool { return !parts(s.kind(j)) && s.kind(j) != anOpening })
	}
	before := *m
	if after := s.take(e, i, m); after > i && s.fit(rest, after, m) {
		return true
	}
	*m = before
	after, sh := s.insertion(i)
	if after == i || m.passed == mostPassed {
		return false
	}
	m.scope |= sh
	m.passed++
	return s.fit(elements, after, m)
}

// fill goes on after some items that a gap stands for.
func (s *sentence) fill(rest []element, i int, m *match, most int, may func(int) bool) bool {
	before := *m
	for n := 0; n <= most; n++ {
		if s.fit(rest, i+n, m) {
			return true
		}
		*m = before
		if !may(i + n) {
			return false
		}
	}
	return false
}

// fills tells whether an item may stand where a pattern has "~".
func (s *sentence) fills(i int) bool {
	switch s.kind(i) {
	case aWord:
		return !s.is("never filled", i) && !s.lang.verbal[s.word(i)]
	case aMark:
		return true
	}
	p := s.party(i)
	return p != nil && p.key == "" && (s.items[i].of || p.kind == anAdjective) && p.role == noRole
}

// take takes one element at an item, and gives the place after it.
func (s *sentence) take(e element, i int, m *match) int {
	switch e.slot {
	case "":
		if s.word(i) == e.word {
			return i + 1
		}
		return i
	case ",", ":":
		if s.kind(i) == marks[rune(e.slot[0])] || e.slot == ":" && s.dash(i) {
			return i + 1
		}
		return i
	case "whose":
		return s.takeWhose(i, m)
	case "candidate", "camp":
		return s.takeCandidate(e, i, m)
	case "members", "owner":
		return s.takeMembers(e, i, m)
	}
	return i + s.on(e.slot, i)
}

func (s *sentence) takeCandidate(e element, i int, m *match) int {
	key, at, after := s.object(i)
	if p := s.party(i); e.slot == "camp" {
		if p == nil || p.role != aCamp || p.key == "" {
			return i
		}
		key, at, after = p.key, i, i+1
	}
	if key == "" {
		return i
	}
	m.candidate, m.at = key, at
	return after
}

// takeWhose takes a candidate's possessive: "Rutte's", "his".
func (s *sentence) takeWhose(i int, m *match) int {
	key := consensus.Key("")
	if p := s.party(i); p != nil && s.items[i].of {
		key = p.key
	} else if s.is("his", i) {
		key = s.antecedent(i)
	}
	if key == "" {
		return i
	}
	m.candidate, m.at = key, i
	return i + 1
}

// owner tells of a member's possessive or adjective.
func (s *sentence) owner(i int) bool {
	p := s.party(i)
	return p.acts() && s.items[i].of || p.adjective() && !p.outside
}

func (s *sentence) takeMembers(e element, i int, m *match) int {
	if e.slot == "owner" {
		if !s.owner(i) && !s.is("ours", i) {
			return i
		}
		m.members = []int{i}
		return i + 1
	}
	items, after := s.gatherOn(i)
	if len(items) > 0 {
		m.members = items
		return after
	}
	i += s.on("determiners", i)
	if p := s.party(i); p != nil && p.count != nil {
		m.count = p
		return i + 1
	}
	return i
}
