package press

import (
	"maps"
	"regexp"
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
	subject  string   // members, candidate or owner; "" where it has none before its first word
	elements []string // {…}, "~", "…", a mark or a word
	form     string   // of its first word, where that is a verb
}

func (l *language) addPattern(class, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		for _, plain := range expand(line) {
			p, tokens := pattern{class: class}, strings.Fields(plain)
			if len(tokens) == 0 {
				continue
			}
			if slices.Contains([]string{"{members}", "{candidate}", "{owner}", "{voice}"}, tokens[0]) {
				p.subject, tokens = strings.Trim(tokens[0], "{}"), tokens[1:]
			}
			if tokens[0] != "~" { // looked for when the owner is
				l.compile(p, tokens)
			}
		}
	}
}

// innermost is what stands in brackets without brackets in it.
var innermost = regexp.MustCompile(`[\[(]([^\[\]()]*)[\])]`)

// expand gives the plain lines that a pattern with brackets stands for.
func expand(line string) (plain []string) {
	at := innermost.FindStringSubmatchIndex(line)
	if at == nil {
		return []string{line}
	}
	options := strings.Split(line[at[2]:at[3]], "|")
	if line[at[0]] == '[' {
		options = append(options, "")
	}
	for _, option := range options {
		for _, p := range expand(line[:at[0]] + option + line[at[1]:]) {
			if !slices.Contains(plain, p) {
				plain = append(plain, p)
			}
		}
	}
	return plain
}

// compile files a pattern under each word that it may begin with.
func (l *language) compile(p pattern, tokens []string) {
	heads := l.extended([]phrase{{}}, tokens[0])
	slot, listed := strings.CutPrefix(tokens[0], "{")
	if listed {
		heads = slices.Concat(slices.Collect(maps.Values(l.lists[strings.TrimSuffix(slot, "}")]))...)
	}
	rest := l.elements(tokens[1:])
	for _, h := range heads {
		p.form, p.elements = h.form, slices.Concat(h.words, rest)
		l.patterns[h.words[0]] = append(l.patterns[h.words[0]], p)
		if !listed {
			l.know(h.words)
		}
		if !listed && h.form != "" && h.form != "gerund" {
			l.verbal[h.words[0]] = true
		}
	}
}

func (l *language) elements(tokens []string) (list []string) {
	for _, t := range tokens {
		if isSlot(t) {
			list = append(list, t)
			continue
		}
		list = append(list, l.keys(t)...)
		l.know(l.keys(t))
	}
	return list
}

// isSlot tells what stands for something from a plain word.
func isSlot(element string) bool { return element[0] == '{' || strings.Contains("~…,:", element) }

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
func (s *sentence) fit(elements []string, i int, m *match) bool {
	if len(elements) == 0 {
		m.end = i
		return true
	}
	e, rest := elements[0], elements[1:]
	i = s.seen(i)
	switch {
	case e == "{end}":
		return s.ends(i) && s.fit(rest, i, m)
	case e == "{condition}":
		m.asks = i
		return s.fit(rest, i, m)
	case e == "~":
		return s.fill(rest, i, m, mostFilled, s.fills)
	case e == "…":
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
func (s *sentence) fill(rest []string, i int, m *match, most int, may func(int) bool) bool {
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
func (s *sentence) take(e string, i int, m *match) int {
	p := s.party(i)
	key, at, after := consensus.Key(""), i, i+1
	switch e {
	case "{candidate}":
		key, at, after = s.object(i)
	case "{camp}":
		if p != nil && p.role == aCamp {
			key = p.key
		}
	case "{whose}": // "Rutte's", "his"
		if s.is("his", i) {
			key = s.antecedent(i)
		} else if p != nil && s.items[i].of {
			key = p.key
		}
	case "{members}":
		return s.takeMembers(i, m)
	case "{owner}":
		if s.owner(i) || s.is("ours", i) {
			m.members = []int{i}
			return i + 1
		}
	default:
		return i + s.plain(e, i)
	}
	if key == "" {
		return i
	}
	m.candidate, m.at = key, at
	return after
}

// plain gives how many items a word, a mark or a phrase of a list takes at an item.
func (s *sentence) plain(e string, i int) int {
	list, slot := strings.CutPrefix(e, "{")
	switch mark := marks[rune(e[0])]; {
	case slot:
		return s.on(list[:len(list)-1], i)
	case s.word(i) == e, mark != 0 && s.kind(i) == mark, e == ":" && s.dash(i):
		return 1
	}
	return 0
}

// owner tells of a member's possessive or adjective.
func (s *sentence) owner(i int) bool {
	p := s.party(i)
	return p.acts() && s.items[i].of || p.adjective() && !p.outside
}

// takeMembers takes a list of members, or a count of them.
func (s *sentence) takeMembers(i int, m *match) int {
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
