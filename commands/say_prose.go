// The sentences of the prose export, by the rules at the head of say.go. They go into a
// story as they are, so they carry no entry numbers; the long table does.

package commands

import (
	"fmt"
	"slices"

	"natobot/consensus"
)

// attributed says what some members do, and on whose word.
func (v view) attributed(group []consensus.Entry, candidate string) string {
	e := group[0]
	var names []string
	for _, g := range group {
		names = append(names, articled(v.member(g.Member)))
	}
	text := capital(series(names)) + " " + do(len(group), e.Position, candidate)
	if e.Condition != "" {
		text += fmt.Sprintf(", asking for “%s”", e.Condition)
	}
	return text + ", " + said(e) + "."
}

// said attributes a report as a story does: who spoke, when, and who published it. Only
// a named person or a spokesperson "said" it on the record.
func said(e consensus.Entry) string {
	on := " " + dated(e.On)
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
	switch s.Via {
	case consensus.OnRecord:
		if s.Who == "" {
			return "it said"
		}
		return s.Who + " said"
	case consensus.Spokesperson:
		if s.Who == "" {
			return "a spokesperson said"
		}
		return s.Who + ", speaking for it, said"
	case consensus.Official:
		return unnamed(s.Who, "an official") + " said"
	case consensus.Diplomat:
		return unnamed(s.Who, "a diplomat") + " said"
	case consensus.Camp:
		return "the candidate's camp said"
	}
	return s.Who + " reported"
}

func unnamed(who, as string) string {
	if who == "" {
		return as
	}
	return as + " (" + who + ")"
}

// dated gives a day as a sentence says it: "on 22 February 2024", "in February 2024".
func dated(w consensus.When) string {
	switch w.Precision {
	case consensus.InMonth:
		return "in " + w.String()
	case consensus.ByThen:
		return w.String()
	}
	return "on " + w.String()
}

// saySilent says of how many members there is no report.
func saySilent(n int, candidate string) string {
	return fmt.Sprintf("Of %s nothing is reported towards %s.", number(n, "member", "members"), candidate)
}

// claimedProse says what a source claims, and how many of those that it counts the ledger
// names.
func (v view) claimedProse(e consensus.Entry, t consensus.Tally) string {
	count := claimed{e.Qualifier, e.Count, e.Of}
	named := slices.DeleteFunc(t.In(consensus.Backs), func(s consensus.Stance) bool { return e.Missing.Has(s.Member) })
	said := said(e)
	if e.Missing != "" {
		said = v.leavesOut(e.Missing) + ", " + said
	}
	return fmt.Sprintf("%s %s %s, %s; %s by name.", capital(count.String()), agree(e.Count, "backs", "back"), t.Candidate.Name,
		said, number(len(named), "of them is known", "of them are known"))
}
