package consensus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// noon is the moment at which the ledgers of these tests record their first entry; each
// further entry follows a minute later.
var noon = time.Date(2024, 2, 22, 12, 0, 0, 0, time.UTC)

// ledger gives numbers and moments to entries as a store does.
func ledger(facts ...consensus.Fact) []consensus.Entry {
	entries := make([]consensus.Entry, len(facts))
	for i, f := range facts {
		entries[i] = consensus.Entry{
			Number: i + 1, Race: "2024", Recorder: "ben", Fact: f,
			Recorded: noon.Add(time.Duration(i) * time.Minute),
		}
	}
	return entries
}

// fold gives the book and the race of some facts.
func fold(t testing.TB, facts ...consensus.Fact) (*consensus.Book, *consensus.Race) {
	t.Helper()
	b := consensus.NewBook(bodies.Shipped())
	for _, e := range ledger(facts...) {
		if err := b.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return b, b.Current(b.Last())
}

func stance(member consensus.Code, p consensus.Position, day consensus.Day, via consensus.Attribution) consensus.Fact {
	return consensus.Fact{
		Kind: consensus.StanceKind, Member: member, Candidate: "mark-rutte", Position: p,
		On: consensus.On(day), Source: consensus.Source{Via: via},
	}
}

func rutte(status consensus.Status, day consensus.Day) consensus.Fact {
	return consensus.Fact{
		Kind: consensus.Candidacy, Candidate: "mark-rutte", Name: "Mark Rutte", Country: "NL", Status: status,
		On: consensus.On(day),
	}
}

func correcting(number int, f consensus.Fact) consensus.Fact {
	f.Target = number
	return f
}

func retracting(number int, day consensus.Day) consensus.Fact {
	return consensus.Fact{Kind: consensus.Retraction, Target: number, Text: "wrong", On: consensus.On(day)}
}

// positions prints a tally's positions other than undeclared: "backs DE FR; holdout HU".
func positions(t consensus.Tally) string {
	var parts []string
	for _, p := range consensus.Positions() {
		if list := t.In(p); p != consensus.Undeclared && len(list) > 0 {
			parts = append(parts, fmt.Sprint(p, " ", codes(list)))
		}
	}
	return strings.Join(parts, "; ")
}

func codes(list []consensus.Stance) string {
	var all []string
	for _, s := range list {
		all = append(all, string(s.Member))
	}
	return strings.Join(all, " ")
}

// allAt prints every stance at a point on which anything was ever reported, contested ones
// with a question mark.
func allAt(r *consensus.Race, on consensus.Day, known int) string {
	var parts []string
	for _, t := range r.Standing(consensus.Point{On: on, Known: known}).Tallies {
		for _, s := range t.Stances {
			if s.Entry != 0 {
				parts = append(parts, fmt.Sprint(s.Candidate, " ", s.Member, " ", s.Position, map[bool]string{true: "?"}[s.Contested]))
			}
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}

// at prints the positions towards Rutte at a point.
func at(r *consensus.Race, on consensus.Day, known int) string {
	t, _ := r.Standing(consensus.Point{On: on, Known: known}).Find("mark-rutte")
	return positions(t)
}
