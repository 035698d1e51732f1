package grammar

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"natobot/commands/lexicon"
	"natobot/commands/lexicon/lexicontest"
)

// A question mark asks and never records: whatever records without one does not with one.
func TestAQuestionMarkNeverRecords(t *testing.T) {
	recorded := 0
	for _, line := range fixtureLines(t) {
		if u, err := UnderstandNames(articleNames, line); err != nil || !u.Records {
			continue
		}
		recorded++
		for _, mark := range []string{" ?", " ??", " ？", " ?!"} {
			u, err := UnderstandNames(articleNames, line+mark)
			if u.Records && err == nil || u.Command == "digest" && u.Sub == "now" {
				t.Errorf("%q records: %s", line+mark, described(u))
			}
			if c := CommandNamed(u.Command); err == nil && c.Name == "" {
				t.Errorf("%q is understood as no command: %s", line+mark, described(u))
			}
		}
	}
	if recorded < 60 {
		t.Errorf("only %d lines record", recorded)
	}
}

// Every topic of a plain question is a command that reads.
func TestTopicsOfQuestionsAreCommands(t *testing.T) {
	for _, list := range plainQuestions[1:] {
		if c := CommandNamed(list.Word); c.Name == "" || c.Records {
			t.Errorf("%s is no command that reads", list.Word)
		}
	}
	if _, err := Understand(lexicontest.Article(), "what is there?"); err == nil {
		t.Error("a question about nothing is answered")
	}
}

// What is passed over changes nothing: no phrase of another list has such a word in it.
func TestEmptyWordsAreInNoPhrase(t *testing.T) {
	lists := slices.Concat(phrasesOf(lexicon.Positions()), phrasesOf(lexicon.Attributions()), phrasesOf(lexicon.Statuses()), phrasesOf(lexicon.Qualifiers()))
	for _, list := range function {
		if list.Word != "empty" {
			lists = append(lists, list.Phrases)
		}
	}
	for _, list := range lists {
		for word := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ' ' || r == ',' }) {
			if lexicon.Contains(emptyWords, word) {
				t.Errorf("%q is passed over, and stands in %q", word, list)
			}
		}
	}
}

// Each question that help gives as an example is answered by the command that it stands under, and
// with a question mark or without.
func TestQuestionsInPlainWords(t *testing.T) {
	for _, c := range Commands() {
		for _, question := range c.Asked {
			for _, text := range []string{question, strings.TrimSuffix(question, "?"), "/nato " + question} {
				u, err := UnderstandNames(articleNames, text)
				if err != nil || u.Command != c.Name || u.Records {
					t.Errorf("%q is understood as %s: %v", text, described(u), err)
				}
			}
		}
	}
	for question, want := range map[string]Understood{
		"where does Hungary stand?":                 {Command: "member", Member: "HU"},
		"does Poland support Rutte?":                {Command: "member", Member: "PL"},
		"who is against Kallas?":                    {Command: "missing", Candidate: "kaja-kallas"},
		"what did Orban say?":                       {Command: "search", Words: []string{"Orban"}},
		"what did Viktor Orban's office say?":       {Command: "search", Words: []string{"Viktor", "Orban"}},
		"search \"an apology\" Orbán before #12":    {Command: "search", Words: []string{"an apology", "Orbán"}, Target: 12},
		"search what is missing? here":              {Command: "search", Words: []string{"what", "is", "missing"}, Here: true},
		"search https://example.org/a before — #9!": {Command: "search", Words: []string{"https://example.org/a"}, Target: 9},
	} {
		u, err := UnderstandNames(articleNames, question)
		u.Role = 0
		if diff := cmp.Diff(want, u); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", question, err, diff)
		}
	}
	for _, question := range []string{"why is the sky blue?", "how is the weather?", "will it rain?", "what?"} {
		u, err := UnderstandNames(articleNames, question)
		if err == nil || !strings.Contains(err.Error(), "can answer") {
			t.Errorf("%q is understood as %s: %v", question, described(u), err)
		}
	}
	if _, err := UnderstandNames(articleNames, "search …"); err == nil {
		t.Error("a search for nothing is understood")
	}
}
