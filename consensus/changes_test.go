package consensus_test

import (
	"fmt"
	"slices"
	"testing"

	"natobot/consensus"
)

// moves prints the stance changes: "HU holdout → backs".
func moves(c *consensus.Changes) []string {
	var list []string
	for _, s := range c.Stances {
		list = append(list, fmt.Sprintf("%s %v → %v", s.To.Member, s.From.Position, s.To.Position))
	}
	return list
}

func TestChanges(t *testing.T) {
	claim := consensus.Fact{
		Kind: consensus.ClaimKind, Candidate: "mark-rutte", Count: 28, Of: 32, On: consensus.On(20240402),
	}
	list := []consensus.Fact{
		rutte(consensus.Declared, 20240222),
		stance("HU", consensus.Holdout, 20240222, consensus.Inferred),
		stance("PL", consensus.Undeclared, 20240222, consensus.Reported),
		stance("SE", consensus.Backs, 20240222, consensus.Official),
		stance("HU", consensus.Backs, 20240618, consensus.OnRecord),
		stance("TR", consensus.Backs, 20240429, consensus.Official),
		claim,
		retracting(6, 20240618),
		rutte(consensus.Appointed, 20240626),
	}
	_, race := fold(t, list...)
	point := func(on consensus.Day, known int) consensus.Point { return consensus.Point{On: on, Known: known} }

	tests := []struct {
		name     string
		from, to consensus.Point
		want     []string
		joined   int
		statuses int
		claims   int
		struck   int
	}{
		{"nothing", point(20240223, 4), point(20240223, 4), nil, 0, 0, 0, 0},
		{"from the empty ledger", point(20240221, 0), point(20240223, 4), []string{"HU undeclared → holdout"}, 0, 1, 0, 0},
		{"a member that joins has not moved", point(20240301, 4), point(20240310, 4), nil, 1, 0, 0, 0},
		{"a move, and one that was retracted", point(20240310, 4), point(20240618, 8), []string{"HU holdout → backs"}, 0, 0, 1, 1},
		{"a retraction is a move back", point(20240501, 6), point(20240501, 8), []string{"TR backs → undeclared"}, 0, 0, 1, 1},
		{"by the days alone", point(20240223, 9), point(20240630, 9), []string{"HU holdout → backs"}, 1, 1, 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := race.Changes(tt.from, tt.to)
			if got := moves(c); !slices.Equal(got, tt.want) {
				t.Errorf("moves %q, want %q", got, tt.want)
			}
			got := [4]int{len(c.Joined), len(c.Statuses), len(c.Claims), len(c.Struck)}
			if want := [4]int{tt.joined, tt.statuses, tt.claims, tt.struck}; got != want {
				t.Errorf("joined, statuses, claims, struck: %v, want %v", got, want)
			}
			if none := tt.want == nil && got == [4]int{}; c.None() != none {
				t.Errorf("none: %t, want %t", c.None(), none)
			}
		})
	}
}

func TestDaysBetween(t *testing.T) {
	_, race := fold(t,
		stance("HU", consensus.Holdout, 20240222, consensus.Inferred),
		stance("HU", consensus.Backs, 20240618, consensus.OnRecord),
	)
	c := race.Changes(consensus.Point{On: 20240222, Known: 2}, consensus.Point{On: 20240618, Known: 2})
	if days, ok := c.Stances[0].Days(); !ok || days != 117 {
		t.Errorf("%d days, %t; want 117", days, ok)
	}
	c = race.Changes(consensus.Point{}, consensus.Point{On: 20240618, Known: 2})
	if _, ok := c.Stances[0].Days(); ok {
		t.Error("there was no earlier report to count days from")
	}
}

// A candidate whose only entry is struck leaves the standing, and the move still shows.
func TestChangesOfACandidateThatVanishes(t *testing.T) {
	_, race := fold(t, stance("HU", consensus.Backs, 20240222, consensus.Reported), retracting(1, 20240223))
	c := race.Changes(consensus.Point{On: 20240223, Known: 1}, consensus.Point{On: 20240223, Known: 2})
	if got := moves(c); !slices.Equal(got, []string{"HU backs → undeclared"}) {
		t.Errorf("moves %q", got)
	}
}

func TestHistory(t *testing.T) {
	_, race := fold(t,
		rutte(consensus.Declared, 20240222),
		stance("HU", consensus.Holdout, 20240222, consensus.Inferred),
		consensus.Fact{Kind: consensus.Note, Candidate: "mark-rutte", Text: "57", On: consensus.On(20240222)},
		consensus.Fact{Kind: consensus.Note, Member: "HU", Text: "n", On: consensus.On(20240222)},
		retracting(3, 20240223),
	)
	for _, tt := range []struct {
		name    string
		subject consensus.Subject
		known   int
		want    []int
	}{
		{"all", consensus.Subject{}, 5, []int{1, 2, 3, 4, 5}},
		{"all by #2", consensus.Subject{}, 2, []int{1, 2}},
		{"a candidate", consensus.Subject{Candidate: "mark-rutte"}, 5, []int{1, 2, 3}},
		{"a member", consensus.Subject{Member: "HU"}, 5, []int{2, 4}},
		{"both", consensus.Subject{Member: "HU", Candidate: "mark-rutte"}, 5, []int{2}},
		{"nobody", consensus.Subject{Candidate: "nobody"}, 5, nil},
	} {
		if got := race.History(tt.subject, tt.known); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	if got := race.Notes(consensus.Subject{Candidate: "mark-rutte"}, 4); !slices.Equal(got, []int{3}) {
		t.Errorf("notes by #4: %v", got)
	}
	if got := race.Notes(consensus.Subject{Candidate: "mark-rutte"}, 5); got != nil {
		t.Errorf("notes after the retraction: %v", got)
	}
}
