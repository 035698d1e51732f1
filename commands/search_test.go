package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"natobot/commands"
	"natobot/commands/answer"
)

// A search shows a page, and a button for the next: every entry once, the newest first.
func TestSearchPages(t *testing.T) {
	d, _ := seeded(t)
	ask := func(key, text string) answer.Reply {
		return d.Do(context.Background(), commands.Request{Key: key, User: commands.User{ID: "UBEN"}, Text: text})
	}
	const notes = 45
	for i := range notes {
		if r := ask(fmt.Sprint("note ", i), fmt.Sprintf("note Hungary \"The zebra's stripe %d\"", i)); r.Outcome != answer.Recorded {
			t.Fatal(r.Plain())
		}
	}
	text, next := `search "zebra's stripe"`, notes-1
	for page := 0; text != ""; page++ {
		r := ask("", text)
		list := r.Sections[0].(answer.List)
		if want := min(20, next+1); len(list.Items) != want {
			t.Fatalf("page %d has %d entries, want %d", page, len(list.Items), want)
		}
		for _, line := range list.Items {
			if !strings.Contains(line.Plain(), fmt.Sprintf("stripe %d ", next)) {
				t.Errorf("page %d has %q where stripe %d should be", page, line.Plain(), next)
			}
			next--
		}
		text = ""
		for _, a := range r.Actions {
			if a.Label == "Older" {
				text = a.Command
			}
		}
	}
	if next != -1 {
		t.Errorf("the last %d are not shown", next+1)
	}
}
