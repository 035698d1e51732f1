package press

import (
	"cmp"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// mostStale is by how many a press that is behind may count too few members: two joined within
// a year, 2023 to 2024.
const mostStale = 2

// tally is a count of members without names: "about 20 of the 31 allies".
type tally struct {
	qualifier consensus.Qualifier
	n, of     int
	all       bool // "all allies", "all 32 allies": where it is not said of how many, the roster knows
	except    int  // "all but two": how many are left out without their names
	beside    bool // "two more allies": beside those of whom it was said before
	foreign   bool // of another body
}

// countAt reads a count at a place, and how many items it takes.
func (s *sentence) countAt(at int) (party, int) {
	t := tally{qualifier: consensus.Exactly, beside: s.on("count beside", at-1) > 0}
	i := s.qualifier(at, &t)
	n, used, rough := s.numberAt(i)
	if used == 0 {
		return s.allAt(at)
	}
	if rough && t.qualifier == consensus.Exactly {
		t.qualifier = consensus.About
	}
	t.n = n
	i = s.outOf(i+used, &t)
	t.beside = t.beside && t.of == 0
	i = s.passOver(i, &t)
	k := s.on("allies", i)
	if k == 0 && t.of == 0 || t.n < 2 || t.n > s.names.Most() {
		return party{}, 0
	}
	i += k
	if s.on("not ours", i) > 0 {
		t.foreign = true
	}
	if t.of == 0 {
		i = s.outOf(i, &t)
	}
	t.beside = t.beside && !s.is("definite", at-1) // "the 31 other allies"
	return party{role: theAllies, count: &t, office: s.span(at, i)}, i - at
}

// outOf reads of how many a count is, "of the 31", and gives where that ends.
func (s *sentence) outOf(i int, t *tally) int {
	n := s.on("count of", i)
	if n == 0 {
		return i
	}
	j := s.passOver(i+n, t)
	of, k, _ := s.numberAt(j)
	if k == 0 {
		return i
	}
	t.of = of
	return j + k
}

// passOver passes over the words between a count and what is counted.
func (s *sentence) passOver(i int, t *tally) int {
	for range 5 {
		n := s.on("count filler", i)
		if k := s.on("not ours", i); k > 0 {
			t.foreign, n = true, k
		}
		if k := s.on("count beside", i); k > 0 {
			t.beside, n = true, k
		}
		i += n
	}
	return i
}

func (s *sentence) qualifier(i int, t *tally) int {
	for _, q := range []consensus.Qualifier{consensus.About, consensus.Over, consensus.AtLeast, consensus.Exactly} {
		if n := s.on("count "+q.String(), i); n > 0 {
			t.qualifier = q
			return i + n
		}
	}
	return i
}

// numberAt reads a number of up to three words.
func (s *sentence) numberAt(i int) (n, used int, rough bool) {
	for k := 3; k > 0; k-- {
		if word := s.lang.numbers[s.phrase(i, k)]; word != "" {
			word, rough := strings.CutPrefix(word, "about ")
			n, _ := lexicon.Digits(word)
			return n, k, rough
		}
	}
	if n, ok := lexicon.Digits(s.word(i)); ok {
		return n, 1, false
	}
	return 0, 0, false
}

// allAt reads "all allies".
func (s *sentence) allAt(at int) (party, int) {
	n := s.on("count all", at)
	if n == 0 {
		return party{}, 0
	}
	t := tally{qualifier: consensus.Exactly, all: true}
	i := s.passOver(at+n, &t)
	if x, k, _ := s.numberAt(i); k > 0 {
		t.of = x
		i = s.passOver(i+k, &t)
	}
	k := s.on("allies", i)
	if k == 0 && s.on("except", i) == 0 {
		return party{}, 0
	}
	if s.on("not ours", i+k) > 0 {
		t.foreign = true
	}
	i = s.exceptAt(i+k, &t)
	t.beside = false
	return party{role: theAllies, count: &t}, i - at
}

// exceptAt reads how many are left out without their names, "all but two of the allies", and where
// that ends.
func (s *sentence) exceptAt(at int, t *tally) int {
	n := s.on("except", at)
	x, used, _ := s.numberAt(at + n)
	if n == 0 || used == 0 {
		return at
	}
	t.except = x
	i := s.passOver(at+n+used, t)
	if of, k, _ := s.numberAt(i); k > 0 {
		t.of, i = of, s.passOver(i+k, t)
	}
	return i + s.on("allies", i)
}

// excepted makes one party of a count and whom it leaves out: "all allies but Hungary".
func (s *sentence) excepted() {
	for i := 0; i < len(s.items); i++ {
		p := s.party(i)
		if p == nil || p.count == nil {
			continue
		}
		j := i + 1
		for range 2 {
			if s.kind(j) == aComma || s.kind(j) == aWord && s.on("except", j) == 0 && s.on("except", j+1) > 0 {
				j++
			}
		}
		codes, after := s.exceptionAt(j)
		if len(codes) == 0 || s.kind(after) == aComma && s.any(after+1, "relative") {
			continue
		}
		p.exception, p.joined = codes, s.kind(i+1) == aComma && s.kind(after) == aComma
		s.merge(i, after, *p)
	}
}

// exceptionAt reads "except Hungary and Turkey", and where it ends.
func (s *sentence) exceptionAt(i int) ([]consensus.Code, int) {
	n := s.on("except", i)
	if n == 0 {
		return nil, i
	}
	items, after := s.gatherOn(i + n)
	return s.codes(items), after
}

// counted gives the count that a clause is about; nil for none.
func (s *sentence) counted(c clause) *party {
	for _, i := range c.subjects {
		if p := s.party(i); c.count == nil && c.members == nil && p != nil && p.count != nil {
			return p
		}
	}
	return c.count
}

// countedDrafts gives the claim of a clause about a count, and the members that it names.
func (s *sentence) countedDrafts(c clause, p *party) []Draft {
	d, ok := s.claim(c, p)
	if !ok {
		return nil
	}
	d.Candidate = c.candidate
	list := []Draft{s.sourced(d, c)}
	for i := range s.items {
		n := s.on("including", i) // "28 allies, including Poland"
		if n == 0 {
			continue
		}
		items, _ := s.gatherOn(i + n)
		for _, code := range s.codes(items) {
			list = append(list, s.sourced(Draft{Kind: consensus.StanceKind, Member: code, Candidate: c.candidate, Position: c.position}, c))
		}
		break
	}
	return list
}

// claim gives what a count of a clause says; false where it is none of today's members.
func (s *sentence) claim(c clause, p *party) (Draft, bool) {
	t := *p.count
	members := 0
	for _, m := range s.lex.Members {
		if m.On(s.day) {
			members++
		}
	}
	missing := p.exception
	if len(missing) == 0 {
		missing = s.leftOut(c)
	}
	left := max(len(missing), t.except)
	switch {
	case t.all && left == 0:
		t.n, t.of = t.of, 0 // "all 32 allies"
	case t.all:
		t.of = cmp.Or(t.of, members)
		t.n = t.of - left
	}
	switch {
	case t.foreign, t.beside, c.position != consensus.Backs:
		return Draft{}, false
	case t.n < 2, t.n > members, t.of > members, t.of != 0 && t.n+len(missing) > t.of:
		return Draft{}, false
	case t.of != 0 && t.of < members-mostStale: // "two out of three allies"
		return Draft{}, false
	}
	return Draft{Kind: consensus.ClaimKind, Qualifier: t.qualifier, Count: t.n, Of: t.of, Missing: missing}, true
}

// leftOut gives whom a count leaves out by words at the other end of its sentence:
// "all back him, with the exception of Hungary".
func (s *sentence) leftOut(c clause) []consensus.Code {
	if codes, _ := s.exceptionAt(s.past(c.end, 1, "comma")); len(codes) > 0 {
		return codes
	}
	codes, after := s.exceptionAt(0)
	if s.kind(after) != aComma {
		return nil
	}
	return codes
}
