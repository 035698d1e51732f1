package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"natobot/bot/blockkit/blockkittest"
	"natobot/bot/localslack"
	"natobot/bot/receiver"
	"natobot/commands"
	"natobot/commands/answer"
)

const (
	reader   = localslack.ReaderID
	reporter = localslack.ReporterID
	editor   = localslack.EditorID
	deskRoom = localslack.DeskID
)

func TestAnswer(t *testing.T) {
	inWorld(t, func(w *world) {
		b := w.run()
		inv := w.Command(reader, deskRoom, "/nato", "status on 22 Feb")
		got := w.replies(inv, 1)[0]
		if got.Text != "You asked: status on 22 Feb" || got.To != reader {
			t.Errorf("got %q, seen by %q", got.Text, got.To)
		}
		want := commands.Request{Key: "slash:" + inv.TriggerID, Channel: deskRoom, Text: "status on 22 Feb", User: commands.User{ID: reader, Name: "ines", Zone: "Europe/Brussels"}}
		asked := w.desk.asked()[0]
		asked.User.Name = strings.ToLower(asked.User.Name)
		if asked != want {
			t.Errorf("the desk was asked %+v, want %+v", asked, want)
		}
		if err := b.end(); err != nil {
			t.Error(err)
		}
	})
}

func TestAnswerInChannel(t *testing.T) {
	inWorld(t, func(w *world) {
		w.desk.answer = func(context.Context, commands.Request) answer.Reply {
			return answer.Reply{Title: "All see it", Audience: answer.ToChannel}
		}
		b := w.run()
		if got := w.replies(w.Command(reader, deskRoom, "/nato", "status here"), 1)[0]; got.To != "" {
			t.Errorf("only %s sees it", got.To)
		}
		if err := b.end(); err != nil {
			t.Error(err)
		}
	})
}

func TestSlowDesk(t *testing.T) {
	inWorld(t, func(w *world) {
		w.desk.answer = func(context.Context, commands.Request) answer.Reply {
			time.Sleep(20 * time.Second)
			return answer.Reply{Title: "Recorded."}
		}
		b := w.run()
		before := time.Now()
		inv := w.Command(reporter, deskRoom, "/nato", "stance Poland backs Rutte")
		w.acknowledged(inv) // S2: within Slack's three seconds, whatever the disk does
		if took := time.Since(before); took > 2*time.Second {
			t.Errorf("acknowledged after %s", took)
		}
		if got := w.replies(inv, 1); len(got) != 1 || got[0].Text != "Recorded." {
			t.Errorf("got %+v", got)
		}
		if err := b.end(); err != nil {
			t.Error(err)
		}
	})
}

func TestLongAnswers(t *testing.T) {
	paragraphs := func(n int) answer.Reply {
		r := answer.Reply{Title: "History"}
		for i := range n {
			r.Sections = append(r.Sections, answer.Paragraph{Text: text(fmt.Sprintf("No %d: ", i) + strings.Repeat("words ", 190))})
		}
		return r
	}
	tests := []struct {
		name string
		n    int
		want int
		ends string
	}{
		{"S6 one message beyond an acknowledgement", 9, 1, "No 8"},
		{"S5 40,000 characters", 35, 4, "No 34"},
		{"more than a response URL takes says so", 80, 5, "natobot ask history"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.desk.answer = func(context.Context, commands.Request) answer.Reply { return paragraphs(tt.n) }
				b := w.run()
				inv := w.Command(reader, deskRoom, "/nato", "history")
				got := w.replies(inv, tt.want)
				time.Sleep(time.Minute)
				if len(inv.Replies()) != tt.want || !strings.Contains(got[tt.want-1].Text, tt.ends) {
					t.Errorf("%d messages, the last ends %q", len(inv.Replies()), got[len(got)-1].Text)
				}
				_ = b.end()
			})
		})
	}
}

func TestButtons(t *testing.T) {
	inWorld(t, func(w *world) {
		w.desk.answer = func(_ context.Context, r commands.Request) answer.Reply {
			reply := answer.Reply{Title: "Answer to " + r.Text, Sections: []answer.Section{answer.Paragraph{Text: text("All of it.")}}}
			if strings.HasSuffix(r.Text, " here") {
				reply.Audience = answer.ToChannel
				return reply
			}
			reply.Actions = []answer.Action{{Label: "Undo", Command: "undo", Danger: true}, {Label: "Share in channel", Share: true}}
			return reply
		}
		b := w.run()
		first := w.replies(w.Command(reporter, deskRoom, "/nato", "status Rutte"), 1)[0]
		t.Run("a button asks as if its command were typed", func(t *testing.T) {
			inv := w.Press(reporter, first, "Undo")
			if got := w.replies(inv, 1)[0]; !strings.Contains(got.Text, "Answer to undo") || got.To != reporter {
				t.Errorf("got %q for %q", got.Text, got.To)
			}
			if got := w.desk.asked()[1].Key; got != "action:"+inv.TriggerID {
				t.Errorf("asked with the key %q", got)
			}
		})
		t.Run("share puts the same content into the channel, and says who", func(t *testing.T) {
			got := w.replies(w.Press(reporter, first, "Share in channel"), 1)[0]
			if got.To != "" || !strings.Contains(got.Text, "Answer to status Rutte here\n\nAll of it.") || !strings.Contains(got.Text, "Shared by") {
				t.Errorf("got %q for %q", got.Text, got.To)
			}
			if blockkittest.CallsSomebody(got.Text) {
				t.Errorf("S7: %q pings", got.Text)
			}
		})
		_ = b.end()
	})
}

