package commands

import (
	"context"
	"io"
	"slices"
	"strings"

	"natobot/consensus"
)

// exportProse writes the standing as a paragraph for a story: the headline, then a
// sentence for every position and source, then what is claimed without names.
func (d *Desk) exportProse(ctx context.Context, w io.Writer, v view) error {
	tallies := v.race.Standing(v.at).Tallies
	text := v.headlineOrNothing()
	for _, t := range tallies {
		if !live(t) || !heard(t) && len(t.Claims) == 0 {
			continue
		}
		sentences, err := d.prose(ctx, v, t)
		if err != nil {
			return err
		}
		text += " " + strings.Join(sentences, " ")
	}
	_, err := io.WriteString(w, text+" ("+strings.TrimSuffix(v.asOf(), ".")+")\n")
	return err
}

// prose gives the sentences on one candidate.
func (d *Desk) prose(ctx context.Context, v view, t consensus.Tally) ([]string, error) {
	var sentences []string
	for _, p := range prosePositions() {
		stances := slices.DeleteFunc(t.In(p), func(s consensus.Stance) bool { return s.Entry == 0 })
		groups, err := d.bySource(ctx, stances)
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			sentences = append(sentences, v.attributed(g, t.Candidate.Name))
		}
	}
	if silent := len(t.Stances) - reported(t); silent > 0 && reported(t) > 0 {
		sentences = append(sentences, saySilent(silent, t.Candidate.Name))
	}
	claims := t.Claims[max(0, len(t.Claims)-claimsShown):]
	for _, c := range slices.Backward(claims) {
		entries, err := d.Ledger.Entries(ctx, c.Entry)
		if err != nil {
			return nil, err
		}
		sentences = append(sentences, v.claimedProse(entries[0], t))
	}
	return sentences, nil
}

// prosePositions are told in this order: what consensus is made of, then what it lacks.
func prosePositions() []consensus.Position {
	return []consensus.Position{
		consensus.Backs, consensus.Accepts, consensus.Leans, consensus.Holdout, consensus.Opposes, consensus.Undeclared,
	}
}

// reported counts the members of whom there is a report.
func reported(t consensus.Tally) int {
	n := 0
	for _, s := range t.Stances {
		if s.Entry != 0 {
			n++
		}
	}
	return n
}

// bySource gathers stances that one source reported on one day with one condition, so
// that a sentence names the source once. The order is that of the stances.
func (d *Desk) bySource(ctx context.Context, stances []consensus.Stance) ([][]consensus.Entry, error) {
	var numbers []int
	for _, s := range stances {
		numbers = append(numbers, s.Entry)
	}
	entries, err := d.Ledger.Entries(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	var groups [][]consensus.Entry
	for _, e := range entries {
		i := slices.IndexFunc(groups, func(g []consensus.Entry) bool { return sameSource(g[0], e) })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], e)
	}
	return groups, nil
}

// sameSource tells whether two reports are of one source. Each country has a spokesperson
// of its own; one official or diplomat may speak of several countries.
func sameSource(a, b consensus.Entry) bool {
	if a.Source.Via == consensus.Spokesperson && a.Source.Who == "" {
		return false
	}
	return a.On == b.On && a.Condition == b.Condition && a.Source.Via == b.Source.Via && a.Source.Who == b.Source.Who &&
		outlet(a.Source).Text == outlet(b.Source).Text
}
