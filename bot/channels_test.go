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

// Where the bot cannot post, nobody is told that it will, and an answer says why it is not shared and
// what to do about it.
func TestWhereTheBotCannotPost(t *testing.T) {
	places := map[string]struct {
		name    string
		make    func(c *localslack.Channel)
		because string // of what is not shared
		refused string
		cure    string
		open    bool // an editor can open it
	}{
		"D04FOREIGN": {"a direct message of others", func(c *localslack.Channel) { c.Direct = true }, "this is a direct message", "cannot post in a direct message", "in #channel", false},
		"G04GROUPED": {"a group message", func(c *localslack.Channel) { c.Group, c.Name = true, "mpdm-ben--eva--ines-1" }, "this is a group message", "cannot post in a group message", "in #channel", false},
		"C04GROUPED": {"a group message of another name", func(c *localslack.Channel) { c.Group = true }, "the bot is not in this private channel", "not in this private channel", "/invite @natobot", true},
		"C04PRIVATE": {"a private channel without the bot", func(c *localslack.Channel) { c.Private = true }, "the bot is not in this private channel", "not in this private channel", "/invite @natobot", true},
	}
	for id, place := range places {
		t.Run(place.name, func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				w.ChangeChannel(id, place.make)
				w.answers(answer.Reply{Title: "Where they stand", Audience: answer.ToChannel, Sections: []answer.Section{answer.Paragraph{Text: text("Poland backs.")}}})
				b := w.run()
				got := w.replies(w.Command(editor, id, "/nato", "status here"), 1)[0]
				if got.To != editor || !strings.Contains(got.Text, "Poland backs.") || !strings.Contains(got.Text, place.because) ||
					strings.Contains(got.Text, "guests on") != place.open || strings.Contains(got.Text, "did not say") || strings.Contains(got.Text, "scope") {
					t.Errorf("%q sees %q", got.To, got.Text)
				}
				w.desk.forget()
				for _, order := range []string{"live changes", "digest daily 08:00", "digest now"} {
					got := w.replies(w.Command(editor, id, "/nato", order), 1)[0]
					if got.To != editor || !strings.Contains(got.Text, place.refused) || !strings.Contains(got.Text, "nothing was set") || !strings.Contains(got.Text, place.cure) || !strings.Contains(got.Text, order) {
						t.Errorf("%s: %q is told %q", order, got.To, got.Text)
					}
				}
				if asked := w.desk.asked(); len(asked) > 0 {
					t.Errorf("the desk was asked %+v", asked)
				}
				// What is for another channel is that channel's.
				w.replies(w.Command(editor, id, "/nato", "digest daily 08:00 in "+deskRoom), 1)
				if n := len(w.desk.asked()); n != 1 {
					t.Errorf("the desk was asked %d times", n)
				}
				if id != "C04PRIVATE" {
					_ = b.end()
					if strings.Contains(w.log.String(), "lacks the scope") {
						t.Errorf("the log says %s", w.log)
					}
					return
				}
				w.replies(w.Command(editor, deskRoom, "/nato", "live changes in "+id), 1)
				if n := len(w.desk.asked()); n != 1 {
					t.Error("it is promised from elsewhere")
				}
				w.ChangeChannel(id, func(c *localslack.Channel) { c.Member = true })
				w.replies(w.Command(editor, id, "/nato", "live changes"), 1)
				if n := len(w.desk.asked()); n != 2 {
					t.Error("it is refused with the bot there")
				}
			})
		})
	}
}
