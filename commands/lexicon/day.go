package lexicon

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"natobot/consensus"
)

// Earliest is the first year that a day is understood in: an earlier one is a slip.
const Earliest = 1900

// ParseDay reads a day as people write it, as precisely as they know it: 2024-02-22,
// 22 Feb, February 22nd, 2024, 22.02.2024, today, yesterday, Monday (the last one, which
// is today when today is a Monday), last Monday (before today), Feb 2024 (a month, placed
// at its last day or today). A day without a year is the last one of that date. 03/04/2024,
// which is two days depending on where one learnt to write, is refused, and so is a day
// that the calendar does not have.
func ParseDay(text string, today consensus.Day) (consensus.When, error) {
	when, ok, err := ReadDay(strings.Fields(text), today)
	if err == nil && !ok {
		err = sentences.Ask("no day", text)
	}
	return when, err
}

// ReadDay reads the words of a day. It is not ok when they are no day at all; the error
// tells of a day that cannot be.
func ReadDay(words []string, today consensus.Day) (when consensus.When, ok bool, err error) {
	return ReadDayNear(words, today, 0)
}

// ReadDayNear reads the words of a day. One without a year is the one near another day, where
// there is such a day: what is put right was said in those weeks.
func ReadDayNear(words []string, today, near consensus.Day) (when consensus.When, ok bool, err error) {
	fields := dayFields(words)
	if len(fields) == 0 || len(fields) > 5 {
		return when, false, nil
	}
	if when, ok := relative(fields, today); ok {
		return when, true, nil
	}
	weekday, named := WeekdayNamed(fields[0])
	roughly := Contains(spans.List("early"), fields[0]) // "late February"
	if named || roughly {
		fields = fields[1:]
	}
	d, ok, err := readDate(fields)
	if !ok || err != nil || roughly && d.day != 0 {
		return when, ok && !roughly, err
	}
	if near != 0 && d.year == 0 {
		when, err = d.near(near, today)
	} else {
		when, err = d.place(today)
	}
	if err == nil && named && (when.Precision != consensus.Exact || when.Day.Weekday() != weekday) {
		err = sayOtherWeekday(when, weekday)
	}
	return when, true, err
}

// dayFields folds the words of a day and leaves out those that say nothing: "the 22nd
// of February".
func dayFields(words []string) []string {
	var fields []string
	for i, word := range words {
		if len(word) > longestName {
			return nil
		}
		key := strings.Trim(Fold(word), ".,")
		if key == "" || key == "the" && i == 0 || key == "of" && i > 0 && i < len(words)-1 {
			continue
		}
		key = strings.NewReplacer("–", "-", "—", "-", "‑", "-").Replace(key)
		if month, ok := strings.CutPrefix(key, "mid-"); ok {
			fields, key = append(fields, "mid"), month
		}
		fields = append(fields, key)
	}
	return fields
}

// WeekdayNamed gives the day of the week of that name.
func WeekdayNamed(key string) (time.Weekday, bool) {
	i := calendar.find(key) - 12 // behind the months
	return time.Weekday(max(0, i)), i >= 0
}

// MayBeName tells whether a word that is a day or a month may be a name where it stands alone:
// "May", "Sun".
func MayBeName(key string) bool {
	_, weekday := WeekdayNamed(key)
	_, month := MonthNamed(key)
	return month || weekday && len(key) < len("friday")
}

// MonthNamed gives the month of that name, in full or shortened.
func MonthNamed(key string) (time.Month, bool) {
	i := calendar.find(key)
	return time.Month(i + 1), 0 <= i && i < 12
}

