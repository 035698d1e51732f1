package localslack_test

import (
	"testing"
	"time"

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

func TestNobodyClosesAnothersDialog(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		v := d.opens(form(textField("why")))
		d.CloseView(localslack.EditorID, v.ID)
		if len(d.Views(reader)) != 1 {
			t.Fatal("another person closed it")
		}
		d.CloseView(reader, v.ID)
		pass(time.Second)
		if len(heard) > 0 || len(d.Views(reader)) != 0 {
			t.Errorf("heard %d, open %v", len(heard), d.Views(reader))
		}
	})
}

// The cross in a dialog's corner closes the whole stack.
func TestClosingAStack(t *testing.T) {
	for name, tc := range map[string]struct{ close, left int }{"the upper one": {1, 1}, "the lower one": {0, 0}} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				heard := d.app(nothing)
				root := d.opens(form(button("")))
				d.PressIn(reader, root.ID, "a")
				d.view("push", `{"trigger_id":"`+(<-heard).TriggerID+`","view":`+form("")+`}`)
				d.CloseView(reader, d.Views(reader)[tc.close].ID)
				if open := d.Views(reader); len(open) != tc.left {
					t.Errorf("left open: %+v", open)
				}
			})
		})
	}
}
