package consensus_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

func TestCodes(t *testing.T) {
	set := consensus.CodesOf([]consensus.Code{"TR", "HU", "SK", "HU"})
	if set != "HU,SK,TR" || set.Len() != 3 || !set.Has("SK") || set.Has("S") || consensus.Codes("").Len() != 0 || consensus.CodesOf(nil) != "" {
		t.Error(set, set.List())
	}
	text, err := json.Marshal(set)
	if err != nil || string(text) != `["HU","SK","TR"]` {
		t.Error(string(text), err)
	}
	var back consensus.Codes
	if err := json.Unmarshal(text, &back); err != nil || back != set {
		t.Error(back, err)
	}
	for _, damaged := range []string{`["SK","HU"]`, `["HU","HU"]`, `["HU,SK"]`, `[""]`, `"HU,SK"`, `[1]`, `{}`} {
		if err := json.Unmarshal([]byte(damaged), &back); err == nil {
			t.Errorf("%s is read as %q", damaged, back)
		}
	}
}

// count is a claim of all but some, about a day.
func count(day consensus.Day, n, of int, missing ...consensus.Code) consensus.Fact {
	return consensus.Fact{
		Kind: consensus.ClaimKind, Candidate: "mark-rutte", Qualifier: consensus.Exactly, Count: n, Of: of,
		Missing: consensus.CodesOf(missing), On: consensus.On(day), Source: consensus.Source{Via: consensus.Reported},
	}
}

func TestClaimsOfAll(t *testing.T) {
	for name, tt := range map[string]struct {
		claim consensus.Fact
		all   bool
	}{
		"31 of 31 while there were 31": {count(20240301, 31, 31), true},
		"31, of how many unsaid":       {count(20240301, 31, 0), true},
		"31 of 31 after Sweden joined": {count(20240307, 31, 31), false},
		"32 of 32 before it joined":    {count(20240306, 32, 32), false},
		"31 of 32":                     {count(20240307, 31, 32), false},
		"none of a claim without one":  {count(20240301, 0, 0), false},
		"all, and one left out":        {count(20240301, 31, 31, "HU"), false},
	} {
		_, race := fold(t, tt.claim)
		got, _ := race.Standing(consensus.Point{On: 20240310, Known: 1}).Find("mark-rutte")
		if len(got.Claims) != 1 || got.Claims[0].All != tt.all {
			t.Errorf("%s: %+v", name, got.Claims)
		}
		vague := tt.claim
		for q, all := range map[consensus.Qualifier]bool{consensus.About: false, consensus.Over: false, consensus.AtLeast: tt.all} {
			vague.Qualifier = q
			_, race := fold(t, vague)
			got, _ := race.Standing(consensus.Point{On: 20240310, Known: 1}).Find("mark-rutte")
			if got.Claims[0].All != all {
				t.Errorf("%s %s: %+v", q, name, got.Claims[0])
			}
		}
	}
}

// A claim is set against the ledger of its own day, by all that is known.
func TestLawRivalsAreARecount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		day := consensus.Day(20240301 + rapid.IntRange(0, 9).Draw(rt, "about"))
		out := rapid.SliceOfNDistinct(rapid.SampledFrom([]consensus.Code{"DE", "FR", "HU", "SE", "TR", "US"}), 1, 6, rapid.ID[consensus.Code]).Draw(rt, "missing")
		claimed := rapid.IntRange(20, 32).Draw(rt, "count")
		list = append(list, count(day, claimed, 0, out...))
		_, race := fold(t, list...)
		tally, ok := race.Standing(consensus.Point{On: 20240320, Known: len(list)}).Find("mark-rutte")
		if !ok || len(tally.Claims) != 1 {
			rt.Fatal(tally)
		}
		got, ok := race.Rival("mark-rutte", tally.Claims[0], len(list))
		p := consensus.Point{On: day, Known: len(list)}
		whole := claimed+len(out) == len(race.Members(p))
		if !ok || got.Whole != whole {
			rt.Fatal(got, ok)
		}
		var theirs, left []consensus.Code
		for _, m := range race.Members(p) {
			position, _, _ := recount(list, m.Code, "mark-rutte", p)
			agrees := position == consensus.Backs || position == consensus.Accepts
			switch missing := slices.Contains(out, m.Code); {
			case missing && agrees:
				left = append(left, m.Code)
			case whole && !missing && !agrees:
				theirs = append(theirs, m.Code)
			}
		}
		if !slices.Equal(members(got.Theirs), theirs) || !slices.Equal(members(got.Left), left) {
			rt.Fatal(members(got.Theirs), theirs, members(got.Left), left)
		}
	})
}

