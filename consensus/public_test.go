package consensus_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// What is public of a ledger is what it would be if nothing had been recorded that is for the
// desk only, nor what strikes, mends, repeats or settles that.
func TestPublicIsAsIfTheDeskKeptSilent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := facts(t)
		var whole []consensus.Fact
		var open []consensus.Entry // of the whole ledger, those that are said in public
		at := make([]int, len(said)+1)
		for i, f := range said {
			whole = append(whole, whispered(t, whole)...)
			f.Target = at[f.Target]
			whole = append(whole, f)
			at[i+1] = len(whole)
		}
		whole = append(whole, whispered(t, whole)...)
		entries := ledger(whole...)
		for i, f := range said {
			e := entries[at[i+1]-1]
			e.Number, e.Fact = i+1, f
			open = append(open, e)
		}
		got, err := consensus.Public(entries)
		if err != nil {
			t.Fatal(err)
		}
		want, err := consensus.Public(open)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v\n%v\nwant\n%v", err, got, want)
		}
		book := consensus.NewBook(bodies.Shipped())
		for _, e := range got {
			if err := book.Apply(e); err != nil || e.DeskOnly || e.Recorder != "" {
				t.Fatal(err, e)
			}
		}
	})
}

// whispered draws what is for the desk only, behind what was said before, and what tells of it.
func whispered(t *rapid.T, before []consensus.Fact) (list []consensus.Fact) {
	for range rapid.IntRange(0, 3).Draw(t, "whispers") {
		f := consensus.Fact{
			Kind: consensus.StanceKind, Member: "PL", Candidate: rapid.SampledFrom([]consensus.Key{"mark-rutte", "secret"}).Draw(t, "of"),
			Position: consensus.Backs, On: consensus.On(20240304), DeskOnly: true,
		}
		all := slices.Concat(before, list)
		target := slices.IndexFunc(all, func(f consensus.Fact) bool { return f.DeskOnly && f.Kind == consensus.StanceKind }) + 1
		switch kind := rapid.IntRange(0, 5).Draw(t, "whisper"); {
		case kind == 0:
			f = consensus.Fact{Kind: consensus.Candidacy, Candidate: "secret", Name: "A Secret", Status: consensus.Mooted, On: f.On, DeskOnly: true}
		case kind == 1 && target != 0:
			f = consensus.Fact{Kind: consensus.Retraction, Target: target, On: f.On}
		case kind == 2 && target != 0:
			f.Target = target
		case kind == 3 && target != 0:
			f = consensus.Fact{Kind: consensus.Echo, Target: target, On: f.On}
		case kind == 4 && target != 0:
			f = consensus.Fact{Kind: consensus.Settling, Target: target, On: f.On}
		}
		list = append(list, f)
	}
	return list
}

// What becomes of a report whose last word is the desk's, and of one that is let out.
func TestPublicGoesByTheLastWord(t *testing.T) {
	spain := stance("ES", consensus.Backs, 20240301, consensus.Official)
	secret := spain
	secret.DeskOnly = true
	leans := stance("ES", consensus.Leans, 20240301, consensus.Official)
	unnamed := consensus.Fact{Kind: consensus.Candidacy, Candidate: "mark-rutte", Name: "Mark Rutte", Status: consensus.Mooted, On: spain.On, DeskOnly: true}
	cases := map[string]struct {
		facts []consensus.Fact
		want  string
	}{
		"said in public":                         {[]consensus.Fact{spain}, "1 stance backs"},
		"for the desk only":                      {[]consensus.Fact{secret}, ""},
		"taken back to the desk":                 {[]consensus.Fact{spain, correcting(1, secret)}, ""},
		"taken back, and that undone":            {[]consensus.Fact{spain, correcting(1, secret), retracting(2, 20240301)}, "1 stance backs"},
		"let out":                                {[]consensus.Fact{secret, correcting(1, leans)}, "1 stance leans"},
		"taken back and let out":                 {[]consensus.Fact{spain, correcting(1, secret), correcting(2, leans)}, "1 stance backs, 2 stance leans of 1"},
		"withdrawn":                              {[]consensus.Fact{spain, retracting(1, 20240301)}, "1 stance backs, 2 retraction undeclared of 1"},
		"withdrawn, of the desk":                 {[]consensus.Fact{secret, retracting(1, 20240301)}, ""},
		"of somebody the desk alone knows of":    {[]consensus.Fact{unnamed, spain}, ""},
		"of somebody who is named in public now": {[]consensus.Fact{unnamed, spain, rutte(consensus.Declared, 20240302)}, "1 stance backs, 2 candidacy undeclared"},
		"the desk's own affairs": {
			[]consensus.Fact{{Kind: consensus.Granting, Grant: &consensus.Grant{User: "UANNA", Role: consensus.Editor}}, spain}, "1 stance backs",
		},
	}
	for name, c := range cases {
		list, err := consensus.Public(ledger(c.facts...))
		var got []string
		for _, e := range list {
			words := fmt.Sprintf("%d %s %s", e.Number, e.Kind, e.Position)
			if e.Target != 0 {
				words += fmt.Sprintf(" of %d", e.Target)
			}
			got = append(got, words)
		}
		if err != nil || strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, %q, want %q", name, err, got, c.want)
		}
	}
}
