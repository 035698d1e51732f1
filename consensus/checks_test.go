package consensus_test

import (
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

func checking(number int, of consensus.Fact, day consensus.Day) consensus.Fact {
	return consensus.Fact{Kind: consensus.CheckKind, Member: of.Member, Candidate: of.Candidate, Target: number, On: consensus.On(day)}
}

// A check renews the last word of the report that stood then, on both axes of time, and nothing else.
func TestACheckRenewsTheLastWordAlone(t *testing.T) {
	hungary := stance("HU", consensus.Holdout, 20240222, consensus.Diplomat)
	b, r := fold(t, rutte(consensus.PutForward, 20240220), hungary,
		checking(2, hungary, 20240310),                                // 3
		checking(2, hungary, 20240320),                                // 4
		retracting(4, 20240321),                                       // 5
		stance("HU", consensus.Opposes, 20240325, consensus.OnRecord), // 6
		retracting(6, 20240326),                                       // 7: what was checked stands again
		correcting(2, hungary),                                        // 8: and then does not
		retracting(8, 20240327),                                       // 9
	)
	for _, c := range []struct {
		on    consensus.Day
		known int
		word  consensus.Day
	}{
		{20240301, 9, 20240222},
		{20240310, 9, 20240310},
		{20240331, 2, 20240222},
		{20240331, 3, 20240310},
		{20240331, 4, 20240320},
		{20240331, 5, 20240310},
		{20240331, 6, 20240325},
		{20240331, 7, 20240310},
		{20240331, 8, 20240222},
		{20240331, 9, 20240310},
	} {
		s, _ := r.Stance("mark-rutte", "HU", consensus.Point{On: c.on, Known: c.known})
		if s.LastWord() != c.word {
			t.Errorf("on %s by #%d: the last word is of %s, want %s", c.on, c.known, s.LastWord(), c.word)
		}
		if c.known < 6 && (s.Since.Day != 20240222 || s.Via != consensus.Diplomat || s.Position != consensus.Holdout) {
			t.Errorf("a check changed the stance: %+v", s)
		}
	}
	before, after := consensus.Point{On: 20240309, Known: 2}, consensus.Point{On: 20240320, Known: 5}
	if c := r.Changes(before, after); !c.None() {
		t.Errorf("a check moved something: %+v", c)
	}
	if got := b.Checks(2, 9); len(got) != 1 || got[0] != 3 {
		t.Errorf("the checks that stand are %v", got)
	}
}

// A check of what is no stance of its member is a damaged ledger.
func TestACheckNeedsItsStance(t *testing.T) {
	hungary := stance("HU", consensus.Holdout, 20240222, consensus.Diplomat)
	of := hungary
	of.Member = "TR"
	for _, bad := range []consensus.Fact{checking(1, hungary, 20240301), checking(2, of, 20240301), checking(0, hungary, 20240301)} {
		b := consensus.NewBook(bodies.Shipped())
		var err error
		for _, e := range ledger(rutte(consensus.PutForward, 20240220), hungary, bad) {
			err = b.Apply(e)
		}
		if err == nil {
			t.Errorf("%+v was folded", bad)
		}
	}
}

// A member is stale from the thirtieth day without a word, while it is missing.
func TestStale(t *testing.T) {
	hungary := stance("HU", consensus.Holdout, 20240222, consensus.Diplomat)
	_, r := fold(t, rutte(consensus.PutForward, 20240220), hungary, stance("FR", consensus.Backs, 20240101, consensus.OnRecord), checking(2, hungary, 20240301))
	stale := func(on consensus.Day, known int) string {
		tally, _ := r.Standing(consensus.Point{On: on, Known: known}).Find("mark-rutte")
		return codes(tally.Stale(on))
	}
	for _, c := range []struct {
		on    consensus.Day
		known int
		want  string
	}{{20240322, 3, ""}, {20240323, 3, "HU"}, {20240330, 4, ""}, {20240331, 4, "HU"}} {
		if got := stale(c.on, c.known); got != c.want {
			t.Errorf("on %s by #%d: %q, want %q", c.on, c.known, got, c.want)
		}
	}
}

// A member has one follower at most; who follows it is as of the last word that stands.
func TestBeats(t *testing.T) {
	beat := func(user string, members consensus.Codes) consensus.Fact {
		return consensus.Fact{Kind: consensus.BeatKind, Beat: &consensus.Beat{User: user, Members: members}}
	}
	b, _ := fold(t, beat("UANNA", "FR,HU"), beat("UBEN", "HU,TR"), beat("", "FR"), retracting(2, 20240222))
	for known, want := range map[int]map[consensus.Code]string{
		1: {"FR": "UANNA", "HU": "UANNA"}, 2: {"FR": "UANNA", "HU": "UBEN", "TR": "UBEN"}, 3: {"HU": "UBEN", "TR": "UBEN"}, 4: {"HU": "UANNA"},
	} {
		got := b.Beats(known)
		if len(got) != len(want) {
			t.Errorf("by #%d: %v, want %v", known, got, want)
		}
		for code, user := range want {
			if got[code] != user {
				t.Errorf("by #%d: %v, want %v", known, got, want)
			}
		}
	}
}

// The last word of a stance, recounted entry by entry: its own day, or that of the last check of it
// that stands. Nothing else of the standing is otherwise than without any check.
func TestLawTheLastWordIsRecounted(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var list []consensus.Fact
		for range rapid.IntRange(1, 25).Draw(rt, "entries") {
			day := consensus.Day(20240301 + rapid.IntRange(0, 9).Draw(rt, "day"))
			f := stance("HU", rapid.SampledFrom(consensus.Positions()).Draw(rt, "position"), day, consensus.Reported)
			if n := len(list); n > 0 {
				target := rapid.IntRange(1, n).Draw(rt, "target")
				switch of := list[target-1]; {
				case rapid.Bool().Draw(rt, "report"):
				case of.Kind == consensus.StanceKind && rapid.Bool().Draw(rt, "check"):
					f = checking(target, of, day)
				default:
					f = retracting(target, day)
				}
			}
			list = append(list, f)
		}
		b, race := fold(t, list...)
		p := consensus.Point{On: consensus.Day(20240301 + rapid.IntRange(0, 9).Draw(rt, "on")), Known: rapid.IntRange(0, len(list)).Draw(rt, "known")}
		got, _ := race.Stance("mark-rutte", "HU", p)
		want := got.Since.Day
		for i, f := range list[:p.Known] {
			if f.Kind == consensus.CheckKind && f.Target == got.Entry && f.On.Day <= p.On && b.StruckBy(i+1, p.Known) == 0 {
				want = max(want, f.On.Day)
			}
		}
		if got.LastWord() != want {
			rt.Fatalf("the last word of #%d is of %s, recounted %s", got.Entry, got.LastWord(), want)
		}
		position, entry, contested := recount(list, "HU", "mark-rutte", p)
		if got.Position != position || got.Entry != entry || got.Contested != contested {
			rt.Fatalf("%v #%d contested %t, recounted %v #%d %t", got.Position, got.Entry, got.Contested, position, entry, contested)
		}
	})
}
