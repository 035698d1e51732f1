package bot

import (
	"context"
	"slices"
	"time"

	"natobot/consensus"
)

// This file decides when digests are due, from schedules and a moment alone.
//
// A slot is a wall-clock time of a day, never an instant, and what is due is found by
// comparing slots with what the ledger says of them. So a time that the change to summer
// time skips, one that comes twice in autumn, a sleep, a restart or a moved clock cannot
// lose a digest or post it twice (robfig/cron#541, #157, #352: a cron's own times can).

// overdue is how late a digest may be and still be posted: a day. Older ones are left
// out, the next one covers what they would have said.
const overdue = 24 * time.Hour

// A dueSlot is a slot, the schedule that asks for it and the instant it falls on.
type dueSlot struct {
	consensus.Slot
	schedule consensus.Schedule
	at       time.Time
}

// latest gives the schedule's last slot at or before now.
func latest(s consensus.Schedule, zone *time.Location, now time.Time) (dueSlot, bool) {
	slot, at, ok := s.Latest(zone, now)
	return dueSlot{slot, s, at}, ok
}

// due gives the slots that should have been posted by now, at most one for a channel:
// several missed ones give one digest, the last. What was due before its schedule was
// set, or more than a day ago, is not owed. Whether a slot was posted is the ledger's to
// say.
func due(schedules []zoned, now time.Time) []dueSlot {
	var list []dueSlot
	for _, s := range schedules {
		slot, ok := latest(s.Schedule, s.zone, now)
		early := slot.at.Before(s.Set) && !s.Set.After(now) // where it was set is yet to come, a clock was wrong
		if !ok || early || now.Sub(slot.at) > overdue {
			continue
		}
		same := slices.IndexFunc(list, func(o dueSlot) bool { return o.Channel == slot.Channel })
		switch {
		case same < 0:
			list = append(list, slot)
		case slot.at.After(list[same].at):
			list[same] = slot
		}
	}
	return list
}

// Post posts what the workspace is owed now.
func (b *Bot) Post(ctx context.Context) {
	for _, o := range b.outboxes {
		o.Do(ctx)
	}
}

// never is when nothing is due: the workspace is looked at all the same, for what nobody thought of.
const never = 30 * 24 * time.Hour

// Due gives when the workspace is owed something next, as far as its ledger says now: what is
// recorded or held later may be due sooner.
func (b *Bot) Due(ctx context.Context) (time.Time, error) {
	now := b.now()
	if b.desk.Doubt() != nil {
		return now, nil
	}
	for _, kind := range []string{consensus.DigestPost, livePost, heldPost, reminderPost} {
		if open, err := b.config.Posts.OpenPosts(ctx, kind); err != nil || len(open) > 0 {
			return now, err
		}
	}
	next := now.Add(never)
	if digest, err := b.digests.nextDue(ctx, now); err != nil {
		return now, err
	} else if !digest.IsZero() && digest.Before(next) {
		next = digest
	}
	daily, err := b.config.Daily(ctx)
	if morning := remindAfter(now.In(b.config.Zone)); daily && morning.Before(next) {
		next = morning
	}
	return next, err
}

// zoned is a schedule with its zone loaded.
type zoned struct {
	consensus.Schedule
	zone *time.Location
}
