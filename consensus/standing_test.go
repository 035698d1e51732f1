package consensus_test

import (
	"testing"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

func TestStanding(t *testing.T) {
	const (
		backs    = consensus.Backs
		opposes  = consensus.Opposes
		holdout  = consensus.Holdout
		none     = consensus.Undeclared
		reported = consensus.Reported
	)
	tests := []struct {
		name  string
		facts []consensus.Fact
		on    consensus.Day
		known int
		want  string
	}{
		{"one report", []consensus.Fact{stance("DE", backs, 20240222, reported)}, 20240223, 1, "backs DE"},
		{"a report of a later day is not yet true", []consensus.Fact{stance("DE", backs, 20240222, reported)}, 20240221, 1, ""},
		{"a report not yet known", []consensus.Fact{stance("DE", backs, 20240222, reported)}, 20240223, 0, ""},
		{
			"I3: a late report of an old stance does not override a newer one",
			[]consensus.Fact{stance("HU", backs, 20240618, reported), stance("HU", opposes, 20240301, reported)},
			20240620, 2, "backs HU",
		},
		{
			"but it tells what was true then",
			[]consensus.Fact{stance("HU", backs, 20240618, reported), stance("HU", opposes, 20240301, reported)},
			20240401, 2, "opposes HU",
		},
		{
			"and what the ledger said then",
			[]consensus.Fact{stance("HU", backs, 20240618, reported), stance("HU", opposes, 20240301, reported)},
			20240401, 1, "",
		},
		{
			"of one day the later recording counts",
			[]consensus.Fact{stance("HU", opposes, 20240301, reported), stance("HU", holdout, 20240301, reported)},
			20240301, 2, "holdout HU",
		},
		{
			"a retracted entry does not count",
			[]consensus.Fact{stance("HU", opposes, 20240301, reported), retracting(1, 20240302)},
			20240302, 2, "",
		},
		{
			"it did count before the retraction was known",
			[]consensus.Fact{stance("HU", opposes, 20240301, reported), retracting(1, 20240302)},
			20240302, 1, "opposes HU",
		},
		{
			"a retracted retraction gives the entry back",
			[]consensus.Fact{stance("HU", opposes, 20240301, reported), retracting(1, 20240302), retracting(2, 20240302)},
			20240302, 3, "opposes HU",
		},
		{
			"a correction replaces",
			[]consensus.Fact{stance("HU", opposes, 20240301, reported), correcting(1, stance("SK", opposes, 20240301, reported))},
			20240302, 2, "opposes SK",
		},
		{
			"a correction keeps its place among the entries of its day",
			[]consensus.Fact{
				stance("HU", opposes, 20240301, reported), stance("HU", holdout, 20240301, reported),
				correcting(1, stance("HU", opposes, 20240301, consensus.Spokesperson)),
			},
			20240302, 3, "holdout HU",
		},
		{
			"a correction of a correction keeps it too",
			[]consensus.Fact{
				stance("HU", opposes, 20240301, reported), stance("HU", holdout, 20240301, reported),
				correcting(1, stance("HU", opposes, 20240301, consensus.Spokesperson)),
				correcting(3, stance("HU", backs, 20240301, consensus.Spokesperson)),
			},
			20240302, 4, "holdout HU",
		},
		{
			"a correction that was corrected does not bring the original back",
			[]consensus.Fact{
				stance("HU", opposes, 20240310, reported),
				correcting(1, stance("HU", opposes, 20240301, reported)),
				correcting(2, stance("HU", holdout, 20240301, reported)),
			},
			20240311, 3, "holdout HU",
		},
		{
			"a retracted correction does",
			[]consensus.Fact{
				stance("HU", opposes, 20240310, reported), correcting(1, stance("HU", holdout, 20240310, reported)), retracting(2, 20240311),
			},
			20240311, 3, "opposes HU",
		},
		{
			"I4: a declared silence takes a backing back",
			[]consensus.Fact{stance("PL", backs, 20240222, reported), stance("PL", none, 20240301, reported)},
			20240302, 2, "",
		},
		{
			"what a country says before it joins is kept",
			[]consensus.Fact{stance("SE", backs, 20240222, reported)},
			20240306, 1, "",
		},
		{
			"and counts from the day it joins",
			[]consensus.Fact{stance("SE", backs, 20240222, reported)},
			20240307, 1, "backs SE",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, race := fold(t, tt.facts...)
			if got := at(race, tt.on, tt.known); got != tt.want {
				t.Errorf("on %v known #%d:\n got %q\nwant %q", tt.on, tt.known, got, tt.want)
			}
		})
	}
}

