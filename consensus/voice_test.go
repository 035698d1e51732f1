package consensus_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// trade is a body in which one member speaks for others: for the UK until 31 January 2020, for
// Croatia from 1 July 2013 on.
func trade(t testing.TB) bodies.Set {
	t.Helper()
	body, err := bodies.Read("trade.txt", `key: trade
name: Trade
decider: its council
post: Director
race: Director of Trade
rule: All agree.
member | joined | name | voice
HR | 2000-11-30 | Croatia | EU 2013-07-01
EU | 1995-01-01 | European Union |
FR | 1995-01-01 | France | EU 1995-01-01
JP | 1995-01-01 | Japan |
GB | 1995-01-01 | United Kingdom | EU 1995-01-01 2020-01-31
`)
	if err != nil {
		t.Fatal(err)
	}
	return append(bodies.Shipped(), bodies.Roster{Body: body})
}

// inTrade gives the race of some facts in that body, which is opened with #1.
func inTrade(t testing.TB, facts ...consensus.Fact) *consensus.Race {
	t.Helper()
	opening := consensus.Fact{Kind: consensus.Opening, Name: "Director", Terms: &consensus.Terms{Body: "trade"}}
	b := consensus.NewBook(trade(t))
	for _, e := range ledger(append([]consensus.Fact{opening}, facts...)...) {
		if err := b.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return b.Current(b.Last())
}

func TestVoice(t *testing.T) {
	race := inTrade(t,
		stance("EU", consensus.Backs, 20191201, consensus.OnRecord),
		stance("FR", consensus.Holdout, 20191120, consensus.Official),
		stance("EU", consensus.Opposes, 20200210, consensus.Spokesperson),
		retracting(3, 20200211),
	)
	for _, tt := range []struct {
		on    consensus.Day
		known int
		want  string
	}{
		{20191201, 2, "backs HR EU FR GB"},
		{20191201, 3, "backs HR EU GB; holdout FR"}, // a word of its own goes before, though older
		{20191130, 3, "holdout FR"},
		{20200131, 3, "backs HR EU GB; holdout FR"},
		{20200201, 3, "backs HR EU; holdout FR"}, // the UK has left, with no word of its own
		{20200210, 4, "holdout FR; opposes HR EU"},
		{20200210, 5, "opposes HR EU FR"}, // its own was taken back
	} {
		if got := at(race, tt.on, tt.known); got != tt.want {
			t.Errorf("on %v known #%d: %q, want %q", tt.on, tt.known, got, tt.want)
		}
	}
	p := consensus.Point{On: 20191201, Known: 2}
	tally, _ := race.Standing(p).Find("mark-rutte")
	if got := codes(tally.OnRecord()); got != "HR EU FR GB" {
		t.Errorf("on the record: %s", got)
	}
	for _, s := range tally.In(consensus.Backs) {
		if own := s.Member == "EU"; s.Entry != 2 || (s.With == "") != own || !own && s.With != "EU" {
			t.Errorf("traced to %+v", s)
		}
	}
	if run := slices.Collect(race.Run("mark-rutte", "GB", p)); len(run) != 1 || run[0].Entry != 2 {
		t.Errorf("the UK's run is %+v", run)
	}
}

// What members do with their voice is one change and one milestone; the UK's leaving is its own.
func TestVoiceMovesTogether(t *testing.T) {
	race := inTrade(t,
		stance("EU", consensus.Backs, 20191201, consensus.OnRecord),
		stance("EU", consensus.Opposes, 20200210, consensus.OnRecord),
	)
	for _, tt := range []struct {
		from, to consensus.Day
		moved    string
		lost     string
	}{
		{20191130, 20191201, "EU undeclared backs [HR FR GB]", ""},
		{20200131, 20200201, "GB backs undeclared []", "GB"},
		{20200201, 20200210, "EU backs opposes [HR FR]", "EU"},
	} {
		from, to := consensus.Point{On: tt.from, Known: 3}, consensus.Point{On: tt.to, Known: 3}
		var moved, lost []string
		for _, c := range race.Changes(from, to).Stances {
			moved = append(moved, fmt.Sprint(c.To.Member, " ", c.From.Position, " ", c.To.Position, " ", c.With))
		}
		for _, m := range race.Milestones(from, to) {
			if m.Kind == consensus.BackingLost {
				lost = append(lost, string(m.From.Member))
			}
		}
		if got := strings.Join(moved, "; "); got != tt.moved || strings.Join(lost, " ") != tt.lost {
			t.Errorf("to %v: %s, lost %s", tt.to, got, lost)
		}
	}
}

// Every number is a recount of the entries and of the rule, at every point.
func TestLawVoiceIsARecount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		for i := range list { // the members of the one body for those of the other
			list[i].Member = map[consensus.Code]consensus.Code{"DE": "EU", "FR": "FR", "HU": "HR", "SE": "JP", "TR": "GB"}[list[i].Member]
			list[i].On.Day = consensus.Day(20200129).Add(int(list[i].On.Day - 20240301))
			if list[i].Target != 0 {
				list[i].Target++
			}
		}
		race := inTrade(t, list...)
		all := append([]consensus.Fact{{Kind: consensus.Opening}}, list...)
		p := consensus.Point{On: rapid.SampledFrom([]consensus.Day{20200130, 20200131, 20200201, 20200207}).Draw(rt, "on"), Known: rapid.IntRange(1, len(all)).Draw(rt, "known")}
		for _, tally := range race.Standing(p).Tallies {
			for _, s := range tally.Stances {
				position, entry, _ := recount(all, s.Member, tally.Candidate.Key, p)
				speaks := slices.Contains([]consensus.Code{"HR", "FR"}, s.Member) || s.Member == "GB" && p.On <= 20200131
				if entry == 0 && speaks {
					position, entry, _ = recount(all, "EU", tally.Candidate.Key, p)
				}
				if s.Position != position || s.Entry != entry {
					rt.Fatalf("%s on %v: %v #%d, recounted %v #%d", s.Member, p.On, s.Position, s.Entry, position, entry)
				}
			}
		}
		race.Outcome("mark-rutte", p)
		race.Milestones(consensus.Point{On: 20200130, Known: 1}, p)
	})
}

