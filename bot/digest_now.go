package bot

import (
	"cmp"
	"context"
	"errors"
	"time"

	"natobot/consensus"
)

// postNow posts a channel's digest because an editor asked for it, as the slot of the
// present minute: asked twice, it is posted once. It gives "" or the reason why it is
// not in the channel.
func (d *digests) postNow(ctx context.Context, channel string) string {
	if why, doubted := errors.AsType[*consensus.Error](d.desk.Doubt()); doubted {
		return why.Message + ". " + why.Hint
	}
	slot, err := d.slotNow(ctx, channel)
	if err != nil {
		d.log.Error("the digests' schedules cannot be read", "error", err)
		return reasonOurs
	}
	var before consensus.Posting
	ours, err := d.Outbox.Post(ctx, func(ctx context.Context) (list []consensus.Posting, err error) {
		var made bool
		if before, made, err = d.config.Posts.Post(ctx, consensus.DigestPost, slot.String()); err != nil || made {
			return nil, err
		}
		last, _, err := d.config.Posts.LastPosted(ctx, consensus.DigestPost, channel)
		if err != nil {
			return nil, err
		}
		return d.make(ctx, slot, last.Point, slot.at)
	})
	switch {
	case ours:
		return reasonFor(err)
	case err != nil:
		return reasonOurs
	case before.State == consensus.Posted:
		return ""
	}
	return reasonPending
}

// slotNow gives the slot of the present minute: where one is due this very minute, the same.
func (d *digests) slotNow(ctx context.Context, channel string) (dueSlot, error) {
	now := d.now()
	schedules, err := d.schedules(ctx)
	if err != nil {
		return dueSlot{}, err
	}
	zone, quiet := d.config.Zone, consensus.QuietLine
	for _, s := range schedules {
		if s.Channel == channel {
			zone, quiet = s.zone, s.Quiet
			break
		}
	}
	if quiet == consensus.QuietSkip {
		quiet = consensus.QuietLine // whoever asks wants an answer
	}
	slot := dueSlot{Slot: slotAt(now.In(zone)), at: now, schedule: consensus.Schedule{Quiet: cmp.Or(quiet, consensus.QuietLine)}}
	slot.Channel = channel
	return slot, nil
}

// slotAt gives the slot that is named by what a clock shows.
func slotAt(local time.Time) consensus.Slot {
	return consensus.Slot{Day: consensus.DayOf(local), Minute: local.Hour()*60 + local.Minute()}
}
