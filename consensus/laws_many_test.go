package consensus_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// A day with hundreds of reports of one member is counted like one with a few: runs of reports
// that agree, longer than what is passed over in one step, and what mends and settles them.
func TestLawManyReportsOfADayAreRecounted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var list []consensus.Fact
		for range rapid.IntRange(1, 5).Draw(rt, "runs") {
			position := rapid.SampledFrom([]consensus.Position{consensus.Backs, consensus.Opposes, consensus.Leans}).Draw(rt, "position")
			for range rapid.SampledFrom([]int{1, 2, 40, 255, 256, 300}).Draw(rt, "length") {
				list = append(list, stance("HU", position, 20240301, consensus.Reported))
			}
			target := rapid.IntRange(1, len(list)).Draw(rt, "target")
			of := list[target-1]
			switch deed := rapid.IntRange(0, 4).Draw(rt, "deed"); {
			case deed == 0:
				list = append(list, retracting(target, 20240302))
			case of.Kind != consensus.StanceKind:
			case deed == 1:
				list = append(list, settling(target))
			case deed == 2:
				list = append(list, correcting(target, stance("HU", consensus.Accepts, 20240301, consensus.Reported)))
			case deed == 3: // away, and perhaps back later
				list = append(list, correcting(target, stance("HU", of.Position, 20240229, consensus.Reported)))
			}
		}
		_, race := fold(t, list...)
		for range 3 {
			p := consensus.Point{On: 20240301, Known: rapid.IntRange(0, len(list)).Draw(rt, "known")}
			position, entry, contested := recount(list, "HU", "mark-rutte", p)
			s, _ := race.Stance("mark-rutte", "HU", p)
			if s.Position != position || s.Entry != entry || s.Contested != contested {
				rt.Fatalf("known #%d: %v #%d contested %t, recounted %v #%d %t", p.Known, s.Position, s.Entry, s.Contested, position, entry, contested)
			}
			c, _ := race.Contest("mark-rutte", "HU", p)
			differs := slices.ContainsFunc(c.Reports, func(o consensus.Stance) bool { return o.Position != position })
			if entry != 0 && c.Stance != s || differs != contested {
				rt.Fatalf("known #%d: the contest is %+v, contested %t", p.Known, c, contested)
			}
			if entry != 0 && !race.Counts(consensus.Entry{Number: entry, Fact: list[entry-1]}, p.Known) {
				rt.Fatalf("known #%d: #%d does not count", p.Known, entry)
			}
		}
	})
}

// counts draws a ledger's worth of claims on few days, with corrections and retractions, and of
// members that join or did not after all.
func counts(t *rapid.T) []consensus.Fact {
	var list []consensus.Fact
	for range rapid.IntRange(0, 30).Draw(t, "entries") {
		day := consensus.Day(20240301 + rapid.IntRange(0, 9).Draw(t, "day"))
		f := count(day, rapid.IntRange(30, 34).Draw(t, "count"), rapid.SampledFrom([]int{0, 31, 32, 33}).Draw(t, "of"))
		f.Qualifier = rapid.SampledFrom([]consensus.Qualifier{consensus.Exactly, consensus.AtLeast, consensus.About}).Draw(t, "qualifier")
		f.Candidate = rapid.SampledFrom([]consensus.Key{"mark-rutte", "kaja-kallas"}).Draw(t, "candidate")
		if rapid.IntRange(0, 5).Draw(t, "joins") == 0 {
			f = consensus.Fact{Kind: consensus.Accession, Member: rapid.SampledFrom([]consensus.Code{"UA", "GE"}).Draw(t, "member"), On: consensus.On(day)}
		}
		if n := len(list); n > 0 {
			target := rapid.IntRange(1, n).Draw(t, "target")
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0, 1:
				f = retracting(target, day)
			case 2:
				if list[target-1].Kind == f.Kind {
					f.Target = target
				}
			}
		}
		list = append(list, f)
	}
	return list
}