// F5: two reports of one day on one member are both kept, and the conflict shows.
func TestContested(t *testing.T) {
	book, race := fold(t,
		stance("HU", consensus.Opposes, 20240301, consensus.Reported),
		stance("HU", consensus.Holdout, 20240301, consensus.Official),
		stance("PL", consensus.Backs, 20240301, consensus.Official),
		stance("PL", consensus.Backs, 20240301, consensus.Spokesperson),
		stance("TR", consensus.Holdout, 20240301, consensus.Official),
		correcting(5, stance("TR", consensus.Opposes, 20240301, consensus.Spokesperson)),
	)
	tally, _ := race.Standing(consensus.Point{On: 20240302, Known: book.Last()}).Find("mark-rutte")
	want := map[consensus.Code]bool{"HU": true, "PL": false, "TR": false}
	for _, s := range tally.Stances {
		if s.Contested != want[s.Member] {
			t.Errorf("%s contested: got %t, want %t", s.Member, s.Contested, want[s.Member])
		}
	}
}

func TestConsensus(t *testing.T) {
	everyone := func(p consensus.Position, via consensus.Attribution) []consensus.Fact {
		var facts []consensus.Fact
		for _, m := range bodies.NATO().On(20240620) {
			facts = append(facts, stance(m.Code, p, 20240620, via))
		}
		return facts
	}
	tests := []struct {
		name           string
		facts          []consensus.Fact
		plain, strict  bool
		missing, onRec int
	}{
		{"all back on the record", everyone(consensus.Backs, consensus.Spokesperson), true, true, 0, 32},
		{"all back, on officials' word", everyone(consensus.Backs, consensus.Official), true, false, 0, 0},
		{"all accept", everyone(consensus.Accepts, consensus.OnRecord), true, false, 0, 0},
		{"all lean", everyone(consensus.Leans, consensus.OnRecord), false, false, 32, 0},
		{
			"one holds out",
			append(everyone(consensus.Backs, consensus.OnRecord), stance("HU", consensus.Holdout, 20240621, consensus.OnRecord)),
			false, false, 1, 31,
		},
		{"nobody has spoken", []consensus.Fact{rutte(consensus.Declared, 20240222)}, false, false, 32, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			book, race := fold(t, tt.facts...)
			tally, ok := race.Standing(consensus.Point{On: 20240701, Known: book.Last()}).Find("mark-rutte")
			if !ok {
				t.Fatal("no tally")
			}
			if tally.Consensus() != tt.plain || tally.StrictConsensus() != tt.strict {
				t.Errorf("consensus %t strict %t, want %t %t", tally.Consensus(), tally.StrictConsensus(), tt.plain, tt.strict)
			}
			if got := len(tally.Missing()); got != tt.missing {
				t.Errorf("missing %d, want %d", got, tt.missing)
			}
			if got := len(tally.OnRecord()); got != tt.onRec {
				t.Errorf("on record %d, want %d", got, tt.onRec)
			}
		})
	}
}

