package bot

import (
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

// grace is how late a digest may be without saying so: the tick, a slow Slack.
const grace = 5 * time.Minute

// horizon is how many days may lie between two slots of a schedule: a week, and one day
// for a slot whose day a zone left out (Apia had no 30 December 2011).
const horizon = 8

// A dueSlot is a slot, the schedule that asks for it and the instant it falls on.
type dueSlot struct {
	consensus.Slot
	schedule consensus.Schedule
	at       time.Time
}

// slotTime gives the instant of a wall-clock time on a day. The rule is pinned here and
// not left to time.Date, whose answer in a change of clocks is not promised: a time that
// is skipped falls on the first instant after the gap, a time that comes twice on its
// first coming. It gives false for a day that the zone does not have.
func slotTime(day consensus.Day, minute int, zone *time.Location) (time.Time, bool) {
	y, m, d := day.Date()
	wall := time.Date(y, m, d, 0, minute, 0, 0, time.UTC)
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	_, after := wall.Add(24 * time.Hour).In(zone).Zone()
	first, second := wall.Add(-seconds(before)).In(zone), wall.Add(-seconds(after)).In(zone)
	if second.Before(first) {
		first, second = second, first
	}
	for _, t := range []time.Time{first, second} {
		if shows(t, wall) {
			return t, true
		}
	}
	gap, _ := second.ZoneBounds()
	return gap, exists(day, zone)
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// shows tells whether the clocks of t's zone show the time that wall shows in UTC.
func shows(t, wall time.Time) bool {
	_, offset := t.Zone()
	return t.Add(seconds(offset)).Equal(wall)
}

func exists(day consensus.Day, zone *time.Location) bool {
	return day.Add(-1).End(zone).Before(day.End(zone))
}

// latest gives the schedule's last slot at or before now.
func latest(s consensus.Schedule, zone *time.Location, now time.Time) (dueSlot, bool) {
	today := consensus.DayOf(now.In(zone))
	for back := range horizon + 1 {
		if slot, ok := slotOf(s, zone, today.Add(-back)); ok && !slot.at.After(now) {
			return slot, true
		}
	}
	return dueSlot{}, false
}

// next gives the schedule's first slot after now.
func next(s consensus.Schedule, zone *time.Location, now time.Time) (dueSlot, bool) {
	// The slot of yesterday can lie ahead: 23:30 in a zone that skips to past midnight.
	yesterday := consensus.DayOf(now.In(zone)).Add(-1)
	for ahead := range horizon + 2 {
		if slot, ok := slotOf(s, zone, yesterday.Add(ahead)); ok && slot.at.After(now) {
			return slot, true
		}
	}
	return dueSlot{}, false
}

func slotOf(s consensus.Schedule, zone *time.Location, day consensus.Day) (dueSlot, bool) {
	if len(s.Days) > 0 && !slices.Contains(s.Days, int(day.Weekday())) {
		return dueSlot{}, false
	}
	at, ok := slotTime(day, s.Minute, zone)
	return dueSlot{consensus.Slot{Channel: s.Channel, Day: day, Minute: s.Minute}, s, at}, ok
}

// due gives the slots that should have been posted by now, at most one for a channel:
// several missed ones give one digest, the last. What was due before its schedule was
// set, or more than a day ago, is not owed. Whether a slot was posted is the ledger's to
// say.
func due(schedules []zoned, now time.Time) []dueSlot {
	var list []dueSlot
	for _, s := range schedules {
		slot, ok := latest(s.Schedule, s.zone, now)
		if !ok || slot.at.Before(s.Set) || now.Sub(slot.at) > overdue {
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

// zoned is a schedule with its zone loaded.
type zoned struct {
	consensus.Schedule
	zone *time.Location
}
