// The sentences that answer a day which is not understood, or cannot be meant. They follow the
// rules at the head of say_words.go.

package lexicon

import (
	"strconv"
	"strings"
	"time"

	"natobot/commands/english"
	"natobot/consensus"
)

func sayNoDay(text string) error {
	return consensus.Ask(english.AsTyped(text)+" is not a day.", "Write 2024-02-22, 22 Feb, today, yesterday or Monday, or a month like Feb 2024.")
}

func sayNoSuchDay(text string) error {
	return consensus.Ask("There is no "+strings.Trim(english.AsTyped(text), "`")+" in the calendar.", "Which day is it? Write it like 2024-02-22 or 22 Feb.")
}

func sayYear(field string) error {
	return consensus.Ask(english.AsTyped(field)+" is not a year that can be meant.", "Write the year in four digits: 2024-02-22.")
}

func sayOtherWeekday(when consensus.When, weekday time.Weekday) error {
	if when.Precision != consensus.Exact {
		return consensus.Ask("A "+weekday.String()+" of which day?", "Write the day: 22 Feb.")
	}
	return consensus.Ask(when.Day.Long()+" was a "+when.Day.Weekday().String()+", not a "+weekday.String()+".", "Which of the two is right? Write that one alone.")
}

func sayWhichDay(field string, a, b date) error {
	return consensus.Ask(english.AsTyped(field)+" is "+a.on(a.year)+" to some and "+b.on(b.year)+" to others.", "Write the month as a word, or the day like 2024-02-22.")
}

func sayWhichYear(d date, year int) error {
	name := d.month.String()
	if d.day != 0 {
		name = strconv.Itoa(d.day) + " " + name
	}
	return consensus.Ask(name+" lies ahead this year.", "If an earlier year is meant, write it: "+name+" "+strconv.Itoa(year-1)+".")
}

func sayYearOf(d date, earlier, later int) error {
	return consensus.Ask("Is that "+d.on(earlier)+" or "+d.on(later)+"?", "Write the day with its year: "+d.on(later)+".")
}

// SayAhead refuses a day that lies ahead: what is recorded has happened.
func SayAhead(when consensus.When) error {
	return consensus.Ask(strings.TrimPrefix(when.String(), "by ")+" lies ahead.", "What is recorded has happened: give the day of the report, or leave it out for today. A plan fits in a note.")
}
