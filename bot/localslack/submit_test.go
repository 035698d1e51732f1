package localslack_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

// What Slack's own client refuses does not reach the app.
func TestIncompleteFormIsNotSent(t *testing.T) {
	number := `{"type":"number_input","action_id":"a","is_decimal_allowed":false,"min_value":"1","max_value":"32"}`
	for name, tc := range map[string]struct{ element, more, value, want string }{
		"empty":                {`{"type":"plain_text_input","action_id":"a"}`, "", "", "required"},
		"empty, optional":      {`{"type":"plain_text_input","action_id":"a"}`, `,"optional":true`, "", ""},
		"too short":            {`{"type":"plain_text_input","action_id":"a","min_length":3}`, "", "éé", "at least 3"},
		"long enough":          {`{"type":"plain_text_input","action_id":"a","min_length":3}`, "", "ééé", ""},
		"too long":             {`{"type":"plain_text_input","action_id":"a","max_length":3}`, "", "éééé", "at most 3"},
		"a word as a number":   {number, "", "many", "whole number"},
		"a part of a number":   {number, "", "1.5", "whole number"},
		"a number, too small":  {number, "", "0", "at least 1"},
		"a number, too large":  {number, "", "33", "at most 32"},
		"a number":             {number, "", "32", ""},
		"no URL":               {`{"type":"url_text_input","action_id":"a"}`, "", "natonieuws", "valid URL"},
		"a URL to run":         {`{"type":"url_text_input","action_id":"a"}`, "", "javascript:alert(1)", "valid URL"},
		"a URL":                {`{"type":"url_text_input","action_id":"a"}`, "", "https://nos.nl/a?b=c&d", ""},
		"a day that is none":   {`{"type":"datepicker","action_id":"a"}`, "", "2024-02-30", "valid date"},
		"a day":                {`{"type":"datepicker","action_id":"a"}`, "", "2024-02-29", ""},
		"malformed, optional":  {number, `,"optional":true`, "many", "whole number"},
		"nothing chosen":       {`{"type":"static_select","action_id":"a","options":[` + option("y") + `]}`, "", "", "required"},
		"a choice by its name": {`{"type":"static_select","action_id":"a","options":[` + option("y") + `]}`, "", "Y", ""},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				heard := d.app(nothing)
				v := d.opens(form(field("b", tc.element, tc.more)))
				d.Fill(reader, v.ID, "b", tc.value)
				err := d.Submit(reader, v.ID).Acknowledged(t.Context())
				if tc.want == "" {
					if err != nil || len(heard) != 1 {
						t.Errorf("refused: %v", err)
					}
					return
				}
				if err == nil || len(heard) > 0 || !strings.Contains(d.top().Errors["b"], tc.want) {
					t.Errorf("%v, shown %v, heard %d", err, d.top().Errors, len(heard))
				}
				if d.top().Value("b") != tc.value || d.top().Refused != 1 {
					t.Errorf("what was typed is lost: %q", d.top().Value("b"))
				}
			})
		})
	}
}

func option(value string) string {
	return `{"text":{"type":"plain_text","text":"` + strings.ToUpper(value) + `"},"value":"` + value + `"}`
}

func TestAnswerToASubmission(t *testing.T) {
	shown := func(views []localslack.View) string {
		var all []string
		for _, v := range views {
			all = append(all, v.Title+"/"+v.Value("why")+"/"+v.Errors["why"]+"/"+v.Trouble)
		}
		return strings.Join(all, " + ")
	}
	const trouble = "We had some trouble connecting. Try again?"
	other := strings.Replace(form(textField("why")), "A form", "Another", 1)
	for name, tc := range map[string]struct {
		answer any
		want   string
	}{
		"none":                   {silence{}, "A form/typed//" + trouble},
		"empty":                  {nil, ""},
		"errors":                 {`{"response_action":"errors","errors":{"why":"No."}}`, "A form/typed/No./"},
		"errors of no input":     {`{"response_action":"errors","errors":{"why":"No.","d":"No."}}`, "A form/typed//" + trouble},
		"errors without any":     {`{"response_action":"errors"}`, "A form/typed//" + trouble},
		"update":                 {`{"response_action":"update","view":` + other + `}`, "Another/typed//"},
		"update that is no view": {`{"response_action":"update","view":{"type":"modal"}}`, "A form/typed//" + trouble},
		"something else":         {`{"response_action":"close"}`, "A form/typed//" + trouble},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				looked := make(chan struct{})
				d.app(func(slack.InteractionCallback) any {
					<-looked
					return tc.answer
				})
				v := d.opens(form(textField("why") + `,{"type":"divider","block_id":"d"}`))
				d.Fill(reader, v.ID, "why", "typed")
				inv := d.Submit(reader, v.ID)
				if d.top().Waiting != 1 {
					t.Errorf("the button is not held: %d", d.top().Waiting)
				}
				close(looked)
				err := inv.Acknowledged(t.Context())
				if got := shown(d.Views(reader)); got != tc.want {
					t.Errorf("shown %q, want %q", got, tc.want)
				}
				if troubled := strings.Contains(tc.want, trouble); (err != nil) != troubled {
					t.Errorf("the invocation ended with %v", err)
				}
				for _, v := range d.Views(reader) {
					if v.Waiting != 0 {
						t.Errorf("%s still waits", v.Title)
					}
				}
			})
		})
	}
}

