package consensus_test

import (
	"fmt"
	"strings"
	"testing"

	"natobot/consensus"
)

// What the desk should look into, each member once for a candidate and the most pressing first.
func TestTasks(t *testing.T) {
	kallas := consensus.Fact{Kind: consensus.Candidacy, Candidate: "kaja-kallas", Name: "Kaja Kallas", Status: consensus.Withdrawn, On: consensus.On(20240305)}
	forKallas := stance("LV", consensus.Backs, 20240301, consensus.OnRecord)
	forKallas.Candidate = "kaja-kallas"
	facts := []consensus.Fact{
		rutte(consensus.PutForward, 20240220), // 1
		stance("US", consensus.Backs, 20240301, consensus.Official),
		stance("FR", consensus.Backs, 20240301, consensus.OnRecord),
		stance("HU", consensus.Holdout, 20240301, consensus.Inferred),
		stance("HU", consensus.Holdout, 20240302, consensus.Diplomat),
		stance("TR", consensus.Holdout, 20240301, consensus.Diplomat),
		stance("TR", consensus.Holdout, 20240302, consensus.Diplomat),
		stance("TR", consensus.Holdout, 20240303, consensus.Diplomat), // three are not thin
		stance("PL", consensus.Backs, 20240304, consensus.OnRecord),
		stance("PL", consensus.Opposes, 20240304, consensus.Official), // 10: contested, and so not thin as well
		kallas, forKallas,
		{Kind: consensus.ClaimKind, Candidate: "mark-rutte", Qualifier: consensus.About, Count: 20, On: consensus.On(20240310)}, // 13
	}
	said := func(on consensus.Day, known int) string {
		_, r := fold(t, facts...)
		var list []string
		for _, task := range r.Tasks(r.Standing(consensus.Point{On: on, Known: known})) {
			list = append(list, strings.TrimRight(fmt.Sprintf("%d %s", task.Why, codes(task.Stances[:min(3, len(task.Stances))])), " "))
		}
		return strings.Join(list, "; ")
	}
	for _, c := range []struct {
		on    consensus.Day
		known int
		want  string
	}{
		{20240306, 12, "0 PL; 1 LV; 2 HU; 2 US; 6 TR"},
		{20240310, 13, "0 PL; 1 LV; 2 HU; 2 US; 6 TR; 7"},
		{20240402, 13, "0 PL; 1 LV; 2 HU; 2 US; 4 TR; 5 AL BE BG; 7"},
		{20240410, 13, "0 PL; 1 LV; 2 HU; 2 US; 4 TR; 5 AL BE BG"},
	} {
		if got := said(c.on, c.known); got != c.want {
			t.Errorf("on %s by #%d: %s, want %s", c.on, c.known, got, c.want)
		}
	}
	facts = append(facts, rutte(consensus.Appointed, 20240412))
	if got := said(20240412, len(facts)); got != "0 PL; 2 HU; 6 TR; 8 AL BE BG" {
		t.Errorf("after the decision: %s", got)
	}
}

// A task is the same while nothing came for it, however many days pass.
func TestATaskStaysTheSame(t *testing.T) {
	_, r := fold(t, rutte(consensus.PutForward, 20240220), stance("HU", consensus.Holdout, 20240222, consensus.Diplomat), stance("HU", consensus.Holdout, 20240325, consensus.Diplomat))
	at := func(on consensus.Day, known int) consensus.Task {
		return r.Tasks(r.Standing(consensus.Point{On: on, Known: known}))[0]
	}
	if !at(20240310, 2).Same(at(20240311, 2)) || at(20240325, 2).Same(at(20240325, 3)) {
		t.Error("a task is not the same, or another one is")
	}
}
