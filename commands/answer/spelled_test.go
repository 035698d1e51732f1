package answer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"natobot/commands/answer"
)

func TestSpelled(t *testing.T) {
	said := func(command string) answer.Reply {
		return answer.Reply{
			Title:    "Write " + command + " status.",
			Sections: []answer.Section{answer.Paragraph{Text: answer.Marked("`" + command + " undo`")}, answer.List{Items: []answer.Line{{{Text: command}}}}},
			Actions:  []answer.Action{{Label: command + " undo", Command: "note Rutte"}},
			Notices:  []answer.Notice{{User: "U1", Reply: answer.Reply{Title: command + " history"}}},
		}
	}
	before := said(answer.Mark)
	for command, want := range map[string]string{"/wto": "/wto", "": answer.DefaultCommand} {
		if diff := cmp.Diff(said(want), answer.Spelled(before, command)); diff != "" {
			t.Errorf("as %q (-want +got):\n%s", command, diff)
		}
	}
	if diff := cmp.Diff(said(answer.Mark), before); diff != "" {
		t.Errorf("the answer itself changed:\n%s", diff)
	}
}

// What people wrote of another slash command is theirs.
func TestSpelledLeavesWhatPeopleWrote(t *testing.T) {
	for _, text := range []string{"https://example.org/nato", "They type /nato there.", "/natobot"} {
		if got := answer.Spelled(answer.Reply{Title: text}, "/wto").Title; got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}
