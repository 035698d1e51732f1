package bot

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
)

// draining tells the bot to stop while it is at something, and gives what ends it.
func (w *world) draining(b *running) {
	w.t.Helper()
	w.desk.mu.Lock()
	w.desk.answer = func(context.Context, commands.Request) answer.Reply {
		time.Sleep(5 * time.Second)
		return answer.Reply{Title: "Answered."}
	}
	w.desk.mu.Unlock()
	w.Command(reader, deskRoom, "/nato", "status")
	synctest.Wait()
	b.stop()
	synctest.Wait()
}

func TestDialogWhileStopping(t *testing.T) {
	t.Run("I7 a form by command", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.draining(b)
			if got := w.replies(w.Command(reporter, deskRoom, "/nato", "stance"), 1)[0]; !strings.Contains(got.Text, "restarting") || len(w.Views(reporter)) != 0 {
				t.Errorf("told %q", got.Text)
			}
			<-b.done
		})
	})
	t.Run("I7 a press in Home, and Home itself", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.numberedHome()
			b := w.run()
			w.acknowledged(w.OpenHome(reporter))
			pass(time.Second)
			v, _ := w.Home(reporter)
			w.draining(b)
			w.acknowledged(w.PressIn(reporter, v.ID, "Record"))
			if got := shown(w.dialog(reporter)); !strings.Contains(got, "restarting") {
				t.Errorf("the dialog says %q", got)
			}
			w.acknowledged(w.OpenHome(reporter))
			if got := w.home(reporter); !strings.Contains(got, "Home 1 of") {
				t.Errorf("a Home that was there says %q", got)
			}
			w.acknowledged(w.OpenHome(editor))
			if got := w.home(editor); !strings.Contains(got, "restarting") {
				t.Errorf("a new Home says %q", got)
			}
			<-b.done
		})
	})
}

func TestDialogTrouble(t *testing.T) {
	t.Run("a busy desk says so in the dialog", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			release := make(chan struct{})
			w.desk.answer = func(context.Context, commands.Request) answer.Reply {
				<-release
				return answer.Reply{Title: "Answered."}
			}
			b := w.run()
			for range workers + queueSize {
				w.Command(reader, deskRoom, "/nato", "status")
				synctest.Wait()
			}
			w.acknowledged(w.Command(reporter, deskRoom, "/nato", "stance"))
			pass(time.Second)
			if got := shown(w.dialog(reporter)); !strings.Contains(got, "busy") {
				t.Errorf("it says %q", got)
			}
			close(release)
			pass(time.Minute)
			_ = b.end()
		})
	})
	t.Run("S2 where Home's press opens nothing, a message says so", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.numberedHome()
			b := w.run()
			w.acknowledged(w.OpenHome(reporter))
			pass(time.Second)
			v, _ := w.Home(reporter)
			w.FailNext("views.open", 1, localslack.Refused("expired_trigger_id"))
			w.acknowledged(w.PressIn(reporter, v.ID, "Record"))
			pass(time.Second)
			if got := b.direct(w, reporter); len(got) != 1 || !strings.Contains(got[0].Text, "did not open") {
				t.Errorf("told %+v", got)
			}
			_ = b.end()
		})
	})
	t.Run("nobody is recorded for whom Slack cannot name", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.form(reporter)
			pass(25 * time.Hour)
			w.FailNext("users.info", localslack.Forever, localslack.Unavailable(503))
			got := w.submit(reporter)
			if !strings.Contains(got.Errors[block(got, "member")], "could not say who you are") || value(got, "quote") == "" {
				t.Errorf("the errors are %v", got.Errors)
			}
			w.Heal()
			w.submit(reporter)
			if got := shown(w.submit(reporter)); !strings.Contains(got, "Recorded as #57.") {
				t.Errorf("then it says %q", got)
			}
			_ = b.end()
		})
	})
	t.Run("S6 an answer that Slack would drop comes by a call", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.desk.review = func(answer.Draft) answer.Review {
				l := answer.List{}
				for range 60 {
					l.Items = append(l.Items, text(strings.Repeat("words ", 60)))
				}
				return answer.Review{Title: "Check it", Sections: []answer.Section{l}, Seal: "seal 1"}
			}
			b := w.run()
			w.form(reporter)
			if got := w.submit(reporter); got.Submit != "Record" || len(got.Blocks) < maxAck {
				t.Errorf("of %d bytes it says %q", len(got.Blocks), shown(got))
			}
			_ = b.end()
		})
	})
	t.Run("S1 an answer whose acknowledgement got lost with its connection is shown by a call", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.form(reporter)
			w.submit(reporter)
			w.desk.wait = func() { time.Sleep(time.Second) }
			w.Submit(reporter, w.dialog(reporter).ID)
			synctest.Wait()
			w.CloseSockets()
			pass(time.Minute)
			if got := shown(w.dialog(reporter)); !strings.Contains(got, "Recorded as #57.") {
				t.Errorf("it says %q", got)
			}
			_ = b.end()
		})
	})
}
