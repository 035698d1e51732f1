package press

import (
	"strings"

	"natobot/commands/lexicon"
)

// group is a verb with all that belongs to it: "has not yet said whether".
type group struct {
	class
	shade
	form      inflection
	free      bool
	start     int // the first item
	head      int // where the phrase of the class begins
	end       int // the item after the last
	candidate int // the item of the candidate within the phrase, -1 for none
}

// verbAt reads a group at a place, as long as it gets.
func (s *sentence) verbAt(at int) (group, bool) {
	return s.verbAfter(at, at, 0, 0)
}

// longestGroup is how many phrases may stand before a verb.
const longestGroup = 8

func (s *sentence) verbAfter(start, i int, before shade, depth int) (group, bool) {
	if i = s.seen(i); s.kind(i) != aWord || depth > longestGroup {
		return group{}, false
	}
	head, found := s.m.prose.verbs.at(s, i)
	word, shaded := s.m.prose.shades.at(s, i)
	if lexicon.Contains("the,a,an,most,more,first,among", s.key(i)) && !before.any(being) || s.key(i) == "both" && depth == 0 {
		shaded = false
	}
	if shaded && (!found || word.end >= head.end) {
		sh := before | word.means
		switch {
		case word.means == toBe && before != 0:
			sh = before
		case word.means == negated && word.form != fixedForm && before.any(negated):
			sh |= conjured // "did not rule out backing"
		}
		if g, ok := s.verbAfter(start, word.end, sh, depth+1); ok {
			return g, true
		}
	}
	if found {
		g := group{
			class: head.means, shade: before, form: head.form, free: head.free,
			start: start, head: i, end: head.end, candidate: head.candidate,
		}
		g.tense(s)
		return g, true
	}
	if strings.HasSuffix(s.key(i), "ly") && !shaded && (depth > 0 || s.isVerb(i+1)) {
		return s.verbAfter(start, i+1, before, depth+1)
	}
	if n := s.time(i); n > 0 && depth > 0 {
		return s.verbAfter(start, i+n, before, depth+1)
	}
	return group{}, false
}

func (s *sentence) isVerb(i int) bool {
	i = s.seen(i)
	_, head := s.m.prose.verbs.at(s, i)
	_, shaded := s.m.prose.shades.at(s, i)
	return head || shaded
}

// tense decides what auxiliaries mean before this form: "had reservations" is another
// past than "had backed", and "has" with no participle is no auxiliary.
func (g *group) tense(s *sentence) {
	if g.has(having) && g.form != pastForm && !g.has(being) {
		g.shade &^= perfect
		if !s.past(g) {
			g.shade &^= past
		}
	}
}

// past tells whether a word of another time than "had" is in the group.
func (s *sentence) past(g *group) bool {
	for i := g.start; i < g.head; i++ {
		if lexicon.Contains("once,previously,formerly,originally,initially", s.key(i)) {
			return true
		}
	}
	return false
}

// time gives how many items an expression of time takes that may stand between a
// subject and its verb: "on Tuesday", "this week", "late on 1 March".
func (s *sentence) time(i int) int {
	at := i
	if lexicon.Contains("early,late,earlier,later,only,just,as of", s.key(i)) {
		i++
	}
	switch key := s.key(i); {
	case lexicon.Contains("today,yesterday,tonight,now", key):
		return i + 1 - at
	case lexicon.Contains("this,last,earlier this", key) && lexicon.Contains("week,month,morning,afternoon,evening,year,weekend,night,time,spring,summer,autumn,winter", s.key(i+1)):
		return i + 2 - at
	case lexicon.Contains("on,in,since,by,last,this", key):
		i++
	}
	n := 0
	for n < 4 && (lexicon.Contains(timeWords, s.key(i+n)) || n > 0 && s.key(i+n) == "of" || isNumber(s.key(i+n))) {
		n++
	}
	if n == 0 || n == 1 && isNumber(s.key(i)) && len(s.key(i)) != 4 {
		return 0
	}
	return i + n - at
}

func isNumber(key string) bool {
	_, ok := lexicon.DayNumber(key)
	_, year, _ := lexicon.YearNumber(key)
	return ok || year
}