// After trouble the same dialog can be submitted again.
func TestSubmittedAgainAfterTrouble(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		answers := []any{silence{}, nil}
		d.app(func(slack.InteractionCallback) any {
			next := answers[0]
			answers = answers[1:]
			return next
		})
		v := d.opens(form(textField("why")))
		d.Fill(reader, v.ID, "why", "typed")
		if err := d.Submit(reader, v.ID).Acknowledged(t.Context()); !errors.Is(err, localslack.ErrNotAcknowledged) {
			t.Errorf("unanswered: %v", err)
		}
		if err := d.Submit(reader, v.ID).Acknowledged(t.Context()); err != nil || len(d.Views(reader)) != 0 {
			t.Errorf("the second time: %v, open %v", err, d.Views(reader))
		}
	})
}

func TestSubmitWithoutAnApp(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.app(nothing)
		v := d.opens(form(""))
		d.CloseSockets()
		d.await("the app to be gone", func() bool { return d.Connections() == 0 })
		if err := d.Submit(reader, v.ID).Acknowledged(t.Context()); !errors.Is(err, localslack.ErrNotAcknowledged) || d.top().Trouble == "" || d.top().Waiting != 0 {
			t.Errorf("%v, shown %+v", err, d.top())
		}
	})
}

// A person can press twice before the answer is there, and a delivery can come twice: the
// app hears each. S1.
func TestSubmittedTwiceAtOnce(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		other := strings.Replace(form(""), "A form", "Another", 1)
		heard := d.app(func(slack.InteractionCallback) any { return `{"response_action":"update","view":` + other + `}` })
		v := d.opens(form(""))
		first, second := d.Submit(reader, v.ID), d.Submit(reader, v.ID)
		for _, inv := range []*localslack.Invocation{first, second} {
			if err := inv.Acknowledged(t.Context()); err != nil {
				t.Error(err)
			}
		}
		if a, b := <-heard, <-heard; a.View.ID != b.View.ID || a.TriggerID == b.TriggerID {
			t.Errorf("heard %+v and %+v", a, b)
		}
		d.DuplicateEnvelopes(1)
		if err := d.Submit(reader, v.ID).Acknowledged(t.Context()); err != nil {
			t.Error(err)
		}
		<-heard
		<-heard
		if open := d.Views(reader); len(open) != 1 || open[0].Title != "Another" {
			t.Errorf("open: %+v", open)
		}
	})
}

// An answer that comes when the dialog is closed changes nothing.
func TestAnswerForAClosedDialog(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		var v localslack.View
		d.app(func(slack.InteractionCallback) any {
			d.CloseView(reader, v.ID)
			return `{"response_action":"update","view":` + form("") + `}`
		})
		v = d.opens(form(""))
		if err := d.Submit(reader, v.ID).Acknowledged(t.Context()); err != nil || len(d.Views(reader)) != 0 {
			t.Errorf("%v, open %v", err, d.Views(reader))
		}
	})
}

// An input tells the app of a change at once where dispatch_action asks for it; what
// stands outside input blocks always does.
func TestChangesAreTold(t *testing.T) {
	choice := `{"type":"static_select","action_id":"who","options":[` + option("hu") + `]}`
	for name, blocks := range map[string]string{
		"dispatch_action":  field("b", choice, `,"dispatch_action":true`),
		"among buttons":    `{"type":"actions","block_id":"b","elements":[` + choice + `]}`,
		"beside a section": `{"type":"section","block_id":"b","text":{"type":"mrkdwn","text":"t"},"accessory":` + choice + `}`,
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				heard := d.app(nothing)
				v := d.opens(form(blocks))
				inv := d.Fill(reader, v.ID, "b", "HU")
				if inv == nil {
					t.Fatal("nothing was sent")
				}
				if err := inv.Acknowledged(t.Context()); err != nil {
					t.Fatal(err)
				}
				got := <-heard
				action := got.ActionCallback.BlockActions[0]
				if got.Type != slack.InteractionTypeBlockActions || action.ActionID != "who" || action.BlockID != "b" ||
					action.SelectedOption.Value != "hu" || got.View.State.Values["b"]["who"].SelectedOption.Value != "hu" {
					t.Errorf("heard %+v", got)
				}
				if len(d.Views(reader)) != 1 {
					t.Error("the dialog closed")
				}
			})
		})
	}
}

func TestPressInAViewUnanswered(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.app(func(slack.InteractionCallback) any { return silence{} })
		v := d.opens(form(button("")))
		if err := d.PressIn(reader, v.ID, "Go").Acknowledged(t.Context()); !errors.Is(err, localslack.ErrNotAcknowledged) || d.top().Trouble == "" {
			t.Errorf("%v, shown %+v", err, d.top())
		}
		if err := d.PressIn(reader, v.ID, "Stop").Acknowledged(t.Context()); err == nil {
			t.Error("a button that is not there was pressed")
		}
		if err := d.PressIn(localslack.EditorID, v.ID, "Go").Acknowledged(t.Context()); err == nil {
			t.Error("another person pressed it")
		}
		if said := d.Messages(localslack.DeskID, reader); len(said) != 0 {
			t.Errorf("the channel hears of it: %+v", said)
		}
	})
}
