package consensus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// march is after Sweden joined: 32 members.
const march = consensus.Day(20240310)

// everyone gives a report on Rutte from so many members of march.
func everyone(t *testing.T, n int, p consensus.Position) []consensus.Fact {
	t.Helper()
	b := consensus.NewBook(bodies.Shipped())
	var facts []consensus.Fact
	for _, m := range b.Current(b.Last()).Members(consensus.Point{On: march})[:n] {
		facts = append(facts, stance(m.Code, p, march, consensus.Reported))
	}
	return facts
}

// milestones prints what was passed between two entries, on march or from another day on.
func milestones(r *consensus.Race, from, to consensus.Point) string {
	var parts []string
	for _, m := range r.Milestones(from, to) {
		s := fmt.Sprintf("%s %d/%d", m.Kind, m.Agree, m.Of)
		if m.From.Member != "" || m.To.Member != "" {
			s += fmt.Sprintf(" %s %s→%s", m.To.Member, m.From.Position, m.To.Position)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}

// Each step of a race to consensus, one member after the other.
func TestMilestonesOnTheWayToConsensus(t *testing.T) {
	facts := append([]consensus.Fact{rutte(consensus.PutForward, march)}, everyone(t, 32, consensus.Accepts)...)
	facts[1].Position = consensus.Backs
	_, race := fold(t, facts...)
	got := map[int]string{}
	for known := range len(facts) {
		if s := milestones(race, consensus.Point{On: march, Known: known}, consensus.Point{On: march, Known: known + 1}); s != "" {
			got[known+1] = s
		}
	}
	want := map[int]string{
		1: "in 0/32", 2: "first backing 1/32 AL undeclared→backs", 17: "half 16/32", 23: "two thirds 22/32",
		30: "all but three 29/32", 32: "all but one 31/32", 33: "consensus 32/32",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if s := milestones(race, consensus.Point{On: march}, consensus.Point{On: march, Known: 25}); s != "in 24/32; two thirds 24/32" {
		t.Errorf("all at once gives %q, want the furthest threshold alone", s)
	}
}

func TestMilestonesBackwards(t *testing.T) {
	all := append([]consensus.Fact{rutte(consensus.PutForward, march)}, everyone(t, 32, consensus.Backs)...)
	for name, test := range map[string]struct {
		then []consensus.Fact
		want string
	}{
		"a member turns": {
			[]consensus.Fact{stance("HU", consensus.Holdout, march, consensus.Official)},
			"consensus lost 31/32; backing lost 31/32 HU backs→holdout",
		},
		"a member would not block any more than that": {
			[]consensus.Fact{stance("HU", consensus.Accepts, march, consensus.Official)},
			"backing lost 32/32 HU backs→accepts",
		},
		"a report is taken back": {
			[]consensus.Fact{retracting(10, march)},
			"consensus lost 31/32; backing lost 31/32 FI backs→undeclared",
		},
		"to and fro": {
			[]consensus.Fact{stance("HU", consensus.Holdout, march, consensus.Official), retracting(34, march)}, "",
		},
		"withdrawn":              {[]consensus.Fact{rutte(consensus.Withdrawn, march)}, "out 32/32"},
		"the record of him gone": {retractions(33), "out 0/32"},
		"the Council decides":    {[]consensus.Fact{rutte(consensus.Appointed, march)}, "appointed 32/32"},
		"in office":              {[]consensus.Fact{rutte(consensus.InOffice, march)}, "in office 32/32"},
		"a note":                 {[]consensus.Fact{{Kind: consensus.Note, Candidate: "mark-rutte", Text: "57", On: consensus.On(march)}}, ""},
		"of another day before":  {[]consensus.Fact{stance("HU", consensus.Opposes, 20240301, consensus.Official)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			facts := slices.Concat(all, test.then)
			_, race := fold(t, facts...)
			got := milestones(race, consensus.Point{On: march, Known: len(all)}, consensus.Point{On: march, Known: len(facts)})
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func retractions(n int) []consensus.Fact {
	var list []consensus.Fact
	for i := range n {
		list = append(list, retracting(i+1, march))
	}
	return list
}

// A day that brings a new member can end a consensus without any entry.
func TestMilestonesOfADayThatComes(t *testing.T) {
	facts := everyone(t, 32, consensus.Backs)
	facts = slices.DeleteFunc(facts, func(f consensus.Fact) bool { return f.Member == "SE" })
	for i := range facts {
		facts[i].On = consensus.On(20240301)
	}
	_, race := fold(t, facts...)
	last := len(facts)
	day := func(on consensus.Day) consensus.Point { return consensus.Point{On: on, Known: last} }
	if got := milestones(race, day(20240306), day(20240307)); got != "consensus lost 31/32" {
		t.Errorf("Sweden joins and gives %q", got)
	}
	if got := milestones(race, day(20240307), day(20240308)); got != "" {
		t.Errorf("the day after gives %q", got)
	}
}

// I3: a threshold is given exactly when the count crosses it, and every number is a recount.
func TestLawMilestonesAreRecounts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		for i, f := range list { // of many members, so that thresholds are reached
			if f.Kind == consensus.StanceKind && f.Target == 0 && rapid.Bool().Draw(rt, "agrees") {
				list[i].Position = consensus.Backs
			}
		}
		list = slices.Concat(everyoneBut(t, rapid.IntRange(0, 5).Draw(rt, "undeclared")), shifted(list, 32))
		_, race := fold(t, list...)
		point := func(name string) consensus.Point {
			return consensus.Point{
				On:    consensus.Day(20240301 + rapid.IntRange(0, 12).Draw(rt, name+" on")),
				Known: rapid.IntRange(0, len(list)).Draw(rt, name+" known"),
			}
		}
		from, to := point("from"), point("to")
		if same := race.Milestones(from, from); same != nil {
			rt.Fatalf("between a point and itself: %v", same)
		}
		given := map[consensus.Key]map[consensus.MilestoneKind]consensus.Milestone{}
		names := map[string]bool{}
		for _, m := range race.Milestones(from, to) {
			if names[m.Name] {
				rt.Fatalf("two milestones are called %q", m.Name)
			}
			names[m.Name] = true
			if given[m.Candidate.Key] == nil {
				given[m.Candidate.Key] = map[consensus.MilestoneKind]consensus.Milestone{}
			}
			given[m.Candidate.Key][m.Kind] = m
		}
		for _, key := range []consensus.Key{"mark-rutte", "kaja-kallas"} {
			checkThreshold(rt, race, key, from, to, given[key])
		}
	})
}

// checkThreshold counts by hand, from the standing's positions alone.
func checkThreshold(t *rapid.T, race *consensus.Race, key consensus.Key, from, to consensus.Point, given map[consensus.MilestoneKind]consensus.Milestone) {
	count := func(p consensus.Point) (backs, agree, of int) {
		tally, _ := race.Standing(p).Find(key)
		for _, s := range tally.Stances {
			if s.Position == consensus.Backs {
				backs++
			}
			if s.Position == consensus.Backs || s.Position == consensus.Accepts {
				agree++
			}
		}
		return backs, agree, len(tally.Stances)
	}
	reached := func(p consensus.Point) []bool {
		backs, agree, of := count(p)
		if of == 0 {
			return make([]bool, 6)
		}
		return []bool{backs >= 1, agree >= (of+1)/2, agree >= (2*of+2)/3, agree >= of-3, agree >= of-1, agree >= of}
	}
	was, is := reached(from), reached(to)
	furthest := -1
	for i := range is {
		if is[i] && !was[i] {
			furthest = i
		}
	}
	_, agree, of := count(to)
	for i := range is {
		m, told := given[consensus.MilestoneKind(i)]
		if told != (i == furthest) {
			t.Fatalf("%s %v: given %t, but from %v to %v", key, consensus.MilestoneKind(i), told, was, is)
		}
		if told && (m.Agree != agree || m.Of != of) {
			t.Fatalf("%s: %d of %d, recounted %d of %d", key, m.Agree, m.Of, agree, of)
		}
	}
	if _, lost := given[consensus.Lost]; lost != (was[5] && !is[5] && of > 0) {
		t.Fatalf("%s: consensus lost is given: %t, but from %v to %v", key, lost, was[5], is[5])
	}
}

// everyoneBut gives a backing of Rutte from all but the five members of facts and some more.
func everyoneBut(t *testing.T, undeclared int) []consensus.Fact {
	t.Helper()
	var list []consensus.Fact
	for i, f := range everyone(t, 32, consensus.Backs) {
		f.On = consensus.On(20240301)
		if i < undeclared || slices.Contains([]consensus.Code{"DE", "FR", "HU", "SE", "TR"}, f.Member) {
			f.Position = consensus.Undeclared
		}
		list = append(list, f)
	}
	return list
}

// shifted gives facts whose targets lie so much later.
func shifted(list []consensus.Fact, by int) []consensus.Fact {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Target != 0 {
			list[i].Target += by
		}
	}
	return list
}
