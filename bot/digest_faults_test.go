package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/bot/localslack"
	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/outbox"
)

// TestDigestFaults is docs/product.md §5, promise 3, against what goes wrong on the way to
// Slack and back.
func TestDigestFaults(t *testing.T) {
	const method = "chat.postMessage"
	t.Run("S3 posted, and the answer lost", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			c := w.boot()
			w.FailNext(method, 1, localslack.ReplyLost())
			c.at("2024-02-23 08:00:00")
			w.wantSlots(consensus.Claimed, "2024-02-23 08:00")
			c.wait(time.Second)
			w.wantSlots(consensus.Claimed, "2024-02-23 08:00") // Slack may still be at it
			c.wait(20 * time.Second)
			w.wantPosted(deskRoom, 1)
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
		})
	})
	t.Run("S3 posted, the answer lost, and much said in the channel since", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			c := w.boot()
			w.FailNext(method, 1, localslack.ReplyLost())
			c.at("2024-02-23 08:00:00")
			for range 2 * lookPage {
				w.Post(reporter, deskRoom, "What a morning.")
			}
			c.wait(20 * time.Second)
			w.wantSlots(consensus.Claimed, "2024-02-23 08:00") // it is two pages back
			c.wait(time.Minute)
			w.wantSlots(consensus.Claimed, "2024-02-23 08:00")
			c.wait(time.Minute)
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
			w.wantPosted(deskRoom, 1)
		})
	})
	t.Run("S3 not posted, and Slack does not say so", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			c := w.boot()
			w.FailNext(method, 1, localslack.Unavailable(500))
			c.at("2024-02-23 08:00:00")
			w.wantPosted(deskRoom, 0)
			c.wait(20 * time.Second)
			c.wait(20 * time.Second)
			w.wantPosted(deskRoom, 1)
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
		})
	})
	t.Run("S3 in doubt, and the channel cannot be looked into", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			c := w.boot()
			w.FailNext(method, 1, localslack.ReplyLost())
			c.at("2024-02-23 08:00:00")
			w.FailNext("conversations.history", 3, localslack.Unavailable(503))
			for range 10 {
				c.wait(20 * time.Second)
				w.wantPosted(deskRoom, 1)
			}
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
		})
	})
	t.Run("S4 429 holds up its channel only, and for as long as Slack says", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom, newsroom)
			c := w.boot()
			w.FailNext(method, 1, localslack.RateLimited(7*time.Second))
			c.at("2024-02-23 08:00:00")
			if n := len(w.posted(deskRoom)) + len(w.posted(newsroom)); n != 1 {
				t.Errorf("%d of two were posted", n)
			}
			time.Sleep(7 * time.Second)
			synctest.Wait()
			select {
			case <-c.Wake():
			default:
				t.Error("nothing asks for another try")
			}
			c.wait(0)
			w.wantPosted(deskRoom, 1)
			w.wantPosted(newsroom, 1)
		})
	})
	t.Run("S8 not in the channel: pending, said once, posted late when it is", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Member = false })
			c := w.boot()
			c.at("2024-02-23 08:00:00")
			for range 30 {
				c.wait(20 * time.Second)
			}
			w.wantSlots(consensus.Claimed, "2024-02-23 08:00")
			if n := strings.Count(w.log.String(), "not_in_channel"); n != 1 {
				t.Errorf("the log says it %d times", n)
			}
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Member = true })
			c.wait(20 * time.Second)
			w.wantPosted(deskRoom, 1)
			if got := w.posted(deskRoom)[0].Text; !strings.HasPrefix(got, "Late: this digest was due at 08:00 on 23 February 2024") {
				t.Errorf("it does not say that it is late: %q", got)
			}
		})
	})
	t.Run("S8 T5 overtaken by the next one", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Archived = true })
			c := w.boot()
			c.at("2024-02-23 08:00:00")
			c.at("2024-02-24 08:00:00")
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Archived = false })
			c.at("2024-02-24 08:00:30")
			w.wantPosted(deskRoom, 1)
			w.wantSlots(consensus.Skipped, "2024-02-23 08:00")
			w.wantSlots(consensus.Posted, "2024-02-24 08:00")
		})
	})
	t.Run("S8 overtaken, and the channel still out of reach", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Member = false })
			w.boot().at("2024-02-23 08:00:00")
			w.boot().at("2024-02-24 08:00:00")
			w.wantSlots(consensus.Skipped, "2024-02-23 08:00")
			w.wantSlots(consensus.Claimed, "2024-02-24 08:00")
		})
	})
	t.Run("S3 somebody else's message with our mark is not ours", func(t *testing.T) {
		slot := consensus.Slot{Channel: deskRoom, Day: 20240223, Minute: 480}
		post := consensus.Posting{Kind: consensus.DigestPost, Key: slot.String(), Slot: slot}
		k := markOf(post, 0)
		if k != (mark{"nato_digest", deskRoom + " 2024-02-23 08:00 #1"}) {
			t.Errorf("the mark has become %v, so that a digest under way would not be found", k)
		}
		meta := slack.SlackMetadata{EventType: k.event, EventPayload: map[string]any{keyField: k.key}}
		message := func(user, ts string) slack.Message {
			return slack.Message{Msg: slack.Msg{User: user, Timestamp: ts, Metadata: meta}}
		}
		d := &poster{&Bot{people: &people{self: Identity{User: "UBOT", Bot: "BBOT"}}}}
		sent := map[int]string{}
		if d.note(sent, post, 1, []slack.Message{message("UOTHER", "1.0"), message("", "2.0")}); len(sent) > 0 {
			t.Errorf("taken for ours: %v", sent)
		}
		if d.note(sent, post, 1, []slack.Message{message("UBOT", "3.0")}); sent[0] != "3.0" {
			t.Errorf("ours was not found: %v", sent)
		}
	})
	t.Run("I7 killed between claim and post", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			c := w.boot()
			dying, kill := context.WithCancel(w.t.Context())
			kill()
			w.move(61 * time.Minute)
			c.Do(dying)
			w.wantSlots(consensus.Claimed, "2024-02-23 08:00")
			w.wantPosted(deskRoom, 0)
			w.boot().wait(20 * time.Second)
			w.wantPosted(deskRoom, 1)
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
		})
	})
	t.Run("I7 killed between post and mark", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			c := w.boot()
			w.posts.broken = errors.New("killed")
			c.at("2024-02-23 08:00:00")
			w.wantPosted(deskRoom, 1)
			w.posts.broken = nil
			for range 3 {
				w.boot().wait(20 * time.Second)
			}
			w.wantPosted(deskRoom, 1)
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
		})
	})
	t.Run("killed amid a thread", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			for range 30 {
				w.desk.digest.Reply.Sections = append(w.desk.digest.Reply.Sections, answer.Paragraph{Text: text(strings.Repeat("words ", 190))})
			}
			whole := len(blockkit.Messages(w.desk.digest.Reply, ""))
			c := w.boot()
			posted := func() bool { return len(w.posted(deskRoom)) == 1 }
			go func() {
				_ = w.Await(w.t.Context(), posted)
				w.FailNext(method, 1, localslack.ReplyLost())
			}()
			c.at("2024-02-23 08:00:00")
			w.boot().wait(30 * time.Second)
			w.boot().wait(30 * time.Second)
			w.wantPosted(deskRoom, whole)
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
		})
	})
	t.Run("D4 a revoked token ends the bot", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			b := w.run()
			w.FailNext(method, localslack.Forever, localslack.Refused("token_revoked"))
			w.move(2 * time.Hour)
			before := time.Now()
			defer func() {
				if took := time.Since(before); took > outbox.Every+time.Second {
					t.Errorf("it took %s", took)
				}
			}()
			if err := <-b.done; err == nil || !strings.Contains(err.Error(), "SLACK_BOT_TOKEN") {
				t.Errorf("ended with %v", err)
			}
		})
	})
	t.Run("I7 a digest under way when the bot is stopped is finished", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			b := w.run()
			w.FailNext("auth.test", 1, localslack.Unavailable(500)) // nobody asks any more
			w.move(61 * time.Minute)
			go func() { w.tick <- struct{}{} }()
			synctest.Wait()
			if err := b.end(); err != nil {
				t.Error(err)
			}
			w.wantPosted(deskRoom, 1)
			w.wantSlots(consensus.Posted, "2024-02-23 08:00")
		})
	})
}

