package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
)

func TestReview(t *testing.T) {
	t.Run("change leads back to the form as it was typed", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			form := w.form(reporter)
			review := w.submit(reporter)
			w.acknowledged(w.PressIn(reporter, review.ID, "Change"))
			pass(time.Second)
			got := w.dialog(reporter)
			for _, f := range []answer.Field{"member", "position", "quote"} {
				if value(got, f) != value(form, f) {
					t.Errorf("%s is %q, was %q", f, value(got, f), value(form, f))
				}
			}
			w.enter(reporter, answer.FieldMember, "Hungary")
			w.submit(reporter)
			w.submit(reporter)
			if got := w.desk.savings(); len(got) != 1 || got[0].draft.Values["member"] != "HU" {
				t.Errorf("recorded %+v", got)
			}
			_ = b.end()
		})
	})
	t.Run("stale: nothing is recorded, and the fresh state is shown", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.desk.save = func(s saving) answer.Saved {
				if s.seal == "seal 1" {
					said := answer.Paragraph{Text: text("Poland backs already")}
					return answer.Saved{Stale: &answer.Review{Title: "Check it", Sections: []answer.Section{said}, Seal: "seal 2"}}
				}
				return answer.Saved{Reply: answer.Reply{Outcome: answer.Recorded, Title: "Recorded as #58."}}
			}
			b := w.run()
			w.form(reporter)
			w.submit(reporter)
			got := w.submit(reporter)
			if said := shown(got); !strings.Contains(said, sayMoved) || !strings.Contains(said, "Poland backs already") || got.Submit != "Record" {
				t.Fatalf("it says %q", said)
			}
			if got := shown(w.submit(reporter)); !strings.Contains(got, "Recorded as #58.") {
				t.Errorf("then it says %q", got)
			}
			_ = b.end()
		})
	})
	t.Run("a failed save loses nothing, and can be tried again", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			times := 0
			w.desk.save = func(saving) answer.Saved {
				if times++; times == 1 {
					return answer.Saved{Reply: answer.Reply{Outcome: answer.Failed, Title: "The disk is full: nothing was recorded (ref ab12).", Ref: "ab12"}}
				}
				return answer.Saved{Reply: answer.Reply{Outcome: answer.Recorded, Title: "Recorded as #57."}}
			}
			b := w.run()
			form := w.form(reporter)
			w.submit(reporter)
			failed := w.submit(reporter)
			if failed.Submit != "Try again" || !strings.Contains(shown(failed), "The disk is full") {
				t.Fatalf("it says %q", shown(failed))
			}
			w.acknowledged(w.PressIn(reporter, failed.ID, "Change"))
			pass(time.Second)
			if got := w.dialog(reporter); value(got, "quote") != value(form, "quote") {
				t.Errorf("the quote is %q", value(got, "quote"))
			}
			w.submit(reporter)
			if got := shown(w.submit(reporter)); !strings.Contains(got, "Recorded as #57.") {
				t.Errorf("then it says %q", got)
			}
			_ = b.end()
			if !strings.Contains(w.log.String(), "ab12") {
				t.Error("the log does not say what failed")
			}
		})
	})
	t.Run("a desk that panics loses nothing", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.desk.save = func(saving) answer.Saved { panic("secret detail") }
			b := w.run()
			w.form(reporter)
			w.submit(reporter)
			got := w.submit(reporter)
			if said := shown(got); got.Submit != "Try again" || strings.Contains(said, "secret") || !strings.Contains(said, "ref ") {
				t.Errorf("it says %q", said)
			}
			_ = b.end()
		})
	})
}

