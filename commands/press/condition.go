package press

import (
	"natobot/consensus"
)

// condition gives what a member asks for: the words after "if", "unless" and their like,
// or before the subject. Firm tells of one that "only" or "not" bought.
func (s *sentence) condition(c clause) (words string, firm bool) {
	firm = c.scope&(only|negated) != 0
	if c.asks > 0 {
		return s.textOf(c.asks, s.conditionEnd(c.asks)), true
	}
	for i := c.start; i < len(s.items) && (!parts(s.kind(i)) || s.kind(i) == aBreak && s.any(i+1, "turns")); i++ {
		if n := s.conditionAt(i, c); n > 0 {
			return s.textOf(i+n, s.conditionEnd(i+n)), firm || s.is("only", i)
		}
		if i > c.end && s.party(i).acts() && s.lang.verbal[s.word(i+1)] {
			break
		}
	}
	if len(c.subjects) == 0 || s.kind(c.subjects[0]-1) != aComma {
		return "", firm
	}
	comma := c.subjects[0] - 1
	for i := comma - 1; i >= 0 && !parts(s.kind(i)); i-- {
		if n := s.on("condition", i); n > 0 && !s.is("even", i-1) && s.begins(i) {
			return s.textOf(i+n, comma), firm
		}
	}
	return "", firm
}

// conditionAt gives how many items the beginning of a condition takes.
func (s *sentence) conditionAt(i int, c clause) int {
	n := s.on("condition", i)
	if n > 1 && s.is("pronouns", i+n-1) { // "que s'il": the pronoun is part of it
		n--
	}
	held := c.scope&(negated|notYet) != 0 || c.position == consensus.Holdout
	if s.is("even", i-1) || s.any(i, "no condition") || s.is("until", i) && !held {
		return 0
	}
	return n
}

// conditionEnd gives where a condition ends: before an attribution or the next clause.
func (s *sentence) conditionEnd(i int) int {
	for ; i < len(s.items); i++ {
		k := s.kind(i)
		if parts(k) || k == aMark || s.any(i, "turns", "according") || k == aComma && (s.attributed(i) >= 0 || s.kind(s.seen(i+1)) == aParty) {
			break
		}
	}
	return i
}
