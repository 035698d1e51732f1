package commands_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
)

// Drafts reads with the names that the ledger knows now, and by the desk's own calendar.
func TestDraftsOfTheDesk(t *testing.T) {
	d, c := seeded(t)
	read := func(text string, at time.Time) answer.Draft {
		m := answer.Message{Text: text}
		if !at.IsZero() {
			m.At = at.Unix()
		}
		return d.Drafts(context.Background(), commands.Request{User: commands.User{ID: "UANNA"}}, m)[0]
	}
	late := time.Date(2024, 2, 20, 23, 30, 0, 0, time.UTC) // already the 21st in Brussels
	if got := read("Poland backs Rutte", late).Values; got[answer.FieldOn] != "2024-02-21" || got[answer.FieldMember] != "PL" {
		t.Error(got)
	}
	if got := read("Poland backs Rutte", time.Time{}).Values; got[answer.FieldOn] != "2024-02-23" {
		t.Error("a message without a time:", got)
	}
	if got := read("Poland backs Rutte", c.at.AddDate(1, 0, 0)).Values; got[answer.FieldOn] != "2024-02-23" {
		t.Error("a message from ahead of today:", got)
	}
	if got := read("Romania backs Iohannis", late).Values; got[answer.FieldCandidate] != "" {
		t.Error("nobody named him yet:", got)
	}
	for text, want := range map[string]string{
		"NOT FOR PUBLICATION: Poland backs Rutte": answer.DeskOnly, "Poland backs Rutte, a minister said (off the record).": answer.DeskOnly,
		"Poland backs Rutte. He said it on the record, for publication.": "", "Embargoed until 18:00, do not publish before: Poland backs Rutte": "",
	} {
		if draft := read(text, late); draft.Values[answer.FieldPrint] != want || slices.Contains(draft.Guessed, answer.FieldPrint) != (want != "") {
			t.Errorf("%s: %v", text, draft)
		}
	}
	before := exported(t, d, "jsonl")
	do(d, "candidate Klaus Iohannis of Romania declared on 2024-02-22")
	if got := read("Romania backs Iohannis", late).Values; got[answer.FieldCandidate] != "klaus-iohannis" {
		t.Error(got)
	}
	do(d, "undo")
	if len(exported(t, d, "jsonl")) < len(before) {
		t.Error("the ledger shrank")
	}
}
