package commands_test

import (
	"strings"
	"testing"

	"natobot/commands/answer"
)

// What a status keeps behind a button in Slack stands whole in a terminal, and the button brings
// it: of the same day, by the same knowledge, in the same race.
func TestStatusFoldsWhatIsAskedForSeldom(t *testing.T) {
	d, _ := seeded(t)
	do(d, "candidate Kallas withdrawn")
	for question, wants := range map[string][]string{
		"status":                  {"All members: Slovenia", "Out of the race: Kaja Kallas"},
		"status Rutte":            {"All members: Slovenia"},
		"status on 2024-02-22":    {"All members: Slovenia"},
		"status known 2024-02-23": {"All members: Slovenia", "Out of the race: Kaja Kallas"},
		"status race 2024":        {"All members: Slovenia"},
	} {
		reply, folded := do(d, question), map[string]answer.Folded{}
		for _, s := range reply.Sections {
			if f, is := s.(answer.Folded); is {
				folded[f.Action.Label] = f
			}
		}
		for _, want := range wants {
			label, name, _ := strings.Cut(want, ": ")
			f := folded[label]
			behind := do(d, f.Action.Command)
			if inside := (answer.Reply{Sections: f.Sections}).Plain(); !strings.Contains(inside, name) || !strings.Contains(reply.Plain(), inside[1:]) {
				t.Errorf("%s: no %s in %q", question, name, inside)
			}
			if behind.Outcome != answer.Answered || !strings.Contains(behind.Plain(), name) {
				t.Errorf("%s: `%s` does not bring %s:\n%s", question, f.Action.Command, name, behind.Plain())
			}
		}
	}
}
