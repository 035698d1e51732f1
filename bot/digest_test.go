package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

const newsroom = localslack.NewsroomID

// clock is the digest clock of one process, ticked by hand.
type clock struct {
	*digests
	w *world
}

// boot starts a process's clock: what it knows is what the ledger and Slack know.
func (w *world) boot() *clock {
	w.t.Helper()
	b := newBot(w.config(), w.net.dial)
	w.t.Cleanup(b.http.CloseIdleConnections)
	who, err := b.identify(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	b.is(who)
	return &clock{b.digests, w}
}

// at moves the desk's clock to a time and ticks.
func (c *clock) at(s string) {
	c.w.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", s, c.w.zone)
	if err != nil {
		c.w.t.Fatal(err)
	}
	c.w.move(at.Sub(c.w.now()))
	c.Do(c.w.t.Context())
}

// wait lets real time pass and ticks.
func (c *clock) wait(d time.Duration) {
	time.Sleep(d)
	c.Do(c.w.t.Context())
}

// set sets the desk's digests to 08:00 in the channels, since the test began.
func (w *world) set(channels ...string) {
	w.desk.schedules = nil
	for _, c := range channels {
		w.desk.schedules = append(w.desk.schedules, consensus.Schedule{Channel: c, Minute: 480, Set: w.start})
	}
	w.desk.digest = report.Digest{
		Reply: answer.Reply{Title: "The count", Audience: answer.ToChannel, Sections: []answer.Section{answer.Paragraph{Text: text("4 of 31.")}}},
		Point: consensus.Point{On: 20240223, Known: 7},
	}
}

func (w *world) wantPosted(channel string, n int) {
	w.t.Helper()
	if got := w.posted(channel); len(got) != n {
		w.t.Errorf("%d messages in %s, want %d", len(got), channel, n)
	}
}

func (w *world) wantSlots(state consensus.PostingState, want ...string) {
	w.t.Helper()
	var got []string
	for _, p := range w.posts.having(consensus.DigestPost, state) {
		got = append(got, slotName(p.Slot))
	}
	slices.Sort(got)
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		w.t.Errorf("%s are %q, want %q", state, got, want)
	}
}

