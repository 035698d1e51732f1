package lexicon

import (
	"strings"

	"natobot/consensus"
)

// CalendarDate is a date as somebody writes it, which may have no year.
type CalendarDate struct{ date }

// ReadDate reads a date of the calendar: "22 Feb", "22/02/2024", "Feb 2024". It is not ok where
// the text is none; the error tells of a date that cannot be.
func ReadDate(text string) (d CalendarDate, ok bool, err error) {
	d.date, ok, err = readDate(dayFields(strings.Fields(text)))
	return d, ok, err
}

// HasYear tells whether the date says its year.
func (d CalendarDate) HasYear() bool { return d.year != 0 }

// In gives the day that the date is in a year. It is an error where that lies ahead of today or
// does not exist.
func (d CalendarDate) In(year int, today consensus.Day) (consensus.When, error) {
	return d.in(year, today)
}

// Relative tells whether a text names a day from today: "yesterday", "Monday", "last Friday".
func Relative(text string, today consensus.Day) bool {
	fields := dayFields(strings.Fields(text))
	if len(fields) == 0 {
		return false
	}
	_, is := relative(fields, today)
	return is
}
