package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
	"natobot/bot/slackerr"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

func TestStop(t *testing.T) {
	inWorld(t, func(w *world) {
		w.desk.answer = func(context.Context, commands.Request) answer.Reply {
			time.Sleep(5 * time.Second)
			return answer.Reply{Title: "Recorded."}
		}
		b := w.run()
		accepted := w.Command(reporter, deskRoom, "/nato", "stance Poland backs Rutte")
		synctest.Wait()
		before := time.Now()
		b.stop()
		synctest.Wait()
		late := w.Command(reporter, deskRoom, "/nato", "stance Spain backs Rutte")
		if got := w.replies(late, 1)[0]; !strings.Contains(got.Text, "nothing was recorded") || !strings.Contains(got.Text, "stance Spain backs Rutte") {
			t.Errorf("I7: a late one was told %q", got.Text)
		}
		if got := w.replies(accepted, 1)[0]; got.Text != "Recorded." {
			t.Errorf("I7: an accepted one was told %q", got.Text)
		}
		if err := <-b.done; err != nil {
			t.Error(err)
		}
		if took := time.Since(before); took > 10*time.Second {
			t.Errorf("stopping took %s", took)
		}
	})
	t.Run("what never ends is left behind", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.answer = func(ctx context.Context, _ commands.Request) answer.Reply {
				<-ctx.Done()
				return answer.Reply{Title: "Nothing was recorded."}
			}
			b := w.run()
			w.Command(reporter, deskRoom, "/nato", "status")
			synctest.Wait()
			before := time.Now()
			if err := b.end(); err != nil || time.Since(before) > 10*time.Second {
				t.Errorf("ended after %s with %v", time.Since(before), err)
			}
		})
	})
}

