package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/commands/beats"
	"natobot/consensus"
)

// reminding is one process's reminders, ticked by hand.
type reminding struct {
	*reminders
	w *world
}

// reminding starts a process's reminders: what it knows is what the ledger and Slack know.
func (w *world) reminding(owner string) *reminding {
	w.t.Helper()
	c := w.config()
	c.Owner = owner
	b := newBot(c, w.net.dial)
	w.t.Cleanup(b.http.CloseIdleConnections)
	who, err := b.identify(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	b.is(who)
	return &reminding{b.reminded, w}
}

// at moves the desk's clock to a time and ticks.
func (a *reminding) at(s string) {
	a.w.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, a.w.zone)
	if err != nil {
		a.w.t.Fatal(err)
	}
	a.w.move(at.Sub(a.w.now()))
	a.Do(a.w.t.Context())
}

// stale is a member of the reporter's beat of which there was no word for days.
func stale(user, member string, entry, days int) beats.Reminder {
	of := answer.Ref{Entry: entry, Hash: "0123abcd", Says: member + " backs Mark Rutte"}
	return beats.Reminder{
		User: user, Key: strings.Join([]string{member, "0123abcd", "2024-01-24"}, " "), Days: days,
		Text: answer.Line{{Text: "No word for 30 days: " + member + " is seen as holding out on Mark Rutte."}},
		Actions: []answer.Action{
			{Label: "Still true", Command: "still " + member + " Mark Rutte", Of: of, InPlace: true},
			{Label: "It changed", Of: of, Draft: &answer.Draft{Verb: "stance", Values: map[answer.Field]string{answer.FieldMember: "HU"}}},
		},
	}
}

func (w *world) wantAsked(user string, want ...string) {
	w.t.Helper()
	messages := w.Messages(w.Direct(user), user)
	if len(messages) != len(want) {
		w.t.Fatalf("%s was asked %d times, want %d", user, len(messages), len(want))
	}
	for i, m := range messages {
		for word := range strings.SplitSeq(want[i], " ") {
			if !strings.Contains(m.Text, word) {
				w.t.Errorf("%s was asked %q, want %q in it", user, m.Text, word)
			}
		}
	}
}

func TestReminders(t *testing.T) {
	hungary, turkey, poland := stale(reporter, "Hungary", 11, 0), stale(reporter, "Türkiye", 12, 0), stale(editor, "Poland", 13, 0)
	t.Run("once a day for each person, whoever asks and however often", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.reminders = []beats.Reminder{hungary, poland, turkey}
			one, other := w.reminding("one"), w.reminding("other")
			one.at("2024-02-23 07:59")
			w.wantAsked(reporter)
			one.at("2024-02-23 08:00")
			other.at("2024-02-23 08:00")
			w.reminding("after a restart").at("2024-02-23 15:00")
			w.wantAsked(reporter, "Hungary Türkiye")
			w.wantAsked(editor, "Poland")
			one.at("2024-02-24 08:00")
			w.wantAsked(reporter, "Hungary Türkiye")
		})
	})
	t.Run("what came too late, or is long ago, is not asked", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.reminders = []beats.Reminder{stale(reporter, "Hungary", 11, remindUntil+1)}
			w.reminding("one").at("2024-02-23 08:00")
			w.wantAsked(reporter)
			w.desk.reminders = append(w.desk.reminders, stale(reporter, "Türkiye", 12, remindUntil))
			w.reminding("one").at("2024-02-23 09:00")
			w.wantAsked(reporter, "Türkiye")
		})
	})
	t.Run("not by a clock that is off", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.reminders = []beats.Reminder{hungary}
			w.desk.doubt = func() error { return errors.New("it is off") }
			w.reminding("one").at("2024-02-23 08:00")
			w.wantAsked(reporter)
		})
	})
	t.Run("an answer that got lost is looked for in the direct messages", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.reminders = []beats.Reminder{hungary}
			w.FailNext("chat.postMessage", 1, localslack.ReplyLost())
			w.reminding("one").at("2024-02-23 08:00")
			for range 5 {
				time.Sleep(time.Minute)
				w.reminding("other").Do(w.t.Context())
			}
			w.wantAsked(reporter, "Hungary")
			if open := w.posts.having(reminderPost, consensus.Claimed); len(open) > 0 {
				t.Errorf("still open: %+v", open)
			}
		})
	})
	t.Run("put off, it is asked once more", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.reminders = []beats.Reminder{hungary, turkey}
			a := w.reminding("one")
			a.at("2024-02-23 08:00")
			for range 2 { // pressed twice
				if asked, err := a.putOff(w.t.Context(), reporter, hungary.Key); err != nil || !asked {
					t.Fatal(asked, err)
				}
			}
			if asked, err := a.putOff(w.t.Context(), reporter, "#11 ffffffff 2024-01-24"); err != nil || asked {
				t.Errorf("of a ledger that was lost: %t, %v", asked, err)
			}
			a.at("2024-02-23 18:00")
			w.wantAsked(reporter, "Hungary Türkiye")
			a.at("2024-02-24 08:00")
			a.at("2024-02-25 08:00")
			w.wantAsked(reporter, "Hungary Türkiye", "Hungary")
			again := w.Messages(w.Direct(reporter), reporter)[1]
			if strings.Contains(again.Text, "Türkiye") || strings.Contains(string(again.Blocks), sayLater) {
				t.Errorf("asked again: %s %s", again.Text, again.Blocks)
			}
		})
	})
}