func TestSubmittedTwice(t *testing.T) {
	t.Run("S1 delivered twice, a review is recorded once and shows its result", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.form(reporter)
			w.submit(reporter)
			w.DuplicateEnvelopes(1)
			if got := shown(w.submit(reporter)); !strings.Contains(got, "Recorded as #57.") {
				t.Errorf("it says %q", got)
			}
			pass(time.Minute)
			if n := len(w.desk.savings()); n != 1 {
				t.Errorf("recorded %d times", n)
			}
			_ = b.end()
		})
	})
	t.Run("S1 delivered twice while the desk is slow, the dialog stays open", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.form(reporter)
			w.submit(reporter)
			w.desk.wait = func() { time.Sleep(10 * time.Second) }
			w.DuplicateEnvelopes(1)
			w.acknowledged(w.Submit(reporter, w.dialog(reporter).ID))
			pass(time.Minute)
			if got := shown(w.dialog(reporter)); !strings.Contains(got, "Recorded as #57.") {
				t.Errorf("it says %q", got)
			}
			if n := len(w.desk.savings()); n != 1 {
				t.Errorf("recorded %d times", n)
			}
			_ = b.end()
		})
	})
	t.Run("S1 submitted twice, both recordings have one key; a changed draft has another", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.form(reporter)
			w.submit(reporter)
			w.desk.wait = func() { time.Sleep(5 * time.Second) }
			id := w.dialog(reporter).ID
			one, two := w.Submit(reporter, id), w.Submit(reporter, id)
			w.acknowledged(one)
			w.acknowledged(two)
			pass(time.Minute)
			got := w.desk.savings()
			if len(got) != 2 || got[0].request.Key != got[1].request.Key {
				t.Errorf("recorded %+v", got)
			}
			m := dialogState{Draft: got[0].draft}
			other := dialogState{Draft: with(m.Draft, "member", "HU")}
			if m.key(id) != got[0].request.Key || other.key(id) == m.key(id) || m.key("V2") == m.key(id) {
				t.Error("the key does not name the review")
			}
			_ = b.end()
		})
	})
	t.Run("a result whose dialog was closed comes as a message", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			b := w.run()
			w.form(reporter)
			w.submit(reporter)
			w.desk.wait = func() { time.Sleep(5 * time.Second) }
			id := w.dialog(reporter).ID
			w.acknowledged(w.Submit(reporter, id))
			w.CloseView(reporter, id)
			pass(time.Minute)
			if got := b.direct(w, reporter); len(got) != 1 || !strings.Contains(got[0].Text, "Recorded as #57.") {
				t.Errorf("told %+v", got)
			}
			_ = b.end()
		})
	})
}

func TestFormWhileStopping(t *testing.T) {
	tests := []struct {
		name   string
		review bool
	}{{"a form", false}, {"a review", true}}
	for _, tt := range tests {
		t.Run("I7 "+tt.name+" says so and stays", func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				b := w.run()
				form := w.form(reporter)
				if tt.review {
					w.submit(reporter)
				}
				w.desk.answer = func(_ context.Context, _ commands.Request) answer.Reply {
					time.Sleep(5 * time.Second)
					return answer.Reply{Title: "Answered."}
				}
				w.Command(reader, deskRoom, "/nato", "status") // keeps the bot draining
				synctest.Wait()
				b.stop()
				synctest.Wait()
				w.acknowledged(w.Submit(reporter, w.dialog(reporter).ID))
				got := w.dialog(reporter)
				said := shown(got) + fmt.Sprint(got.Errors)
				if !strings.Contains(said, "restarting: nothing was recorded") {
					t.Errorf("it says %q", said)
				}
				if err := <-b.done; err != nil {
					t.Error(err)
				}
				w.desk.answer = nil
				again := w.run()
				if tt.review {
					w.acknowledged(w.PressIn(reporter, w.dialog(reporter).ID, "Change"))
					pass(time.Second)
				}
				if got := w.dialog(reporter); value(got, "quote") != value(form, "quote") || got.Submit != "Review" {
					t.Errorf("after the restart the form holds %v", got.Values)
				}
				w.submit(reporter)
				if got := shown(w.submit(reporter)); !strings.Contains(got, "Recorded as #57.") {
					t.Errorf("after the restart it says %q", got)
				}
				_ = again.end()
			})
		})
	}
}
