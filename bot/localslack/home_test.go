package localslack_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"natobot/bot/localslack"
)

func withHome(t *testing.T, test func(t *testing.T, d *desk)) {
	t.Helper()
	workspaceWith(t, localslack.Options{Home: true}, test)
}

func (d *desk) publish(blocks, more string) map[string]any {
	d.t.Helper()
	return d.view("publish", `{"user_id":"`+reader+`","view":{"type":"home","blocks":[`+blocks+`]}`+more+`}`)
}

func TestHomeOpens(t *testing.T) {
	withHome(t, func(t *testing.T, d *desk) {
		heard := make(chan slackevents.EventsAPIEvent, 2)
		d.connect(func(c *socketmode.Client, e socketmode.Event) {
			if got, ok := e.Data.(slackevents.EventsAPIEvent); ok {
				heard <- got
			}
			acks(c, e)
		})
		if _, published := d.Home(reader); published {
			t.Error("something is published already")
		}
		if err := d.OpenHome(reader).Acknowledged(t.Context()); err != nil {
			t.Fatal(err)
		}
		first := <-heard
		opened, ok := first.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent)
		if !ok || opened.User != reader || opened.Tab != "home" || opened.View != nil || !strings.HasPrefix(opened.Channel, "D") {
			t.Errorf("heard %+v", first.InnerEvent.Data)
		}
		if got := d.publish(section("27 missing"), ""); got["ok"] != true {
			t.Fatal(got)
		}
		d.OpenHome(reader)
		second := <-heard
		if again := second.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent); again.View == nil || again.View.Type != "home" {
			t.Errorf("heard %+v, want the view that is there", again)
		}
		a, b := first.Data.(*slackevents.EventsAPICallbackEvent).EventID, second.Data.(*slackevents.EventsAPICallbackEvent).EventID
		if a == "" || a == b {
			t.Errorf("event ids %q and %q", a, b)
		}
	})
}

// An event that nobody acknowledges is an embarrassment to nobody: no word in a channel.
func TestHomeOpensUnheard(t *testing.T) {
	withHome(t, func(t *testing.T, d *desk) {
		if err := d.OpenHome(reader).Acknowledged(t.Context()); !errors.Is(err, localslack.ErrNotAcknowledged) {
			t.Errorf("without an app: %v", err)
		}
		d.raw(func(frame) any { return nil })
		inv := d.OpenHome(reader)
		pass(4 * time.Second)
		if err := inv.Acknowledged(t.Context()); !errors.Is(err, localslack.ErrNotAcknowledged) || len(inv.Replies()) != 0 {
			t.Errorf("without an acknowledgement: %v, said %v", err, inv.Replies())
		}
	})
}

func TestNoHomeWithoutATab(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		if got := d.publish("", ""); got["error"] != "not_enabled" {
			t.Errorf("published: %v", got)
		}
		if err := d.OpenHome(reader).Acknowledged(t.Context()); err == nil {
			t.Error("opened")
		}
	})
}

func TestHomeIsPublished(t *testing.T) {
	withHome(t, func(t *testing.T, d *desk) {
		d.publish(textField("b"), "")
		first, _ := d.Home(reader)
		d.Fill(reader, first.ID, "b", "typed")
		if got := d.publish(textField("b"), `,"hash":"stale"`); got["error"] != "hash_conflict" {
			t.Errorf("with a stale hash: %v", got)
		}
		if got := d.publish(textField("b")+","+section("more"), `,"hash":"`+first.Hash+`"`); got["ok"] != true {
			t.Errorf("with the right hash: %v", got)
		}
		again, _ := d.Home(reader)
		if again.ID != first.ID || again.Hash == first.Hash || again.Value("b") != "typed" || !strings.Contains(string(again.Blocks), "more") {
			t.Errorf("published again: %+v", again)
		}
		if _, others := d.Home(localslack.EditorID); others {
			t.Error("another person has it too")
		}
		for body, want := range map[string]string{
			`{"user_id":"U0NONE","view":{"type":"home","blocks":[]}}`:                                                   "user_not_found",
			`{"user_id":"` + reader + `","view":{"type":"modal","title":{"type":"plain_text","text":"t"},"blocks":[]}}`: "invalid_arguments",
		} {
			if got := d.view("publish", body); got["error"] != want {
				t.Errorf("%s gives %v", body, got)
			}
		}
	})
}

func TestPressAtHome(t *testing.T) {
	withHome(t, func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		d.publish(button(`,"value":"record"`), "")
		home, _ := d.Home(reader)
		if err := d.PressIn(reader, home.ID, "record").Acknowledged(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := <-heard
		if got.Container.Type != "view" || got.Container.ViewID != home.ID || got.View.Type != "home" || got.View.Hash != home.Hash || got.Channel.ID != "" {
			t.Errorf("heard %+v", got)
		}
		if got := d.view("open", `{"trigger_id":"`+got.TriggerID+`","view":`+form("")+`}`); got["ok"] != true {
			t.Errorf("a dialog from Home: %v", got)
		}
	})
}

