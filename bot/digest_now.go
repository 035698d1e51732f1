package bot

import (
	"cmp"
	"context"

	"natobot/consensus"
)

// postNow posts a channel's digest because an editor asked for it, as the slot of the
// present minute: asked twice, it is posted once. It gives "" or the reason why it is
// not in the channel.
func (d *digests) postNow(ctx context.Context, channel string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.Now()
	schedules, err := d.schedules(ctx)
	if err != nil {
		d.Log.Error("the digests' schedules cannot be read", "error", err)
		return reasonOurs
	}
	zone, quiet := d.Zone, consensus.QuietLine
	for _, s := range schedules {
		if s.Channel == channel { // so that it is the same slot as one that is due this very minute
			zone, quiet = s.zone, s.Quiet
			break
		}
	}
	if quiet == consensus.QuietSkip {
		quiet = consensus.QuietLine // whoever asks wants an answer
	}
	local := now.In(zone)
	slot := dueSlot{at: now, schedule: consensus.Schedule{Quiet: cmp.Or(quiet, consensus.QuietLine)}}
	slot.Slot = consensus.Slot{Channel: channel, Day: consensus.DayOf(local), Minute: local.Hour()*60 + local.Minute()}
	var p consensus.Posting
	last, _, err := d.Slots.LastPosting(ctx, channel)
	if err == nil {
		p, _, err = d.make(ctx, slot, last.Point, now)
	}
	if err != nil {
		d.Log.Error("a digest could not be made", "channel", channel, "error", err)
		return reasonOurs
	}
	got, mine, err := d.Slots.ClaimSlot(ctx, p)
	switch {
	case err != nil:
		d.Log.Error("a digest's slot could not be claimed", "channel", channel, "error", err)
		return reasonOurs
	case !mine && got.State == consensus.Posted:
		return ""
	case !mine:
		return reasonPending
	}
	return reasonFor(d.post(ctx, p, now, trial{}))
}
