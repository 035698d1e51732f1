package press

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// passive tells whether a group says what is done to the candidate.
func (s *sentence) passive(g group) bool {
	return g.form == pastForm && g.candidate < 0 && s.key(s.seen(g.end)) == "by" && (g.class == supports || g.class == objection || g.class == acceptance)
}

// backedBy reads a group that says who stands behind the candidate before it: "Rutte is
// backed by Spain and Italy", "Rutte won the support of Lithuania".
func (s *sentence) backedBy(g group) ([]Draft, int) {
	from := s.seen(g.end)
	if g.class != gaining {
		from = s.seen(from + 1)
	}
	var members []int
	for i := from; i < len(s.items); i = s.seen(i + 1) {
		p := s.party(i)
		if p != nil && (p.acts() || p.Count > 0) && !(s.items[i].of && g.class != gaining) {
			members = append(members, i)
			continue
		}
		if s.kind(i) == aComma && s.kind(i+1) == aParty || lexicon.Contains("and,both,also,by,as,well,the", s.key(i)) || s.kind(i) == aComma && s.key(i+1) == "and" {
			continue
		}
		break
	}
	end := max(g.end, from)
	if len(members) > 0 {
		end = members[len(members)-1] + 1
	}
	if g.class == gaining {
		members = append(members, s.owners(g)...)
	}
	key := s.beneficiary(g)
	if key == "" || len(members) == 0 || g.any(negated|conjured|notYet|noLonger|past|declining|wary|threat) || s.isVerb(end) && !s.verbBoundary(end) {
		return nil, end
	}
	c := assertion{group: g, speech: s.governing(g.start), subjects: members}
	c.form = fixedForm
	c.shade &^= being | able
	if g.class == gaining {
		c.class = supports
		if c.any(would | future) {
			return nil, end
		}
	}
	return s.said(c, []consensus.Key{key}, end), end
}

// verbBoundary tells whether a verb at a place belongs to somebody else.
func (s *sentence) verbBoundary(i int) bool { return lexicon.Contains("and,but", s.key(i-1)) }

// owners gives the parties within a group: "won Lithuania's support".
func (s *sentence) owners(g group) []int {
	var items []int
	for i := g.head; i < g.end; i++ {
		if p := s.party(i); p != nil && p.code != "" && p.key == "" && (s.items[i].of || p.adjective) {
			items = append(items, i)
		}
	}
	return items
}

// beneficiary gives the candidate before a group in the passive.
func (s *sentence) beneficiary(g group) consensus.Key {
	i := g.start - 1
	for i >= 0 && (s.kind(i) == aMark || lexicon.Contains("who,already,also,now,which,is,was,has", s.key(i)) || strings.HasSuffix(s.key(i), "ly")) {
		i--
	}
	if at := s.beforeAside(i); s.kind(i) == aComma && at >= 0 && s.party(at).key != "" {
		i = at // "Kallas, not Rutte, is backed by"
	} else if s.kind(i) == aComma || s.kind(i) == aBracket || s.kind(i) == aBreak {
		i--
	}
	if lexicon.Contains(candidacyNouns, s.key(i)) && s.items[max(i-1, 0)].of {
		if p := s.party(i - 1); p != nil {
			return p.key
		}
	}
	if lexicon.Contains("he,she,and,but", s.key(i)) {
		return s.antecedent(i)
	}
	p := s.party(i)
	if p == nil || s.items[i].of || p.role == campRole || lexicon.Contains("against,over,than", s.key(i-1)) {
		return ""
	}
	if s.governing(i) < 0 && !s.clean(i) && !lexicon.Contains("of,for", s.key(i-1)) {
		return ""
	}
	return s.candidateAt(i)
}

// nominal reads a stance without a verb of its own: "reiterated Poland's support for
// Rutte". The words before it must say that there is such a thing.
func (s *sentence) nominal(i int) ([]Draft, int) {
	p := s.party(i)
	if p == nil || p.code == "" || p.key != "" || p.former || !s.items[i].of && !p.adjective || p.role != noRole && p.role != stateRole {
		return nil, i
	}
	j := i + 1
	for n := 0; n < 2 && s.kind(j) == aWord && !s.supportNoun(j); n++ {
		j++
	}
	if s.begins(i) && !s.firmly(j) {
		return nil, i
	}
	if !s.supportNoun(j) || !lexicon.Contains("for,of,to,about,over,against,on,towards", s.key(j+1)) {
		return nil, i
	}
	at, after := s.objectAt(j + 2)
	if at < 0 || s.aboutElse(after) {
		return nil, i
	}
	before := i - 1
	for s.kind(before) == aMark || lexicon.Contains("the,both,of,that,full,strong", s.key(before)) {
		before--
	}
	if !s.begins(i) && !lexicon.Contains("confirmed,confirms,confirm,confirming,reiterated,reiterates,reiterating,announced,announces,announcing,expressed,expresses,expressing,stressed,stresses,reaffirmed,reaffirms,reaffirming,declared,declares,underlined,repeated,repeats,restated,welcomed,welcomes,hailed,hails,for,despite,with,citing,given,voiced,voices,pledged,pledges,underscored,conveyed,conveyed,noted", s.key(before)) {
		return nil, i
	}
	class := supports
	if lexicon.Contains("opposition,objections,objection,veto,resistance", s.key(j)) {
		class = objection
	} else if !lexicon.Contains("support,backing,endorsement", s.key(j)) {
		class = reserve
	}
	c := assertion{group: group{class: class, start: i, head: j, end: after, candidate: at}, speech: s.governing(i), subjects: []int{i}}
	if s.negatedSpeech(before) {
		return nil, after
	}
	return s.said(c, []consensus.Key{s.candidateAt(at)}, after), after
}

func (s *sentence) supportNoun(i int) bool {
	return lexicon.Contains("support,backing,endorsement,opposition,objections,objection,veto,resistance,reservations,misgivings,doubts,scepticism", s.key(i))
}

// firmly tells whether it is said of a support that it is there: "is firm".
func (s *sentence) firmly(i int) bool {
	for j := i; j < i+9; j++ {
		if lexicon.Contains("is,remains,was,are,remain", s.key(j)) {
			k := j + 1
			for lexicon.Contains("very,as,absolutely,completely,still,totally,beyond,not,in", s.key(k)) || strings.HasSuffix(s.key(k), "ly") {
				k++
			}
			return lexicon.Contains("firm,clear,solid,unwavering,full,strong,unequivocal,certain,unchanged,unconditional,doubt,rock,unanimous,steadfast,question", s.key(k))
		}
	}
	return false
}