// LikeDay tells whether words may be meant as a time: all of them are numbers, or words of the calendar
// and of spans. "2024", "Feb 2024", "the summer of 2024", "2020-21", "last week"; not "NATO 2024".
func LikeDay(text string) bool {
	words := strings.FieldsFunc(Fold(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	for _, word := range words {
		letters := strings.Trim(word, "0123456789")
		numbered := letters != word && (letters == "" || Contains(spans.List("number"), letters))
		if !numbered && calendar.find(word) < 0 && spans.find(word) < 0 {
			return false
		}
	}
	return len(words) > 0
}

// LongSpan tells whether a word, between the two around it, is a span that is too long to be placed on a
// day: "last spring", "a year ago".
func LongSpan(before, key, after string) bool {
	return Contains(spans.List("long"), key) && (Contains(spans.List("leads"), before) || after == "ago")
}

// Date is a day or month as it was written: a year of 0 was not, and a day of 0 makes
// it a month.
type Date struct {
	year  int
	month time.Month
	day   int
}

// ReadDate reads a date of the calendar: "22 Feb", "22/02/2024", "Feb 2024". It is not ok where
// the text is none; the error tells of a date that cannot be.
func ReadDate(text string) (d Date, ok bool, err error) {
	return readDate(dayFields(strings.Fields(text)))
}

// HasYear tells whether the date says its year.
func (d Date) HasYear() bool { return d.year != 0 }

// readDate reads a date in words or numbers.
func readDate(fields []string) (d Date, ok bool, err error) {
	if len(fields) == 1 {
		if d, ok, err = numericDate(fields[0]); ok || err != nil {
			return d, true, err
		}
		fields = splitDigits(fields[0])
	}
	if len(fields) == 0 || len(fields) > 3 {
		return d, false, nil
	}
	day, hasDay := 0, false
	if day, hasDay = DayNumber(fields[0]); hasDay && len(fields) > 1 {
		d.day, fields = day, fields[1:]
	}
	if d.month, ok = MonthNamed(fields[0]); !ok {
		return d, false, nil
	}
	fields = fields[1:]
	if d.day == 0 && len(fields) > 0 {
		if day, hasDay = DayNumber(fields[0]); hasDay {
			d.day, fields = day, fields[1:]
		}
	}
	switch len(fields) {
	case 0:
		return d, true, nil
	case 1:
		d.year, ok, err = YearNumber(fields[0])
		return d, ok, err
	}
	return d, false, nil
}

// splitDigits takes "22feb" and "22feb2024" apart.
func splitDigits(field string) []string {
	var parts []string
	start := 0
	for i, r := range field {
		if i > 0 && unicode.IsDigit(r) != unicode.IsDigit(rune(field[i-1])) {
			parts = append(parts, field[start:i])
			start = i
		}
	}
	return append(parts, field[start:])
}

// DayNumber reads the number of a day in its month: "22", "22nd".
func DayNumber(field string) (int, bool) {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if cut, ok := strings.CutSuffix(field, suffix); ok {
			field = cut
			break
		}
	}
	n, ok := Digits(field)
	return n, ok && n > 0 && len(field) <= 2
}

// YearNumber reads a year, from Earliest on. It is not ok where the field is no number of at most four
// digits; an earlier year is an error.
func YearNumber(field string) (int, bool, error) {
	n, ok := Digits(strings.TrimLeft(field, "'’"))
	switch {
	case !ok || len(field) > 4:
		return 0, false, nil
	case n < Earliest:
		return 0, true, sentences.Ask("year", field)
	}
	return n, true, nil
}

// Digits reads a number of nothing but digits; strconv alone would take "+5".
func Digits(s string) (int, bool) {
	if s == "" || len(s) > 9 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// numericDate reads a date of numbers: 2024-02-22, 2024-02, 22.02.2024, 22/02/2024.
func numericDate(field string) (d Date, ok bool, err error) {
	var parts []string
	for _, separator := range []string{"-", ".", "/"} {
		if strings.Contains(field, separator) {
			parts = strings.Split(field, separator)
			break
		}
	}
	var n [3]int
	if len(parts) < 2 || len(parts) > 3 {
		return d, false, nil
	}
	for i, p := range parts {
		if n[i], ok = Digits(p); !ok {
			return d, false, nil
		}
	}
	if len(parts[1]) > 2 || len(parts) == 2 && len(parts[0]) != 4 {
		return d, false, nil
	}
	if len(parts[0]) == 4 {
		d.year, _, err = YearNumber(parts[0])
		d.month, d.day = time.Month(n[1]), n[2]
		if n[1] < 1 || n[1] > 12 || len(parts) == 3 && n[2] == 0 {
			return d, true, sentences.Ask("no such day", field)
		}
		return d, true, err
	}
	if d.year, ok, err = YearNumber(parts[2]); !ok || err != nil {
		return d, ok, err
	}
	return dayFirst(field, d.year, n[0], n[1])
}

// dayFirst decides which of two numbers before a year is the day. With full stops it is
// the first, as in all of Europe; otherwise it depends on the writer, and where both
// could be, the question goes back to them.
func dayFirst(field string, year, first, second int) (Date, bool, error) {
	d := Date{year, time.Month(second), first}
	switch {
	case first < 1 || second < 1 || first > 12 && second > 12:
		return d, true, sentences.Ask("no such day", field)
	case strings.Contains(field, "."), first > 12, first == second:
		if second > 12 {
			return d, true, sentences.Ask("no such day", field)
		}
		return d, true, nil
	case second > 12:
		return Date{year, time.Month(first), second}, true, nil
	}
	return d, true, sentences.Ask("which day", field, d.on(year), Date{year, time.Month(first), second}.on(year))
}
