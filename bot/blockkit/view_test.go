package blockkit

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"natobot/commands/answer"
)

// compact gives a value as JSON.
func compact(v any) string {
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	_ = out.Encode(v)
	return b.String()
}

func TestInputs(t *testing.T) {
	tests := []struct {
		name, want string
		in         answer.Input
	}{
		{"a day", `"type":"datepicker","action_id":"on","initial_date":"2024-02-22"`, answer.Input{Field: "on", Kind: answer.Date, Value: "2024-02-22"}},
		{"a day that is none stays as it was typed", `"type":"plain_text_input","action_id":"on","initial_value":"Feb 2024"`, answer.Input{Field: "on", Kind: answer.Date, Value: "Feb 2024"}},
		{"a link", `"type":"url_text_input","action_id":"link","initial_value":"https://x.eu/?a=1&b=2"`, answer.Input{Field: "link", Kind: answer.Link, Value: "https://x.eu/?a=1&b=2"}},
		{"a link that is none stays as it was typed", `"initial_value":"x.eu"`, answer.Input{Field: "link", Kind: answer.Link, Value: "x.eu"}},
		{"a number", `"type":"number_input","is_decimal_allowed":false,"action_id":"count","initial_value":"20"`, answer.Input{Field: "count", Kind: answer.Number, Value: "20"}},
		{"a number that is none stays as it was typed", `"initial_value":"twenty"`, answer.Input{Field: "count", Kind: answer.Number, Value: "twenty"}},
		{"what is longer than allowed stays", `"max_length":5`, answer.Input{Field: "who", Kind: answer.ShortText, Value: "abcde", Max: 3}},
		{"no value among the options is one", `"initial_option":{"text":{"type":"plain_text","text":"Somebody new","emoji":false},"value":"-"}`, answer.Input{Field: "candidate", Options: []answer.Option{{Label: "Somebody new"}, {Value: "mark-rutte", Label: "Mark Rutte"}}}},
		{"a choice between nothing is no input", `nothing to choose`, answer.Input{Field: "candidate", Label: "Candidate"}},
		{"a choice that decides on others is told at once", `"dispatch_action":true`, answer.Input{Field: "member", Label: "x", Options: []answer.Option{{Value: "PL", Label: "Poland"}}, Reshapes: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := compact(Input(tt.in, "b:1")); !strings.Contains(got, tt.want) {
				t.Errorf("got %s, want %s in it", got, tt.want)
			}
		})
	}
}

func TestButtonsAmongSections(t *testing.T) {
	reply := answer.Reply{Title: "Entries"}
	for i := range 60 {
		reply.Sections = append(reply.Sections,
			answer.Paragraph{Text: text(fmt.Sprintf("entry %d %s", i, strings.Repeat("word ", 60)))},
			answer.Buttons{Actions: []answer.Action{{Label: "Correct", Command: fmt.Sprintf("correct #%d", i)}, {Label: "None"}}})
	}
	messages := Messages(reply, "history")
	keeps(t, reply, messages)
	buttons := 0
	for _, m := range messages {
		if len(m.Blocks) > 50 {
			t.Errorf("%d blocks", len(m.Blocks))
		}
		buttons += strings.Count(compact(m.Blocks), `"accessibility_label":"Correct #`)
	}
	if buttons != 60 {
		t.Errorf("%d buttons", buttons)
	}
	row := answer.Buttons{}
	for i := range 30 {
		row.Actions = append(row.Actions, answer.Action{Label: fmt.Sprint("Member ", i), Command: fmt.Sprint("member ", i)})
	}
	if got := blocks(row); len(got) != 2 {
		t.Errorf("30 buttons in %d rows", len(got))
	}
	if got := blocks(answer.Buttons{}); len(got) != 0 {
		t.Errorf("no buttons in %d rows", len(got))
	}
}
