package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// exportProse writes the standing as a paragraph for a story: the headline, then a
// sentence for every position and source, then what is claimed without names.
func (v View) exportProse(w io.Writer) error {
	text := v.Headline()
	tallies := slices.DeleteFunc(slices.Clone(v.Race.Standing(v.At).Tallies), func(t consensus.Tally) bool {
		return !live(t) || !t.Heard() && len(t.Claims) == 0
	})
	if v.fetch(restOn(tallies)...); v.Err() != nil {
		return v.Err()
	}
	for _, t := range tallies {
		text += " " + strings.Join(v.prose(t), " ")
	}
	_, err := io.WriteString(w, text+" ("+strings.TrimSuffix(v.asOf(), ".")+")\n")
	return err
}

// prose gives the sentences on one candidate.
func (v View) prose(t consensus.Tally) []string {
	var sentences []string
	for _, p := range []consensus.Position{ // what consensus is made of, then what it lacks
		consensus.Backs, consensus.Accepts, consensus.Leans, consensus.Holdout, consensus.Opposes, consensus.Undeclared,
	} {
		for _, g := range bySource(v.Entries(entriesOf(t.In(p))...)) {
			sentences = append(sentences, v.attributed(g, t.Candidate.Name))
		}
	}
	if silent := len(t.Stances) - reported(t); silent > 0 && reported(t) > 0 {
		sentences = append(sentences, fmt.Sprintf("Of %s nothing is reported towards %s.", english.Members(v.Race.Body(), silent), t.Candidate.Name))
	}
	for _, c := range slices.Backward(t.Claims) {
		sentences = append(sentences, v.claimedProse(v.Entry(c.Entry), t))
	}
	return sentences
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

// bySource gathers reports that one source reported on one day with one condition, so
// that a sentence names the source once. The order is that of the reports.
func bySource(entries []consensus.Entry) [][]consensus.Entry {
	var groups [][]consensus.Entry
	for _, e := range entries {
		i := slices.IndexFunc(groups, func(g []consensus.Entry) bool { return sameSource(g[0], e) })
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], e)
	}
	return groups
}

// sameSource tells whether two reports are of one source. Each country has a spokesperson
// of its own; one official or diplomat may speak of several countries.
func sameSource(a, b consensus.Entry) bool {
	if a.Source.Via == consensus.Spokesperson && a.Source.Who == "" {
		return false
	}
	return a.On == b.On && a.Stage == b.Stage && a.Condition == b.Condition && a.Source.Via == b.Source.Via && a.Source.Who == b.Source.Who &&
		outlet(a.Source).Text == outlet(b.Source).Text
}

// attributed says what some members do, and on whose word.
func (v View) attributed(group []consensus.Entry, candidate string) string {
	e := group[0]
	names := english.Each(group, func(g consensus.Entry) string { return v.Named(g.Member) })
	return fmt.Sprintf("%s %s%s, %s.", english.Capital(english.Series(names)), answer.Do(len(group), v.saying(e), candidate), answer.Asking(e.Condition), said(e))
}

// said attributes a report as a story does: who spoke, when, and who published it. Only
// a named person or a spokesperson "said" it on the record.
func said(e consensus.Entry) string {
	on := " " + english.Dated(e.On)
	out := outlet(e.Source).Text
	words := speaker(e.Source) + on
	if e.Source.Via == consensus.Reported && e.Source.Who == "" {
		if out == "" {
			return "it was reported" + on
		}
		return out + " reported" + on
	}
	if e.Source.Via == consensus.Inferred && e.Source.Who == "" {
		words = "by inference" + on
	}
	if out != "" {
		words += ", according to " + out
	}
	return words
}

func speaker(s consensus.Source) string {
	switch unnamed := answer.Unnamed(s.Via); {
	case s.Via == consensus.OnRecord:
		return cmp.Or(s.Who, "it") + " said"
	case unnamed == "":
		return s.Who + " reported"
	case s.Who == "" || s.Via == consensus.Camp:
		return unnamed + " said"
	case s.Via == consensus.Spokesperson:
		return s.Who + ", speaking for it, said"
	default:
		return fmt.Sprintf("%s (%s) said", unnamed, s.Who)
	}
}

// claimedProse says what a source claims, and how many of those that it counts the ledger
// names.
func (v View) claimedProse(e consensus.Entry, t consensus.Tally) string {
	count := answer.Claimed{Qualifier: e.Qualifier, Count: e.Count, Of: e.Of}.In(v.Race.Body())
	named := slices.DeleteFunc(t.In(consensus.Backs), func(s consensus.Stance) bool { return e.Missing.Has(s.Member) })
	said := said(e)
	if e.Missing != "" {
		said = v.leavesOut(e.Missing) + ", " + said
	}
	return fmt.Sprintf("%s %s %s, %s; %s by name.", english.Capital(count), answer.Backs(t.Candidate, e.Count), t.Candidate.Name,
		said, english.Number(len(named), "of them is known", "of them are known"))
}
