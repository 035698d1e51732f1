package localslack_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

const reader = localslack.ReaderID

// silence is the answer of an app that gives none.
type silence struct{}

// app connects one that hands out what it hears of views and answers submissions.
func (d *desk) app(answer func(slack.InteractionCallback) any) chan slack.InteractionCallback {
	d.t.Helper()
	heard := make(chan slack.InteractionCallback, 16)
	d.raw(func(f frame) any {
		ack := map[string]any{"envelope_id": f.EnvelopeID}
		if f.Type != "interactive" {
			return ack
		}
		var got slack.InteractionCallback
		if err := json.Unmarshal(f.Payload, &got); err != nil {
			d.t.Errorf("slack-go does not understand %s: %v", f.Payload, err)
		}
		heard <- got
		if submission := got.Type == slack.InteractionTypeViewSubmission; f.Accepts != submission {
			d.t.Errorf("a %s accepts an answer: %v", got.Type, f.Accepts)
		}
		switch said := answer(got).(type) {
		case silence:
			return nil
		case string:
			ack["payload"] = json.RawMessage(said)
		}
		return ack
	})
	return heard
}

func nothing(slack.InteractionCallback) any { return nil }

func (d *desk) trigger() string {
	return d.Command(reader, localslack.DeskID, "/nato", "record").TriggerID
}

// form is a dialog of those blocks, with a button that submits it.
func form(blocks string, more ...string) string {
	return `{"type":"modal","callback_id":"form","title":{"type":"plain_text","text":"A form"},` +
		`"submit":{"type":"plain_text","text":"Review"},"blocks":[` + blocks + `]` + strings.Join(more, "") + `}`
}

func field(block, element string, more ...string) string {
	return `{"type":"input","block_id":"` + block + `","label":{"type":"plain_text","text":"Label"},"element":` + element +
		strings.Join(more, "") + `}`
}

func textField(block string, more ...string) string {
	return field(block, `{"type":"plain_text_input","action_id":"typed"`+strings.Join(more, "")+`}`)
}

func (d *desk) view(method, body string) map[string]any {
	d.t.Helper()
	_, got := d.post("/api/views."+method, botToken, body)
	return got
}

// opens opens a dialog and gives it.
func (d *desk) opens(view string) localslack.View {
	d.t.Helper()
	if got := d.view("open", `{"trigger_id":"`+d.trigger()+`","view":`+view+`}`); got["ok"] != true {
		d.t.Fatalf("opening %s: %v", view, got)
	}
	return d.top()
}

func (d *desk) top() localslack.View {
	d.t.Helper()
	open := d.Views(reader)
	if len(open) == 0 {
		d.t.Fatal("no dialog is open")
	}
	return open[len(open)-1]
}

func TestViewIsToldAsSlackTellsIt(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		v := d.opens(form(textField("why"), `,"private_metadata":"kept"`))
		d.Fill(reader, v.ID, "why", "because <& it is>")
		d.Submit(reader, v.ID)
		got := (<-heard).View
		if got.ID != v.ID || got.TeamID != localslack.TeamID || got.AppID != localslack.AppID || got.BotID != localslack.BotID ||
			got.CallbackID != "form" || got.PrivateMetadata != "kept" ||
			got.Hash != v.Hash || got.RootViewID != v.ID || got.PreviousViewID != "" || got.Title.Text != "A form" {
			t.Errorf("the app hears of %+v", got)
		}
		if said := got.State.Values["why"]["typed"].Value; said != "because <& it is>" {
			t.Errorf("typed: %q", said)
		}
	})
}