func members(stances []consensus.Stance) []consensus.Code {
	var codes []consensus.Code
	for _, s := range stances {
		codes = append(codes, s.Member)
	}
	return codes
}

// Consensus by our count has lasted since the first of the days, back from the day asked
// about, on all of which every member of today agrees.
func TestLawConsensusSince(t *testing.T) {
	reached := 0
	rapid.Check(t, func(rt *rapid.T) {
		var list []consensus.Fact
		for _, m := range bodies.NATO().On(20240315) {
			list = append(list, stance(m.Code, consensus.Accepts, 20240301, consensus.Reported))
		}
		base := len(list)
		for _, f := range facts(rt) {
			if f.Target != 0 {
				f.Target += base
			}
			if f.Kind == consensus.StanceKind && rapid.IntRange(0, 3).Draw(rt, "agree") > 0 {
				f.Position = consensus.Backs
			}
			list = append(list, f)
		}
		book := consensus.NewBook(bodies.Shipped())
		for _, e := range ledger(list...) {
			if err := book.Apply(e); err != nil {
				rt.Skip(err) // a target that moved among the first reports
			}
		}
		race := book.Current(book.Last())
		p := consensus.Point{On: 20240310, Known: rapid.IntRange(base, len(list)).Draw(rt, "known")}
		tally, _ := race.Standing(p).Find("mark-rutte")
		got := race.Outcome("mark-rutte", p).Agreed
		if (got.Entry != 0) != tally.Consensus() {
			rt.Fatal(got, tally.Consensus())
		}
		if got.Entry == 0 {
			return
		}
		reached++
		since := p.On
		for day := p.On; day >= 20240301; day = day.Add(-1) {
			for _, m := range race.Members(p) {
				if s, _ := race.Stance("mark-rutte", m.Code, consensus.Point{On: day, Known: p.Known}); !s.Position.Agrees() {
					day = 0
					break
				}
			}
			if day == 0 {
				break
			}
			since = day
		}
		if got.Since.Day != since || !got.Position.Agrees() {
			rt.Fatalf("since %s by %+v, not %s", got.Since.Day, got, since)
		}
	})
	if reached < 5 {
		t.Error("consensus was hardly ever reached:", reached)
	}
}

// The decision and taking office have the day of the first report that still holds.
func TestDecided(t *testing.T) {
	is := func(s consensus.Status, day consensus.Day) consensus.Fact {
		return consensus.Fact{Kind: consensus.Candidacy, Candidate: "mark-rutte", Name: "Mark Rutte", Status: s, On: consensus.On(day)}
	}
	strike := func(target int) consensus.Fact { return consensus.Fact{Kind: consensus.Retraction, Target: target} }
	for name, tt := range map[string]struct {
		facts             []consensus.Fact
		appointed, office int // entries
	}{
		"nothing":                       {[]consensus.Fact{is(consensus.PutForward, 20240301)}, 0, 0},
		"appointed, and said again":     {[]consensus.Fact{is(consensus.Appointed, 20240302), is(consensus.Appointed, 20240303)}, 1, 0},
		"both":                          {[]consensus.Fact{is(consensus.Appointed, 20240302), is(consensus.InOffice, 20240305)}, 1, 2},
		"in office alone":               {[]consensus.Fact{is(consensus.InOffice, 20240305)}, 0, 1},
		"recorded the other way around": {[]consensus.Fact{is(consensus.InOffice, 20240305), is(consensus.Appointed, 20240302)}, 2, 1},
		"a hoax, taken back":            {[]consensus.Fact{is(consensus.Appointed, 20240302), strike(1), is(consensus.Appointed, 20240306)}, 3, 0},
		"withdrawn since":               {[]consensus.Fact{is(consensus.Appointed, 20240302), is(consensus.Withdrawn, 20240305)}, 0, 0},
		"of a later day":                {[]consensus.Fact{is(consensus.Appointed, 20240302), is(consensus.InOffice, 20240311)}, 1, 0},
	} {
		_, race := fold(t, tt.facts...)
		appointed, office := race.Decided("mark-rutte", consensus.Point{On: 20240310, Known: len(tt.facts)})
		if appointed.Entry != tt.appointed || office.Entry != tt.office {
			t.Errorf("%s: %+v, %+v", name, appointed, office)
		}
	}
}
