package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
)

func TestLiveNotes(t *testing.T) {
	t.Run("the first change at once, and those of a minute in one message", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.follow(consensus.LiveChanges, deskRoom)
			l := w.teller()
			l.record("Poland backs Rutte")
			w.wantTold(deskRoom, "New in the ledger - Poland backs Rutte")
			for i := range 9 {
				time.Sleep(6 * time.Second)
				l.record(fmt.Sprint("report ", i))
			}
			w.wantPosted(deskRoom, 1)
			if got := w.posted(deskRoom)[0]; strings.Count(got.Text, "- ") != 10 || !strings.Contains(string(got.Blocks), "Undo #11") {
				t.Errorf("one message of ten: %q", got.Text)
			}
			time.Sleep(7 * time.Second)
			l.record("too late for it")
			w.wantPosted(deskRoom, 2)
			if got := w.posted(deskRoom)[1].Text; strings.Contains(got, "Poland") {
				t.Errorf("told anew: %q", got)
			}
		})
	})
	t.Run("milestones are messages of their own, told once", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.follow(consensus.LiveChanges, deskRoom)
			w.desk.follow(consensus.LiveMilestones, newsroom)
			l := w.teller()
			l.record("Poland backs Rutte", "!half")
			l.record("!half", "Norway backs Rutte")
			w.wantTold(deskRoom, "New in the ledger - Poland backs Rutte - Norway backs Rutte", "Milestone half")
			w.wantTold(newsroom, "Milestone half")
		})
	})
	t.Run("many milestones at once are one message, and each is told by it", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.follow(consensus.LiveMilestones, deskRoom)
			l := w.teller()
			l.record("!half")
			l.record("!half+in+out+first")
			l.record("!out")
			w.wantTold(deskRoom, "Milestone half", "Milestone half+in+out+first")
			if open := w.posts.states(consensus.Claimed); open != "" {
				t.Errorf("left open: %s", open)
			}
		})
	})
	t.Run("what was recorded before it was set is not told, and nothing after it is off", func(t *testing.T) {
		inWorld(t, func(w *world) {
			l := w.teller()
			l.record("before")
			w.desk.follow(consensus.LiveChanges, deskRoom)
			l.record("", "after")
			w.wantTold(deskRoom, "New in the ledger - after")
			w.desk.heard = nil
			l.record("off")
			w.wantTold(deskRoom, "New in the ledger - after")
			w.desk.follow(consensus.LiveChanges, deskRoom)
			l.record("on again")
			w.wantTold(deskRoom, "New in the ledger - after", "New in the ledger - on again")
		})
	})
	t.Run("nothing new is not told again, and not rewritten", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.follow(consensus.LiveChanges, deskRoom)
			l := w.teller()
			l.record("Poland backs Rutte")
			w.FailNext("chat.update", localslack.Forever, localslack.Refused("nobody asked for this"))
			l.record("") // a digest was set
			for range 10 {
				l.wait(20 * time.Second)
			}
			w.wantTold(deskRoom, "New in the ledger - Poland backs Rutte")
			if strings.Contains(w.log.String(), "nobody asked for this") {
				t.Error("the same words were sent again")
			}
		})
	})
	t.Run("a note that is full is followed by another", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.follow(consensus.LiveChanges, deskRoom)
			l := w.teller()
			l.record(strings.Repeat("long ", 500))
			l.record(strings.Repeat("wide ", 500))
			l.record("short")
			w.wantPosted(deskRoom, 2)
			if last := w.posted(deskRoom)[1].Text; strings.Contains(last, "long") || !strings.Contains(last, "wide") || !strings.Contains(last, "short") {
				t.Errorf("the second is %.40q…", last)
			}
		})
	})
	t.Run("nothing unfurls, nothing pings, and it is marked", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.desk.follow(consensus.LiveChanges, deskRoom)
			w.teller().record("Poland <!channel> backs <@U024BE7LH> https://example.org")
			got := w.posted(deskRoom)[0]
			if strings.Contains(got.Text, "<!channel>") || strings.Contains(got.Text, "<@U") || strings.Contains(string(got.Blocks), `"<!channel>`) {
				t.Errorf("it pings: %s", got.Text)
			}
			if got.Metadata == nil || !strings.Contains(fmt.Sprintf("%s", got.Metadata), "nato_live") {
				t.Errorf("its mark is %v", got.Metadata)
			}
		})
	})
}

// S3: somebody else's message with our mark is not ours.
func TestLiveMarkOfOthers(t *testing.T) {
	n := consensus.Posting{Kind: livePost, Key: deskRoom + " half"}
	p := &poster{&Bot{people: &people{self: Identity{User: "UBOT"}}}}
	for _, key := range []string{markOf(n, 0).key, deskRoom + " half"} { // the second is how an older natobot marked it
		meta := slack.SlackMetadata{EventType: "nato_live", EventPayload: map[string]any{keyField: key}}
		sent := map[int]string{}
		if p.note(sent, n, 1, []slack.Message{{Msg: slack.Msg{User: "UOTHER", Timestamp: "1.0", Metadata: meta}}}); len(sent) > 0 {
			t.Errorf("taken for ours: %v", sent)
		}
		if p.note(sent, n, 1, []slack.Message{{Msg: slack.Msg{User: "UBOT", Timestamp: "2.0", Metadata: meta}}}); sent[0] != "2.0" {
			t.Errorf("ours was not found: %v", sent)
		}
	}
}

// TestLiveRuns is the whole bot: told as soon as the ledger ticks, and a button of a note
// that somebody may not press answers them alone.
func TestLiveRuns(t *testing.T) {
	inWorld(t, func(w *world) {
		w.desk.follow(consensus.LiveChanges, deskRoom)
		w.desk.answer = func(_ context.Context, r commands.Request) answer.Reply {
			return answer.Reply{Outcome: answer.Refused, Title: "You may not: " + r.Text}
		}
		b := w.run()
		w.desk.live.Lock()
		w.desk.entries = append(w.desk.entries, "Poland backs Rutte")
		w.desk.live.Unlock()
		began := time.Now()
		w.fresh <- struct{}{}
		if err := w.Await(w.t.Context(), func() bool { return len(w.posted(deskRoom)) == 1 }); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("it took %s", took)
		}
		m, _ := w.having(deskRoom, "Poland")
		got := w.replies(w.Press(localslack.ReaderID, m, "Undo #2"), 1)[0]
		if !strings.Contains(got.Text, `You may not: retract #2 because "undone"`) || got.To != localslack.ReaderID {
			t.Errorf("answered %q to %q", got.Text, got.To)
		}
		if err := b.end(); err != nil {
			t.Error(err)
		}
	})
}
