package lexicon

import (
	"fmt"
	"strings"
	"time"

	"natobot/consensus"
)

// Moment is a moment as a wall clock shows it: when a report may be published.
type Moment struct {
	Day    consensus.Day // 0 is no moment
	Minute int           // of that day
	Zone   string        // IANA name; "" is the desk's
}

// MomentOf gives a moment as the clocks of a zone show it.
func MomentOf(t time.Time, zone *time.Location) Moment {
	t = t.In(zone)
	return Moment{Day: consensus.DayOf(t), Minute: t.Hour()*60 + t.Minute()}
}

// In gives the instant, and false for one that the zone does not have. desk is the desk's zone.
func (m Moment) In(desk *time.Location) (time.Time, bool) {
	if m.Zone == "" {
		return consensus.SlotTime(m.Day, m.Minute, desk)
	}
	zone, err := time.LoadLocation(m.Zone)
	if err != nil { // a machine without zone data
		return time.Time{}, false
	}
	return consensus.SlotTime(m.Day, m.Minute, zone)
}

// By gives the moment as the clocks of the desk's zone show it.
func (m Moment) By(desk *time.Location) Moment {
	if at, ok := m.In(desk); ok && m.Day != 0 {
		return MomentOf(at, desk)
	}
	return m
}

// String writes a moment so that it is read again: "2024-03-01 18:00".
func (m Moment) String() string {
	if m.Day == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s %02d:%02d %s", m.Day, m.Minute/60, m.Minute%60, m.Zone))
}

// longestZone is how many words the name of a zone has.
const longestZone = 3

var timezones = ReadWords(files, "timezones")

// halves writes the halves of a day in one way.
var halves = strings.NewReplacer("a.m", "am", "p.m", "pm")

// ReadMoment reads the words of a moment that lies ahead: "18:00", "tomorrow 06:00", "1 March at
// 6 pm CET", "0600 GMT Monday". A day without a time is none.
func ReadMoment(words []string, today consensus.Day) (m Moment, ok bool, err error) {
	fields := make([]string, len(words))
	for i, w := range words {
		fields[i] = halves.Replace(strings.Trim(Fold(w), ".,()"))
	}
	for _, lead := range []bool{true, false} {
		if m, ok, err = readMoment(fields, today, lead); ok || err != nil {
			return m, ok, err
		}
	}
	return Moment{}, false, nil
}

// readMoment reads a moment whose time leads, or ends it.
func readMoment(fields []string, today consensus.Day, lead bool) (m Moment, ok bool, err error) {
	for at := range fields {
		if lead && at > 0 {
			break
		}
		minute, width := timeAt(fields, at)
		if width == 0 {
			continue
		}
		zone, zoned := zoneAt(fields, at+width)
		day, rest := fields[:at], fields[at+width+zoned:]
		if lead {
			day, rest = rest, nil
			if len(day) > 0 && day[0] == "on" {
				day = day[1:]
			}
		}
		if len(rest) > 0 {
			continue
		}
		m = Moment{Day: today, Minute: minute, Zone: zone}
		if len(day) == 0 {
			return m, true, nil
		}
		if m.Day, ok, err = ReadComing(day, today); ok || err != nil {
			return m, ok, err
		}
	}
	return Moment{}, false, nil
}

// timeAt reads a time of day, and tells how many words it takes. Four figures are a time where they
// cannot be a year, or behind "at".
func timeAt(fields []string, at int) (minute, width int) {
	if fields[at] == "at" && at+1 < len(fields) {
		if minute, width = timeAt(fields, at+1); width > 0 {
			return minute, width + 1
		}
		if minute, ok := figures(fields[at+1]); ok {
			return minute, 2
		}
		return 0, 0
	}
	for n := min(3, len(fields)-at); n > 0; n-- {
		if minute, ok := MinuteOfDay(strings.Join(fields[at:at+n], "")); ok {
			return minute, n
		}
	}
	year := strings.HasPrefix(fields[at], "19") || strings.HasPrefix(fields[at], "20")
	if minute, ok := figures(fields[at]); ok && (at == 0 || !year) {
		return minute, 1
	}
	return 0, 0
}

// figures reads "0600".
func figures(text string) (int, bool) {
	t, err := time.Parse("1504", text)
	return t.Hour()*60 + t.Minute(), err == nil && len(text) == 4
}

// MinuteOfDay reads a time of day: 08:00, 8.30, 8am, 18h30, noon.
func MinuteOfDay(text string) (int, bool) {
	switch text {
	case "noon":
		return 12 * 60, true
	case "midnight": // of which day it is, people do not agree
		return 0, false
	}
	text = strings.ReplaceAll(text, ".", ":")
	for _, layout := range []string{"15:04", "3:04pm", "3pm", "15h04", "15h"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Hour()*60 + t.Minute(), true
		}
	}
	return 0, false
}

// zoneAt reads the name of a time zone, and tells how many words it takes.
func zoneAt(fields []string, at int) (zone string, width int) {
	for n := min(longestZone, len(fields)-at); n > 0; n-- {
		name := strings.ReplaceAll(strings.Join(fields[at:at+n], " "), "/", " ") // a stance's words are parted at slashes
		for _, zone := range timezones {
			if Contains(zone.Phrases, name) || strings.EqualFold(strings.ReplaceAll(zone.Word, "/", " "), name) {
				return zone.Word, n
			}
		}
	}
	return "", 0
}
