package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"natobot/bot/localslack"
	"natobot/consensus"
)

// TestLiveFaults is what goes wrong on the way to Slack and back: nothing is told twice,
// nothing is lost.
func TestLiveFaults(t *testing.T) {
	const method = "chat.postMessage"
	one := "New in the ledger - Poland backs Rutte"
	both := "New in the ledger - Poland backs Rutte - Norway backs Rutte"
	faulty := func(t *testing.T, test func(w *world, l *teller)) {
		t.Helper()
		inWorld(t, func(w *world) {
			w.desk.follow(consensus.LiveChanges, deskRoom)
			test(w, w.teller())
			if open := w.posts.states(consensus.Claimed); open != "" {
				t.Errorf("left open: %s", open)
			}
		})
	}
	t.Run("S3 posted, and the answer lost", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.FailNext(method, 1, localslack.ReplyLost())
			l.record("Poland backs Rutte")
			l.record("Norway backs Rutte") // Slack may still be at the first
			w.wantTold(deskRoom, one)
			l.wait(20 * time.Second)
			w.wantTold(deskRoom, one)
			if len(l.Wake()) == 0 {
				t.Error("nobody looks for what was recorded meanwhile")
			}
			l.wait(0)
			w.wantTold(deskRoom, both)
		})
	})
	t.Run("S3 not posted, and Slack does not say so", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.FailNext(method, 1, localslack.Unavailable(500))
			l.record("Poland backs Rutte")
			w.wantTold(deskRoom)
			l.wait(20 * time.Second)
			w.wantTold(deskRoom, one)
		})
	})
	t.Run("S3 in doubt, and the channel cannot be looked into", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.FailNext(method, 1, localslack.ReplyLost())
			w.FailNext("conversations.history", 3, localslack.Unavailable(503))
			l.record("Poland backs Rutte")
			for range 10 {
				l.wait(20 * time.Second)
				w.wantTold(deskRoom, one)
			}
		})
	})
	t.Run("S3 rewritten, and the answer lost", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			l.record("Poland backs Rutte")
			w.FailNext("chat.update", 1, localslack.ReplyLost())
			l.record("Norway backs Rutte")
			l.wait(20 * time.Second)
			w.wantTold(deskRoom, both)
		})
	})
	t.Run("not rewritten, and Slack does not say so", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			l.record("Poland backs Rutte")
			w.FailNext("chat.update", 1, localslack.Unavailable(503))
			l.record("Norway backs Rutte")
			w.wantTold(deskRoom, one)
			l.wait(20 * time.Second)
			w.wantTold(deskRoom, both)
		})
	})
	t.Run("the message was deleted meanwhile: another takes its place", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			l.record("Poland backs Rutte")
			w.FailNext("chat.update", 1, localslack.Refused("message_not_found"))
			l.record("Norway backs Rutte")
			w.wantTold(deskRoom, one, both)
		})
	})
	t.Run("S4 429 holds up its channel only, and for as long as Slack says", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.desk.follow(consensus.LiveChanges, newsroom)
			w.FailNext(method, 1, localslack.RateLimited(30*time.Second))
			l.record("Poland backs Rutte")
			if n := len(w.posted(deskRoom)) + len(w.posted(newsroom)); n != 1 {
				t.Errorf("%d of two were posted", n)
			}
			l.wait(20 * time.Second)
			if n := len(w.posted(deskRoom)) + len(w.posted(newsroom)); n != 1 {
				t.Errorf("%d of two were posted while Slack said to wait", n)
			}
			for len(l.Wake()) > 0 {
				<-l.Wake()
			}
			time.Sleep(10 * time.Second)
			synctest.Wait()
			select {
			case <-l.Wake():
			default:
				t.Error("nothing asks for another try")
			}
			l.wait(0)
			w.wantTold(deskRoom, one)
			w.wantTold(newsroom, one)
		})
	})
	t.Run("S8 not in the channel: pending, said once, told when it is", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Member = false })
			l.record("Poland backs Rutte")
			for range 30 {
				l.wait(20 * time.Second)
			}
			l.record("Norway backs Rutte")
			if n := strings.Count(w.log.String(), "not_in_channel"); n != 1 {
				t.Errorf("the log says it %d times", n)
			}
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Member = true })
			l.wait(20 * time.Second)
			l.wait(0)
			w.wantTold(deskRoom, both)
		})
	})
	t.Run("S8 archived for more than a day: dropped, and said", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Archived = true })
			l.record("Poland backs Rutte")
			l.wait(25 * time.Hour)
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Archived = false })
			l.record("Norway backs Rutte")
			w.wantTold(deskRoom, "New in the ledger - Norway backs Rutte")
			if !strings.Contains(w.log.String(), "a live note was never posted; the digest covers it") {
				t.Error("the log does not say so")
			}
		})
	})
	t.Run("S9 nothing into a channel shared with others, unless an editor opens it", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Shared = true })
			l.record("Poland backs Rutte")
			for range 10 {
				l.wait(20 * time.Second)
			}
			w.wantTold(deskRoom)
			if n := strings.Count(w.log.String(), "shared with another organisation"); n != 1 {
				t.Errorf("the log says it %d times", n)
			}
			w.desk.opened = map[string]bool{deskRoom: true}
			l.wait(20 * time.Second)
			w.wantTold(deskRoom, one)
		})
	})
	t.Run("S9 nothing while Slack does not say who is in the channel", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.FailNext("conversations.info", 10, localslack.Unavailable(503))
			l.record("Poland backs Rutte")
			for range 5 {
				l.wait(20 * time.Second)
			}
			w.wantTold(deskRoom)
			w.Heal()
			l.wait(20 * time.Second)
			w.wantTold(deskRoom, one)
		})
	})
	t.Run("I7 killed between claim and post", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			dying, kill := context.WithCancel(w.t.Context())
			kill()
			w.desk.entries = append(w.desk.entries, "Poland backs Rutte", "!half")
			l.Do(dying)
			w.wantTold(deskRoom)
			if open := w.posts.states(consensus.Claimed); open != "changes after 1 through 3; half" {
				t.Errorf("claimed: %s", open)
			}
			w.teller().wait(0)
			w.wantTold(deskRoom, one, "Milestone half")
		})
	})
	t.Run("I7 killed between post and mark", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.posts.broken = errors.New("killed")
			l.record("Poland backs Rutte")
			w.wantTold(deskRoom, one)
			w.posts.broken = nil
			for range 3 {
				w.teller().wait(20 * time.Second)
			}
			w.wantTold(deskRoom, one)
		})
	})
	t.Run("the mark cannot be written, and the bot goes on", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.posts.broken = errors.New("the disk is full")
			l.record("Poland backs Rutte")
			l.wait(20 * time.Second)
			w.posts.broken = nil
			l.wait(20 * time.Second)
			w.wantTold(deskRoom, one)
		})
	})
	t.Run("what comes after a note that has to wait waits too", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			w.FailNext(method, 1, localslack.RateLimited(5*time.Second))
			l.record("Poland backs Rutte", "!half")
			w.wantTold(deskRoom)
			l.wait(5 * time.Second)
			w.wantTold(deskRoom, one, "Milestone half")
		})
	})
	t.Run("I7 killed between rewriting and mark", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			l.record("Poland backs Rutte")
			w.posts.broken = errors.New("killed")
			l.record("Norway backs Rutte")
			w.posts.broken = nil
			w.teller().wait(time.Second)
			w.wantTold(deskRoom, both)
		})
	})
	t.Run("I7 recorded while nothing ran, and the minute goes on over a restart", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			l.record("Poland backs Rutte")
			w.desk.entries = append(w.desk.entries, "Norway backs Rutte")
			w.teller().wait(10 * time.Second)
			w.wantTold(deskRoom, both)
			w.teller().wait(20 * time.Second)
			w.wantTold(deskRoom, both)
		})
	})
	t.Run("a clock set back tells nothing twice", func(t *testing.T) {
		faulty(t, func(w *world, l *teller) {
			l.record("Poland backs Rutte")
			w.move(-48 * time.Hour)
			l.record("Norway backs Rutte")
			w.wantTold(deskRoom, one, "New in the ledger - Norway backs Rutte")
		})
	})
}
