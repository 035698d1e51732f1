package press

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// assertion is what surrounds a verb: whose it is, and on whose word.
type assertion struct {
	group
	subjects  []int // items
	speech    int   // the item of the verb of saying that governs it; -1 for none
	headline  bool  // it begins the sentence
	condition string
}

// stancesIn reads the stances of one sentence.
func (m *message) stancesIn(index int) []Draft {
	s := m.sentences[index]
	m.titled = s.titled
	denial := s.denial()
	if s.asks() || s.tookBack() {
		return nil
	}
	var list []Draft
	for at := 0; at < len(s.items); {
		if found, end := s.nominal(at); end > at {
			list = append(list, found...)
			at = end
			continue
		}
		g, ok := s.verbAt(at)
		if !ok {
			at++
			continue
		}
		if denial >= 0 && s.governing(g.start) <= denial {
			at = g.end
			continue
		}
		found, end := s.stances(g)
		list = append(list, found...)
		at = max(end, at+1)
	}
	return list
}

// stances reads what a group says, and gives the place to go on from.
func (s *sentence) stances(g group) ([]Draft, int) {
	if s.questioned(g) || s.elsewhen(g) {
		return nil, g.end
	}
	if g.class == gaining || s.passive(g) {
		return s.backedBy(g)
	}
	if !s.finite(g) {
		return nil, g.end
	}
	keys, after := s.candidates(g)
	if len(keys) == 0 || s.aboutElse(after) || g.class == supports && len(keys) > 1 {
		return nil, after
	}
	c := assertion{group: g, speech: -1}
	subjects := s.subjects(g)
	if len(subjects) == 0 && s.kind(s.seen(after)) == aColon {
		subjects, after = s.listed(after + 1)
		c.subjects = subjects
	} else {
		c.subjects, c.speech, c.headline = s.embedded(subjects, g)
	}
	if len(c.subjects) == 0 {
		return nil, after
	}
	s.last = c.subjects
	return s.said(c, keys, after), after
}

// said makes stances of a clause that was understood.
func (s *sentence) said(c assertion, keys []consensus.Key, after int) []Draft {
	position, ok := s.position(&c, after)
	if !ok {
		return nil
	}
	var list []Draft
	for _, at := range c.subjects {
		p := s.party(at)
		for _, key := range keys {
			st := Draft{Candidate: key, Position: position, Condition: c.condition, Read: true, Day: s.dayOf(c.group, after)}
			codes := s.actors(at)
			switch {
			case p != nil && p.Count > 0:
				if c.class != supports || position != consensus.Backs {
					continue
				}
				st.Claim = p
			case p != nil && p.key == key:
				continue
			default:
				for _, code := range codes {
					st.Member, st.Source = code, s.source(c, at, key)
					list = append(list, st)
				}
				continue
			}
			st.Source = s.source(c, at, key)
			list = append(list, st)
		}
	}
	return list
}

// position gives what the clause says, its condition counted in.
func (s *sentence) position(c *assertion, after int) (consensus.Position, bool) {
	reported := s.reported(c)
	if s.was(c.group) && !reported {
		return 0, false
	}
	if c.any(would) && !reported && (c.class == supports || c.class == objection && !c.any(negated)) && !c.any(only) {
		return 0, false
	}
	position, ok := c.group.position(c.shade)
	if !ok {
		return 0, false
	}
	if c.speech >= 0 && s.speech(c.speech) == hinted && position == consensus.Backs {
		position = consensus.Leans
	}
	condition, conditional := s.conditionOf(c, after)
	switch {
	case !conditional:
		return position, !c.any(only)
	case position == consensus.Undeclared:
		return position, true
	case c.any(would) && !c.any(only) && !strings.HasPrefix(condition, "\x00"):
		return 0, false
	}
	c.condition = strings.TrimPrefix(condition, "\x00")
	return consensus.Holdout, true
}

// was tells of a past state, which is a report only where somebody says it.
func (s *sentence) was(g group) bool {
	return s.key(g.start) == "did" || g.form != pastForm && lexicon.Contains("was,were", s.key(g.start))
}

// reported tells whether somebody is said to have said it, so that "would" is their "will".
func (s *sentence) reported(c *assertion) bool {
	return c.speech >= 0 || s.attributed(c.end) >= 0
}

// finite tells whether a group can have a subject of its own: "backing" alone cannot.
func (s *sentence) finite(g group) bool {
	switch g.form {
	case gerundForm:
		return g.head > g.start || s.titled || s.kind(g.start-1) == aParty
	case fixedForm:
		return g.any(being|having|notYet|negated) || g.start == 0 || s.kind(g.start-1) == aParty || s.key(g.start-1) == "and"
	}
	return true
}

// listed reads the parties of a list that a heading has: "Backing Rutte: Poland, Spain".
func (s *sentence) listed(i int) (items []int, end int) {
	for ; i < len(s.items); i++ {
		switch {
		case s.kind(i) == aParty:
			if s.isVerb(i+1) || s.speechAt(i+1) {
				return nil, i
			}
			items = append(items, i)
		case s.kind(i) == aComma, s.kind(i) == aMark, lexicon.Contains("and,the,plus", s.key(i)):
		case s.kind(i) == aBreak, s.kind(i) == aBracket:
			return items, i
		default:
			return nil, i
		}
	}
	return items, i
}