// A press is recorded as if it had been typed, of the entry that the button names, and its row
// gives way to what came of it; the others stay. What is refused leaves the message as it is.
func TestPressedReminders(t *testing.T) {
	inWorld(t, func(w *world) {
		w.desk.reminders = []beats.Reminder{stale(reporter, "Hungary", 11, 0), stale(reporter, "Türkiye", 12, 0)}
		w.desk.answer = func(_ context.Context, r commands.Request) answer.Reply {
			if strings.Contains(r.Text, "Hungary") {
				return answer.Reply{Outcome: answer.Recorded, Title: "Recorded as #41: it still stands <!here>."}
			}
			return answer.Reply{Outcome: answer.Refused, Title: "#12 was another entry."}
		}
		w.reminding("one").at("2024-02-23 08:00")
		b := w.run()
		message := func() localslack.Message { return w.Messages(w.Direct(reporter), reporter)[0] }
		w.acknowledged(w.Press(reporter, message(), "still Hungary Mark Rutte\n@11 0123abcd Hungary backs Mark Rutte"))
		pass(time.Minute)
		asked := w.desk.forget()
		if len(asked) != 1 || asked[0].Text != "still Hungary Mark Rutte" || asked[0].Of == nil || asked[0].Of.Entry != 11 || asked[0].User.ID != reporter {
			t.Fatalf("asked %+v", asked)
		}
		if m := message(); !m.Edited || !strings.Contains(m.Text, "Recorded as #41") || strings.Count(string(m.Blocks), `"text":"Still true"`) != 1 || strings.Contains(string(m.Blocks), "<!here>") {
			t.Errorf("the message is %s %s", m.Text, m.Blocks)
		}
		w.replies(w.Press(reporter, message(), "Still true"), 1) // Türkiye's
		pass(time.Minute)
		if n := strings.Count(string(message().Blocks), `"text":"Still true"`); n != 1 {
			t.Errorf("a refusal left %d rows", n)
		}
		w.acknowledged(w.Press(reporter, message(), sayLater))
		pass(time.Minute)
		if m := message(); strings.Contains(string(m.Blocks), "Still true") || !strings.Contains(m.Text, putOff("Türkiye")) {
			t.Errorf("put off: %s", m.Blocks)
		}
		if off := w.posts.having(laterPost, consensus.Skipped); len(off) != 1 || off[0].Point.On != 20240224 {
			t.Errorf("on record: %+v", off)
		}
		_ = b.end()
	})
}

// What changed is filled in into a form, as far as it is known.
func TestAChangedPositionOpensTheForm(t *testing.T) {
	inWorld(t, func(w *world) {
		w.desk.reminders = []beats.Reminder{stale(reporter, "Hungary", 11, 0)}
		w.reminding("one").at("2024-02-23 08:00")
		b := w.run()
		w.acknowledged(w.Press(reporter, w.Messages(w.Direct(reporter), reporter)[0], "It changed"))
		pass(time.Minute)
		if view := w.form(reporter); view.CallbackID != callbackForm {
			t.Errorf("the dialog is %+v", view)
		}
		_ = b.end()
	})
}

// What was posted late without saying so is read back below the note that it was sent with.
func TestWordsOfAPost(t *testing.T) {
	due := time.Date(2024, 2, 28, 8, 0, 0, 0, zoneOf(t, "Europe/Brussels"))
	body := freeze(due, false, answer.Reply{Title: "4 of 31 <members> & more."}, answer.Reply{Title: "In full."})
	for delay, want := range map[time.Duration]string{
		time.Second: "4 of 31 <members> & more.",
		time.Hour:   lateNote("08:00 on 28 February 2024") + "\n\n4 of 31 <members> & more.",
	} {
		ts := strconv.FormatInt(due.Add(delay).Unix(), 10) + ".000100"
		messages, at, err := WordsOf(consensus.Posting{Body: body, TS: ts, SettledAt: due.AddDate(0, 0, 1)})
		if err != nil || len(messages) != 2 || messages[0] != want || messages[1] != "In full." || !at.Truncate(time.Second).Equal(due.Add(delay)) {
			t.Errorf("after %s: %q at %s, %v", delay, messages, at, err)
		}
	}
}
