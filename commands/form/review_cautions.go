package form

import (
	"slices"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/consensus"
)

// linkedShown is how many entries of the same link a review names.
const linkedShown = 3

// cautions tells what to look at before a report is recorded, beyond what its answer will
// say of the standing.
func (p Plan) cautions(linked []int) []answer.Line {
	if p.Verb == "retract" || p.Entry.Kind == consensus.Echo {
		return nil
	}
	lines := anonymous(p.Entry)
	if p.Said.Fact.Name != "" && p.kind == consensus.Candidacy && p.old.Number == 0 {
		lines = append(lines, p.lookalike(p.Said.Fact.Name)...)
	}
	if p.embargo != "" && p.Waits == "" {
		lines = append(lines, answer.Say("The message that this was read from speaks of an embargo: “%s”. This would be recorded at once.", p.embargo))
	}
	return append(lines, p.linked(linked)...)
}

// linked names the entries that stand and have the same link.
func (p Plan) linked(numbers []int) []answer.Line {
	numbers = slices.DeleteFunc(numbers, func(n int) bool {
		return n > p.At.Known || p.Book.StruckBy(n, p.At.Known) != 0
	})
	var lines []answer.Line
	for _, e := range p.Entries(numbers[:min(len(numbers), linkedShown)]...) {
		lines = append(lines, p.sameLink(e))
	}
	return lines
}

// lookalike names the candidate whose name is nearly that of somebody new.
func (p Plan) lookalike(name string) []answer.Line {
	hints := grammar.NearCandidates(p.names, name)
	if len(hints) == 0 {
		return nil
	}
	return []answer.Line{sayLookalike(hints)}
}
