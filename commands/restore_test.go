package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"natobot/commands"
	"natobot/commands/answer"
)

// restored gives a desk on a ledger of other entries from #3 on, as after a backup was put back
// and people went on.
func restored(t *testing.T) (before, after *commands.Desk) {
	t.Helper()
	for i, d := range []**commands.Desk{&before, &after} {
		*d, _ = onMemory(t)
		ask(*d, "1", "UANNA", "stance Spain backs Rutte")
		if i == 0 {
			ask(*d, "2", "UANNA", "stance Poland backs Rutte")
			ask(*d, "3", "UBEN", "stance Poland leans Rutte")
		} else {
			ask(*d, "4", "UANNA", "stance Italy backs Rutte")
			ask(*d, "5", "UBEN", "stance Italy leans Rutte")
		}
	}
	return before, after
}

var cleo = commands.User{ID: "UCLEO", Admin: true}

// naming gives all buttons of a reply that are about an entry.
func naming(r answer.Reply) (list []answer.Action) {
	all := r.Actions
	for _, s := range r.Sections {
		if b, ok := s.(answer.Buttons); ok {
			all = append(all, b.Actions...)
		}
	}
	for _, a := range all {
		if strings.Contains(a.Command, "#") {
			list = append(list, a)
		}
	}
	return list
}

// A button of a ledger that was lost strikes, mends and settles nothing of the one in its place.
func TestAButtonOfALostEntry(t *testing.T) {
	before, after := restored(t)
	pressed := naming(before.Do(context.Background(), commands.Request{Key: "6", User: cleo, Text: "stance Poland holdout Rutte"}))
	pressed = append(pressed, naming(before.Do(context.Background(), commands.Request{Key: "7", User: cleo, Text: "status"}))...)
	pressed = append(pressed, naming(before.Home(context.Background(), commands.User{ID: "UANNA"}))...)
	pressed = append(pressed, naming(before.Home(context.Background(), cleo))...)
	verbs := map[string]bool{}
	for i, a := range pressed {
		verb, _, _ := strings.Cut(a.Command, " ")
		verbs[verb] = true
		if a.Of.Entry <= 2 { // they are the same in both
			continue
		}
		for name, of := range map[string]answer.Ref{"as it is": a.Of, "of an older natobot": {}} {
			req := commands.Request{Key: fmt.Sprint(i, name), User: cleo, Text: a.Command, Of: &of}
			form := after.Form(context.Background(), req, answer.Draft{Verb: "correct", Target: a.Of.Entry})
			if said := sectionsShown(form.Sections); len(form.Inputs) > 0 || !strings.Contains(said, "Nothing was recorded") && !strings.Contains(said, "There is no entry") {
				t.Errorf("%s, %s: a form opens, %s", a.Command, name, said)
			}
			if !strings.Contains(a.Command, " because ") && !strings.HasPrefix(a.Command, "settle") {
				continue // it opens a form
			}
			r := after.Do(context.Background(), req)
			said := r.Plain()
			if r.Outcome != answer.Refused || !strings.Contains(said, "Nothing was recorded") {
				t.Errorf("%s, %s: %s", a.Command, name, said)
			}
			if of.Entry == 4 && (!strings.Contains(said, "Poland leans towards Mark Rutte") || !strings.Contains(said, "now it is “Italy leans towards Mark Rutte”")) {
				t.Errorf("%s: %s", a.Command, said)
			}
		}
	}
	if len(verbs) != 3 {
		t.Errorf("there are buttons that %v", verbs)
	}
	if n := strings.Count(exported(t, after, "jsonl"), "\n"); n != 4 {
		t.Errorf("%d entries", n)
	}
	for _, text := range []string{"correct #4 accepts", "retract #3 because \"wrong\""} { // who types means what is there
		if r := after.Do(context.Background(), commands.Request{Key: text, User: cleo, Text: text}); r.Outcome != answer.Recorded {
			t.Error(r.Plain())
		}
	}
	again := before.Do(context.Background(), commands.Request{Key: "same", User: cleo, Text: pressed[0].Command, Of: &pressed[0].Of})
	if again.Outcome != answer.Recorded {
		t.Error(again.Plain())
	}
}

// A form that was open while a backup was put back records nothing of what it showed.
func TestAFormOfALostEntry(t *testing.T) {
	before, after := restored(t)
	mend := mending(before, "UBEN", 4, values{"via": "official"})
	review := before.Review(context.Background(), by("UBEN", ""), mend)
	s := after.Save(context.Background(), by("UBEN", "view:1"), mend, review.Seal)
	if s.Reply.Outcome != answer.Refused || !strings.Contains(s.Reply.Plain(), "now it is “Italy leans") {
		t.Error(s.Reply.Plain(), s.Stale)
	}
	draft := answer.Draft{Verb: "note", Values: values{"candidate": "mark-rutte", "text": "He rides a bicycle", "via": "reported", "on": "2024-02-22"}}
	review = before.Review(context.Background(), by("UBEN", ""), draft)
	if s = after.Save(context.Background(), by("UBEN", "view:2"), draft, review.Seal); s.Stale == nil {
		t.Fatalf("a review of another ledger was recorded: %s", s.Reply.Plain())
	}
	if s = after.Save(context.Background(), by("UBEN", "view:2"), draft, s.Stale.Seal); s.Reply.Outcome != answer.Recorded {
		t.Error(s.Reply.Plain())
	}
}
