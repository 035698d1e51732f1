package blockkit

import (
	"testing"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// A button says which entry it means, whatever that says, and where there is none it is the
// command alone.
func TestButtonsSayWhichEntryTheyMean(t *testing.T) {
	for _, a := range []answer.Action{
		{Label: "Undo", Command: "retract #29 because \"undone\"", Of: answer.Ref{Entry: 29, Hash: "0123abcd", Says: "Poland backs Mark Rutte, asking for “@7 deadbeef”"}},
		{Label: "Correct", Command: "correct #9", Of: answer.Ref{Entry: 9, Hash: "0123abcd"}},
		{Label: "Record a stance", Command: "stance"},
		{Label: "Try", Command: "note Rutte \"a\n@b\""},
	} {
		value := buttons([]answer.Action{a}, "")[0].(*slack.ButtonBlockElement).Value
		if command, of := Pressed(value); command != a.Command || of != a.Of {
			t.Errorf("%q is read as %q, %+v", value, command, of)
		}
	}
	torn := answer.Ref{Entry: 9, Hash: "0123abcd", Says: "two\nlines"}
	value := buttons([]answer.Action{{Label: "Undo", Command: "undo", Of: torn}}, "")[0].(*slack.ButtonBlockElement).Value
	if _, of := Pressed(value); of.Says != "two lines" || of.Entry != 9 {
		t.Errorf("%q is read as %+v", value, of)
	}
}
