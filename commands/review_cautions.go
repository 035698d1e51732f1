package commands

import (
	"context"
	"slices"

	"natobot/consensus"
)

// linkedShown is how many entries of the same link a review names.
const linkedShown = 3

// cautions tells what to look at before a report is recorded, beyond what its answer will
// say of the standing.
func (d *Desk) cautions(ctx context.Context, p plan) ([]Line, error) {
	if p.verb == "retract" || p.entry.Kind == consensus.Echo {
		return nil, nil
	}
	lines := anonymous(p.entry)
	if p.said.Fact.Name != "" && p.kind == consensus.Candidacy && p.old.Number == 0 {
		lines = append(lines, p.lookalike(p.said.Fact.Name)...)
	}
	linked, err := d.linked(ctx, p)
	return append(lines, linked...), err
}

// linked names the entries that have the same link, where a report brings one.
func (d *Desk) linked(ctx context.Context, p plan) ([]Line, error) {
	if !p.said.Given.Has(PartLink) || p.entry.Source.Link == "" {
		return nil, nil
	}
	numbers, err := d.Ledger.Linked(ctx, p.entry.Source.Link)
	if err != nil {
		return nil, err
	}
	numbers = slices.DeleteFunc(numbers, func(n int) bool {
		return n > p.at.Known || p.book.StruckBy(n, p.at.Known) != 0
	})
	entries, err := d.Ledger.Entries(ctx, numbers[:min(len(numbers), linkedShown)]...)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, e := range entries {
		lines = append(lines, p.sameLink(e))
	}
	return lines, nil
}

// lookalike names the candidate whose name is nearly that of somebody new.
func (p plan) lookalike(name string) []Line {
	r := &reading{names: p.names}
	hints := near(wordKey(name), candidatePart().hints(r))
	if len(hints) == 0 {
		return nil
	}
	return []Line{sayLookalike(hints)}
}
