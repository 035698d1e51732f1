package lexicon

import (
	"slices"
	"strings"
	"time"

	"natobot/consensus"
)

var spans = ReadWords(files, "days")

// relative reads a day, or a span of days, that goes by today: "yesterday evening", "last week",
// "2 weeks ago". A span is some day of it, at the latest its last.
func relative(fields []string, today consensus.Day) (when consensus.When, ok bool) {
	if when, ok := span(strings.Join(fields, " "), today); ok {
		return when, true
	}
	if day, ok := relativeDay(fields, today); ok {
		return consensus.On(day), true
	}
	last := len(fields) - 1
	if last > 0 && Contains(spans.List("day part"), fields[last]) {
		when, ok := relative(fields[:last], today)
		return when, ok && when.Precision == consensus.Exact
	}
	return ago(fields, today)
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

// span reads the spans and days that have a phrase of their own.
func span(phrase string, today consensus.Day) (when consensus.When, ok bool) {
	i := spans.find(phrase)
	if i < 0 {
		return when, false
	}
	days := map[string]int{"today": 0, "yesterday": -1, "day before yesterday": -2, "tomorrow": 1} // of tomorrow it is said that it lies ahead
	if away, is := days[spans[i].Word]; is {
		return consensus.On(today.Add(away)), true
	}
	switch spans[i].Word {
	case "this week":
		return consensus.When{Day: today, Precision: consensus.ByThen}, true
	case "last week":
		return consensus.When{Day: today.Add(-sinceMonday(today.Weekday()) - 1), Precision: consensus.ByThen}, true
	case "this month":
		return consensus.When{Day: today, Precision: consensus.InMonth}, true
	case "last month":
		return monthsBefore(today, 1), true
	}
	return when, false
}

// sinceMonday counts the days from Monday to a day of the week.
func sinceMonday(day time.Weekday) int { return int(day+6) % 7 }

// FirstDay gives the first day of what was said: of a month, of a week.
func FirstDay(when consensus.When) consensus.Day {
	switch year, month, _ := when.Day.Date(); when.Precision {
	case consensus.InMonth:
		first, _ := consensus.NewDay(year, month, 1)
		return first
	case consensus.ByThen:
		return when.Day.Add(-sinceMonday(when.Day.Weekday()))
	}
	return when.Day
}

// monthsBefore gives the month that lies so many months before a day's.
func monthsBefore(day consensus.Day, count int) consensus.When {
	for range count {
		_, _, date := day.Date()
		day = day.Add(-date)
	}
	return consensus.When{Day: day, Precision: consensus.InMonth}
}

// relativeDay reads a day of the week: the last one, which is today when today is one. "This" is
// that of the week that runs, and may lie ahead.
func relativeDay(fields []string, today consensus.Day) (consensus.Day, bool) {
	weekday, ok := WeekdayNamed(fields[len(fields)-1])
	if !ok || len(fields) > 2 {
		return 0, false
	}
	back := int(today.Weekday()-weekday+7) % 7
	switch {
	case len(fields) == 1:
	case fields[0] == "last" && back == 0:
		back = 7
	case fields[0] == "last":
	case fields[0] == "this":
		back = sinceMonday(today.Weekday()) - sinceMonday(weekday)
	default:
		return 0, false
	}
	return today.Add(-back), true
}

// ago reads "3 days ago". Weeks are counted roughly by whoever says so: it was by then.
func ago(fields []string, today consensus.Day) (when consensus.When, ok bool) {
	last := len(fields) - 1
	if last < 1 || fields[last] != "ago" {
		return when, false
	}
	count, ok := Digits(fields[0])
	if number := strings.Join(fields[:last-1], " "); !ok {
		if count, ok = Spelled(number); !ok && slices.Contains([]string{"a", "an"}, number) {
			count, ok = 1, true
		}
	} else if last != 2 {
		ok = false
	}
	i := spans.find(fields[last-1])
	if !ok || i < 0 || count < 1 || count > 1000 {
		return when, false
	}
	switch spans[i].Word {
	case "days":
		return consensus.On(today.Add(-count)), true
	case "weeks":
		return consensus.When{Day: today.Add(-7 * count), Precision: consensus.ByThen}, true
	case "fortnights":
		return consensus.When{Day: today.Add(-14 * count), Precision: consensus.ByThen}, true
	case "months":
		return monthsBefore(today, count), true
	}
	return when, false
}
