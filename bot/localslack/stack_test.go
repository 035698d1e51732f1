package localslack_test

import (
	"testing"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

func TestStackOfDialogs(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		root := d.opens(form(button("")))
		push := func(view string) (string, map[string]any) {
			d.PressIn(reader, view, "a")
			press := <-heard
			if press.Container.Type != "view" || press.Container.ViewID != view || press.ResponseURL != "" || press.View.State == nil {
				t.Errorf("a press in a view: %+v", press)
			}
			return press.TriggerID, d.view("push", `{"trigger_id":"`+press.TriggerID+`","view":`+form(button(""))+`}`)
		}
		push(root.ID)
		second := d.top()
		if second.Root != root.ID || second.Previous != root.ID {
			t.Errorf("pushed: %+v", second)
		}
		push(second.ID)
		third := d.top()
		if third.Previous != second.ID {
			t.Errorf("pushed: %+v", third)
		}
		if _, got := push(third.ID); got["error"] != "push_limit_reached" {
			t.Errorf("a fourth: %v", got)
		}
		if err := d.PressIn(reader, second.ID, "a").Acknowledged(t.Context()); err == nil {
			t.Error("a dialog under another was used")
		}
		d.CloseView(reader, third.ID)
		if d.top().ID != second.ID {
			t.Errorf("closing the third leaves %+v", d.top())
		}
		trigger := d.trigger()
		if got := d.view("push", `{"trigger_id":"`+trigger+`","view":`+form("")+`}`); got["error"] != "invalid_trigger_id" {
			t.Errorf("pushed by a trigger of no view: %v", got)
		}
		d.PressIn(reader, second.ID, "a")
		trigger = (<-heard).TriggerID
		d.CloseView(reader, root.ID)
		if got := d.view("push", `{"trigger_id":"`+trigger+`","view":`+form("")+`}`); got["error"] != "not_found" || len(d.Views(reader)) != 0 {
			t.Errorf("pushed on what was closed: %v, open %v", got, d.Views(reader))
		}
	})
}

// S2: the trigger of a view is as short-lived as any.
func TestTriggerOfAViewExpires(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		v := d.opens(form(button("")))
		d.PressIn(reader, v.ID, "Go")
		trigger := (<-heard).TriggerID
		pass(3*time.Second + time.Millisecond)
		if got := d.view("push", `{"trigger_id":"`+trigger+`","view":`+form("")+`}`); got["error"] != "expired_trigger_id" {
			t.Errorf("after three seconds: %v", got)
		}
	})
}

func TestClosingIsToldWhereItIsAskedFor(t *testing.T) {
	for name, tc := range map[string]struct {
		more          string
		told, cleared bool
	}{
		"not asked for":   {"", false, false},
		"notify_on_close": {`,"notify_on_close":true`, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				heard := d.app(nothing)
				v := d.opens(form(textField("why"), tc.more))
				d.Fill(reader, v.ID, "why", "typed")
				d.CloseView(localslack.EditorID, v.ID)
				if len(d.Views(reader)) != 1 {
					t.Fatal("another person closed it")
				}
				d.CloseView(reader, v.ID)
				if !tc.told {
					pass(time.Second)
					if len(heard) > 0 {
						t.Errorf("heard %+v", <-heard)
					}
					return
				}
				got := <-heard
				if got.Type != slack.InteractionTypeViewClosed || got.IsCleared || got.TriggerID != "" || got.View.State.Values["why"]["typed"].Value != "typed" {
					t.Errorf("heard %+v", got)
				}
			})
		})
	}
}

// The cross in a dialog's corner closes the whole stack, as clear_on_close has every close
// button do.
func TestClosingAStack(t *testing.T) {
	for name, tc := range map[string]struct {
		more  string
		close int // which of the two
		left  int
		told  []bool // is_cleared of what the app hears
	}{
		"the upper one":           {`,"notify_on_close":true`, 1, 1, []bool{false}},
		"the lower one":           {`,"notify_on_close":true`, 0, 0, []bool{true, true}},
		"one with clear_on_close": {`,"notify_on_close":true,"clear_on_close":true`, 1, 0, []bool{true, true}},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				heard := d.app(nothing)
				root := d.opens(form(button(""), tc.more))
				d.PressIn(reader, root.ID, "a")
				d.view("push", `{"trigger_id":"`+(<-heard).TriggerID+`","view":`+form("", tc.more)+`}`)
				d.CloseView(reader, d.Views(reader)[tc.close].ID)
				if open := d.Views(reader); len(open) != tc.left {
					t.Errorf("left open: %+v", open)
				}
				for _, cleared := range tc.told {
					if got := <-heard; got.Type != slack.InteractionTypeViewClosed || got.IsCleared != cleared {
						t.Errorf("heard %s, cleared %v, want %v", got.Type, got.IsCleared, cleared)
					}
				}
			})
		})
	}
}

func TestExternalIDsAreUnique(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.app(nothing)
		d.opens(form("", `,"external_id":"mine"`))
		got := d.view("open", `{"trigger_id":"`+d.trigger()+`","view":`+form("", `,"external_id":"mine"`)+`}`)
		if got["error"] != "duplicate_external_id" {
			t.Errorf("the same again: %v", got)
		}
	})
}