// The claims that a standing has are the newest of those that stand, the newest of all members
// is the last of those that are, and new are those that stood at no earlier point.
func TestLawClaimsAreRecounts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := counts(rt)
		book, race := fold(t, list...)
		point := func() consensus.Point {
			return consensus.Point{On: consensus.Day(20240301 + rapid.IntRange(0, 9).Draw(rt, "on")), Known: rapid.IntRange(0, len(list)).Draw(rt, "known")}
		}
		from, to := point(), point()
		to.Known = max(from.Known, to.Known)
		changes := race.Changes(from, to)
		for _, key := range []consensus.Key{"mark-rutte", "kaja-kallas"} {
			var stand []int
			for n := 1; n <= to.Known; n++ {
				if f := list[n-1]; f.Kind == consensus.ClaimKind && f.Candidate == key && f.On.Day <= to.On && book.StruckBy(n, to.Known) == 0 {
					stand = append(stand, n)
				}
			}
			all := race.Claims(key, to)
			ours := entries(all)
			slices.Sort(ours)
			if !slices.Equal(ours, stand) {
				rt.Fatalf("%s: %v stand, recounted %v", key, ours, stand)
			}
			tally, _ := changes.Is.Find(key)
			if newest := all[max(0, len(all)-consensus.NewestClaims):]; !slices.Equal(tally.Claims, newest) {
				rt.Fatalf("%s: %v are the newest, recounted %v", key, tally.Claims, newest)
			}
			var ofAll consensus.Claim
			var fresh []consensus.Claim
			old := entries(race.Claims(key, from))
			for _, c := range all {
				if c.All != (c.Qualifier != consensus.About && (c.Of == 0 || c.Of == c.Count) && c.Count == len(race.Members(consensus.Point{On: c.On.Day, Known: to.Known}))) {
					rt.Fatalf("%s: %+v", key, c)
				}
				if c.All {
					ofAll = c
				}
				if !slices.Contains(old, c.Entry) {
					fresh = append(fresh, c)
				}
			}
			if got, _ := tally.OfAll(); got != ofAll {
				rt.Fatalf("%s: of all is %+v, recounted %+v", key, got, ofAll)
			}
			var got []consensus.Claim
			for _, c := range changes.Claims {
				if c.Candidate.Key == key {
					got = c.List
				}
			}
			if !reflect.DeepEqual(got, fresh) {
				rt.Fatalf("%s: new are %v, recounted %v", key, got, fresh)
			}
		}
	})
}

func entries(claims []consensus.Claim) []int {
	var list []int
	for _, c := range claims {
		list = append(list, c.Entry)
	}
	return list
}

// What says the same as a report is found, whatever lies between, and nothing else.
func TestLawLikeIsWhatSaysTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		for i := range list {
			list[i].Source.Who = rapid.SampledFrom([]string{"", "an official", "a diplomat"}).Draw(rt, "who")
		}
		book, race := fold(t, list...)
		for known := range len(list) + 1 {
			f := rapid.SampledFrom(append(list, stance("HU", consensus.Leans, 20240301, consensus.Reported))).Draw(rt, "report")
			var want []int
			for n := 1; n <= known && f.Kind == consensus.StanceKind; n++ {
				if list[n-1].Same(f) && book.StruckBy(n, known) == 0 {
					want = append(want, n)
				}
			}
			if got := race.Like(f, known); !slices.Equal(got, want) {
				rt.Fatalf("known #%d: like %+v are %v, recounted %v", known, f, got, want)
			}
		}
	})
}

// What is recent is kept whole, and of many the last: as long as it is of the same minutes.
func TestRecent(t *testing.T) {
	var list []consensus.Fact
	for i := range 300 {
		f := consensus.Fact{Kind: consensus.Note, Candidate: "mark-rutte", Text: fmt.Sprint("fact ", i)}
		list = append(list, f, retracting(len(list)+1, 20240301))
	}
	book := consensus.NewBook(bodies.Shipped())
	for _, e := range ledger(list...) { // a minute after one another
		if err := book.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	recent := book.Recent()
	if first, last := recent[0], recent[len(recent)-1]; len(recent) != 6 || last.Text != "fact 299" || last.Recorded.Sub(first.Recorded) > consensus.Together {
		t.Errorf("%d are recent, from #%d to #%d", len(recent), first.Number, last.Number)
	}
	book = consensus.NewBook(bodies.Shipped())
	for _, e := range ledger(list...) {
		e.Recorded = noon
		if err := book.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	if recent := book.Recent(); len(recent) != 256 || recent[255].Number != 599 {
		t.Errorf("of one moment %d are recent", len(recent))
	}
}
