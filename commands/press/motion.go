package press

import (
	"cmp"
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// motionVerbs are the lists of what is done about a motion, and the position of who does it. The
// first that fits counts.
func motionVerbs() []struct {
	list string
	is   consensus.Position
} {
	return []struct {
		list string
		is   consensus.Position
	}{
		{"motion blocked", consensus.Opposes}, {"motion held up", consensus.Holdout}, {"motion on the way", consensus.Leans}, {"motion ratified", consensus.Backs},
	}
}

// namedMotion is a motion where a sentence names it.
type namedMotion struct {
	stretch // of items
	key     consensus.Key
}

// motionDrafts reads what members do about motions: "Hungary's parliament ratified Sweden's
// accession". What is denied, doubted or only wished for is left to a person, and so is who did it
// where several are named that no "and" joins.
func (s *sentence) motionDrafts() []Draft {
	motions := s.motions()
	var list []Draft
	before := 0
	for i := 0; i < len(s.items) && len(motions) > 0; i++ {
		position, n := s.motionVerb(i)
		if n == 0 {
			continue
		}
		members, about := s.agents(before, i, motions), s.motionNear(motions, i, true)
		if by := s.on("motion by", i+n); by > 0 {
			members, about = s.agents(i+n+by, len(s.items), motions), s.motionNear(motions, i, false)
		}
		if !s.motionVoid(before, i+n+2) && about != "" {
			for _, code := range members {
				list = append(list, Draft{
					Kind: consensus.StanceKind, Member: code, Candidate: about, Position: position, On: s.dayOf(group{start: i, head: i}),
					Source: s.motionSource(before, i, n, code, about), Words: s.textOf(0, len(s.items)),
				})
			}
		}
		i += n - 1
		before = i + 1
	}
	return list
}

// motionSource gives on whose word it is what a member does at some items, as of a clause about a person; where
// nobody says it, it is reported.
func (s *sentence) motionSource(from, i, n int, code consensus.Code, about consensus.Key) consensus.Source {
	first := from
	for first < i && (s.party(first) == nil || s.voices(first)) {
		first++
	}
	c := clause{group: group{match: match{pattern: &pattern{}, end: i + n, candidate: about}, start: i, head: i}, subjects: []int{first}, speech: -1}
	if v := s.governing(first); s.states(v) && s.says[v].speaker >= 0 {
		c.speech = v
	}
	src := s.source(c, code)
	src.Via = cmp.Or(src.Via, consensus.Reported)
	return src
}

// motionVerb gives what is done at an item, and how many items say so.
func (s *sentence) motionVerb(i int) (consensus.Position, int) {
	for _, v := range motionVerbs() {
		if n := s.on(v.list, i); n > 0 {
			return v.is, n
		}
	}
	return consensus.Undeclared, 0
}

// motionVoid tells of a word among some items that makes nothing of what is done there.
func (s *sentence) motionVoid(from, to int) bool {
	for i := from; i < min(to, len(s.items)); i++ {
		if s.on("motion void", i) > 0 {
			return true
		}
	}
	return false
}

// motions finds where a sentence names motions: by their names, or by their country beside a word
// for what it is about ("the Swedish protocol"); where there is one alone, by that word.
func (s *sentence) motions() []namedMotion {
	var list []namedMotion
	for _, c := range s.lex.Candidates {
		if !c.Motion {
			continue
		}
		name := strings.Fields(lexicon.Key(c.Name))
		for i := range s.items {
			things := s.on("motion things", i)
			switch n := s.beside(i, things, s.placesIn(name)); {
			case n.end > 0:
				list = append(list, namedMotion{n, c.Key})
			case things > 0 && len(s.lex.Candidates) == 1:
				list = append(list, namedMotion{stretch{i, i + things}, c.Key})
			case lexicon.Key(s.textOf(i, min(i+len(name), len(s.items)))) == strings.Join(name, " "):
				list = append(list, namedMotion{stretch{i, i + len(name)}, c.Key})
			}
		}
	}
	return list
}

// placesIn gives the countries of which a motion's name speaks.
func (s *sentence) placesIn(name []string) []consensus.Code {
	var codes []consensus.Code
	for _, word := range name {
		for _, key := range []string{word, strings.TrimSuffix(word, "s")} {
			if p, is := s.places[key]; is {
				codes = append(codes, p.code)
			}
		}
	}
	return codes
}

// nearMotion is how many items may stand between a country and the word for what it is about.
const nearMotion = 3

// beside gives the stretch from a country of those to the words for a motion at an item, in either
// order; an empty one where there is none.
func (s *sentence) beside(i, things int, codes []consensus.Code) stretch {
	if things == 0 || len(codes) == 0 {
		return stretch{}
	}
	for d := range nearMotion {
		for _, at := range []int{i - 1 - d, i + things + d} {
			if at < 0 || at >= len(s.items) {
				continue
			}
			if code, n := s.countryAt(at); n > 0 && slices.Contains(codes, code) {
				return stretch{min(i, at), max(i+things, at+n)}
			}
		}
	}
	return stretch{}
}

// countryAt gives the country that an item names or that somebody there acts for, and its width.
func (s *sentence) countryAt(i int) (consensus.Code, int) {
	if p := s.party(i); p != nil {
		if p.code == "" || p.former {
			return "", 0
		}
		return p.code, 1
	}
	p, n := s.placeAt(i)
	return p.code, n
}

// motionNear gives the first motion behind an item, else the last before it; the other way round for
// what is done by those behind.
func (s *sentence) motionNear(motions []namedMotion, i int, behind bool) consensus.Key {
	var first, last consensus.Key
	for _, m := range motions {
		if m.start > i && first == "" {
			first = m.key
		}
		if m.end <= i {
			last = m.key
		}
	}
	if behind && first != "" || last == "" {
		return first
	}
	return last
}

// voices tells of somebody who says what is done: "Sikorski said", "according to Macron".
func (s *sentence) voices(i int) bool {
	for at, v := range s.says {
		n := s.on("according", at)
		if v.n > 0 && slices.Contains(s.together(v.speaker), i) || n > 0 && s.partyFrom(at+n) == i {
			return true
		}
	}
	return false
}

// agents gives the members that some items name beside the motions: those that an "and" joins, and
// none where others stand between.
func (s *sentence) agents(from, to int, motions []namedMotion) []consensus.Code {
	var codes []consensus.Code
	end := -1
	for i := from; i < to; i++ {
		code, n := s.countryAt(i)
		_, member := s.names.MemberByCode(code)
		inside := slices.ContainsFunc(motions, func(m namedMotion) bool { return m.start <= i && i < m.end })
		if n == 0 || inside || s.voices(i) {
			continue
		}
		for j := end; end >= 0 && j < i; j++ {
			if s.kind(j) != aComma && s.on("motion and", j) == 0 {
				return nil // two readers could differ
			}
		}
		if !member {
			return nil
		}
		codes = append(codes, code)
		i += n - 1
		end = i + 1
	}
	return codes
}
