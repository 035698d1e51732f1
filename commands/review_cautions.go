package commands

import (
	"slices"

	"natobot/consensus"
)

// linkedShown is how many entries of the same link a review names.
const linkedShown = 3

// cautions tells what to look at before a report is recorded, beyond what its answer will
// say of the standing.
func (p plan) cautions(linked []int) []Line {
	if p.verb == "retract" || p.entry.Kind == consensus.Echo {
		return nil
	}
	lines := anonymous(p.entry)
	if p.said.Fact.Name != "" && p.kind == consensus.Candidacy && p.old.Number == 0 {
		lines = append(lines, p.lookalike(p.said.Fact.Name)...)
	}
	return append(lines, p.linked(linked)...)
}

// linked names the entries that stand and have the same link.
func (p plan) linked(numbers []int) []Line {
	numbers = slices.DeleteFunc(numbers, func(n int) bool {
		return n > p.at.Known || p.book.StruckBy(n, p.at.Known) != 0
	})
	var lines []Line
	for _, e := range p.entries(numbers[:min(len(numbers), linkedShown)]...) {
		lines = append(lines, p.sameLink(e))
	}
	return lines
}

// lookalike names the candidate whose name is nearly that of somebody new.
func (p plan) lookalike(name string) []Line {
	hints := NearCandidates(p.names, name)
	if len(hints) == 0 {
		return nil
	}
	return []Line{sayLookalike(hints)}
}
