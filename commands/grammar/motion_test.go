package grammar_test

import (
	"testing"

	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/commands/lexicon/lexicontest"
	"natobot/consensus"
)

// A motion has words of its own for the positions of the scale and for the statuses, and they are
// written as they were typed.
func TestMotions(t *testing.T) {
	lex := lexicontest.Article()
	lex.Candidates = append(lex.Candidates, consensus.Candidate{Key: "finlands-accession", Name: "Finland's accession", Motion: true})
	for _, tt := range []struct {
		text     string
		position consensus.Position
		stage    consensus.Stage
		status   consensus.Status
	}{
		{text: `stance Hungary ratified "Finland's accession"`, position: consensus.Backs},
		{text: `stance Hungary ratified Finland's accession`, position: consensus.Backs},
		{text: `stance Hungary approved by parliament "Finland's accession"`, position: consensus.Leans, stage: consensus.Approved},
		{text: `stance Hungary signed "Finland's accession" via official`, position: consensus.Leans, stage: consensus.Signed},
		{text: `stance Hungary announced "Finland's accession" by "Viktor Orbán"`, position: consensus.Leans, stage: consensus.Announced},
		{text: `stance Türkiye held up "Finland's accession" if "a vote"`, position: consensus.Holdout},
		{text: `stance Türkiye blocked "Finland's accession" by "Somebody"`, position: consensus.Opposes},
		{text: `candidate "Finland's accession" in force`, status: consensus.InOffice},
		{text: `candidate "Finland's accession" adopted`, status: consensus.Appointed},
		{text: `candidate "The accession of Sweden" motion tabled`, status: consensus.PutForward},
	} {
		u, err := grammar.Understand(lex, tt.text)
		if err != nil {
			t.Error(tt.text, err)
			continue
		}
		again, err := grammar.Understand(lex, grammar.Write(lexicon.NewNames(lex), u))
		for _, f := range []consensus.Fact{u.Fact, again.Fact} {
			if f.Position != tt.position || f.Stage != tt.stage || f.Status != tt.status || f.Motion != (f.Kind == consensus.Candidacy) {
				t.Errorf("%s, written %s: %+v, %v", tt.text, grammar.Write(lexicon.NewNames(lex), u), f, err)
			}
		}
	}
	for _, text := range []string{
		`stance Hungary accepts "Finland's accession"`, `stance Hungary ratified Rutte`, `candidate "Finland's accession" ruled out`,
		`candidate "The accession of Sweden" motion of Sweden tabled`,
	} {
		if u, err := grammar.Understand(lex, text); err == nil {
			t.Errorf("%s: %+v", text, u.Fact)
		}
	}
}

// Where a race is about one motion alone, a report need not name it, and may name it by the member that
// it is about; its words are understood before it is named. Where there are two, it is asked about.
func TestTheOneMotionNeedNotBeNamed(t *testing.T) {
	lex := lexicontest.Article()
	finland := consensus.Candidate{Key: "finlands-accession", Name: "Finland’s accession", Motion: true}
	lex.Candidates = []consensus.Candidate{finland}
	for _, text := range []string{
		"stance Canada ratified", "stance Canada ratified Finland on 20 Feb", "stance Denmark, Iceland and Norway ratified via official",
		"stance Canada has signed", "stance Canada blocks Finland by \"Somebody\"", "stance Finland ratified accession",
	} {
		if u, err := grammar.Understand(lex, text); err != nil || u.Fact.Candidate != finland.Key || u.Fact.Position == consensus.Undeclared {
			t.Error(text, u.Fact, err)
		}
	}
	if u, err := grammar.Understand(lex, "who has not ratified?"); err != nil || u.Command != "missing" {
		t.Error(u, err)
	}
	if u, err := grammar.Understand(lex, "Canada ratified"); err == nil || len(u.Try) != 1 || u.Try[0] != "stance Canada ratified" {
		t.Error(u.Try, err)
	}
	lex.Candidates = append(lex.Candidates, consensus.Candidate{Key: "swedens-accession", Name: "Sweden's accession", Motion: true})
	if u, err := grammar.Understand(lex, "stance Canada ratified"); err == nil || u.Fact.Candidate != "" {
		t.Error("of two motions one was taken:", u.Fact)
	}
	if u, err := grammar.Understand(lex, "stance Canada ratified Sweden"); err != nil || u.Fact.Candidate != "swedens-accession" {
		t.Error(u.Fact, err)
	}
	lex.Candidates[0] = consensus.Candidate{Key: "mark-rutte", Name: "Mark Rutte", Country: "NL"}
	if u, err := grammar.Understand(lex, "stance Canada backs Rutte"); err != nil || u.Fact.Candidate != "mark-rutte" {
		t.Error("beside a motion, a person:", u.Fact, err)
	}
}