func TestConnection(t *testing.T) {
	t.Run("D1 D3 a silent Slack is noticed and left", func(t *testing.T) {
		inWorld(t, func(w *world) {
			b := w.run()
			w.Silence()
			time.Sleep(2 * time.Minute)
			if err := b.Ready(); err != nil {
				t.Errorf("not connected anew: %v", err)
			}
			w.replies(w.Command(reader, deskRoom, "/nato", "status"), 1)
			if n := w.Connections(); n != 2 {
				t.Errorf("D2: %d connections are open", n)
			}
			_ = b.end()
		})
	})
	t.Run("D3 not ready while no new connection can be had", func(t *testing.T) {
		inWorld(t, func(w *world) {
			b := w.run()
			w.FailNext("apps.connections.open", localslack.Forever, localslack.Unavailable(503))
			w.CloseSockets()
			time.Sleep(time.Second)
			if b.Ready() == nil {
				t.Error("ready without a connection")
			}
			w.Heal()
			time.Sleep(10 * time.Minute)
			if err := b.Ready(); err != nil {
				t.Error(err)
			}
			_ = b.end()
		})
	})
	t.Run("D2 Slack's own refresh leaves two connections", func(t *testing.T) {
		for _, reason := range []string{"warning", "refresh_requested"} {
			inWorld(t, func(w *world) {
				b := w.run()
				for range 3 {
					w.Disconnect(reason)
					time.Sleep(time.Minute)
				}
				if n := w.Connections(); n != 2 {
					t.Errorf("%s: %d connections are open", reason, n)
				}
				w.replies(w.Command(reader, deskRoom, "/nato", "status"), 1)
				_ = b.end()
			})
		}
	})
	t.Run("D2 another bot with the same token is noticed", func(t *testing.T) {
		inWorld(t, func(w *world) {
			b := w.run()
			c := w.config()
			c.Log = b.config.Log
			other := w.begin(c)
			time.Sleep(time.Minute)
			_, _ = b.end(), other.end()
			if !strings.Contains(w.log.String(), "another bot with the same app token") {
				t.Errorf("the log says nothing of it: %s", w.log)
			}
		})
	})
	t.Run("what is not understood is acknowledged, so that it does not come for ever", func(t *testing.T) {
		inWorld(t, func(w *world) {
			b := w.run()
			w.DropEnvelopes(1)
			inv := w.Command(reader, deskRoom, "/nato", "status")
			w.Frame(`{"type":"news","envelope_id":"` + inv.EnvelopeID + `"}`)
			w.acknowledged(inv)
			_ = b.end()
		})
	})
	t.Run("an answer does not wait for the next connection", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.answer = func(context.Context, commands.Request) answer.Reply {
				time.Sleep(time.Second)
				return answer.Reply{Title: "Recorded."}
			}
			b := w.run()
			inv := w.Command(reporter, deskRoom, "/nato", "undo")
			synctest.Wait()
			w.FailNext("apps.connections.open", localslack.Forever, localslack.Unavailable(503))
			w.CloseSockets()
			time.Sleep(time.Minute)
			if got := inv.Replies(); !slices.ContainsFunc(got, func(m localslack.Message) bool { return m.Text == "Recorded." }) {
				t.Errorf("the answer is lost; there is %+v", got)
			}
			w.Heal()
			_ = b.end()
		})
	})
	t.Run("an answer whose acknowledgement cannot be written goes by the response URL", func(t *testing.T) {
		inWorld(t, func(w *world) {
			b := w.run()
			w.DropEnvelopes(1)
			inv := w.Command(reporter, deskRoom, "/nato", "undo")
			a := &incoming{bot: b.Bot, ackContext: w.t.Context(), responseURL: inv.ResponseURL}
			unsent := b.responses(w.t.Context(), answer.Reply{Title: "Recorded."}, "")[0]
			responsePayload{unsent, a}.Resend()
			if got := w.replies(inv, 1)[0]; got.Text != "Recorded." {
				t.Errorf("got %q", got.Text)
			}
			_ = b.end()
		})
	})
	t.Run("a request that comes again after a lost connection is answered", func(t *testing.T) {
		inWorld(t, func(w *world) {
			b := w.run()
			w.DropEnvelopes(1)
			inv := w.Command(reader, deskRoom, "/nato", "status")
			time.Sleep(time.Second)
			w.CloseSockets()
			time.Sleep(time.Minute)
			w.Redeliver()
			time.Sleep(time.Second)
			if n := len(w.desk.asked()); n != 1 {
				t.Errorf("the desk was asked %d times; the invocation has %d answers", n, len(inv.Replies()))
			}
			_ = b.end()
		})
	})
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name string
		err  error
		want bool
	}{
		{"S3 a refusal", slack.SlackErrorResponse{Err: "not_in_channel"}, true},
		{"S4 too many requests", &slack.RateLimitedError{RetryAfter: time.Second}, true},
		{"S3 Slack's own failure", slack.SlackErrorResponse{Err: "internal_error"}, false},
		{"S3 Slack's own failure, in another word", slack.SlackErrorResponse{Err: "fatal_error"}, false},
		{"S3 an outage", slack.StatusCodeError{Code: 502}, false},
		{"S3 no answer", context.DeadlineExceeded, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slackerr.Refused(fmt.Errorf("posting: %w", tt.err)); got != tt.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestPermanentErrors(t *testing.T) {
	tests := []struct {
		name, method, code string
		setting            string
	}{
		{"D4 bot token", "auth.test", "invalid_auth", "SLACK_BOT_TOKEN"},
		{"D4 revoked bot token", "auth.test", "token_revoked", "SLACK_BOT_TOKEN"},
		{"D4 app token", "apps.connections.open", "invalid_auth", "SLACK_APP_TOKEN"},
		{"D4 app token without its scope", "apps.connections.open", "missing_scope", "SLACK_APP_TOKEN"},
		{"D4 bot token in place of the app token", "apps.connections.open", "not_allowed_token_type", "SLACK_APP_TOKEN"},
		{"D4 account switched off", "apps.connections.open", "account_inactive", "SLACK_APP_TOKEN"},
		{"D4 Socket Mode switched off", "apps.connections.open", "link_disabled", "Socket Mode"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.FailNext(tt.method, localslack.Forever, localslack.Refused(tt.code))
				err := <-w.begin(w.config()).done
				refusal, ok := errors.AsType[*consensus.Error](err)
				if !ok || !strings.Contains(refusal.Message, tt.setting) || refusal.Hint == "" {
					t.Errorf("ended with %v", err)
				}
				if err != nil && strings.Contains(err.Error(), "secret") {
					t.Errorf("the token is in %v", err)
				}
			})
		})
	}
	t.Run("an outage at the start is waited out", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.FailNext("auth.test", 3, localslack.Unavailable(503))
			if err := w.run().end(); err != nil {
				t.Error(err)
			}
		})
	})
}
