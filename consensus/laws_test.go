package consensus_test

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
)

// facts draws a ledger's worth of facts on few members and days, so that they collide:
// reports, corrections of earlier ones, retractions, retractions of retractions, echoes,
// settlings of what is contested.
func facts(t *rapid.T) []consensus.Fact {
	members := []consensus.Code{"DE", "FR", "HU", "SE", "TR"}
	n := rapid.IntRange(0, 40).Draw(t, "entries")
	list := make([]consensus.Fact, 0, n)
	for i := range n {
		f := consensus.Fact{
			Kind:      consensus.StanceKind,
			Member:    rapid.SampledFrom(members).Draw(t, "member"),
			Candidate: rapid.SampledFrom([]consensus.Key{"mark-rutte", "kaja-kallas"}).Draw(t, "candidate"),
			Position:  rapid.SampledFrom(consensus.Positions()).Draw(t, "position"),
			On:        consensus.On(consensus.Day(20240301 + rapid.IntRange(0, 9).Draw(t, "day"))),
			Source:    consensus.Source{Via: rapid.SampledFrom(consensus.Attributions()).Draw(t, "via")},
		}
		if i > 0 {
			target := rapid.IntRange(1, i).Draw(t, "target")
			of := list[target-1]
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				f = consensus.Fact{Kind: consensus.Retraction, Target: target, On: f.On}
			case 1:
				if of.Kind == consensus.StanceKind {
					f.Target, f.On = target, of.On
				}
			case 2:
				if of.Kind == consensus.StanceKind { // moved to another day
					f.Member, f.Candidate, f.Target = of.Member, of.Candidate, target
				}
			case 3, 4:
				if of.Kind == consensus.StanceKind {
					f = consensus.Fact{Kind: consensus.Settling, Target: target, On: f.On}
				}
			case 5:
				if of.Kind == consensus.StanceKind {
					f = consensus.Fact{Kind: consensus.Echo, Target: target, On: of.On}
				}
			}
		}
		list = append(list, f)
	}
	return list
}

// recount works out a member's position from the raw entries alone, by the words of
// docs/product.md §2 and nothing of the fold's own: the standing entry with the latest day,
// and of one day the one recorded last, a correction in the place of what it replaces.
// Where an editor settled the day, what was recorded before gives way to what they upheld.
func recount(list []consensus.Fact, member consensus.Code, candidate consensus.Key, p consensus.Point) (position consensus.Position, entry int, contested bool) {
	var retracted func(number int) bool
	retracted = func(number int) bool {
		for i := number; i < p.Known; i++ {
			if list[i].Target == number && list[i].Kind == consensus.Retraction && !retracted(i+1) {
				return true
			}
		}
		return false
	}
	stands := func(number int) bool { // a correction that was itself corrected strikes all the same
		for i := number; i < p.Known; i++ {
			if list[i].Target == number && list[i].Strikes() && !retracted(i+1) {
				return false
			}
		}
		return true
	}
	place := func(number int) int {
		for list[number-1].Corrects() {
			number = list[number-1].Target
		}
		return number
	}
	about := func(n int) bool {
		f := list[n-1]
		return f.Kind == consensus.StanceKind && f.Member == member && f.Candidate == candidate
	}
	var day consensus.Day
	for n := 1; n <= p.Known; n++ {
		if about(n) && list[n-1].On.Day <= p.On && stands(n) {
			day = max(day, list[n-1].On.Day)
		}
	}
	var count []int // the reports of the day that count
	for n := 1; n <= p.Known; n++ {
		if about(n) && list[n-1].On.Day == day && stands(n) {
			count = append(count, n)
		}
	}
	came := func(n int) int { // when a report came to the day, in this or earlier words
		first := n
		for m := 1; m < n; m++ {
			if about(m) && list[m-1].On.Day == day && place(m) == place(n) {
				first = min(first, m)
			}
		}
		return first
	}
	order := func(n int) int { return place(n) }
	for k := p.Known; k >= 1; k-- {
		t := list[k-1].Target
		if list[k-1].Kind != consensus.Settling || !stands(k) || !about(t) || list[t-1].On.Day != day {
			continue
		}
		upheld := 0 // in the words that it has now
		for _, n := range count {
			if place(n) == place(t) {
				upheld = n
			}
		}
		if upheld == 0 {
			continue
		}
		count = slices.DeleteFunc(count, func(n int) bool { return n != upheld && came(n) < k })
		order = func(n int) int {
			if n == upheld {
				return 0
			}
			return place(n)
		}
		break
	}
	for _, n := range count {
		if entry == 0 || cmp.Or(cmp.Compare(order(entry), order(n)), cmp.Compare(entry, n)) < 0 {
			position, entry = list[n-1].Position, n
		}
	}
	return position, entry, slices.ContainsFunc(count, func(n int) bool { return list[n-1].Position != position })
}

