package press

import (
	"strings"

	"natobot/commands/lexicon"
)

// subjects gives whose a group is: the items of the parties before it, or of the
// pronoun that stands for one.
func (s *sentence) subjects(g group) []int {
	i := g.start - 1
	for s.between(i) {
		i--
	}
	i = s.beforeTime(i)
	for s.between(i) {
		i--
	}
	if lexicon.Contains("who,which,that", s.key(i)) && lexicon.Contains("country,member,ally,countries,members,allies,government,governments,capital,capitals", s.key(i-1)) {
		return s.predicated(i - 1)
	}
	if lexicon.Contains("who,which", s.key(i)) || s.key(i) == "that" && s.kind(i-1) == aParty {
		i--
		if s.kind(i) == aComma {
			i--
		}
		if s.kind(i) == aParty && (g.form != pastForm || g.head > g.start) { // "which backed" was at another time
			return []int{i}
		}
		return nil
	}
	switch s.kind(i) {
	case aParty:
		if s.items[i].of { // "Hungary's objections"
			return nil
		}
		return s.gathered(i)
	case aComma, aBracketEnd, aBreak:
		if g.form == fixedForm && g.class == reserve && s.kind(i) == aComma && s.kind(i-1) == aParty { // "Hungary, the last holdout"
			return s.gathered(i - 1)
		}
		if at := s.beforeAside(i); at >= 0 {
			return s.gathered(at)
		}
		if s.kind(i) == aComma && s.kind(i-1) == aParty && s.kind(i-2) == aComma { // "our ally, Albania, backs"
			return []int{i - 1}
		}
		if s.kind(i) == aComma && g.form != gerundForm {
			return s.shared(g)
		}
	case aColon: // "Slovenia: no decision on Rutte"
		if s.kind(i-1) == aParty && s.begins(s.firstOf(i-1)) {
			return s.gathered(i - 1)
		}
	case aWord:
		switch {
		case s.plural(i) != nil:
			return []int{i}
		case lexicon.Contains("it,he,she,they,we,i,country", s.key(i)):
			return []int{i}
		case lexicon.Contains("and,but,or,then,nor,yet", s.key(i)) && g.form != baseForm || lexicon.Contains("and,but", s.key(i)) && (g.head > g.start || s.promised(g)):
			return s.shared(g)
		}
	}
	return nil
}

// between tells of words between a subject and its verb that change nothing.
func (s *sentence) between(i int) bool {
	return s.kind(i) == aMark || lexicon.Contains("also,itself,themselves,himself,herself,now,alone,both,all,each,too,then,today,still,though,either,meanwhile,however,officially", s.key(i)) || strings.HasSuffix(s.key(i), "ly") && s.key(i) != "italy" && i >= 0
}

// longestAside is how many items may stand between the commas after a subject.
const longestAside = 14

// beforeAside gives the subject before something in commas or brackets that ends at an
// item; -1 where there is none.
func (s *sentence) beforeAside(end int) int {
	opens := s.kind(end)
	if opens == aBracketEnd {
		opens = aBracket
	}
	for i := end - 1; i > 0 && end-i <= longestAside; i-- {
		if s.kind(i) == opens {
			at := i - 1
			for s.between(at) {
				at--
			}
			if s.kind(at) == aParty && !lexicon.Contains("and,or,but", s.key(i+1)) && (opens == aBracket || s.clean(s.firstOf(at)) || s.governing(s.firstOf(at)) >= 0) {
				return at
			}
			return -1
		}
		if parts(s.kind(i)) {
			return -1
		}
	}
	return -1
}

// gathered gives the members of a list that ends with an item: "Spain, Italy and Greece".
func (s *sentence) gathered(last int) []int {
	items := []int{last}
	for i := last; ; {
		j := i - 1
		for s.kind(j) == aMark || lexicon.Contains("and,both,also,the,plus,well,as,like", s.key(j)) || s.kind(j) == aComma {
			j--
		}
		if j == i-1 && s.kind(j) != aParty || s.kind(j) != aParty || s.items[j].of {
			return items
		}
		if p := s.party(j); j == i-1 && !s.flagged(i) || p.adjective || p.key != "" && p.code == "" {
			return items
		}
		items = append([]int{j}, items...)
		i = j
	}
}

