package localslack_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

// post calls a method with a JSON body and gives status and answer.
func (d *desk) post(path, token, body string) (int, map[string]any) {
	d.t.Helper()
	req, err := http.NewRequest(http.MethodPost, "http://"+host+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := d.http.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, _ := io.ReadAll(resp.Body)
	got := map[string]any{}
	_ = json.Unmarshal(raw, &got)
	return resp.StatusCode, got
}

func TestTokens(t *testing.T) {
	for name, tc := range map[string]struct{ method, token, want string }{
		"none":                        {"auth.test", "", "not_authed"},
		"unknown":                     {"auth.test", "xoxb-other", "invalid_auth"},
		"the app's for a bot's call":  {"auth.test", appToken, "not_allowed_token_type"},
		"the bot's for an app's call": {"apps.connections.open", botToken, "not_allowed_token_type"},
		"unknown for an app's call":   {"apps.connections.open", "xapp-other", "invalid_auth"},
		"unknown method":              {"chat.delete", botToken, "unknown_method"},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				_, got := d.post("/api/"+tc.method, tc.token, `{}`)
				if got["ok"] != false || got["error"] != tc.want {
					t.Errorf("got %v, want %s", got, tc.want)
				}
			})
		})
	}
}

func TestAuthTestNamesTheBot(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		got, err := d.api.AuthTest()
		if err != nil {
			t.Fatal(err)
		}
		if got.UserID != localslack.BotUserID || got.BotID != localslack.BotID || got.TeamID != localslack.TeamID {
			t.Errorf("got %+v", got)
		}
	})
}

func TestBodiesThatAreNotTaken(t *testing.T) {
	for name, tc := range map[string]struct{ body, want string }{
		"not JSON":  {`{"channel":`, "invalid_json"},
		"too large": {`{"text":"` + strings.Repeat("x", 1<<20) + `"}`, "request_too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				if _, got := d.post("/api/chat.postMessage", botToken, tc.body); got["error"] != tc.want {
					t.Errorf("got %v, want %s", got, tc.want)
				}
			})
		})
	}
}

func TestUsers(t *testing.T) {
	workspaceWith(t, localslack.Options{Zone: brussels(t)}, func(t *testing.T, d *desk) {
		d.AddPerson(localslack.Person{ID: "U0GUEST", Name: "gus", RealName: "Gus", Guest: true})
		d.AddPerson(localslack.Person{ID: "U0STRANGER", Name: "sam", RealName: "Sam", TeamID: localslack.OtherTeam})
		for id, want := range map[string]struct{ admin, guest, stranger bool }{
			localslack.ReaderID: {},
			localslack.EditorID: {admin: true},
			"U0GUEST":           {guest: true},
			"U0STRANGER":        {stranger: true},
		} {
			u, err := d.api.GetUserInfo(id)
			if err != nil {
				t.Fatal(err)
			}
			if u.IsAdmin != want.admin || u.IsRestricted != want.guest || u.IsStranger != want.stranger {
				t.Errorf("%s is told as admin %v, guest %v, stranger %v; want %+v", id, u.IsAdmin, u.IsRestricted, u.IsStranger, want)
			}
		}
		eva, _ := d.api.GetUserInfo(localslack.EditorID)
		if eva.TZ != "Europe/Brussels" || eva.TZOffset != 3600 {
			t.Errorf("zone %q, offset %d: want Brussels in winter", eva.TZ, eva.TZOffset)
		}
		if bot, err := d.api.GetUserInfo(localslack.BotUserID); err != nil || !bot.IsBot {
			t.Errorf("the bot's user: %+v, %v", bot, err)
		}
		if _, err := d.api.GetUserInfo("U0NOBODY"); slackError(err) != "user_not_found" {
			t.Errorf("an unknown person gives %v", err)
		}
	})
}

func brussels(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestConversationInfo(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.ChangeChannel(localslack.NewsroomID, func(c *localslack.Channel) { c.Shared = true; c.Archived = true })
		d.ChangeChannel("G0SECRET", func(c *localslack.Channel) { c.Name = "secret"; c.Private = true })
		desk, err := d.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: localslack.DeskID})
		if err != nil || desk.Name != "nato-desk" || !desk.IsMember || desk.IsExtShared {
			t.Errorf("the desk's channel: %+v, %v", desk, err)
		}
		news, err := d.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: localslack.NewsroomID})
		if err != nil || !news.IsExtShared || !news.IsArchived {
			t.Errorf("a shared, archived channel: %+v, %v", news, err)
		}
		for _, id := range []string{"C0NONE", "G0SECRET"} {
			if _, err := d.api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: id}); slackError(err) != "channel_not_found" {
				t.Errorf("%s gives %v", id, err)
			}
		}
	})
}

// slackError is the code of an error that slack-go gives, "" for another.
func slackError(err error) string {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return refused.Err
	}
	return ""
}
