package bot

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the test must not depend on the machine's zones

	"natobot/consensus"
)

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func clockTime(t testing.TB, s string) int {
	t.Helper()
	at, err := time.Parse("15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return at.Hour()*60 + at.Minute()
}

func day(t testing.TB, s string) consensus.Day {
	t.Helper()
	d, err := consensus.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSlotTime(t *testing.T) {
	tests := []struct {
		name, zone, day, clock string
		want                   string
	}{
		{"an ordinary day", "Europe/Brussels", "2026-02-22", "08:00", "2026-02-22T08:00:00+01:00"},
		{"T1 skipped 02:30 is the first instant after the gap", "Europe/Brussels", "2026-03-29", "02:30", "2026-03-29T03:00:00+02:00"},
		{"T1 skipped 02:00 is the same instant", "Europe/Brussels", "2026-03-29", "02:00", "2026-03-29T03:00:00+02:00"},
		{"T1 03:00 on that day", "Europe/Brussels", "2026-03-29", "03:00", "2026-03-29T03:00:00+02:00"},
		{"T1 00:00 on that day", "Europe/Brussels", "2026-03-29", "00:00", "2026-03-29T00:00:00+01:00"},
		{"T1 repeated 02:30 is its first coming", "Europe/Brussels", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"},
		{"T1 repeated 02:00 is its first coming", "Europe/Brussels", "2026-10-25", "02:00", "2026-10-25T02:00:00+02:00"},
		{"T1 03:00 on that day comes once", "Europe/Brussels", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00"},
		{"T2 not what time.Date makes of the missing 02:30", "America/New_York", "2026-03-08", "02:30", "2026-03-08T03:00:00-04:00"},
		{"T2 not what time.Date makes of the second 01:30", "America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"},
		{"T3 midnight that does not exist", "Asia/Beirut", "2024-03-31", "00:00", "2024-03-31T01:00:00+03:00"},
		{"T3 midnight that does not exist, in Cairo", "Africa/Cairo", "2024-04-26", "00:30", "2024-04-26T01:00:00+03:00"},
		{"T3 08:00 after such a midnight is not an hour off", "Asia/Beirut", "2024-03-31", "08:00", "2024-03-31T08:00:00+03:00"},
		{"T3 23:30 that comes twice", "Asia/Beirut", "2024-10-26", "23:30", "2024-10-26T23:30:00+03:00"},
		{"T3 23:30 skipped to the next day", "America/Nuuk", "2025-03-29", "23:30", "2025-03-30T00:00:00-01:00"},
		{"T7 Washington between its Sunday and Europe's", "America/New_York", "2026-03-10", "08:00", "2026-03-10T08:00:00-04:00"},
		{"T7 Brussels on the same day", "Europe/Brussels", "2026-03-10", "08:00", "2026-03-10T08:00:00+01:00"},
		{"half an hour's zone", "Asia/Kolkata", "2026-03-10", "08:00", "2026-03-10T08:00:00+05:30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := consensus.SlotTime(day(t, tt.day), clockTime(t, tt.clock), zoneOf(t, tt.zone))
			if !ok || got.Format(time.RFC3339) != tt.want {
				t.Errorf("%s %s in %s is %s (%t), want %s", tt.day, tt.clock, tt.zone, got.Format(time.RFC3339), ok, tt.want)
			}
		})
	}
	t.Run("T3 a day that a zone left out has no slots", func(t *testing.T) {
		if got, ok := consensus.SlotTime(day(t, "2011-12-30"), 8*60, zoneOf(t, "Pacific/Apia")); ok {
			t.Errorf("got %s", got)
		}
	})
}

func TestDue(t *testing.T) {
	brussels, washington := zoneOf(t, "Europe/Brussels"), zoneOf(t, "America/New_York")
	at := func(channel string, minute int, more ...func(*zoned)) zoned {
		z := zoned{consensus.Schedule{Channel: channel, Minute: minute}, brussels}
		for _, f := range more {
			f(&z)
		}
		return z
	}
	weekdays := func(z *zoned) { z.Days = []int{1, 2, 3, 4, 5} }
	set := func(s string) func(*zoned) { return func(z *zoned) { z.Set = instant(t, s) } }
	tests := []struct {
		name      string
		schedules []zoned
		now       string
		want      []string
	}{
		{"a second before", []zoned{at("C1", 480)}, "2024-02-23T07:59:59+01:00", []string{"C1 2024-02-22 08:00"}},
		{"on time", []zoned{at("C1", 480)}, "2024-02-23T08:00:00+01:00", []string{"C1 2024-02-23 08:00"}},
		{"T5 after five days down, one", []zoned{at("C1", 480)}, "2024-02-28T10:00:00+01:00", []string{"C1 2024-02-28 08:00"}},
		{"T5 two times a day, one", []zoned{at("C1", 480), at("C1", 1020)}, "2024-02-28T18:00:00+01:00", []string{"C1 2024-02-28 17:00"}},
		{"T5 none that is more than a day late", []zoned{at("C1", 480, weekdays)}, "2024-02-24T08:00:01+01:00", nil},
		{"a weekday's is late until then", []zoned{at("C1", 480, weekdays)}, "2024-02-24T08:00:00+01:00", []string{"C1 2024-02-23 08:00"}},
		{"T5 none from before it was set", []zoned{at("C1", 480, set("2024-02-23T09:00:00+01:00"))}, "2024-02-23T10:00:00+01:00", nil},
		{"the first after it was set", []zoned{at("C1", 480, set("2024-02-23T09:00:00+01:00"))}, "2024-02-24T08:00:00+01:00", []string{"C1 2024-02-24 08:00"}},
		{"each channel has its own", []zoned{at("C1", 480), at("C2", 480)}, "2024-02-23T08:00:00+01:00", []string{"C1 2024-02-23 08:00", "C2 2024-02-23 08:00"}},
		{
			"T7 each channel has its zone",
			[]zoned{at("C1", 480), {consensus.Schedule{Channel: "C2", Minute: 480}, washington}},
			"2026-03-10T13:00:00+01:00",
			[]string{"C1 2026-03-10 08:00", "C2 2026-03-10 08:00"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range due(tt.schedules, instant(t, tt.now)) {
				got = append(got, fmt.Sprintf("%s %s %02d:%02d", s.Channel, s.Day, s.Minute/60, s.Minute%60))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("at %s due are %q, want %q", tt.now, got, tt.want)
			}
		})
	}
}

// wallTimes are the times of day that changes of clocks touch, and two that none does.
var wallTimes = []string{"00:00", "02:00", "02:30", "03:00", "08:00", "23:30"}

var decadeZones = []string{"Europe/Brussels", "America/New_York", "Asia/Beirut", "Africa/Cairo", "Asia/Kolkata", "America/Nuuk"}

// history walks through ten years in steps of 15 minutes, of which all changes of clocks
// are multiples, and notes when each day's wall time is first reached or passed: what
// [consensus.SlotTime] must say, found without any of its reasoning.
func history(zone *time.Location, minutes []int) map[consensus.Slot]time.Time {
	first := map[consensus.Slot]time.Time{}
	latest := consensus.Day(0)
	end := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for at := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.Add(15 * time.Minute) {
		local := at.In(zone)
		today, now := consensus.DayOf(local), local.Hour()*60+local.Minute()
		for _, m := range minutes {
			reached := consensus.Slot{Day: today, Minute: m}
			if _, ok := first[reached]; !ok && now >= m && today >= latest {
				first[reached] = at
			}
			passed := consensus.Slot{Day: today.Add(-1), Minute: m}
			if _, ok := first[passed]; !ok && today > latest {
				first[passed] = at
			}
		}
		latest = max(latest, today)
	}
	return first
}

func TestTenYearsOfSlots(t *testing.T) {
	for _, name := range decadeZones {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			zone := zoneOf(t, name)
			var minutes []int
			for _, w := range wallTimes {
				minutes = append(minutes, clockTime(t, w))
			}
			all := history(zone, minutes)
			for d := day(t, "2016-01-02"); d < day(t, "2026-01-01"); d = d.Add(1) {
				for _, m := range minutes {
					want, got := all[consensus.Slot{Day: d, Minute: m}], time.Time{}
					if got, _ = consensus.SlotTime(d, m, zone); !got.Equal(want) {
						t.Fatalf("%s %02d:%02d falls on %s, want %s", d, m/60, m%60, got, want.In(zone))
					}
				}
			}
			for i, m := range minutes {
				live(t, zone, m, all, rand.New(rand.NewPCG(uint64(i), 7)))
			}
		})
	}
}

// live runs a bot through the ten years: awake and asleep at random, restarted at random,
// ticking up to 30 seconds late. What is recorded of slots survives it, nothing else does.
func live(t *testing.T, zone *time.Location, minute int, all map[consensus.Slot]time.Time, r *rand.Rand) {
	t.Helper()
	start, end := day(t, "2016-01-03").End(zone), day(t, "2025-12-30").End(zone)
	schedule := []zoned{{consensus.Schedule{Minute: minute, Set: start}, zone}}
	posted := map[consensus.Slot]time.Time{}
	tick := func(now time.Time) {
		for _, s := range due(schedule, now) {
			if _, done := posted[s.Slot]; !done {
				posted[s.Slot] = now
			}
		}
	}
	var asleep [][2]time.Time
	for now := start; now.Before(end); {
		tick(now)
		if r.IntN(10) == 0 { // a sleep, a crash, a weekend without power
			wake := now.Add(time.Duration(r.IntN(5*24*60)) * time.Minute)
			asleep, now = append(asleep, [2]time.Time{now, wake}), wake
			continue
		}
		following, _ := next(schedule[0].Schedule, zone, now)
		for _, moment := range []time.Duration{-time.Second, 0, time.Duration(r.IntN(30)) * time.Second, time.Hour} {
			tick(following.at.Add(moment))
		}
		now = following.at.Add(time.Hour)
	}
	wakes := func(at time.Time) (time.Time, bool) {
		for _, s := range asleep {
			if !at.Before(s[0]) && at.Before(s[1]) {
				return s[1], true
			}
		}
		return at, false
	}
	for d := day(t, "2016-01-04"); d < day(t, "2025-12-28"); d = d.Add(1) {
		slot := consensus.Slot{Day: d, Minute: minute}
		at := all[slot]
		got, done := posted[slot]
		woke, slept := wakes(at)
		overtaken := !all[consensus.Slot{Day: d.Add(1), Minute: minute}].After(woke) || woke.Sub(at) > overdue
		switch {
		case !slept && (!done || !got.Equal(at)):
			t.Fatalf("awake: slot %s %02d:%02d posted %t at %s, want %s", d, minute/60, minute%60, done, got, at)
		case slept && overtaken && done:
			t.Fatalf("T5: slot %s %02d:%02d was overtaken in its sleep and yet posted at %s", d, minute/60, minute%60, got)
		case slept && !overtaken && (!done || got.Before(at)):
			t.Fatalf("asleep until %s: slot %s %02d:%02d of %s posted %t at %s", woke, d, minute/60, minute%60, at, done, got)
		}
	}
	for s, got := range posted {
		if got.Before(all[s]) {
			t.Fatalf("slot %s posted at %s, before %s", s.Day, got, all[s])
		}
	}
}

// next gives the schedule's first slot after now.
func next(s consensus.Schedule, zone *time.Location, now time.Time) (dueSlot, bool) {
	slot, at, ok := s.Next(zone, now)
	return dueSlot{slot, s, at}, ok
}
