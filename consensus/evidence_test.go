package consensus_test

import (
	"fmt"
	"testing"

	"natobot/consensus"
)

func TestWhatAStandingRestsOn(t *testing.T) {
	_, race := fold(t,
		rutte(consensus.Declared, 20240222),                                                                       // 1
		stance("HU", consensus.Holdout, 20240222, consensus.Inferred),                                             // 2
		stance("HU", consensus.Holdout, 20240225, consensus.Diplomat),                                             // 3
		consensus.Fact{Kind: consensus.ClaimKind, Candidate: "mark-rutte", Count: 20, On: consensus.On(20240226)}, // 4
		stance("PL", consensus.Backs, 20240226, consensus.Reported),                                               // 5
		retracting(5, 20240227), // 6
		stance("PL", consensus.Leans, 20240210, consensus.Reported), // 7
	)
	for want, p := range map[string]consensus.Point{
		"[1 3 4 5]": {On: 20240226, Known: 5},
		"[1 3 4 7]": {On: 20240228, Known: 7},
		"[1 2]":     {On: 20240222, Known: 6},
	} {
		if got := fmt.Sprint(race.Standing(p).Evidence()); got != want {
			t.Errorf("%v rests on %s, not %s", p, want, got)
		}
	}
	now := consensus.Point{On: 20240228, Known: 7}
	for of, want := range map[[2]string]string{
		{"mark-rutte", "HU"}: "[3 2]", {"mark-rutte", "PL"}: "[7]", {"mark-rutte", "ES"}: "[]", {"nobody", "HU"}: "[]",
	} {
		var run []int
		for s := range race.Run(consensus.Key(of[0]), consensus.Code(of[1]), now) {
			run = append(run, s.Entry)
		}
		if fmt.Sprint(run) != want {
			t.Errorf("the run of %v is %v, not %s", of, run, want)
		}
	}
	if day, ok := race.Begun(7); day != 20240210 || !ok {
		t.Error("begun:", day, ok)
	}
	if _, ok := race.Begun(1); ok {
		t.Error("begun before any report")
	}
}
