package commands_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"natobot/commands"
	"natobot/commands/answer"
)

// An answer to status is kept until it could be another one.
func TestKeptAnswers(t *testing.T) {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	l := opened(t, c)
	d, other := newDesk(t, l, c), newDesk(t, l, c)
	seed(t, d)
	first := ask(d, "T1", "U1", "status")
	if again := ask(d, "T2", "U2", "status"); !first.Cached || &again.Sections[0] != &first.Sections[0] || cmp.Diff(first, again) != "" {
		t.Fatalf("asked again, it is made anew: %s", again.Plain())
	}
	last := first
	differs := func(what string, got answer.Reply) {
		t.Helper()
		if got.Outcome != answer.Answered || &got.Sections[0] == &last.Sections[0] {
			t.Errorf("%s: the same again: %s", what, got.Plain())
		}
		last = got
	}
	differs("another text", ask(d, "T3", "U1", "status Rutte"))
	differs("a guest in an open channel, who may not record", func() answer.Reply {
		ask(d, "T4", commands.Operator, "access guests on in <#C1|desk>")
		return d.Do(t.Context(), commands.Request{Key: "T5", User: commands.User{ID: "U9", Outsider: true}, Channel: "C1", Text: "status"})
	}())
	ask(d, "T6", "U1", "stance Poland backs Rutte")
	differs("something was recorded", ask(d, "T7", "U1", "status"))
	ask(other, "T8", "U1", "stance Spain backs Rutte")
	differs("another program recorded something", ask(d, "T9", "U1", "status"))
	c.at = c.at.AddDate(0, 0, 1)
	differs("the next day", ask(d, "T10", "U1", "status"))
	if fresh := ask(newDesk(t, l, c), "T11", "U1", "status"); fresh.Plain() != last.Plain() {
		t.Errorf("kept:\n%s\nfresh:\n%s", last.Plain(), fresh.Plain())
	}
	if got := d.Do(t.Context(), commands.Request{Key: "T12", User: commands.User{ID: "U9", Outsider: true}, Channel: "C2", Text: "status"}); got.Outcome != answer.Refused {
		t.Errorf("S9: a guest elsewhere reads %s", got.Plain())
	}
}