func TestCandidates(t *testing.T) {
	kallas := consensus.Fact{
		Kind: consensus.Candidacy, Candidate: "kaja-kallas", Name: "Kaja Kallas", Country: "EE",
		Status: consensus.Interested, On: consensus.On(20240222),
	}
	out := rutte(consensus.Withdrawn, 20240401)
	out.Name, out.Country = "", ""
	_, race := fold(t, rutte(consensus.Declared, 20240222), kallas, out)

	before := race.Standing(consensus.Point{On: 20240301, Known: 3}).Tallies
	if got := before[0].Candidate; got.Name != "Mark Rutte" || got.Status != consensus.Declared || got.Entry != 1 {
		t.Errorf("before he withdrew: %+v", got)
	}
	after := race.Standing(consensus.Point{On: 20240402, Known: 3}).Tallies
	if after[0].Candidate.Name != "Kaja Kallas" {
		t.Errorf("a live candidate stands before one who withdrew: got %s first", after[0].Candidate.Name)
	}
	if got := after[1].Candidate; got.Name != "Mark Rutte" || got.Country != "NL" || got.Status != consensus.Withdrawn {
		t.Errorf("a new status keeps name and country: %+v", got)
	}
	if got := race.Statuses("mark-rutte", 3); len(got) != 2 {
		t.Errorf("statuses %v, want two", got)
	}
	if n := len(race.Standing(consensus.Point{On: 20240402, Known: 1}).Tallies); n != 1 {
		t.Errorf("known at #1: %d candidates, want 1", n)
	}
}

// A name has no day, and stays when the entry that gave it is struck.
func TestNameOfWhoeverIsSpokenOf(t *testing.T) {
	b, race := fold(t, stance("HU", consensus.Opposes, 20240220, consensus.OnRecord), rutte(consensus.Declared, 20240222), retracting(2, 20240223))
	for _, tt := range []struct {
		name string
		at   consensus.Point
		want consensus.Candidate
	}{
		{"before they were a candidate", consensus.Point{On: 20240221, Known: 2}, consensus.Candidate{Name: "Mark Rutte", Country: "NL"}},
		{"after the entry was struck", consensus.Point{On: 20240224, Known: b.Last()}, consensus.Candidate{Name: "Mark Rutte", Country: "NL"}},
		{"before it was recorded", consensus.Point{On: 20240224, Known: 1}, consensus.Candidate{Name: "mark-rutte"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Key = "mark-rutte"
			tally, _ := race.Standing(tt.at).Find("mark-rutte")
			if tally.Candidate != tt.want {
				t.Errorf("got %+v, want %+v", tally.Candidate, tt.want)
			}
		})
	}
}

// Whom the Council decided on comes first, whatever the count.
func TestDecidedComesFirst(t *testing.T) {
	kallas := consensus.Fact{Kind: consensus.Candidacy, Candidate: "kaja-kallas", Name: "Kaja Kallas", Status: consensus.Appointed, On: consensus.On(20240626)}
	b, race := fold(t, rutte(consensus.Declared, 20240222), stance("DE", consensus.Backs, 20240222, consensus.Official), kallas)
	if first := race.Standing(consensus.Point{On: 20240701, Known: b.Last()}).Tallies[0].Candidate.Name; first != "Kaja Kallas" {
		t.Errorf("%s comes first", first)
	}
}

func TestClaimsNameNobody(t *testing.T) {
	book, race := fold(t, rutte(consensus.Declared, 20240222), consensus.Fact{
		Kind: consensus.ClaimKind, Candidate: "mark-rutte", Qualifier: consensus.About, Count: 20, Of: 31,
		On: consensus.On(20240222), Source: consensus.Source{Via: consensus.Reported},
	})
	tally, _ := race.Standing(consensus.Point{On: 20240223, Known: book.Last()}).Find("mark-rutte")
	if len(tally.Claims) != 1 || tally.Claims[0].Count != 20 || tally.Claims[0].Of != 31 {
		t.Errorf("claims: %+v", tally.Claims)
	}
	if n := tally.Count(consensus.Undeclared); n != 31 {
		t.Errorf("a claim of 20 left %d members undeclared, want all 31", n)
	}
}
