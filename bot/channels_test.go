package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

func TestSharedChannel(t *testing.T) {
	shared := func(w *world) {
		w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Shared = true })
	}
	tests := []struct {
		name    string
		before  func(w *world)
		toAll   bool
		because string
	}{
		{"S9 our own channel", func(*world) {}, true, ""},
		{"S9 shared", shared, false, "another organisation"},
		{"S9 to be shared", func(w *world) { w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Pending = true }) }, false, "another organisation"},
		{"S9 shared and opened", func(w *world) { shared(w); w.desk.opened = map[string]bool{deskRoom: true} }, true, ""},
		{"S9 not knowable is closed", func(w *world) {
			w.FailNext("conversations.info", localslack.Forever, localslack.Unavailable(503))
		}, false, "did not say"},
		{"S9 without the scope is closed, and says why", func(w *world) {
			w.FailNext("conversations.info", localslack.Forever, localslack.Refused("missing_scope"))
		}, false, "channels:read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.desk.answer = func(_ context.Context, r commands.Request) answer.Reply {
					reply := answer.Reply{Title: "Where they stand", Sections: []answer.Section{answer.Paragraph{Text: text("Poland backs.")}}}
					if strings.HasSuffix(r.Text, " here") {
						reply.Audience = answer.ToChannel
						return reply
					}
					reply.Actions = []answer.Action{{Label: "Share in channel", Share: true}}
					return reply
				}
				tt.before(w)
				b := w.run()
				here := w.replies(w.Command(reporter, deskRoom, "/nato", "status here"), 1)[0]
				private := w.replies(w.Command(reporter, deskRoom, "/nato", "status"), 1)[0]
				pressed := w.replies(w.Press(reporter, private, "Share in channel"), 1)[0]
				for _, got := range []localslack.Message{here, pressed} {
					if (got.To == "") != tt.toAll || !strings.Contains(got.Text, "Poland backs.") || !strings.Contains(got.Text, tt.because) {
						t.Errorf("%q sees %q", got.To, got.Text)
					}
				}
				_ = b.end()
				if n := strings.Count(w.log.String(), "groups:read: no answer is shared"); (tt.because == "channels:read") != (n == 1) {
					t.Errorf("the log says it %d times", n)
				}
			})
		})
	}
	t.Run("S9 what Slack said is believed for ten minutes", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.answer = func(context.Context, commands.Request) answer.Reply {
				return answer.Reply{Title: "Where they stand", Audience: answer.ToChannel}
			}
			b := w.run()
			ask := func() string {
				return w.replies(w.Command(reporter, deskRoom, "/nato", "status here"), 1)[0].To
			}
			ask()
			shared(w)
			if ask() != "" {
				t.Error("it is asked each time")
			}
			pass(11 * time.Minute)
			if ask() != reporter {
				t.Error("it is never asked again")
			}
			_ = b.end()
		})
	})
}
