package localslack_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

func (d *desk) says(body string) localslack.Message {
	d.t.Helper()
	_, got := d.post("/api/chat.postMessage", botToken, `{"channel":"`+localslack.DeskID+`",`+body+`}`)
	if got["ok"] != true {
		d.t.Fatal(got)
	}
	all := d.Messages(localslack.DeskID, reader)
	return all[len(all)-1]
}

func TestUpdateOfAMessage(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		m := d.says(`"text":"27 missing","blocks":[` + section("27 missing") + `],"metadata":{"event_type":"count","event_payload":{"n":27}}`)
		_, ts, text, err := d.api.UpdateMessage(m.Channel, m.TS, slack.MsgOptionText("26 missing", false))
		if err != nil || ts != m.TS || text != "26 missing" {
			t.Errorf("updated: %s, %s, %v", ts, text, err)
		}
		got := d.Messages(localslack.DeskID, reader)
		if len(got) != 1 || got[0].Text != "26 missing" || len(got[0].Blocks) != 0 || !got[0].Edited || got[0].Metadata == nil {
			t.Errorf("it says %+v: want no blocks, marked as edited, its metadata kept", got)
		}
		d.api.UpdateMessage(m.Channel, m.TS, slack.MsgOptionText("25", false), //nolint:errcheck
			slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "other", EventPayload: map[string]any{"n": 25}}))
		if got := d.Messages(localslack.DeskID, reader)[0]; got.Metadata.EventType != "other" {
			t.Errorf("metadata that was sent: %+v", got.Metadata)
		}
	})
}

func TestUpdateOfAMessageIsRefused(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		m := d.says(`"text":"t"`)
		d.post("/api/chat.postEphemeral", botToken, `{"channel":"`+m.Channel+`","user":"`+reader+`","text":"t"}`)
		private := d.Messages(m.Channel, reader)[1]
		theirs := d.Post(reader, m.Channel, "t")
		for name, tc := range map[string]struct{ channel, ts, text, want string }{
			"no such channel":      {"C0NONE", m.TS, "t", "channel_not_found"},
			"no such message":      {m.Channel, "1.000000", "t", "message_not_found"},
			"one person's message": {m.Channel, private.TS, "t", "message_not_found"},
			"another's message":    {m.Channel, theirs, "t", "cant_update_message"},
			"4,000 characters":     {m.Channel, m.TS, strings.Repeat("é", 4000), ""},
			"4,001 characters":     {m.Channel, m.TS, strings.Repeat("é", 4001), "msg_too_long"},
			"nothing":              {m.Channel, m.TS, "", "no_text"},
		} {
			body, _ := json.Marshal(map[string]string{"channel": tc.channel, "ts": tc.ts, "text": tc.text})
			if _, got := d.post("/api/chat.update", botToken, string(body)); (tc.want == "") != (got["ok"] == true) || (tc.want != "" && got["error"] != tc.want) {
				t.Errorf("%s: %v, want %s", name, got, tc.want)
			}
		}
	})
}

func TestPostForOnePerson(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		if _, err := d.api.PostEphemeral(localslack.DeskID, reader, slack.MsgOptionText("for you", false)); err != nil {
			t.Fatal(err)
		}
		if got := d.Messages(localslack.DeskID, reader); len(got) != 1 || got[0].To != reader {
			t.Errorf("the person sees %+v", got)
		}
		if got := d.Messages(localslack.DeskID, localslack.EditorID); len(got) != 0 {
			t.Errorf("another sees %+v", got)
		}
		for want, where := range map[string][2]string{
			"not_in_channel": {localslack.PoliticsID, reader}, "user_not_in_channel": {localslack.DeskID, "U0NONE"}, "channel_not_found": {"C0NONE", reader},
		} {
			if _, err := d.api.PostEphemeral(where[0], where[1], slack.MsgOptionText("t", false)); slackError(err) != want {
				t.Errorf("%v gives %v, want %s", where, err, want)
			}
		}
	})
}

func TestConversationWithAPersonIsOpened(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		ch, _, _, err := d.api.OpenConversation(&slack.OpenConversationParameters{Users: []string{reader}})
		if err != nil {
			t.Fatal(err)
		}
		channel, _, err := d.api.PostMessage(reader, slack.MsgOptionText("for you", false))
		if err != nil || channel != ch.ID || channel != d.Direct(reader) || len(d.Messages(channel, reader)) != 1 {
			t.Errorf("to the person: in %s, %v; opened %s", channel, err, ch.ID)
		}
		again, _, _, err := d.api.OpenConversation(&slack.OpenConversationParameters{ChannelID: ch.ID})
		if err != nil || again.ID != ch.ID {
			t.Errorf("by its id: %+v, %v", again, err)
		}
		if _, _, _, err := d.api.OpenConversation(&slack.OpenConversationParameters{Users: []string{"U0NONE"}}); slackError(err) != "user_not_found" {
			t.Errorf("with nobody: %v", err)
		}
	})
}

// S9: a channel that another organisation is invited to is told apart from one that it is
// in.
func TestSharedChannelsAreTold(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.ChangeChannel(localslack.DeskID, func(c *localslack.Channel) { c.Shared = true })
		d.ChangeChannel(localslack.NewsroomID, func(c *localslack.Channel) { c.Pending = true })
		for id, want := range map[string][3]bool{
			localslack.DeskID: {true, true, false}, localslack.NewsroomID: {false, false, true}, localslack.PoliticsID: {},
		} {
			c, err := d.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: id})
			if err != nil {
				t.Fatal(err)
			}
			if got := [3]bool{c.IsShared, c.IsExtShared, c.IsPendingExtShared}; got != want {
				t.Errorf("%s: shared, with others, pending: %v, want %v", id, got, want)
			}
		}
	})
}

// S4: each method has its own allowance, and gets it back.
func TestMethodsAreCounted(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.app(nothing)
		v := d.opens(form(""))
		update := func() error {
			_, err := d.api.UpdateView(modal("Again"), "", "", v.ID)
			return err
		}
		for i := range 100 {
			if err := update(); err != nil {
				t.Fatalf("call %d: %v", i+1, err)
			}
		}
		var limited *slack.RateLimitedError
		if err := update(); !errors.As(err, &limited) {
			t.Fatalf("the 101st call in a moment: %v", err)
		}
		pass(limited.RetryAfter)
		if err := update(); err != nil {
			t.Errorf("after %v: %v", limited.RetryAfter, err)
		}
		d.FailNext("views.update", 1, localslack.RateLimited(7*time.Second))
		if err := update(); !errors.As(err, &limited) || limited.RetryAfter != 7*time.Second {
			t.Errorf("as ordered: %v", err)
		}
	})
}
