package consensus

import (
	"slices"
	"time"
)

// horizon is how many days may lie between two slots of a schedule that skips no day: a
// week, and one day for a slot whose day a zone left out (Apia had no 30 December 2011).
const horizon = 8

// SlotTime gives the instant of a wall-clock time on a day. The rule is pinned here and
// not left to time.Date, whose answer in a change of clocks is not promised: a time that
// is skipped falls on the first instant after the gap, a time that comes twice on its
// first coming. It gives false for a day that the zone does not have.
func SlotTime(day Day, minute int, zone *time.Location) (time.Time, bool) {
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

func exists(day Day, zone *time.Location) bool {
	return day.Add(-1).End(zone).Before(day.End(zone))
}

// Latest gives the schedule's last slot at or before now, and the instant it falls on.
func (s Schedule) Latest(zone *time.Location, now time.Time) (Slot, time.Time, bool) {
	today := DayOf(now.In(zone))
	for back := range horizon + len(s.Skips) + 1 {
		if slot, at, ok := s.slot(today.Add(-back), zone); ok && !at.After(now) {
			return slot, at, true
		}
	}
	return Slot{}, time.Time{}, false
}

// Next gives the schedule's first slot after now, and the instant it falls on.
func (s Schedule) Next(zone *time.Location, now time.Time) (Slot, time.Time, bool) {
	// The slot of yesterday can lie ahead: 23:30 in a zone that skips to past midnight.
	yesterday := DayOf(now.In(zone)).Add(-1)
	for ahead := range horizon + len(s.Skips) + 2 {
		if slot, at, ok := s.slot(yesterday.Add(ahead), zone); ok && at.After(now) {
			return slot, at, true
		}
	}
	return Slot{}, time.Time{}, false
}

// Coming gives the first slot after now that was not made yet: by a clock that was ahead, some
// may have been.
func (s Schedule) Coming(zone *time.Location, now time.Time, made func(Slot) bool) (Slot, time.Time, bool) {
	slot, at, ok := s.Next(zone, now)
	for ok && made(slot) {
		slot, at, ok = s.Next(zone, at)
	}
	return slot, at, ok
}

// Covers tells whether the schedule asks for a digest on a day.
func (s Schedule) Covers(day Day) bool {
	return (len(s.Days) == 0 || slices.Contains(s.Days, int(day.Weekday()))) && !slices.Contains(s.Skips, day)
}

// slot gives the schedule's slot of a day, and false for a day without one.
func (s Schedule) slot(day Day, zone *time.Location) (Slot, time.Time, bool) {
	if !s.Covers(day) {
		return Slot{}, time.Time{}, false
	}
	at, ok := SlotTime(day, s.Minute, zone)
	return Slot{Channel: s.Channel, Day: day, Minute: s.Minute}, at, ok
}
