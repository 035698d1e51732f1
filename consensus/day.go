package consensus

import (
	"fmt"
	"time"
)

// Day is a calendar day without a zone, as the number YYYYMMDD, so that days
// compare as numbers and print as they are stored. The zero Day is no day.
type Day int32

// NewDay gives the day, and false when the calendar has no such day.
func NewDay(year int, month time.Month, day int) (Day, bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Year() != year || t.Month() != month || t.Day() != day {
		return 0, false
	}
	return DayOf(t), true
}

// DayOf gives the day that t's own zone shows at t.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(y*10000 + int(m)*100 + d)
}

// ParseDay reads an ISO 8601 day, "2024-02-22".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("not a day of the form 2024-02-22: %q", s)
	}
	return DayOf(t), nil
}

// Date gives the day's parts.
func (d Day) Date() (year int, month time.Month, day int) {
	return int(d) / 10000, time.Month(int(d) / 100 % 100), int(d) % 100
}

// utc is the day's midnight in UTC: the calendar without summer time.
func (d Day) utc() time.Time {
	y, m, dd := d.Date()
	return time.Date(y, m, dd, 0, 0, 0, 0, time.UTC)
}

// Add gives the day n days later, or earlier for a negative n.
func (d Day) Add(n int) Day { return DayOf(d.utc().AddDate(0, 0, n)) }

// Since gives the number of days from earlier to d; negative when d comes first.
func (d Day) Since(earlier Day) int {
	return int(d.utc().Sub(earlier.utc()) / (24 * time.Hour))
}

// Weekday gives the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// EndOfMonth gives the last day of the day's month.
func (d Day) EndOfMonth() Day {
	y, m, _ := d.Date()
	return DayOf(time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC))
}

// End gives the first instant after the day in loc. A zone may skip midnight (a
// change to summer time at 00:00), and may do so by moving clocks from one day to
// the next, so the instant is searched for and not computed: it is the earliest one
// whose day in loc is later than d.
func (d Day) End(loc *time.Location) time.Time {
	low := d.utc().Add(-26 * time.Hour) // no zone is more than 14 hours off, so d has not ended
	high := d.utc().Add(60 * time.Hour) // and here it has
	for high.Sub(low) > time.Second {
		mid := low.Add(high.Sub(low) / 2).Truncate(time.Second)
		if DayOf(mid.In(loc)) > d {
			high = mid
		} else {
			low = mid
		}
	}
	return high.In(loc)
}

// String gives the day in ISO 8601, "2024-02-22", and "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Long gives the day as a newspaper writes it: "22 February 2024".
func (d Day) Long() string { return d.utc().Format("2 January 2006") }

// MarshalText gives the ISO 8601 form.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO 8601 form; "" is no day.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	day, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = day
	return nil
}

// Precision tells how closely the day of a [When] is known.
type Precision uint8

// The precisions of docs/product.md §3.
const (
	Exact   Precision = iota // that very day
	InMonth                  // some day of that month
	ByThen                   // that day or before
)

var precisionNames = []string{"day", "month", "by"}

// String gives the precision's word: "day", "month" or "by".
func (p Precision) String() string { return name(precisionNames, int(p)) }

// MarshalText gives the precision's word.
func (p Precision) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the precision's word.
func (p *Precision) UnmarshalText(text []byte) error { return parse(p, precisionNames, text) }

// When is a day as precisely as it is known. Day is the last day it can be, which
// is where it stands in every order.
type When struct {
	Day       Day
	Precision Precision
}

// On gives the When of an exactly known day.
func On(d Day) When { return When{Day: d} }

// String gives the When as people write it: "22 February 2024", "February 2024",
// "by 29 March 2024"; "" when there is none.
func (w When) String() string {
	switch {
	case w.Day == 0:
		return ""
	case w.Precision == InMonth:
		return w.Day.utc().Format("January 2006")
	case w.Precision == ByThen:
		return "by " + w.Day.Long()
	}
	return w.Day.Long()
}
