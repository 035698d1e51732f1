package consensus_test

import (
	"fmt"
	"slices"
	"testing"

	"natobot/consensus"
)

func settling(number int) consensus.Fact {
	return consensus.Fact{Kind: consensus.Settling, Target: number, On: consensus.On(20240302)}
}

func echo(number int) consensus.Fact {
	return consensus.Fact{Kind: consensus.Echo, Target: number, On: consensus.On(20240301)}
}

// F5: contradicting reports of one day, until an editor says which of them stands.
func TestSettling(t *testing.T) {
	hu := func(p consensus.Position) consensus.Fact { return stance("HU", p, 20240301, consensus.Reported) }
	on := func(p consensus.Position, day consensus.Day) consensus.Fact {
		return stance("HU", p, day, consensus.Reported)
	}
	backs, leans, opposes, holdout := hu(consensus.Backs), hu(consensus.Leans), hu(consensus.Opposes), hu(consensus.Holdout)
	for _, tt := range []struct {
		name  string
		facts []consensus.Fact
		want  string // the position, its entry, all reports that count, and the settling
	}{
		{"two contradict each other, the later stands", []consensus.Fact{backs, opposes}, "opposes? [2 1] 0"},
		{"the first is upheld", []consensus.Fact{backs, opposes, settling(1)}, "backs [1] 3"},
		{"the later is upheld", []consensus.Fact{backs, opposes, settling(2)}, "opposes [2] 3"},
		{"of three the middle one is upheld", []consensus.Fact{backs, leans, opposes, settling(2)}, "leans [2] 4"},
		{"a later report contests anew", []consensus.Fact{backs, opposes, settling(1), leans}, "leans? [4 1] 3"},
		{"a later report that agrees does not", []consensus.Fact{backs, opposes, settling(1), backs}, "backs [4 1] 3"},
		{"the last settling holds", []consensus.Fact{backs, opposes, settling(1), leans, settling(4)}, "leans [4] 5"},
		{"without it the one before does", []consensus.Fact{backs, opposes, settling(1), leans, settling(4), retracting(5, 20240302)}, "leans? [4 1] 3"},
		{"retracted, it leaves the standing before", []consensus.Fact{backs, opposes, settling(1), retracting(3, 20240302)}, "opposes? [2 1] 0"},
		{"and comes back with the retraction's retraction", []consensus.Fact{backs, opposes, settling(1), retracting(3, 20240302), retracting(4, 20240302)}, "backs [1] 3"},
		{"a correction of the upheld report inherits it", []consensus.Fact{backs, opposes, settling(1), correcting(1, leans)}, "leans [4] 3"},
		{"and a correction of that one", []consensus.Fact{backs, opposes, settling(1), correcting(1, leans), correcting(4, holdout)}, "holdout [5] 3"},
		{"a correction of one that gave way gives way", []consensus.Fact{backs, opposes, settling(1), correcting(2, leans)}, "backs [1] 3"},
		{"the upheld report is retracted", []consensus.Fact{backs, opposes, leans, settling(1), retracting(1, 20240302)}, "leans? [3 2] 0"},
		{"the upheld report is moved to another day", []consensus.Fact{backs, opposes, settling(1), correcting(1, on(consensus.Backs, 20240229))}, "opposes [2] 0"},
		{"what is moved to the day contests anew", []consensus.Fact{on(consensus.Leans, 20240229), backs, opposes, settling(2), correcting(1, leans)}, "leans? [5 2] 4"},
		{"a newer day overrides as ever", []consensus.Fact{backs, opposes, settling(1), on(consensus.Leans, 20240302)}, "leans [4] 0"},
		{"echoes contest nothing", []consensus.Fact{backs, echo(1)}, "backs [1] 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book, race := fold(t, tt.facts...)
			p := consensus.Point{On: 20240303, Known: book.Last()}
			c, _ := race.Contest("mark-rutte", "HU", p)
			mark := map[bool]string{true: "?"}[c.Contested]
			if got := fmt.Sprintf("%v%s %v %d", c.Position, mark, numbers(c.Reports), c.Settled); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if listed := race.Contested(race.Standing(p)); c.Contested != (len(listed) == 1) || c.Contested && !slices.Equal(listed[0].Reports, c.Reports) {
				t.Errorf("listed as contested: %v", listed)
			}
		})
	}
}

