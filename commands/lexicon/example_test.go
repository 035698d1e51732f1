package lexicon_test

import (
	"testing"

	"natobot/commands/lexicon"
	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Examples of ours have people and members of the race, in the words of its candidates.
func TestExamples(t *testing.T) {
	set := bodies.Shipped()
	in := func(body *consensus.Body, candidates ...consensus.Candidate) *lexicon.Names {
		return lexicon.NewNames(lexicon.Vocabulary{Body: body, Members: body.Members, Candidates: candidates})
	}
	eu, three := set.Find("eu"), &consensus.Body{Key: "three", Members: []consensus.Member{{Code: "PE", Name: "Peru"}, {Code: "CL", Name: "Chile"}}}
	yoo := consensus.Candidate{Key: "yoo-myung-hee", Name: "Yoo Myung-hee", Country: "KR"}
	pact := consensus.Candidate{Key: "the-pact", Name: "The pact", Motion: true}
	tests := []struct {
		names         *lexicon.Names
		example, want string
	}{
		{lexicon.NewNames(lexicontest.Article()), "stance Poland backs Rutte via spokesperson", "stance Poland backs Rutte via spokesperson"},
		{in(set.Find("nato")), "stance Poland backs Rutte", "stance Poland backs Rutte"},
		{in(set.Find("wto"), yoo), "claim Rutte about 20 of 31", "claim Yoo about 20 of 166"},
		{in(set.Find("osce")), "stance Poland backs Rutte", "stance Poland backs NAME"},
		{in(eu, pact), "stance Türkiye holdout Rutte if", `stance Bulgaria held up "The pact" if`},
		{in(three, yoo), "stance Hungary won't block Rutte by", "stance Chile won't block Yoo by"},
		{in(three, pact), "stance Poland leans Rutte until", `stance Peru announced "The pact" until`},
		{in(three), "candidate Mark Rutte of Netherlands declared", "candidate NAME of COUNTRY declared"},
		{in(three, yoo), `race open 2034 "T" incumbent "Mark Rutte"`, `race open 2034 "T" incumbent "Yoo"`},
	}
	for _, test := range tests {
		if got := test.names.Example(test.example); got != test.want {
			t.Errorf("%s: got %s, want %s", test.example, got, test.want)
		}
	}
}