func TestPageShowsHome(t *testing.T) {
	o := pageOptions()
	o.Home = true
	o.Shortcuts = []localslack.Shortcut{{Name: "Record a stance", CallbackID: "record_stance"}}
	workspaceWith(t, o, func(t *testing.T, d *desk) {
		events := make(chan string, 4)
		d.raw(func(f frame) any {
			events <- f.Type + string(f.Payload)
			return map[string]any{"envelope_id": f.EnvelopeID}
		})
		next := d.watch(reader)
		state := next()
		var shown struct {
			State struct {
				HomeTab   bool `json:"home_tab"`
				Home      *localslack.View
				Shortcuts []localslack.Shortcut
				Channels  []localslack.Channel
			}
		}
		_ = json.Unmarshal([]byte(state.raw), &shown)
		last := shown.State.Channels[len(shown.State.Channels)-1]
		if !shown.State.HomeTab || shown.State.Home != nil || len(shown.State.Shortcuts) != 1 || last.Person != reader {
			t.Errorf("the page begins with %s", state.raw)
		}
		for _, tab := range []string{"home", "messages"} {
			if status, got := d.post("/do/tab", "", `{"user":"`+reader+`","tab":"`+tab+`"}`); status != 200 {
				t.Errorf("opening %s: %v", tab, got)
			}
			if heard := <-events; !strings.HasPrefix(heard, "events_api") || !strings.Contains(heard, `"tab":"`+tab+`"`) {
				t.Errorf("heard %s", heard)
			}
		}
		other := d.watch(localslack.EditorID)
		other()
		d.publish(section("27 missing"), "")
		if n := next(); n.Kind != "home" || !strings.Contains(n.raw, "27 missing") {
			t.Errorf("the page hears %s", n.raw)
		}
		d.Post(reader, localslack.DeskID, "public")
		if n := other(); n.Kind != "message" {
			t.Errorf("another's page hears %s", n.raw)
		}
	})
}

func TestShortcut(t *testing.T) {
	o := localslack.Options{Shortcuts: []localslack.Shortcut{{Name: "Record a stance", CallbackID: "record_stance"}}}
	workspaceWith(t, o, func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		ts := d.Post(localslack.EditorID, localslack.PoliticsID, "Orbán & Rutte <3\nsays @ben")
		m := d.Messages(localslack.PoliticsID, reader)[0]
		inv := d.Shortcut(reader, m, "record_stance")
		if err := inv.Acknowledged(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := <-heard
		if got.Type != slack.InteractionTypeMessageAction || got.CallbackID != "record_stance" || got.MessageTs != ts ||
			got.Message.Text != "Orbán &amp; Rutte &lt;3\nsays <@U04BENRPRT|ben>" || got.Message.User != localslack.EditorID ||
			got.User.ID != reader || got.Channel.ID != localslack.PoliticsID || got.Team.ID != localslack.TeamID ||
			got.TriggerID != inv.TriggerID || got.ResponseURL == "" {
			t.Errorf("heard %+v", got)
		}
		if got := d.view("open", `{"trigger_id":"`+inv.TriggerID+`","view":`+form("")+`}`); got["ok"] != true {
			t.Errorf("a dialog from it: %v", got)
		}
		d.post("/api/chat.postMessage", botToken, `{"channel":"`+localslack.DeskID+`","text":"t","blocks":[`+section("27 missing")+`]}`)
		d.Shortcut(reader, d.Messages(localslack.DeskID, reader)[0], "record_stance")
		if got := <-heard; got.Message.BotID != localslack.BotID || len(got.Message.Blocks.BlockSet) != 1 {
			t.Errorf("on the app's own message: %+v", got.Message)
		}
		if err := d.Shortcut(reader, m, "unknown").Acknowledged(t.Context()); err == nil {
			t.Error("a shortcut that there is not")
		}
		d.post("/api/chat.postEphemeral", botToken, `{"channel":"`+localslack.DeskID+`","user":"`+reader+`","text":"t"}`)
		for _, m := range d.Messages(localslack.DeskID, reader)[1:] {
			if err := d.Shortcut(reader, m, "record_stance").Acknowledged(t.Context()); err == nil {
				t.Errorf("a shortcut on what only one person sees: %+v", m)
			}
		}
		body, _ := json.Marshal(map[string]string{"user": reader, "channel": m.Channel, "ts": m.TS, "callback_id": "record_stance"})
		if status, got := d.post("/do/shortcut", "", string(body)); status != 200 || (<-heard).MessageTs != ts {
			t.Errorf("from the page: %d %v", status, got)
		}
	})
}

func TestShortcutUnanswered(t *testing.T) {
	o := localslack.Options{Shortcuts: []localslack.Shortcut{{Name: "Record a stance", CallbackID: "record_stance"}}}
	workspaceWith(t, o, func(t *testing.T, d *desk) {
		d.raw(func(frame) any { return nil })
		d.Post(reader, localslack.DeskID, "text")
		inv := d.Shortcut(reader, d.Messages(localslack.DeskID, reader)[0], "record_stance")
		if got := d.wait(inv, 1); !strings.Contains(got[0].Text, "trouble connecting") || got[0].To != reader {
			t.Errorf("said %+v", got)
		}
	})
}