func TestDigest(t *testing.T) {
	t.Run("on time, once", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			before := consensus.Slot{Channel: deskRoom, Day: 20240222, Minute: 480}
			w.posts.ClaimPosts(w.t.Context(), []consensus.Posting{{Kind: consensus.DigestPost, Key: before.String(), Slot: before}})
			w.posts.SettlePost(w.t.Context(), consensus.DigestPost, before.String(), consensus.Posted, "1.0")
			c := w.boot()
			c.at("2024-02-23 07:59:59")
			w.wantPosted(deskRoom, 0)
			c.at("2024-02-23 08:00:00")
			c.at("2024-02-23 08:00:20")
			w.boot().at("2024-02-23 08:00:40")
			w.wantPosted(deskRoom, 1)
			w.wantSlots(consensus.Posted, "2024-02-22 08:00", "2024-02-23 08:00")
			if o := w.desk.options; len(o) != 1 || !o[0].Late.IsZero() {
				t.Errorf("one digest, on time, was made with %+v", o)
			}
			if last, _, err := w.posts.LastPosted(w.t.Context(), consensus.DigestPost, deskRoom); err != nil || last.Headline != "The count" {
				t.Errorf("its headline is on record as %q, %v", last.Headline, err)
			}
		})
	})
	t.Run("since the last one that was posted", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			c := w.boot()
			c.at("2024-02-23 08:00:00")
			c.at("2024-02-24 08:00:00")
			if first, second := w.desk.options[0].Since, w.desk.options[1].Since; first != (consensus.Point{}) || second.Known != 7 {
				t.Errorf("the digests were made since %v and %v", first, second)
			}
		})
	})
	t.Run("T5 after five days one, late, and says so", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			w.boot().at("2024-02-23 08:00:00")
			c := w.boot()
			c.at("2024-02-28 10:00:00")
			c.wait(time.Minute)
			w.wantSlots(consensus.Posted, "2024-02-23 08:00", "2024-02-28 08:00")
			if late := w.desk.options[1].Late; late.In(w.zone).Format("2006-01-02 15:04") != "2024-02-28 08:00" {
				t.Errorf("it was made late for %s", late)
			}
		})
	})
	t.Run("T4 a clock that goes forward, back and forward again", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			w.desk.schedules[0].Set = w.start.AddDate(0, -1, 0)
			c := w.boot()
			for _, at := range []string{"2024-02-22 08:00:00", "2024-02-23 08:00:00", "2024-02-24 08:01:00", "2024-02-23 07:00:00", "2024-02-23 08:00:00", "2024-02-24 08:00:00", "2024-02-24 09:00:00"} {
				c.at(at)
			}
			w.wantPosted(deskRoom, 3)
		})
	})
	t.Run("a quiet day is skipped where the channel wants it so", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			w.desk.digest.Skip = true
			c := w.boot()
			c.at("2024-02-23 08:00:00")
			c.at("2024-02-23 08:00:30")
			w.wantPosted(deskRoom, 0)
			w.wantSlots(consensus.Skipped, "2024-02-23 08:00")
			if n := len(w.desk.options); n != 1 {
				t.Errorf("it was made %d times", n)
			}
		})
	})
	t.Run("S5 a long one goes on in its thread", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(deskRoom)
			for range 30 {
				w.desk.digest.Reply.Sections = append(w.desk.digest.Reply.Sections, answer.Paragraph{Text: text(strings.Repeat("words ", 190))})
			}
			w.boot().at("2024-02-23 08:00:00")
			got := w.posted(deskRoom)
			if len(got) < 3 {
				t.Fatalf("%d messages", len(got))
			}
			for _, m := range got[1:] {
				if m.ThreadTS != got[0].TS {
					t.Errorf("a part is in the thread %q, want %q", m.ThreadTS, got[0].TS)
				}
			}
		})
	})
	t.Run("an unknown zone holds up no other channel", func(t *testing.T) {
		inWorld(t, func(w *world) {
			w.set(newsroom, deskRoom)
			w.desk.schedules[0].Zone = "Europe/Atlantis"
			w.boot().at("2024-02-23 08:00:00")
			w.wantPosted(newsroom, 0)
			w.wantPosted(deskRoom, 1)
		})
	})
}

// TestDigestOfTheSettings is of a digest of which the ledger does not say since when it
// is owed.
func TestDigestOfTheSettings(t *testing.T) {
	of := func(w *world) {
		w.set(deskRoom)
		w.desk.schedules[0].Set = time.Time{}
	}
	t.Run("a first start owes nothing", func(t *testing.T) {
		inWorld(t, func(w *world) {
			of(w)
			c := w.boot()
			c.at("2024-02-23 09:00:00")
			c.at("2024-02-24 07:59:00")
			w.wantPosted(deskRoom, 0)
			c.at("2024-02-24 08:00:00")
			w.wantPosted(deskRoom, 1)
		})
	})
	t.Run("what was missed after the first start is owed", func(t *testing.T) {
		inWorld(t, func(w *world) {
			of(w)
			w.boot().at("2024-02-23 07:00:00")
			w.boot().at("2024-02-23 08:10:00")
			w.wantPosted(deskRoom, 1)
		})
	})
	t.Run("so is what was missed after a first post", func(t *testing.T) {
		inWorld(t, func(w *world) {
			of(w)
			w.boot().at("2024-02-23 07:00:00")
			c := w.boot()
			c.at("2024-02-23 08:00:00")
			w.boot().at("2024-02-27 09:00:00")
			w.wantSlots(consensus.Posted, "2024-02-23 08:00", "2024-02-27 08:00")
		})
	})
}
