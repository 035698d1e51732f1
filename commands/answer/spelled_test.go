package answer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"natobot/commands/answer"
)

func TestSpelled(t *testing.T) {
	said := func(command string) answer.Reply {
		return answer.Reply{
			Title:    "Write " + command + " status, not https://example.org/nato or /natobot.",
			Sections: []answer.Section{answer.Paragraph{Text: answer.Marked("`" + command + " undo`")}, answer.List{Items: []answer.Line{{{Text: command}}}}},
			Actions:  []answer.Action{{Label: command + " undo", Command: "note Rutte \"said /nato help\""}},
			Notices:  []answer.Notice{{User: "U1", Reply: answer.Reply{Title: command + " history"}}},
		}
	}
	before := said("/nato")
	if diff := cmp.Diff(said("/wto"), answer.Spelled(before, "/wto")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(said("/nato"), before); diff != "" {
		t.Errorf("the answer itself changed:\n%s", diff)
	}
	if diff := cmp.Diff(before, answer.Spelled(before, "")); diff != "" {
		t.Errorf("without another name:\n%s", diff)
	}
}