// Entries of one race change no byte of another's answers, whatever its body.
func TestLawRacesDoNotTouch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		own, other := facts(rt), facts(rt)
		alone, beside := consensus.NewBook(trade(t)), consensus.NewBook(trade(t))
		apply := func(b *consensus.Book, race string, f consensus.Fact, shift int) {
			if f.Target != 0 {
				f.Target += shift
			}
			e := consensus.Entry{Number: b.Last() + 1, Race: race, Recorder: "ben", Recorded: noon.Add(time.Duration(b.Last()) * time.Minute), Fact: f}
			if err := b.Apply(e); err != nil {
				rt.Fatal(err)
			}
		}
		opening := consensus.Fact{Kind: consensus.Opening, Name: "x", Terms: &consensus.Terms{Body: rapid.SampledFrom([]string{"", "trade"}).Draw(rt, "body")}}
		apply(alone, "2020", opening, 0)
		apply(beside, "2020", opening, 0)
		for _, f := range other {
			apply(alone, "2020", f, 1)
			apply(beside, "2020", f, 1)
		}
		n := alone.Last()
		for _, f := range own {
			apply(beside, "2024", f, n)
		}
		before, _ := alone.Race("2020")
		after, _ := beside.Race("2020")
		told := func(r *consensus.Race, from, to consensus.Point) string {
			s, c := r.Standing(to), r.Changes(from, to)
			return fmt.Sprintf("%+v %+v %+v %+v %+v", s.Members, s.Tallies, c.Stances, c.Struck, r.Contested(s))
		}
		for range 3 {
			on := consensus.Day(20240301 + rapid.IntRange(0, 10).Draw(rt, "on"))
			from := consensus.Point{On: 20240301, Known: rapid.IntRange(0, n).Draw(rt, "from")}
			a := told(before, from, consensus.Point{On: on, Known: n})
			if b := told(after, from, consensus.Point{On: on, Known: beside.Last()}); a != b {
				rt.Fatalf("without the other race\n%s\nwith it\n%s", a, b)
			}
		}
	})
}
