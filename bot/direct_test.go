package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"natobot/bot/blockkit/blockkittest"
	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

func TestNotices(t *testing.T) {
	told := []answer.Notice{{User: editor, Reply: answer.Reply{Title: "Ben reported the same: <!channel> #57 has two recorders."}}}
	tests := []struct {
		name  string
		times int
		fault localslack.Fault
		want  int
	}{
		{"told once", 0, localslack.Fault{}, 1},
		{"S4 429 is waited out", 2, localslack.RateLimited(2 * time.Second), 1},
		{"S3 the answer is lost: not told twice", 1, localslack.ReplyLost(), 1},
		{"an outage is logged", localslack.Forever, localslack.Unavailable(503), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				w.desk.answer = func(context.Context, commands.Request) answer.Reply {
					return answer.Reply{Outcome: answer.Recorded, Title: "Recorded.", Notices: told}
				}
				b := w.run()
				if tt.times != 0 {
					w.FailNext("chat.postMessage", tt.times, tt.fault)
				}
				w.DuplicateEnvelopes(1)
				w.replies(w.Command(reporter, deskRoom, "/nato", "stance Poland backs Rutte"), 1)
				pass(time.Minute)
				got := b.direct(w, editor)
				if len(got) != tt.want {
					t.Errorf("told %d times", len(got))
				}
				for _, m := range got {
					if !strings.Contains(m.Text, "two recorders") || blockkittest.CallsSomebody(m.Text) {
						t.Errorf("S7: told %q", m.Text)
					}
				}
				if others := len(b.direct(w, reporter)); others != 0 {
					t.Errorf("%d notices went astray", others)
				}
				_ = b.end()
				if logged := strings.Contains(w.log.String(), "direct message could not be delivered"); logged != (tt.name[:2] == "S3" || tt.want == 0) {
					t.Errorf("the log says %s", w.log)
				}
			})
		})
	}
	t.Run("of a form too", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.desk.save = func(saving) answer.Saved {
				return answer.Saved{Reply: answer.Reply{Outcome: answer.Recorded, Title: "Recorded.", Notices: told}}
			}
			b := w.run()
			w.form(reporter)
			w.submit(reporter)
			w.submit(reporter)
			if got := b.direct(w, editor); len(got) != 1 {
				t.Errorf("told %d times", len(got))
			}
			_ = b.end()
		})
	})
}
