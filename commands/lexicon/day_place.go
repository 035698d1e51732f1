package lexicon

import (
	"strconv"
	"strings"

	"natobot/consensus"
)

// halfYear is how many days back a day without a year may lie, when this year's lies
// ahead: in February "28 Dec" is last December, but "1 June" is asked about.
const halfYear = 183

// place finds the day that a date means today.
func (d Date) place(today consensus.Day) (consensus.When, error) {
	thisYear, month, _ := today.Date()
	if d.year != 0 {
		return d.In(d.year, today)
	}
	if d.day == 0 && d.month == month {
		return consensus.When{Day: today, Precision: consensus.InMonth}, nil
	}
	when, err := d.In(thisYear, today)
	if err != nil || when.Day <= today {
		return when, err
	}
	last, err := d.In(thisYear-1, today)
	if err != nil || today.Since(last.Day) > halfYear {
		return when, sentences.Ask("which year", strings.TrimSuffix(d.on(thisYear), " "+strconv.Itoa(thisYear)), thisYear-1)
	}
	return last, nil
}

// neighbouring is how far off in the year before or after a day is still taken for the one near
// another: 28 December is near 3 January.
const neighbouring = 62

// near finds the day that a date means beside another day: of its year, or just beyond the turn
// of it. Where both years are as likely, it is asked.
func (d Date) near(day, today consensus.Day) (consensus.When, error) {
	year, _, _ := day.Date()
	same, err := d.In(year, today)
	if err != nil || apart(same.Day, day) <= halfYear-neighbouring {
		return same, err
	}
	for _, other := range []int{year - 1, year + 1} {
		switch when, err := d.In(other, today); {
		case err != nil || when.Day > today || apart(when.Day, day) > halfYear:
		case apart(when.Day, day) <= neighbouring, same.Day > today:
			return when, nil
		default:
			return same, sentences.Ask("year of", d.on(min(year, other)), d.on(max(year, other)))
		}
	}
	return same, nil
}

// apart counts the days between two days.
func apart(a, b consensus.Day) int { return max(a.Since(b), b.Since(a)) }

// In gives the day that the date is in a year: a month at its last day, or today while it runs. It
// is an error where the calendar has no such day.
func (d Date) In(year int, today consensus.Day) (consensus.When, error) {
	if d.day != 0 {
		day, ok := consensus.NewDay(year, d.month, d.day)
		if !ok {
			return consensus.When{}, sentences.Ask("no such day", d.on(year))
		}
		return consensus.On(day), nil
	}
	first, _ := consensus.NewDay(year, d.month, 1)
	last := first.EndOfMonth()
	if first <= today && today < last {
		last = today
	}
	return consensus.When{Day: last, Precision: consensus.InMonth}, nil
}

// on writes the date of a year, whether the calendar has it or not: "31 February 2024".
func (d Date) on(year int) string {
	s := d.month.String() + " " + strconv.Itoa(year)
	if d.day != 0 {
		s = strconv.Itoa(d.day) + " " + s
	}
	return s
}
