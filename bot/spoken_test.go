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
	"natobot/consensus"
)

// aloud has the desk answer as a real one does: to all who heard the question, but for what is
// private.
func (w *world) aloud() {
	w.desk.answer = func(_ context.Context, r commands.Request) answer.Reply {
		reply := answer.Reply{Title: "You asked: " + r.Text}
		if r.Aloud && r.Text != "access" {
			reply.Audience = answer.ToChannel
		}
		return reply
	}
}

// hears says something to the bot and gives what it answered there, as its asker sees it.
func (w *world) hears(channel, thread, text string) []localslack.Message {
	w.t.Helper()
	before := len(w.Messages(channel, reporter))
	w.acknowledged(w.Say(reporter, channel, thread, text))
	pass(2 * time.Second)
	return w.Messages(channel, reporter)[before+1:]
}

func TestSpokenTo(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.aloud()
		b := w.run()
		home := w.Direct(reporter)
		topic := w.Post(reporter, deskRoom, "Who is where?")
		tests := []struct{ name, channel, thread, text, want, to, in string }{
			{"a mention is answered in its thread", deskRoom, "", "@nato missing", "You asked: missing", "", "its own"},
			{"the mention may stand anywhere", deskRoom, "", "Well, @nato: missing", "You asked: Well,  : missing", "", "its own"},
			{"in a thread, there", deskRoom, topic, "@nato missing", "You asked: missing", "", topic},
			{"nothing else is help", deskRoom, "", "@nato", "You asked: help", "", "its own"},
			{"others are named still", deskRoom, "", "@nato access reporter @ben", "You asked: access reporter <@" + localslack.ReporterID + "|ben>", "", "its own"},
			{"what is typed comes as a command does", deskRoom, "", "@nato note Rutte \"R&D <x>\"", `You asked: note Rutte "R&amp;D &lt;x&gt;"`, "", "its own"},
			{"what is private is shown to the asker", deskRoom, "", "@nato access", "You asked: access", reporter, ""},
			{"and in a thread, there", deskRoom, topic, "@nato access", "You asked: access", reporter, topic},
			{"a direct message is answered plainly", home, "", "who is missing?", "You asked: who is missing?", "", ""},
			{"whatever it is", home, "", "access", "You asked: access", "", ""},
			{"with our name too", home, "", "@nato missing", "You asked: missing", "", ""},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				got := w.hears(tt.channel, tt.thread, tt.text)
				if tt.in == "its own" {
					all := w.Messages(tt.channel, reporter)
					tt.in = all[len(all)-2].TS
				}
				// Nothing that was said is a mention in the answer.
				text := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "\u200b", "").Replace(got[0].Text)
				if len(got) != 1 || text != tt.want || got[0].To != tt.to || got[0].ThreadTS != tt.in || strings.Contains(got[0].Text, "<@") {
					t.Errorf("%+v", got)
				}
				if r := w.desk.forget(); len(r) != 1 || !r[0].Aloud || r[0].User.ID != reporter || r[0].Channel != tt.channel || !strings.HasPrefix(r[0].Key, "said:"+tt.channel) {
					t.Errorf("the desk was asked %+v", r)
				}
			})
		}
		if err := b.end(); err != nil {
			t.Fatal(err)
		}
	})
}

