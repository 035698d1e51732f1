package commands

import (
	"context"

	"natobot/consensus"
)

// outcome tells apart, for each candidate of whom there is any of them, the four facts that
// are taken for one another: reported unanimity, consensus by our count, the decision of the
// Council, taking office; each with its own day and source. It is nil where there is none.
func (d *Desk) outcome(ctx context.Context, v view, tallies []consensus.Tally) ([]Section, error) {
	var sections []Section
	for _, t := range tallies {
		o := v.race.Outcome(t.Candidate.Key, v.at)
		if !o.Any() {
			continue
		}
		l := List{Heading: onTheWay(t.Candidate)}
		for _, f := range v.facts(t, o) {
			line := say("%s", f.said)
			if f.entry != 0 {
				entries, err := d.Ledger.Entries(ctx, f.entry)
				if err != nil {
					return nil, err
				}
				line = append(append(append(line, Span{Text: " ("}), undated(entries[0])...), Span{Text: ")" + f.but})
			}
			l.Items = append(l.Items, line)
		}
		sections = append(sections, l)
	}
	return sections, nil
}

// outcomeFact is one of the four facts in words, the entry that it rests on, 0 for none, and
// what is to be said behind its source.
type outcomeFact struct {
	said  string
	entry int
	but   string
}