func numbers(stances []consensus.Stance) []int {
	var list []int
	for _, s := range stances {
		list = append(list, s.Entry)
	}
	return list
}

// What was known before the settling stays as it was known.
func TestSettlingKnownBefore(t *testing.T) {
	_, race := fold(t,
		stance("HU", consensus.Backs, 20240301, consensus.Reported), stance("HU", consensus.Opposes, 20240301, consensus.Reported), settling(1))
	for known, want := range map[int]string{1: "backs HU", 2: "opposes HU", 3: "backs HU"} {
		if got := at(race, 20240303, known); got != want {
			t.Errorf("known #%d: %q, want %q", known, got, want)
		}
	}
	if got := race.History(consensus.Subject{Member: "HU", Candidate: "mark-rutte"}, 3); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("the history on Hungary and Rutte: %v; the settling belongs to it", got)
	}
}

// Only what is reported can be reported again, and only reported stances can be settled.
func TestWhatEchoesAndSettlingsFit(t *testing.T) {
	schedule := consensus.Fact{Kind: consensus.Scheduling, Schedule: &consensus.Schedule{Channel: "C1"}}
	claim := consensus.Fact{Kind: consensus.ClaimKind, Candidate: "mark-rutte", Count: 20, On: consensus.On(20240301)}
	list := []consensus.Fact{
		stance("HU", consensus.Backs, 20240301, consensus.Reported), claim, rutte(consensus.Declared, 20240301), retracting(1, 20240301),
		echo(2), settling(1), schedule,
	}
	fits := map[consensus.Kind][]int{consensus.Echo: {1, 2, 3}, consensus.Settling: {1}}
	for kind, targets := range fits {
		for target := range len(list) + 1 {
			b, _ := fold(t, list...)
			e := ledger(append(slices.Clone(list), consensus.Fact{Kind: kind, Target: target, On: consensus.On(20240301)})...)[len(list)]
			if err := b.Apply(e); (err == nil) != slices.Contains(targets, target) || err != nil && b.Last() != len(list) {
				t.Errorf("%v of #%d: %v", kind, target, err)
			}
		}
	}
}

func TestOpenedChannels(t *testing.T) {
	grant := func(g consensus.Grant) consensus.Fact {
		return consensus.Fact{Kind: consensus.Granting, Grant: &g}
	}
	b, _ := fold(t,
		grant(consensus.Grant{Channel: "C1", Role: consensus.Reader}),
		grant(consensus.Grant{Channel: "C2", Role: consensus.Reader}),
		grant(consensus.Grant{Channel: "C1", Role: consensus.Outsider}),
		grant(consensus.Grant{User: "U1", Role: consensus.Reporter}),
		retracting(3, 20240301),
		retracting(2, 20240301),
		grant(consensus.Grant{User: "U2", Channel: "C3", Role: consensus.Editor}), // of neither: it gives nothing
	)
	for known, want := range map[int]string{0: "[]", 1: "[C1]", 2: "[C1 C2]", 3: "[C2]", 5: "[C1 C2]", 7: "[C1]"} {
		if got := fmt.Sprint(b.Opened(known)); got != want {
			t.Errorf("opened, known #%d: %s, want %s", known, got, want)
		}
	}
	if roles := b.Grants(7); len(roles) != 1 || roles["U1"] != consensus.Reporter {
		t.Errorf("roles of people: %v", roles)
	}
}

// What strikes an echo, a settling or a setting is the desk's own affair: no correction of
// what was reported.
func TestStrikesOfTheDesksAffairsAreNoNews(t *testing.T) {
	b, race := fold(t,
		stance("HU", consensus.Backs, 20240301, consensus.Reported), stance("HU", consensus.Opposes, 20240301, consensus.Reported),
		settling(1), echo(1), retracting(3, 20240302), retracting(4, 20240302), retracting(5, 20240302), retracting(2, 20240302))
	changes := race.Changes(consensus.Point{On: 20240302, Known: 4}, consensus.Point{On: 20240302, Known: b.Last()})
	if want := []consensus.Strike{{Target: 2, By: 8}}; !slices.Equal(changes.Struck, want) {
		t.Errorf("struck: %v, want %v", changes.Struck, want)
	}
}