// I3: every number equals a recount of the ledger, at every point.
func TestLawEveryNumberIsARecount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		_, race := fold(t, list...)
		p := consensus.Point{
			On:    consensus.Day(20240301 + rapid.IntRange(0, 12).Draw(rt, "on")),
			Known: rapid.IntRange(0, len(list)).Draw(rt, "known"),
		}
		standing := race.Standing(p)
		for _, tally := range standing.Tallies {
			sum := 0
			for _, position := range consensus.Positions() {
				sum += tally.Count(position)
			}
			if sum != len(standing.Members) || len(tally.Stances) != sum {
				rt.Fatalf("%d positions for %d members", sum, len(standing.Members))
			}
			if len(tally.Missing())+tally.Count(consensus.Backs, consensus.Accepts) != sum {
				rt.Fatalf("missing and agreeing do not add up to %d", sum)
			}
			for _, s := range tally.Stances {
				position, entry, contested := recount(list, s.Member, tally.Candidate.Key, p)
				if s.Position != position || s.Entry != entry || s.Contested != contested {
					rt.Fatalf("%s on %s: %v #%d contested %t, recounted %v #%d %t", s.Member, tally.Candidate.Key, s.Position, s.Entry, s.Contested, position, entry, contested)
				}
				if c, _ := race.Contest(tally.Candidate.Key, s.Member, p); contested && (c.Stance != s || len(c.Reports) < 2 || c.Reports[0].Entry != entry) {
					rt.Fatalf("%s on %s: #%d is contested by %v", s.Member, tally.Candidate.Key, entry, c)
				}
			}
		}
	})
}

// Any order of recording gives the same standing, as long as no two reports on one
// member and candidate are of one day (there the order of recording decides).
func TestLawOrderOfRecordingDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		type slot struct {
			member    consensus.Code
			candidate consensus.Key
			day       consensus.Day
		}
		seen := map[slot]bool{}
		list := slices.DeleteFunc(facts(rt), func(f consensus.Fact) bool {
			s := slot{f.Member, f.Candidate, f.On.Day}
			drop := f.Target != 0 || seen[s]
			seen[s] = true
			return drop
		})
		shuffled := slices.Clone(list)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0)).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		_, race := fold(t, list...)
		_, other := fold(t, shuffled...)
		for day := consensus.Day(20240229); day <= 20240310; day++ {
			if a, b := allAt(race, day, len(list)), allAt(other, day, len(list)); a != b {
				rt.Fatalf("on %v: %q, and %q in another order", day, a, b)
			}
		}
	})
}

// Retract undoes record: a ledger with one more entry and its retraction stands as before,
// whether that entry is a report, a correction, an echo or a settling.
func TestLawRetractUndoesRecord(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		extra := stance("DE", consensus.Backs, 20240305, consensus.Official)
		if n := len(list); n > 0 && rapid.Bool().Draw(rt, "of another") {
			extra.Target = rapid.IntRange(1, n).Draw(rt, "target")
			if list[extra.Target-1].Kind == consensus.StanceKind {
				kind := rapid.SampledFrom([]consensus.Kind{consensus.StanceKind, consensus.Settling, consensus.Echo}).Draw(rt, "kind")
				if kind != consensus.StanceKind {
					extra = consensus.Fact{Kind: kind, Target: extra.Target, On: extra.On}
				}
			}
		}
		more := append(slices.Clone(list), extra, retracting(len(list)+1, 20240305))
		_, race := fold(t, list...)
		_, again := fold(t, more...)
		for day := consensus.Day(20240229); day <= 20240311; day++ {
			if a, b := allAt(race, day, len(list)), allAt(again, day, len(more)); a != b {
				rt.Fatalf("on %v: %q before, %q after", day, a, b)
			}
		}
	})
}

// What the ledger said then does not change by what is recorded later.
func TestLawKnownThenIsForEver(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		known := rapid.IntRange(0, len(list)).Draw(rt, "known")
		_, then := fold(t, list[:known]...)
		_, now := fold(t, list...)
		for day := consensus.Day(20240229); day <= 20240311; day++ {
			if a, b := allAt(then, day, known), allAt(now, day, known); a != b {
				rt.Fatalf("on %v known #%d: %q then, %q now", day, known, a, b)
			}
		}
	})
}

// A standing that was handed out does not change when the book goes on.
func TestStandingIsImmutable(t *testing.T) {
	b, race := fold(t, stance("DE", consensus.Backs, 20240222, consensus.Reported))
	p := consensus.Point{On: 20240223, Known: b.Last()}
	before, again := race.Standing(p), race.Standing(p)
	e := ledger(stance("DE", consensus.Backs, 20240222, consensus.Reported), stance("DE", consensus.Opposes, 20240223, consensus.Reported))[1]
	if err := b.Apply(e); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(before, again) {
		t.Error("the standing changed under its reader")
	}
	if got := at(race, 20240223, b.Last()); got != "opposes DE" {
		t.Errorf("and the book did not go on: %q", got)
	}
}

// What a report says of a candidate moves nothing for others.
func TestLawAReportMovesItsCandidateAlone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		_, race := fold(t, list...)
		for i, f := range list {
			if f.Target != 0 {
				continue
			}
			on := consensus.Day(20240301 + rapid.IntRange(0, 9).Draw(rt, "on"))
			before, after := consensus.Point{On: on, Known: i}, consensus.Point{On: on, Known: i + 1}
			all, own := race.Changes(before, after), race.ChangesOf(f.Candidate, before, after)
			all.Was, all.Is, own.Was, own.Is = nil, nil, nil, nil
			if !reflect.DeepEqual(all, own) {
				rt.Fatalf("entry #%d: %+v, of its candidate %+v", i+1, all, own)
			}
		}
	})
}
