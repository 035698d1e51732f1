package press

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// longestGuess is the longest quotation that is guessed: a longer one is nothing that a
// person checks at a glance, and fits no form.
const longestGuess = 1500

// quote gives the quotation nearest to an item, and without any the sentence itself.
func (s *sentence) quote(i int) string {
	at := s.items[min(i, len(s.items)-1)].start
	best, near := "", -1
	for _, q := range s.m.quotes {
		text := strings.TrimSpace(s.m.text[q.start:q.end])
		away := max(q.start-at, at-q.end, 0)
		if q.end < s.items[0].start || q.start > s.items[len(s.items)-1].end {
			away += len(s.m.text) // another sentence's
		}
		if text != "" && (near < 0 || away < near) {
			best, near = text, away
		}
	}
	if near < 0 {
		best = s.text()
	}
	if len(best) > longestGuess {
		return ""
	}
	return best
}

// text gives the sentence as it stands in the message, with the stop that ends it.
func (s *sentence) text() string {
	start, end := s.items[0].start, s.items[len(s.items)-1].end
	rest := s.m.text[end:]
	stop := rest[:len(rest)-len(strings.TrimLeft(rest, ".!)"))]
	return strings.TrimSpace(s.m.text[start:end] + stop)
}

// onlyQuote gives the quotation of a message in which no stance was found: its first.
func (m *message) onlyQuote() string {
	if len(m.quotes) > 0 && m.quotes[0].end-m.quotes[0].start <= longestGuess {
		return strings.TrimSpace(m.text[m.quotes[0].start:m.quotes[0].end])
	}
	if len(m.sentences) > 0 {
		if text := m.sentences[0].text(); len(text) <= longestGuess {
			return text
		}
	}
	return ""
}

// conditionOf gives what a member asks for: the words after "if", "unless" and their
// like, or before the subject. "even if" asks for nothing. A condition that "only"
// bought is marked by a NUL before it: it counts also after "would".
func (s *sentence) conditionOf(c *assertion, after int) (string, bool) {
	firm := ""
	if c.any(only) || c.any(negated) {
		firm = "\x00"
	}
	for i := after; i < len(s.items) && (!parts(s.kind(i)) || s.kind(i) == aBreak && lexicon.Contains("but,only,if,unless,provided", s.key(i+1))); i++ {
		if p := s.party(i); p != nil && p.key == "" && i > after && s.isVerb(i+1) {
			break
		}
		n := s.conditionAt(i)
		if n == 0 || s.key(i-1) == "even" || s.key(i) == "if" && lexicon.Contains("asked,necessary,needed,any,anything,possible,only", s.key(i+1)) || s.key(i) == "until" && !c.any(negated|notYet) {
			continue
		}
		if lexicon.Contains("only,on", s.key(i)) || s.key(i-1) == "only" {
			firm = "\x00"
		}
		return firm + s.words(i+n, s.conditionEnd(i+n)), true
	}
	first := c.subjects[0]
	for i := first - 1; i > 0; i-- {
		if s.kind(i) != aComma {
			break
		}
		for j := i - 1; j >= 0 && !parts(s.kind(j)); j-- {
			if n := s.conditionAt(j); n > 0 && s.key(j-1) != "even" && s.begins(j) {
				return firm + s.words(j+n, i), true
			}
		}
	}
	return "", false
}

// conditionAt gives how many items the beginning of a condition takes.
func (s *sentence) conditionAt(i int) int {
	for n := 5; n > 0; n-- {
		words := make([]string, 0, n)
		for j := range n {
			words = append(words, s.key(i+j))
		}
		if lexicon.Contains("if,only if,unless,provided,provided that,providing,only after,only when,only once,as long as,so long as,on condition,on condition that,on the condition that,on one condition,in exchange for,in return for,once,until,conditional on,contingent on,subject to,but only if,but only after,depending on", strings.Join(words, " ")) {
			return n
		}
	}
	return 0
}

// conditionEnd gives where a condition ends: before an attribution or the next clause.
func (s *sentence) conditionEnd(i int) int {
	for j := i; j < len(s.items); j++ {
		if parts(s.kind(j)) || s.kind(j) == aMark || s.kind(j) == aComma && (s.attributed(j) >= 0 || s.kind(s.seen(j+1)) == aParty) {
			return j
		}
		if s.key(j) == "according" || s.key(j) == "while" || s.key(j) == "but" {
			return j
		}
	}
	return len(s.items)
}

// words gives the text of some items.
func (s *sentence) words(from, to int) string {
	if from >= to || to > len(s.items) {
		return ""
	}
	return strings.TrimSpace(s.m.text[s.items[from].start:s.items[to-1].end])
}

// dayOf gives the day that the stance is about: one that the sentence names and that
// has been, or else the message's.
func (s *sentence) dayOf(g group, after int) consensus.Day {
	for i := range s.items {
		if g.any(future|toBe) && i >= g.start && i <= after+1 {
			continue // the day on which somebody will, not that of the word
		}
		if day, ok := s.dayAt(i); ok {
			return day
		}
	}
	return s.m.day
}

// dayAt reads a day at an item, when it stands as one: "on 1 March", "said Tuesday",
// "yesterday", not "Tuesday's summit" or "by Friday".
func (s *sentence) dayAt(i int) (consensus.Day, bool) {
	key := s.key(i)
	if key == "yesterday" {
		return s.m.day.Add(-1), true
	}
	from := i
	switch {
	case key == "on":
		from = i + 1
	case key == "last" || s.key(i-1) != "" && s.speechAt(i-1):
	default:
		return 0, false
	}
	if first := s.key(from); !lexicon.Contains(timeWords, first) && first != "last" && !isNumber(first) {
		return 0, false
	}
	for n := 4; n > 0; n-- {
		if from+n > len(s.items) || s.items[from+n-1].of {
			continue
		}
		var words []string
		for j := from; j < from+n; j++ {
			words = append(words, s.key(j))
		}
		when, ok, err := lexicon.ReadDay(words, s.m.day)
		if err == nil && ok && when == consensus.On(when.Day) && when.Day <= s.m.day {
			return when.Day, true
		}
	}
	return 0, false
}
