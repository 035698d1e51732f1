package grammar

import (
	"slices"
	"strings"
	"testing"

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
