package form

import (
	"testing"

	"natobot/commands/answer"
	"natobot/commands/lexicon/lexicontest"
	"natobot/commands/press"
)

// A draft has what was read, each part marked as a guess, and the words that it was read from.
func TestDrafted(t *testing.T) {
	lex := lexicontest.Article()
	read := func(text string) answer.Draft { return Drafted(press.Read(lex, lex.Today, text)[0]) }
	d := read("Poland backs Rutte, a Polish diplomat told Reuters.")
	for field, want := range map[answer.Field]string{
		answer.FieldMember: "PL", answer.FieldCandidate: "mark-rutte", answer.FieldPosition: "backs", answer.FieldVia: "diplomat",
		answer.FieldWho: "", answer.FieldOutlet: "Reuters", answer.FieldQuote: "", answer.FieldOn: "2024-02-23",
	} {
		if d.Values[field] != want {
			t.Errorf("%s: %q, want %q", field, d.Values[field], want)
		}
	}
	if d.Words != "Poland backs Rutte" || len(d.Guessed) != len(d.Values) || d.Verb != "stance" {
		t.Error(d)
	}
	claim := read("All allies but Hungary and Turkey back Rutte.")
	if claim.Verb != "claim" || claim.Values[answer.FieldCount] != "29" || claim.Values[answer.FieldOf] != "31" || claim.Values[answer.FieldMissing] != "HU, TR" {
		t.Error(claim)
	}
	if empty := read("Rutte lands in Ankara."); empty.Words != "" || len(empty.Values) != 1 {
		t.Error(empty)
	}
}