// flagged tells whether an item is a flag, which needs no comma.
func (s *sentence) flagged(i int) bool {
	p := s.party(i)
	return p != nil && p.bare && strings.ContainsFunc(s.m.text[p.title.start:p.title.end], func(r rune) bool { return lexicon.IsRegional(r) || r == ':' })
}

func (s *sentence) firstOf(last int) int { return s.gathered(last)[0] }

// embedded checks what stands before the subjects, and gives those that are left and
// the verb of saying that governs the clause, -1 for none. A clause that somebody wants,
// doubts or asks about is nobody's stance.
func (s *sentence) embedded(subjects []int, g group) (left []int, speech int, headline bool) {
	if len(subjects) == 1 && lexicon.Contains("who,which", s.key(g.start-1)) { // a relative clause is a fact wherever it stands
		return subjects, -1, false
	}
	for len(subjects) > 0 {
		first := subjects[0]
		if len(s.last) > 0 && first == s.last[0] && first < g.start-1 && s.uninterrupted(first, g) {
			return subjects, s.governing(first), false
		}
		speech = s.governing(first)
		headline = s.begins(first)
		if speech >= 0 {
			said := s.speech(speech)
			if said == doubted || s.speaker(speech) < 0 && s.attributed(speech) < 0 || s.negatedSpeech(speech) {
				return nil, -1, false
			}
			return s.upright(subjects, g, true), speech, headline
		}
		if s.clean(first) {
			return s.upright(subjects, g, headline), -1, headline
		}
		if len(subjects) == 1 || s.kind(first+1) != aComma {
			return nil, -1, false
		}
		subjects = subjects[1:] // "In Washington, Poland and Spain …"
	}
	return nil, -1, false
}

func (s *sentence) uninterrupted(first int, g group) bool {
	for i := first; i < g.start; i++ {
		if parts(s.kind(i)) {
			return false
		}
	}
	return true
}

// upright leaves out a clause that is none without a verb: "to back" and "for Rutte" are
// the language of headlines, and stand at the beginning.
func (s *sentence) upright(subjects []int, g group, headline bool) []int {
	verbless := g.form == fixedForm && !g.any(being|having|negated|notYet) && !lexicon.Contains("the,a", s.key(g.start))
	if (g.has(toBe) && s.key(g.start) == "to" || verbless) && !headline {
		return nil
	}
	return subjects
}

// begins tells whether an item begins the sentence, or what follows a colon or dash.
func (s *sentence) begins(i int) bool {
	j := i - 1
	for s.kind(j) == aMark || lexicon.Contains("the,breaking,exclusive,update,and,now,also", s.key(j)) {
		j--
	}
	return parts(s.kind(j)) || s.kind(j) == aBracketEnd
}

// shared gives the subjects that a verb after "and" has in common with the one before:
// "Turkey dropped Iohannis and now backs Rutte".
func (s *sentence) shared(g group) []int {
	if len(s.last) > 0 {
		return s.last
	}
	for i := range g.start {
		if p := s.party(i); p != nil && p.acts() {
			if _, only := s.onlyActor(g.start); only && s.clean(i) && !parts(s.kind(i+1)) {
				return []int{i}
			}
			return nil
		}
	}
	return nil
}

// promised tells whether an infinitive has its "to" or "will" before the one that it goes
// on from: "to drop Iohannis and back Rutte".
func (s *sentence) promised(g group) bool {
	for i := g.start - 1; i >= 0 && g.start-i < 10 && !parts(s.kind(i)) && s.kind(i) != aComma; i-- {
		if lexicon.Contains("to,will", s.key(i)) && s.kind(i-1) == aParty {
			return true
		}
	}
	return false
}

// predicated gives who is said to be one of those that the noun at an item means:
// "Hungary is the only country that opposes him".
func (s *sentence) predicated(i int) []int {
	for s.kind(i) == aWord && lexicon.Contains("the,only,last,one,of,other,nato,main,country,member,ally,countries,members,allies,government,governments,capital,capitals,among,first,remaining,single,lone,handful,group,few,still", s.key(i)) {
		i--
	}
	if !lexicon.Contains("is,are,remains,remain,was,were", s.key(i)) {
		return nil
	}
	for i--; s.between(i); {
		i--
	}
	switch {
	case s.kind(i) == aParty && !s.items[i].of:
		return s.gathered(i)
	case s.key(i) == "it":
		return []int{i}
	}
	return nil
}