// D1: each message is answered once, and what nobody said to us is not.
func TestSpokenToOnce(t *testing.T) {
	byBothDoors(t, func(w *world) {
		w.aloud()
		w.run()
		home, me := w.Direct(reporter), "<@"+localslack.BotUserID+"> "
		say := func(fields map[string]any) int {
			event := map[string]any{"type": "message", "user": reporter, "channel": home, "channel_type": "im", "ts": "1708675300.000100", "text": "missing"}
			for name, value := range fields {
				event[name] = value
			}
			w.acknowledged(w.Happen(event))
			pass(2 * time.Second)
			return len(w.desk.forget())
		}
		type of = map[string]any
		tests := []struct {
			name   string
			fields of
			want   int
		}{
			{"a message", of{}, 1},
			{"the same by another event", of{}, 0},
			{"the same as a mention", of{"type": "app_mention"}, 0},
			{"another message", of{"ts": "1708675300.000200"}, 1},
			{"with a file", of{"ts": "1708675300.000300", "subtype": "file_share"}, 1},
			{"from a thread", of{"ts": "1708675300.000400", "subtype": "thread_broadcast"}, 1},
			{"edited", of{"ts": "1708675300.000500", "edited": of{"user": reporter, "ts": "1708675301.000000"}}, 0},
			{"changed", of{"ts": "1708675300.000600", "subtype": "message_changed", "message": of{"user": reporter, "text": "missing", "ts": "1708675300.000100"}}, 0},
			{"deleted", of{"ts": "1708675300.000700", "subtype": "message_deleted"}, 0},
			{"of another bot", of{"ts": "1708675300.000800", "bot_id": "B1"}, 0},
			{"of ours", of{"ts": "1708675300.000900", "user": localslack.BotUserID}, 0},
			{"of nobody", of{"ts": "1708675300.001000", "user": ""}, 0},
			{"in a group, to others", of{"ts": "1708675300.001100", "channel": "G1", "channel_type": "mpim"}, 0},
			{"a mention that was edited", of{"type": "app_mention", "channel": deskRoom, "ts": "1708675300.001200", "text": me + "missing", "edited": of{"user": reporter, "ts": "1708675301.000000"}}, 0},
			{"a mention by a bot", of{"type": "app_mention", "channel": deskRoom, "ts": "1708675300.001300", "text": me + "missing", "bot_id": "B1"}, 0},
		}
		for _, tt := range tests {
			if got := say(tt.fields); got != tt.want {
				t.Errorf("%s: the desk was asked %d times, want %d", tt.name, got, tt.want)
			}
		}
		t.Run("delivered twice", func(t *testing.T) {
			w.DuplicateEnvelopes(1)
			w.hears(home, "", "missing")
			if n := len(w.desk.forget()); n != 1 {
				t.Errorf("the desk was asked %d times", n)
			}
		})
	})
}

// In a group message that the bot is in, it answers who names it, as in a channel.
func TestSpokenToInAGroup(t *testing.T) {
	inWorld(t, func(w *world) {
		w.aloud()
		w.ChangeChannel("G2", func(c *localslack.Channel) { c.Group, c.Private, c.Member = true, true, true })
		w.run()
		if got := w.hears("G2", "", "who is missing?"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		if got := w.hears("G2", "", "@nato missing"); len(got) != 1 || got[0].To != "" || got[0].ThreadTS == "" {
			t.Errorf("%+v", got)
		}
	})
}

// S9: what a mention asks for is kept from another organisation's people, as a command's answer is.
func TestSpokenToInASharedChannel(t *testing.T) {
	inWorld(t, func(w *world) {
		w.aloud()
		w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Shared = true })
		w.run()
		got := w.hears(deskRoom, "", "@nato missing")
		if len(got) != 1 || got[0].To != reporter || !strings.Contains(got[0].Text, "Only you see this") {
			t.Errorf("%+v", got)
		}
		w.desk.forget()
		w.AddPerson(localslack.Person{ID: "U9", Name: "stranger", TeamID: localslack.OtherTeam})
		w.acknowledged(w.Say("U9", deskRoom, "", "@nato missing"))
		pass(time.Second)
		if r := w.desk.forget(); len(r) != 1 || !r[0].User.Outsider {
			t.Errorf("the desk was asked %+v", r)
		}
	})
}

// Events open no form: a button that does stands in the answer.
func TestSpokenToForAForm(t *testing.T) {
	inWorld(t, func(w *world) {
		w.aloud()
		w.run()
		got := w.hears(w.Direct(reporter), "", "stance")
		w.acknowledged(w.Press(reporter, got[0], sayOpenForm))
		pass(time.Second)
		if v := w.dialog(reporter); v.Title != "Record a stance" {
			t.Errorf("it opens %q", v.Title)
		}
	})
}