// What is chosen has the shape of its kind, what is not chosen is null and not missing.
func TestStateHasTheShapeOfEachKind(t *testing.T) {
	options := `"options":[{"text":{"type":"plain_text","text":"Yes"},"value":"y"},{"text":{"type":"plain_text","text":"No"},"value":"n"}]`
	kinds := map[string]struct{ element, value, want, empty string }{
		"text":   {`{"type":"plain_text_input","action_id":"a"}`, "words", `{"type":"plain_text_input","value":"words"}`, `{"type":"plain_text_input","value":null}`},
		"url":    {`{"type":"url_text_input","action_id":"a"}`, "https://x.example", `{"type":"url_text_input","value":"https://x.example"}`, `{"type":"url_text_input","value":null}`},
		"number": {`{"type":"number_input","action_id":"a","is_decimal_allowed":false}`, "30", `{"type":"number_input","value":"30"}`, `{"type":"number_input","value":null}`},
		"date":   {`{"type":"datepicker","action_id":"a"}`, "2024-03-01", `{"selected_date":"2024-03-01","type":"datepicker"}`, `{"selected_date":null,"type":"datepicker"}`},
		"select": {`{"type":"static_select","action_id":"a",` + options + `}`, "No", `{"selected_option":{"text":{"text":"No","type":"plain_text"},"value":"n"},"type":"static_select"}`, `{"selected_option":null,"type":"static_select"}`},
	}
	for name, tc := range kinds {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				payloads := make(chan string, 1)
				d.raw(func(f frame) any {
					if f.Type == "interactive" {
						payloads <- string(f.Payload)
						return map[string]any{"envelope_id": f.EnvelopeID, "payload": map[string]any{"response_action": "errors", "errors": map[string]any{"b": "again"}}}
					}
					return map[string]any{"envelope_id": f.EnvelopeID}
				})
				v := d.opens(form(field("b", tc.element, `,"optional":true`)))
				d.Submit(reader, v.ID)
				if got := <-payloads; !strings.Contains(got, `{"b":{"a":`+tc.empty+`}}`) {
					t.Errorf("empty: %s", got)
				}
				if sent := d.Fill(reader, v.ID, "b", tc.value); sent != nil {
					t.Errorf("an input told the app unasked: %+v", sent.Acknowledged(t.Context()))
				}
				d.Submit(reader, v.ID)
				if got := <-payloads; !strings.Contains(got, `{"b":{"a":`+tc.want+`}}`) {
					t.Errorf("filled: %s", got)
				}
			})
		})
	}
}

// An input that keeps its block_id and action_id keeps what was typed, and its initial
// value says nothing; any other begins anew.
func TestUpdateKeepsWhatWasTyped(t *testing.T) {
	for name, tc := range map[string]struct{ blocks, block, want string }{
		"both ids the same":     {textField("why", `,"initial_value":"new"`), "why", "typed"},
		"further down":          {textField("more") + "," + textField("why"), "why", "typed"},
		"another block_id":      {textField("why-2", `,"initial_value":"new"`), "why-2", "new"},
		"another action_id":     {field("why", `{"type":"plain_text_input","action_id":"other","initial_value":"new"}`), "why", "new"},
		"another kind of input": {field("why", `{"type":"number_input","action_id":"typed","is_decimal_allowed":false,"initial_value":"7"}`), "why", "7"},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				d.app(nothing)
				v := d.opens(form(textField("why", `,"initial_value":"old"`)))
				if v.Value("why") != "old" {
					t.Errorf("begins with %q", v.Value("why"))
				}
				d.Fill(reader, v.ID, "why", "typed")
				if got := d.view("update", `{"view_id":"`+v.ID+`","view":`+form(tc.blocks)+`}`); got["ok"] != true {
					t.Fatal(got)
				}
				if got := d.top().Value(tc.block); got != tc.want || d.top().ID != v.ID {
					t.Errorf("after the update it says %q, want %q", got, tc.want)
				}
			})
		})
	}
}

func TestChoiceThatIsNoLongerOfferedIsDropped(t *testing.T) {
	choice := func(value string) string {
		return field("who", `{"type":"static_select","action_id":"a","options":[{"text":{"type":"plain_text","text":"`+value+`"},"value":"`+value+`"}]}`)
	}
	workspace(t, func(t *testing.T, d *desk) {
		d.app(nothing)
		v := d.opens(form(choice("HU")))
		d.Fill(reader, v.ID, "who", "HU")
		d.view("update", `{"view_id":"`+v.ID+`","view":`+form(choice("TR"))+`}`)
		if got := d.top().Value("who"); got != "" {
			t.Errorf("still chosen: %q", got)
		}
		if err := d.Fill(reader, v.ID, "who", "HU").Acknowledged(t.Context()); err == nil {
			t.Error("what is not offered was chosen")
		}
	})
}

func TestUpdateIsRefused(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.app(nothing)
		v := d.opens(form(textField("why")))
		update := func(which string) any {
			return d.view("update", `{`+which+`,"view":`+form(textField("why"))+`}`)["error"]
		}
		if got := update(`"view_id":"V0NONE"`); got != "not_found" {
			t.Errorf("an unknown view: %v", got)
		}
		if got := update(`"view_id":"` + v.ID + `","hash":"` + v.Hash + `"`); got != nil {
			t.Errorf("with the hash that it has: %v", got)
		}
		if got := update(`"view_id":"` + v.ID + `","hash":"` + v.Hash + `"`); got != "hash_conflict" {
			t.Errorf("with the hash that it had: %v", got)
		}
		home := `{"type":"home","blocks":[]}`
		if got := d.view("update", `{"view_id":"`+v.ID+`","view":`+home+`}`)["error"]; got != "invalid_arguments" {
			t.Errorf("a dialog made a Home: %v", got)
		}
		d.CloseView(reader, v.ID)
		if got := update(`"view_id":"` + v.ID + `"`); got != "not_found" {
			t.Errorf("a closed view: %v", got)
		}
	})
}
