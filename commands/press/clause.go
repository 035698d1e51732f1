package press

import (
	"cmp"
	"slices"
	"strings"

	"natobot/consensus"
)

// clause is what a group says, of whom and on whose word.
type clause struct {
	group
	subjects []int
	position consensus.Position
	relative bool // "Orbán, who opposes him"
	speech   int  // the verb of saying that governs it; -1 for none
}

// drafts gives what a sentence reports.
func (s *sentence) drafts() []Draft {
	var list []Draft
	for i := 0; i < len(s.items); i++ {
		g, ok := s.groupAt(i, i, 0, 0)
		if !ok {
			continue
		}
		if c, ok := s.clauseOf(g); ok {
			list = append(list, s.report(c)...)
		}
		i = max(i, g.head, g.end-1)
	}
	return list
}

// clauseOf gives the clause of a group, where everything about it says that it holds.
func (s *sentence) clauseOf(g group) (clause, bool) {
	c := clause{group: g, speech: -1}
	if !s.subjected(&c) {
		return c, false
	}
	first := s.first(c)
	if !s.holds(&c, first) {
		return c, false
	}
	s.last = c.subjects
	if c.candidate == "" {
		c.candidate, c.at = cmp.Or(s.lastKey, s.antecedent(c.end)), -1
		if slices.Contains(c.elements, "{end}") || slices.Contains(c.elements, ":") { // an entry of a list: "Hungary – against", "for: Poland"
			c.candidate = s.heading(first)
		}
	}
	var ok bool
	c.position, ok = s.positionFor(&c, first)
	if ok = ok && c.candidate != "" && s.tailed(c); ok {
		s.lastKey, s.lastPosition = c.candidate, c.position
	}
	return c, ok
}

// positionFor gives what a clause says, in the scopes that its sentence adds to its own.
func (s *sentence) positionFor(c *clause, first int) (consensus.Position, bool) {
	if c.speech >= 0 {
		c.scope |= reported
	}
	if s.any(c.end, "after clause notyet") && c.scope&negated != 0 {
		c.scope |= notYet
	}
	if s.is("neither", s.past(first-1, -1, "determiners")) { // "neither backs" may mean that both oppose, or are silent
		if c.class != "deciding" {
			return 0, false
		}
		c.scope |= negated
	}
	class, scopes, _ := strings.Cut(c.class, " ")
	switch class {
	case "same": // "so does Spain"
		return s.lastPosition, s.lastKey != ""
	case "echo": // "but Spain has", "Spain does not"
		for name := range strings.FieldsSeq(scopes) {
			c.scope |= scopeNamed(name)
		}
	default:
		s.lastClass = class
	}
	return positionOf(s.lastClass, c.scope)
}

// heading gives the candidate that a list is about: the only one of its line, or where an
// entry begins the line of the nearest one before it, past other short entries.
func (s *sentence) heading(first int) consensus.Key {
	for i := s.index; i >= 0; i-- {
		of := s.sentences[i]
		marked := slices.ContainsFunc(of.items, func(it item) bool { return it.kind == aColon || s.dashed(it) })
		heads := marked && len(of.items) <= 2*shortest
		key, several := of.named(len(of.items))
		switch {
		case several:
			return ""
		case key != "" && (i == s.index || heads):
			return key
		case i == s.index && first > 3, i < s.index && !heads:
			return ""
		}
	}
	return ""
}

// first gives the item with which a clause begins: its subject, with what belongs to it.
func (s *sentence) first(c clause) int {
	first := c.start
	if len(c.subjects) > 0 {
		first = c.subjects[0]
	} else if at := s.announcer(c.head); at >= 0 {
		first = at
	}
	for c.pattern.subject == "candidate" && s.any(first-1, "bids", "before candidate", "determiners", "titles") {
		first--
	}
	return first
}

// subjected finds the subjects that the pattern of a clause asks for.
func (s *sentence) subjected(c *clause) bool {
	switch c.pattern.subject {
	case "members":
		c.subjects = s.subjects(c.group)
		return len(c.subjects) > 0
	case "voice":
		c.subjects = []int{c.start}
	case "owner":
		i := c.start - 1
		for n := 0; n < mostFilled && s.party(i) == nil && s.fills(i); n++ {
			i--
		}
		c.subjects, c.members = []int{i}, []int{i}
		return s.owner(i)
	case "candidate":
		if c.members == nil && c.count == nil {
			return false
		}
		at := s.candidateLeft(c.start)
		c.subjects = []int{at}
		c.candidate, c.at = s.candidateAt(at), at
		return c.candidate != ""
	}
	return true
}

// report gives a draft for each member of a clause.
func (s *sentence) report(c clause) (list []Draft) {
	if p := s.counted(c); p != nil {
		return s.countedDrafts(c, p)
	}
	condition, firm := s.condition(c)
	bought := c.position != consensus.Holdout && c.position != consensus.Undeclared
	switch {
	case condition != "" && bought && c.scope&would != 0 && !firm && c.scope&reported == 0:
		return nil // "would back him if he were somebody else"
	case condition != "" && bought:
		c.position = consensus.Holdout
	case c.position != consensus.Holdout:
		condition = ""
	}
	keys := []consensus.Key{c.candidate}
	if p := s.party(c.end + 1); c.position == consensus.Undeclared && s.is("or", c.end) && p != nil && p.key != "" && p.key != c.candidate { // has not chosen between two
		keys = append(keys, p.key)
	}
	for _, key := range keys {
		for _, code := range s.membersOf(c, key) {
			d := Draft{Kind: consensus.StanceKind, Member: code, Candidate: key, Position: c.position, Condition: condition}
			list = append(list, s.sourced(d, c))
		}
	}
	return list
}

// sourced adds to a draft on whose word it is, its day and the words it was read from.
func (s *sentence) sourced(d Draft, c clause) Draft {
	from := c.start
	if len(c.subjects) > 0 {
		from = min(from, c.subjects[0])
	}
	d.On, d.Words, d.Source = s.dayOf(c.group), s.textOf(from, max(from+1, min(c.end, len(s.items)))), s.source(c, d.Member)
	return d
}

// membersOf gives the members whose position towards a candidate a clause says.
func (s *sentence) membersOf(c clause, key consensus.Key) (codes []consensus.Code) {
	who := c.members
	if c.members == nil || c.pattern.subject == "members" {
		who = c.subjects
	}
	for _, i := range who {
		p := s.party(i)
		switch {
		case p != nil && p.key == key:
		case p != nil && p.kind == aPeople: // "Poles behind Rutte, says Sikorski"
			if v := s.resolved(s.speakerOf(c), key); v.member() == p.code {
				codes = append(codes, p.code)
			}
		default:
			codes = append(codes, s.actors(i)...)
		}
	}
	return codes
}

// textOf gives the text of some items.
func (s *sentence) textOf(from, to int) string { return strings.TrimSpace(s.words(s.span(from, to))) }
