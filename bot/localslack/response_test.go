package localslack_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

// asked sends a command that is acknowledged with nothing and gives its invocation and
// the path of its response URL.
func (d *desk) asked() (*localslack.Invocation, string) {
	d.t.Helper()
	d.raw(func(f frame) any { return map[string]any{"envelope_id": f.EnvelopeID} })
	inv := d.Command(localslack.ReaderID, localslack.DeskID, "/nato", "status")
	if err := inv.Acknowledged(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	return inv, strings.TrimPrefix(inv.ResponseURL, "http://"+host)
}

func TestResponseURLWorksFiveTimes(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		inv, path := d.asked()
		for i := range 5 {
			err := slack.PostWebhookCustomHTTP(inv.ResponseURL, d.http, &slack.WebhookMessage{Text: "answer"})
			if err != nil {
				t.Fatalf("use %d: %v", i+1, err)
			}
		}
		status, got := d.post(path, "", `{"text":"sixth"}`)
		if status != http.StatusNotFound || got["error"] != "used_url" {
			t.Errorf("the sixth use gives %d %v", status, got)
		}
		if n := len(inv.Replies()); n != 5 {
			t.Errorf("%d replies, want 5", n)
		}
	})
}

func TestResponseURLExpires(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		_, path := d.asked()
		pass(30*time.Minute - time.Millisecond)
		if status, got := d.post(path, "", `{"text":"in time"}`); status != http.StatusOK {
			t.Errorf("just in time: %d %v", status, got)
		}
		pass(time.Second)
		if status, got := d.post(path, "", `{"text":"late"}`); status != http.StatusNotFound || got["error"] != "expired_url" {
			t.Errorf("after 30 minutes: %d %v", status, got)
		}
	})
}

func TestResponseURLRefuses(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		_, path := d.asked()
		for name, tc := range map[string]struct{ path, body, want string }{
			"a URL never given":      {"/response/GUESSED", `{"text":"x"}`, "expired_url"},
			"nothing to say":         {path, `{}`, "no_text"},
			"blocks over the limits": {path, `{"blocks":[` + section(x(3001)) + `]}`, "invalid_blocks"},
		} {
			if status, got := d.post(tc.path, "", tc.body); status == http.StatusOK || got["error"] != tc.want {
				t.Errorf("%s: %d %v", name, status, got)
			}
		}
	})
}

func TestResponseGoesToTheAskerUnlessToldOtherwise(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		inv, path := d.asked()
		d.post(path, "", `{"text":"for you"}`)
		d.post(path, "", `{"text":"for all","response_type":"in_channel"}`)
		got := inv.Replies()
		if got[0].To != localslack.ReaderID || got[1].To != "" || got[0].Answers != "/nato status" {
			t.Errorf("replies %+v", got)
		}
	})
}

// On replace, response_type cannot make a private message public or the other way round.
func TestReplaceKeepsWhoSeesIt(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		inv, path := d.asked()
		d.post(path, "", `{"text":"one"}`)
		d.post(path, "", `{"text":"two","replace_original":true,"response_type":"in_channel"}`)
		got := inv.Replies()
		if len(got) != 1 || got[0].Text != "two" || got[0].To != localslack.ReaderID || !got[0].Edited {
			t.Errorf("after replace: %+v", got)
		}
		d.post(path, "", `{"delete_original":true}`)
		if got := inv.Replies(); len(got) != 0 {
			t.Errorf("after delete: %+v", got)
		}
	})
}

func TestResponseURLFaults(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		inv, path := d.asked()
		d.FailNext("response_url", 1, localslack.RateLimited(time.Second))
		if status, _ := d.post(path, "", `{"text":"a"}`); status != http.StatusTooManyRequests {
			t.Errorf("status %d", status)
		}
		d.FailNext("response_url", 1, localslack.ReplyLost())
		if err := slack.PostWebhookCustomHTTP(inv.ResponseURL, d.http, &slack.WebhookMessage{Text: "b"}); err == nil {
			t.Error("a lost reply looks like success")
		}
		if got := inv.Replies(); len(got) != 1 || got[0].Text != "b" {
			t.Errorf("replies %+v, want the one whose reply was lost", got)
		}
	})
}