// Who opens the app for the first time is welcomed, once: over restarts and copies.
func TestWelcome(t *testing.T) {
	byBothDoors(t, func(w *world) {
		b := w.run()
		w.AddPerson(localslack.Person{ID: "U1", Name: "guest", Guest: true})
		for _, who := range []string{reporter, reporter, "U1", editor} {
			w.acknowledged(w.OpenHome(who))
			pass(time.Minute)
		}
		if err := b.end(); err != nil {
			t.Fatal(err)
		}
		w.run()
		w.acknowledged(w.OpenHome(reporter))
		pass(time.Minute)
		for who, want := range map[string]int{reporter: 1, editor: 1, "U1": 0} {
			if got := w.Messages(w.Direct(who), who); len(got) != want {
				t.Errorf("%s has %d messages, want %d", who, len(got), want)
			}
		}
		hello := w.Messages(w.Direct(reporter), reporter)[0]
		w.desk.forget()
		w.acknowledged(w.Press(reporter, hello, "Where does it stand"))
		pass(time.Second)
		if r := w.desk.forget(); len(r) != 1 || r[0].Text != "status" {
			t.Errorf("it asks %+v", r)
		}
		w.acknowledged(w.Press(reporter, hello, "Record"))
		pass(time.Second)
		if v := w.dialog(reporter); v.Title != "Record a stance" {
			t.Errorf("Record opens %q", v.Title)
		}
	})
}

func TestAddedToAChannel(t *testing.T) {
	inWorld(t, func(w *world) {
		w.run()
		w.acknowledged(w.Invite(editor, localslack.PoliticsID))
		pass(time.Second)
		got := w.Messages(localslack.PoliticsID, editor)
		if len(got) != 1 || got[0].To != editor || strings.Contains(got[0].Text, "\n") {
			t.Errorf("%+v", got)
		}
		// That somebody else comes is nothing to us, nor where nobody is known to have brought us.
		w.acknowledged(w.Happen(map[string]any{"type": "member_joined_channel", "user": reader, "channel": deskRoom, "inviter": editor}))
		w.acknowledged(w.Happen(map[string]any{"type": "member_joined_channel", "user": localslack.BotUserID, "channel": deskRoom}))
		pass(time.Second)
		if got := w.Messages(deskRoom, editor); len(got) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// What a channel was posted follows it to another id.
func TestChannelIDChanged(t *testing.T) {
	inWorld(t, func(w *world) {
		slot := consensus.Slot{Channel: deskRoom, Day: 20240222, Minute: 480}
		for _, err := range []error{
			w.claimed(consensus.Posting{Kind: consensus.DigestPost, Key: slot.String(), Slot: slot, Point: consensus.Point{On: 20240222, Known: 7}, Body: []byte("{}")}),
			w.posts.SettlePost(t.Context(), consensus.DigestPost, slot.String(), consensus.Posted, "1.2"),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		w.run()
		w.acknowledged(w.RenameChannel(deskRoom, "C9"))
		pass(time.Second)
		synctest.Wait()
		if len(w.desk.moved) != 1 || !strings.HasSuffix(w.desk.moved[0], ": "+deskRoom+" is C9") || !strings.HasPrefix(w.desk.moved[0], "event:Ev") {
			t.Errorf("%q", w.desk.moved)
		}
		last, found, err := w.posts.LastPosted(t.Context(), consensus.DigestPost, "C9")
		if err != nil || !found || last.Key != "C9 2024-02-22 08:00" || last.Point.Known != 7 || last.TS != "1.2" {
			t.Errorf("%+v, %t, %v", last, found, err)
		}
	})
}

func (w *world) claimed(p consensus.Posting) error {
	p.ClaimedAt = w.now()
	_, err := w.posts.ClaimPosts(w.t.Context(), []consensus.Posting{p})
	return err
}
