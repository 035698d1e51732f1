package localslack_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"natobot/bot/localslack"
)

// pressing connects an app that hands out the presses that it hears.
func (d *desk) pressing() chan slack.InteractionCallback {
	d.t.Helper()
	heard := make(chan slack.InteractionCallback, 4)
	d.connect(func(c *socketmode.Client, e socketmode.Event) {
		if press, ok := e.Data.(slack.InteractionCallback); ok {
			heard <- press
		}
		acks(c, e)
	})
	return heard
}

func (d *desk) withButton() localslack.Message {
	d.t.Helper()
	_, got := d.post("/api/chat.postMessage", botToken,
		`{"channel":"`+localslack.DeskID+`","text":"share?","blocks":[`+button(`,"value":"share 41"`)+`]}`)
	if got["ok"] != true {
		d.t.Fatal(got)
	}
	return d.Messages(localslack.DeskID, localslack.ReaderID)[0]
}

func TestPress(t *testing.T) {
	for by, name := range map[string]string{"its action_id": "a", "its value": "share 41", "its label": "Go"} {
		t.Run("named by "+by, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				heard := d.pressing()
				m := d.withButton()
				inv := d.Press(localslack.ReaderID, m, name)
				got := <-heard
				action := got.ActionCallback.BlockActions[0]
				if got.Type != slack.InteractionTypeBlockActions || action.ActionID != "a" || action.Value != "share 41" || action.BlockID == "" {
					t.Errorf("heard %+v", action)
				}
				if got.User.ID != localslack.ReaderID || got.Channel.ID != localslack.DeskID || got.Message.Timestamp != m.TS ||
					got.TriggerID != inv.TriggerID || got.ResponseURL != inv.ResponseURL || got.Container.IsEphemeral {
					t.Errorf("heard %+v", got)
				}
				if err := inv.Acknowledged(t.Context()); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// The payload of a press on a message that one person sees has no message in it: what the
// app needs has to be in the button's value.
func TestPressOnAPrivateMessage(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		payloads := make(chan json.RawMessage, 1)
		d.raw(func(f frame) any {
			ack := map[string]any{"envelope_id": f.EnvelopeID}
			if f.Type == "slash_commands" {
				ack["payload"] = json.RawMessage(`{"text":"t","blocks":[` + button("") + `]}`)
			} else {
				payloads <- f.Payload
			}
			return ack
		})
		asked := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
		answer := d.wait(asked, 1)[0]
		inv := d.Press(localslack.ReaderID, answer, "a")
		payload := string(<-payloads)
		if strings.Contains(payload, `"message":`) || !strings.Contains(payload, `"is_ephemeral":true`) {
			t.Errorf("payload %s", payload)
		}
		path := strings.TrimPrefix(inv.ResponseURL, "http://"+host)
		d.post(path, "", `{"text":"pressed","replace_original":true}`)
		if got := asked.Replies(); len(got) != 1 || got[0].Text != "pressed" {
			t.Errorf("after replace_original: %+v", got)
		}
		if err := d.Press(localslack.EditorID, answer, "a").Acknowledged(t.Context()); err == nil {
			t.Error("another person pressed a button they do not see")
		}
	})
}

func TestPressOfNothing(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		m := d.withButton()
		if err := d.Press(localslack.ReaderID, m, "b").Acknowledged(t.Context()); err == nil {
			t.Error("a button that is not there was pressed")
		}
		inv := d.Press(localslack.ReaderID, m, "a")
		if err := inv.Acknowledged(t.Context()); !errors.Is(err, localslack.ErrNotAcknowledged) || len(inv.Replies()) != 1 {
			t.Errorf("with no app connected: %v, %+v", err, inv.Replies())
		}
	})
}

func modal(title string) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: "modal", Title: slack.NewTextBlockObject("plain_text", title, false, false),
		Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}},
	}
}

func TestViewOpensOnce(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		inv, _ := d.asked()
		view, err := d.api.OpenView(inv.TriggerID, modal("A form"))
		if err != nil {
			t.Fatal(err)
		}
		open := d.Views(localslack.ReaderID)
		if len(open) != 1 || open[0].ID != view.ID || open[0].Title != "A form" {
			t.Errorf("open: %+v", open)
		}
		if others := d.Views(localslack.EditorID); len(others) != 0 {
			t.Errorf("another person has it open: %+v", others)
		}
		if _, err := d.api.OpenView(inv.TriggerID, modal("Again")); slackError(err) != "exchanged_trigger_id" {
			t.Errorf("the second time: %v", err)
		}
		d.CloseView(localslack.ReaderID, view.ID)
		if open := d.Views(localslack.ReaderID); len(open) != 0 {
			t.Errorf("closed, and still open: %+v", open)
		}
	})
}

// S2: a trigger lives for three seconds.
func TestTriggerExpires(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		inv, _ := d.asked()
		pass(3*time.Second + time.Millisecond)
		if _, err := d.api.OpenView(inv.TriggerID, modal("Late")); slackError(err) != "expired_trigger_id" {
			t.Errorf("after three seconds: %v", err)
		}
		if _, err := d.api.OpenView("1.guessed", modal("Guess")); slackError(err) != "invalid_trigger_id" {
			t.Errorf("a guess: %v", err)
		}
	})
}

// A view that is refused leaves its trigger for another try.
func TestViewsAreRefused(t *testing.T) {
	for name, tc := range map[string]struct{ view, want string }{
		"a long title":         {`{"type":"modal","title":{"type":"plain_text","text":"` + x(25) + `"},"blocks":[]}`, "invalid_arguments"},
		"no modal":             {`{"type":"home","title":{"type":"plain_text","text":"t"},"blocks":[]}`, "invalid_arguments"},
		"no title":             {`{"type":"modal","blocks":[]}`, "invalid_arguments"},
		"private data of 3001": {`{"type":"modal","title":{"type":"plain_text","text":"t"},"private_metadata":"` + x(3001) + `","blocks":[]}`, "invalid_arguments"},
		"101 blocks":           {`{"type":"modal","title":{"type":"plain_text","text":"t"},"blocks":[` + many(101, `{"type":"divider"}`) + `]}`, "invalid_blocks"},
		"markdown":             {`{"type":"modal","title":{"type":"plain_text","text":"t"},"blocks":[{"type":"markdown","text":"t"}]}`, "invalid_blocks"},
		"over 250 KB":          {`{"type":"modal","callback_id":"` + x(250_000) + `"}`, "view_too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				inv, _ := d.asked()
				_, got := d.post("/api/views.open", botToken, `{"trigger_id":"`+inv.TriggerID+`","view":`+tc.view+`}`)
				if got["error"] != tc.want {
					t.Errorf("got %v, want %s", got, tc.want)
				}
				if _, err := d.api.OpenView(inv.TriggerID, modal("Right")); err != nil {
					t.Errorf("the right view afterwards: %v", err)
				}
			})
		})
	}
}
