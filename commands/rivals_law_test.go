package commands_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Every name in a comparison is a recount: by hand, from the day's positions and the list.
func TestLawRivalsAreARecount(t *testing.T) {
	members := []string{"DE", "FR", "HU", "PL", "RO", "TR"}
	rapid.Check(t, func(rt *rapid.T) {
		d, _ := inAprilOnMemory(t, rt)
		for i := range rapid.IntRange(0, 12).Draw(rt, "stances") {
			ask(d, fmt.Sprint("s", i), "UANNA", fmt.Sprintf("stance %s %s Rutte by \"A B\" on %d March", rapid.SampledFrom(members).Draw(rt, "member"),
				rapid.SampledFrom(consensus.Positions()).Draw(rt, "position"), rapid.IntRange(8, 20).Draw(rt, "day")))
		}
		out := rapid.SliceOfNDistinct(rapid.SampledFrom(members), 1, 5, rapid.ID[string]).Draw(rt, "missing")
		day := consensus.Day(20240300 + rapid.IntRange(8, 20).Draw(rt, "on"))
		count := 32 - len(out)
		r := ask(d, "claim", "UANNA", fmt.Sprintf("claim Rutte exactly %d of 32 missing %s by \"NOS\" via reported on %s", count, strings.Join(out, ", "), day))
		if r.Outcome != answer.Recorded {
			rt.Fatal(r.Plain())
		}
		s, err := d.Standing(context.Background(), commands.About{On: day, Candidate: "Rutte"})
		if err != nil {
			rt.Fatal(err)
		}
		ours := slices.Concat(s.Candidates[0].Positions.Backs, s.Candidates[0].Positions.Accepts)
		got := section(do(d, "status"), "Rival counts")
		if !strings.Contains(got, fmt.Sprintf("counts %d of 32 members for Mark Rutte on %s", count, day.Long())) ||
			!strings.Contains(got, fmt.Sprintf("in our ledger, %d of 32 members", len(ours))) {
			rt.Fatal(got, ours)
		}
		theirs, left, _ := strings.Cut(got, "We have ")
		left, _, _ = strings.Cut(left, "that count leaves")
		theirs, _, _ = strings.Cut(theirs, "Both leave out")
		for _, m := range bodies.NATO().On(day) {
			agrees, counted := slices.Contains(ours, m.Code), !slices.Contains(out, string(m.Code))
			if named := strings.Contains(theirs, m.Name); named != (counted && !agrees) {
				rt.Fatalf("%s among theirs: %v\n%s", m.Name, named, got)
			}
			if named := strings.Contains(left, m.Name); named != (!counted && agrees) {
				rt.Fatalf("%s among those it leaves out: %v\n%s", m.Name, named, got)
			}
		}
	})
}

// inAprilOnMemory gives a desk of 3 April with a candidate and nothing else.
func inAprilOnMemory(_ *testing.T, rt *rapid.T) (*commands.Desk, *memory) {
	return onMemoryAt(rt, &clock{time.Date(2024, 4, 3, 9, 0, 0, 0, time.UTC)})
}
