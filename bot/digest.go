package bot

import (
	"context"
	"slices"
	"time"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/outbox"
)

// digests are the posts of the schedules' slots (docs/product.md §5, promise 3).
type digests struct {
	*outbox.Outbox
	*Bot
	started bool
}

func newDigests(b *Bot, c outbox.Config) *digests {
	d := &digests{Bot: b}
	d.Outbox = outbox.New(c, outbox.Kind{
		Name: consensus.DigestPost, Noun: "a digest", Lost: "the next one covers it",
		News: d.config.Tick, Owed: d.owed, Expired: d.expired, Stuck: d.warn, Restorable: true,
	})
	return d
}

// owed gives the slots that are due now.
func (d *digests) owed(ctx context.Context, now time.Time) ([]outbox.Owed, error) {
	schedules, err := d.schedules(ctx)
	if err != nil {
		return nil, err
	}
	if !d.started {
		if err := d.baseline(ctx, schedules, now); err != nil {
			return nil, err
		}
		d.started = true
	}
	var list []outbox.Owed
	for _, slot := range due(schedules, now) {
		list = append(list, outbox.Owed{Slot: slot.Slot, Make: func(ctx context.Context) ([]consensus.Posting, error) {
			return d.makeDue(ctx, slot, now)
		}})
	}
	return list, nil
}

// makeDue makes the digest of a slot that is due.
func (d *digests) makeDue(ctx context.Context, slot dueSlot, now time.Time) ([]consensus.Posting, error) {
	since, unmade, err := d.unmade(ctx, slot, now)
	if err != nil || !unmade {
		return nil, err
	}
	return d.make(ctx, slot, since, now)
}

// unmade tells whether the digest of a slot was not made before, nor covered by one that came after
// it, and what it begins with. One that lies ahead was posted by a clock that was wrong: it covers nothing.
func (d *digests) unmade(ctx context.Context, slot dueSlot, now time.Time) (since consensus.Point, unmade bool, err error) {
	_, made, err := d.config.Posts.Post(ctx, consensus.DigestPost, slot.String())
	if err != nil || made {
		return since, false, err
	}
	last, served, err := d.config.Posts.LastPosted(ctx, consensus.DigestPost, slot.Channel)
	covered := served && !slot.Later(last.Slot) && !last.Later(slotAt(now.In(slot.at.Location())))
	return last.Point, !covered, err
}

// expired tells whether a digest is too old. What waits for its channel is old news on the
// next day.
func (d *digests) expired(p consensus.Posting, now time.Time, away bool) bool {
	f, err := thaw(p.Body)
	if err != nil {
		return true
	}
	ahead := f.At.Sub(now) > 2*overdue // claimed by a clock that was wrong
	return ahead || now.Sub(f.At) > overdue || away && consensus.DayOf(now.In(f.At.Location())) > p.Day
}

// schedules gives the schedules with their zones.
func (d *digests) schedules(ctx context.Context) ([]zoned, error) {
	list, err := d.desk.Schedules(ctx)
	if err != nil {
		return nil, err
	}
	var all []zoned
	for _, s := range list {
		zone := d.config.Zone
		if s.Zone != "" {
			if zone, err = time.LoadLocation(s.Zone); err != nil {
				// The desk refuses such a zone (T6), so this is a machine without zone data.
				d.log.Error("a digest cannot be posted: its time zone is unknown here", "channel", s.Channel, "zone", s.Zone, "error", err)
				continue
			}
		}
		all = append(all, zoned{s, zone})
	}
	return all, nil
}

// baseline settles, at the start, what a digest of the configuration owes for the time
// before it was configured: nothing. The ledger does not say since when that is. But a
// channel that had a digest, or whose slot before the last one is on record, was served
// before, and then the last slot was missed and is owed. A first start leaves that
// record: it marks the last two slots as skipped.
func (d *digests) baseline(ctx context.Context, schedules []zoned, now time.Time) error {
	for _, s := range schedules {
		if !s.Set.IsZero() {
			continue // since when it is owed stands in the ledger
		}
		_, served, err := d.config.Posts.LastPosted(ctx, consensus.DigestPost, s.Channel)
		if err != nil {
			return err
		}
		last, ok := latest(s.Schedule, s.zone, now)
		if served || !ok {
			continue
		}
		before, _ := latest(s.Schedule, s.zone, last.at.Add(-time.Second))
		for _, slot := range []consensus.Slot{before.Slot, last.Slot} {
			first, err := d.noted(ctx, consensus.Posting{Kind: consensus.DigestPost, Key: slot.String(), Slot: slot})
			if err != nil {
				return err
			}
			if !first {
				break
			}
		}
	}
	return nil
}

// make makes the post of a slot: the digest since what the last one covered, frozen.
func (d *digests) make(ctx context.Context, slot dueSlot, since consensus.Point, now time.Time) ([]consensus.Posting, error) {
	d.letIn(ctx) // what is due counts in it
	o := report.DigestOptions{Channel: slot.Channel, Since: since, Quiet: slot.schedule.Quiet}
	if now.Sub(slot.at) > grace {
		o.Late = slot.at
	}
	digest, err := d.desk.Digest(ctx, o)
	if err != nil {
		return nil, err
	}
	p := consensus.Posting{Key: slot.String(), Slot: slot.Slot, Point: digest.Point, Headline: blockkit.Flat(digest.Reply.Title)}
	if digest.Skip {
		p.State = consensus.Skipped
	}
	p.Body = freeze(slot.at, !o.Late.IsZero(), d.dressed(ctx, digest)...)
	return []consensus.Posting{p}, nil
}

// dressed gives the replies of a digest as Slack can show them: the one for the channel,
// then those for its thread. The last of them ends with what the ledger was: a ledger
// whose tail was cut off cannot show that by itself (F6).
func (d *digests) dressed(ctx context.Context, digest report.Digest) []answer.Reply {
	list := []answer.Reply{d.prepared(ctx, digest.Reply)}
	for _, r := range digest.Thread {
		list = append(list, d.prepared(ctx, r))
	}
	head, err := d.config.Posts.Head(ctx, digest.Point.Known)
	if err != nil {
		d.log.Error("the ledger's head could not be read; the digest goes without it", "error", err)
		return list
	}
	last := &list[len(list)-1]
	last.Sections = append(slices.Clip(last.Sections), ledgerAt(digest.Point.Known, head))
	return list
}

// first gives the first slot after now over all schedules, the zero time for none.
func (d *digests) first(ctx context.Context, schedules []zoned) (first time.Time) {
	for _, s := range schedules {
		_, at, ok := s.Coming(s.zone, d.now(), func(slot consensus.Slot) bool {
			_, made, err := d.config.Posts.Post(ctx, consensus.DigestPost, slot.String())
			return made && err == nil
		})
		if ok && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// nextDue gives when a digest is due next, now where one is that could not be made, and the zero
// time for never.
func (d *digests) nextDue(ctx context.Context, now time.Time) (time.Time, error) {
	schedules, err := d.schedules(ctx)
	if err != nil {
		return now, err
	}
	for _, slot := range due(schedules, now) {
		if _, unmade, err := d.unmade(ctx, slot, now); err != nil || unmade {
			return now, err
		}
	}
	return d.first(ctx, schedules), nil
}

// NextDigest gives the moment of the next digest, and false when none is set.
func (b *Bot) NextDigest(ctx context.Context) (time.Time, bool) {
	schedules, err := b.digests.schedules(ctx)
	if err != nil {
		b.log.Error("the digests' schedules cannot be read", "error", err)
	}
	first := b.digests.first(ctx, schedules)
	return first, !first.IsZero()
}
