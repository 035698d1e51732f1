package picture

import (
	"fmt"
	"strings"

	"natobot/commands/answer"
	"natobot/consensus"
)

// Words says what the picture of a subject shows, for who does not see it.
func (s Subject) Words() string {
	d := newLayout(s)
	if !d.found {
		return "A picture of the race: no candidate is on record."
	}
	var counts, groups, moves []string
	for _, t := range d.counted() {
		counts = append(counts, fmt.Sprintf("%s %d of %d", t.Candidate.Name, t.Count(consensus.Backs, consensus.Accepts), len(t.Stances)))
	}
	for _, p := range parts() {
		if in := p.of(d.focus); len(in) > 0 {
			groups = append(groups, lowered(p.heading(d.focus.Candidate))+": "+d.listed(in))
		}
	}
	for _, st := range d.focus.Stances {
		if how := d.moved[st.Member]; how != "" {
			moves = append(moves, fmt.Sprintf("%s (%s)", d.names[st.Member], how))
		}
	}
	words := fmt.Sprintf("How many members %s each candidate, as reported by %s: %s. Towards %s: %s.",
		answer.AgreeAll(d.counted()), s.Standing.At.On.Long(), strings.Join(counts, ", "), d.focus.Candidate.Name, strings.Join(groups, "; "))
	if len(d.rest) > 0 {
		words += " No position yet on " + strings.Join(d.rest, ", ") + "."
	}
	if len(moves) > 0 {
		words += fmt.Sprintf(" Moved since the digest of %s: %s.", s.Before.At.On.Long(), strings.Join(moves, ", "))
	}
	return words
}

func lowered(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// counted gives the candidates whose count is said: those that have a bar, and the one in
// focus in any case.
func (l *layout) counted() []consensus.Tally {
	for _, t := range l.bars {
		if t.Candidate.Key == l.focus.Candidate.Key {
			return l.bars
		}
	}
	return append([]consensus.Tally{l.focus}, l.bars...)
}

func (l *layout) listed(in []consensus.Stance) string {
	var names []string
	for _, s := range in {
		name := l.names[s.Member]
		if s.Contested {
			name += " (contested)"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