func TestDigestNow(t *testing.T) {
	ask := func(_ context.Context, r commands.Request) answer.Reply {
		return answer.Reply{Title: "The digest is being posted.", Post: &answer.Post{Channel: r.Channel}}
	}
	t.Run("asked twice in a minute, posted once", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set()
			w.desk.answer = ask
			b := w.run()
			for range 2 {
				if got := w.replies(w.Command(editor, deskRoom, "/nato", "digest now"), 1)[0]; got.Text != "The digest is being posted." {
					t.Errorf("answered %q", got.Text)
				}
			}
			w.wantPosted(deskRoom, 1)
			_ = b.end()
		})
	})
	t.Run("where the bot is not, it says what to do", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set()
			w.desk.answer = ask
			b := w.run()
			got := w.replies(w.Command(editor, localslack.PoliticsID, "/nato", "digest now"), 1)[0]
			if !strings.Contains(got.Text, "was not posted") || !strings.Contains(got.Text, "/invite @natobot") {
				t.Errorf("answered %q", got.Text)
			}
			_ = b.end()
		})
	})
}

// TestClockRuns is the whole bot: the ticks, and the clock that was moved.
func TestClockRuns(t *testing.T) {
	inWorld(t, func(w *world) {
		w.set(deskRoom, newsroom)
		w.desk.schedules[1].Minute = 600
		b := w.run()
		next, ok := b.NextDigest(w.t.Context())
		if want := time.Date(2024, 2, 23, 8, 0, 0, 0, w.zone); !ok || !next.Equal(want) {
			t.Errorf("the next digest is at %s", next)
		}
		time.Sleep(next.Sub(w.now()) + outbox.Every)
		synctest.Wait()
		w.wantPosted(deskRoom, 1)
		w.wantPosted(newsroom, 0)
		next, _ = b.NextDigest(w.t.Context())
		w.move(next.Sub(w.now()))
		w.tick <- struct{}{}
		synctest.Wait()
		w.wantPosted(newsroom, 1)
		// T4: 30 hours of sleep look to us like a clock that jumps.
		w.move(30 * time.Hour)
		time.Sleep(outbox.Every)
		synctest.Wait()
		w.wantPosted(deskRoom, 2)
		w.wantPosted(newsroom, 2)
		if err := b.end(); err != nil {
			t.Error(err)
		}
	})
}
