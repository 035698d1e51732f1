package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/slackerr"
	"natobot/consensus"
)

// trial is what is known of the posting of an open claim.
type trial struct {
	sent   map[int]string // the timestamps of the parts that are in the channel
	doubt  bool           // there may be more than that: look before sending
	notYet time.Time      // nothing is known before: Slack may still be at it
	wait   time.Duration  // how long that is, so that a clock set back makes it no longer
	said   string         // the last trouble that was logged
	away   bool           // it waits for its channel
}

// settleAfter is how long to wait before looking for a message whose sending ended in
// doubt: longer than the call itself may take.
const settleAfter = callTimeout + 5*time.Second

// finish settles a claim that is open. One that a later slot has overtaken, or that is
// more than a day old, is posted no more; but it may be in the channel already.
func (d *digests) finish(ctx context.Context, p consensus.Posting, now time.Time, overtaken bool) {
	switch mine, err := d.holds(ctx, p, now); {
	case err != nil:
		d.Log.Error("who finishes a digest could not be read; it is tried again", "channel", p.Channel, "error", err)
		return
	case !mine:
		return
	}
	t, ok := d.trialOf(p.Slot)
	if !ok {
		t.doubt = true // claimed by a process that is gone
	}
	if wait := t.notYet.Sub(now); wait > 0 && wait <= t.wait {
		return
	}
	var f frozen
	if err := json.Unmarshal(p.Body, &f); err != nil {
		d.trouble(ctx, p.Slot, t, fmt.Errorf("the frozen digest cannot be read: %w", err))
		d.settle(ctx, p.Slot, consensus.Skipped, "")
		return
	}
	// What waits for its channel is old news on the next day.
	stale := t.away && consensus.DayOf(now.In(f.At.Location())) > p.Day
	giveUp := overtaken || stale || now.Sub(f.At) > overdue
	if t.doubt {
		sent, err := d.look(ctx, p.Channel, p.ClaimedAt, marksOf(p.Slot, len(f.Parts)))
		if err != nil && !(giveUp && slices.Contains(unreachable, slackerr.Code(err))) {
			t.away = outOfReach(err)
			d.trouble(ctx, p.Slot, t, err)
			return
		}
		t.sent, t.doubt = sent, false
	}
	switch {
	case giveUp && t.sent[0] != "": // its thread may be short of a part; nobody looks there any more
		d.settle(ctx, p.Slot, consensus.Posted, t.sent[0])
		return
	case giveUp:
		d.Log.Warn("a digest was never posted; the next one covers it", "channel", p.Channel, "day", p.Day, "minute", p.Minute)
		d.settle(ctx, p.Slot, consensus.Skipped, "")
		return
	}
	_ = d.post(ctx, p, now, t) // it logs
}

// post sends the parts of a posting that are not in the channel yet, and marks the slot.
// The first part goes into the channel, the others into its thread (S5).
func (d *digests) post(ctx context.Context, p consensus.Posting, now time.Time, t trial) error {
	var f frozen
	if err := json.Unmarshal(p.Body, &f); err != nil {
		return err
	}
	if t.sent == nil {
		t.sent = map[int]string{}
	}
	if err := d.admits(ctx, p.Channel); err != nil {
		t.away = outOfReach(err)
		d.trouble(ctx, p.Slot, t, err)
		return err
	}
	marks := marksOf(p.Slot, len(f.Parts))
	for i, part := range f.Parts {
		if t.sent[i] != "" {
			continue
		}
		if i == 0 && !f.Late && now.Sub(f.At) > grace {
			part = part.headed(lateNote(f.At.Format("15:04 on 2 January 2006")))
		}
		ts, err := d.send(ctx, p.Channel, marks[i], part, t.sent[0])
		if err != nil {
			d.doubt(ctx, p.Slot, t, now, err)
			return err
		}
		t.sent[i] = ts
	}
	d.states.Delete(p.Slot)
	d.settle(ctx, p.Slot, consensus.Posted, t.sent[0])
	return nil
}

// marksOf are the marks of a slot's messages: the parts of its digest.
func marksOf(s consensus.Slot, parts int) []mark {
	marks := make([]mark, parts)
	for i := range marks {
		key := fmt.Sprintf("%s %s %02d:%02d #%d", s.Channel, s.Day, s.Minute/60, s.Minute%60, i+1)
		marks[i] = mark{"nato_digest", key}
	}
	return marks
}

// doubt notes what a failed sending leaves known.
func (d *digests) doubt(ctx context.Context, s consensus.Slot, t trial, now time.Time, err error) {
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		time.AfterFunc(limited.RetryAfter, d.hurry)
	}
	t.doubt = !slackerr.Refused(err)
	if t.doubt {
		t.wait = settleAfter
		t.notYet = now.Add(t.wait)
	}
	t.away = outOfReach(err)
	d.trouble(ctx, s, t, err)
}

// trouble keeps an open claim for the next tick, and says why; once, not at each tick.
func (d *digests) trouble(ctx context.Context, s consensus.Slot, t trial, err error) {
	if t.said != err.Error() {
		t.said = err.Error()
		d.warn(ctx, s, err)
		d.Log.Error("a digest is not posted yet; it is tried again", "channel", s.Channel, "day", s.Day, "minute", s.Minute, "error", err)
	}
	d.states.Store(s, t)
	if word := slackerr.Code(err); word != "missing_scope" {
		if lasting := slackerr.Permanent(err, "SLACK_BOT_TOKEN"); lasting != nil {
			d.fail(lasting)
		}
	}
}

func (d *digests) trialOf(s consensus.Slot) (trial, bool) {
	t, ok := d.states.Load(s)
	if !ok {
		return trial{}, false
	}
	return t.(trial), true
}

// settle marks a slot in the ledger. If that fails the claim stays open, and the next
// tick finds the message in the channel.
func (d *digests) settle(ctx context.Context, s consensus.Slot, state consensus.PostingState, ts string) {
	if err := d.Slots.SettleSlot(ctx, s, state, ts); err != nil {
		d.Log.Error("a digest's slot could not be marked; it is tried again", "channel", s.Channel, "error", err)
		return
	}
	d.states.Delete(s)
	d.settled.Store(s, true)
	d.Log.Info("a digest's slot is settled", "channel", s.Channel, "day", s.Day, "minute", s.Minute, "state", state.String())
}

// hurry asks for a tick at once.
func (d *digests) hurry() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}