func TestDeliveredTwice(t *testing.T) {
	inWorld(t, func(w *world) {
		b := w.run()
		w.DuplicateEnvelopes(1)
		inv := w.Command(reporter, deskRoom, "/nato", "stance Poland backs Rutte")
		w.replies(inv, 1)
		time.Sleep(time.Minute)
		if n := len(w.desk.asked()); n != 1 || len(inv.Replies()) != 1 {
			t.Errorf("S1: one envelope twice: asked %d times, %d answers", n, len(inv.Replies()))
		}
		_ = b.end()
	})
	t.Run("S1 one command in several envelopes", func(t *testing.T) {
		var s seen
		see := func(t task) task {
			earlier := s.earlier(t)
			if earlier == nil {
				s.remember(t)
			}
			return earlier
		}
		delivery := func(id, key string) task {
			return &question{incoming: &incoming{delivery: receiver.Delivery{ID: id}, key: key}}
		}
		first, other := delivery("E1", "slash:T1"), delivery("E2", "slash:T2")
		if see(first) != nil || see(other) != nil {
			t.Error("new ones were seen before")
		}
		if see(delivery("E3", "slash:T1")) != first || see(delivery("E2", "slash:T4")) != other {
			t.Error("it is not recognised")
		}
		for i := range 3 * remembered {
			see(delivery(fmt.Sprint("E", i+9), fmt.Sprint("K", i)))
		}
		if len(s.named) > 2*remembered || len(s.order) > remembered || len(s.bytes) != len(s.order) {
			t.Errorf("%d names are remembered", len(s.named))
		}
	})
}

func TestBusy(t *testing.T) {
	inWorld(t, func(w *world) {
		release := make(chan struct{})
		w.desk.answer = func(context.Context, commands.Request) answer.Reply {
			<-release
			return answer.Reply{Title: "Recorded."}
		}
		b := w.run()
		var all []*localslack.Invocation
		for i := range workers + queueSize + 3 {
			all = append(all, w.Command(reporter, deskRoom, "/nato", fmt.Sprintf("stance %d", i)))
			synctest.Wait()
		}
		time.Sleep(3 * time.Second)
		for i, inv := range all[workers+queueSize:] {
			got := w.replies(inv, 1)[0]
			if want := fmt.Sprintf("stance %d", workers+queueSize+i); !strings.Contains(got.Text, "nothing was recorded") || !strings.Contains(got.Text, want) {
				t.Errorf("got %q", got.Text)
			}
		}
		close(release)
		for _, inv := range all[:workers+queueSize] {
			w.acknowledged(inv)
			w.replies(inv, 1)
		}
		_ = b.end()
	})
}

func TestPanic(t *testing.T) {
	inWorld(t, func(w *world) {
		w.desk.answer = func(context.Context, commands.Request) answer.Reply { panic("secret detail") }
		b := w.run()
		for range 2 * workers { // a panic costs no worker
			got := w.replies(w.Command(reporter, deskRoom, "/nato", "stance Poland backs Rutte"), 1)[0]
			if strings.Contains(got.Text, "secret") || !strings.Contains(got.Text, "ref ") || !strings.Contains(got.Text, "stance Poland backs Rutte") {
				t.Fatalf("got %q", got.Text)
			}
		}
		_ = b.end()
	})
}

func TestResponseURLTrouble(t *testing.T) {
	slow := func(audience answer.Audience) func(context.Context, commands.Request) answer.Reply {
		return func(context.Context, commands.Request) answer.Reply {
			time.Sleep(3 * time.Second) // too late for the acknowledgement
			return answer.Reply{Title: "Recorded.", Audience: audience}
		}
	}
	tests := []struct {
		name     string
		audience answer.Audience
		times    int
		fault    localslack.Fault
		want     int
	}{
		{"S4 429, to the asker", answer.ToAsker, 2, localslack.RateLimited(2 * time.Second), 1},
		{"S4 429, to the channel", answer.ToChannel, 2, localslack.RateLimited(2 * time.Second), 1},
		{"an outage, to the asker", answer.ToAsker, 1, localslack.Unavailable(503), 1},
		{"S3 the answer lost, to the channel: not twice", answer.ToChannel, 1, localslack.ReplyLost(), 1},
		{"for ever", answer.ToAsker, localslack.Forever, localslack.Unavailable(503), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.desk.answer = slow(tt.audience)
				b := w.run()
				w.FailNext("response_url", tt.times, tt.fault)
				inv := w.Command(reporter, deskRoom, "/nato", "undo")
				time.Sleep(time.Minute)
				if got := inv.Replies(); len(got) != tt.want {
					t.Errorf("%d answers, want %d", len(got), tt.want)
				}
				_ = b.end()
				log := w.log.String()
				if strings.Contains(log, "/response/") {
					t.Errorf("the response URL is in the log: %s", log)
				}
				if tt.want == 0 && !strings.Contains(log, "could not be delivered") {
					t.Errorf("the log says nothing of it: %s", log)
				}
			})
		})
	}
	t.Run("a connection's error names no URL", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.answer = slow(answer.ToAsker)
			b := w.run()
			w.FailNext("response_url", localslack.Forever, localslack.ReplyLost())
			w.Command(reporter, deskRoom, "/nato", "undo")
			time.Sleep(time.Minute)
			_ = b.end()
			if log := w.log.String(); !strings.Contains(log, "could not be delivered") || strings.Contains(log, "/response/") {
				t.Errorf("the log says %s", log)
			}
		})
	})
}
