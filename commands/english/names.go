package english

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"natobot/consensus"
)

// Surname gives the name by which a headline calls a person: "Rutte", "von der Leyen". Where
// it cannot tell which part that is, it is the whole name.
func Surname(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		if first, _ := utf8.DecodeRuneInString(w); i > 0 && unicode.IsLower(first) {
			return strings.Join(words[i:], " ")
		}
	}
	if len(words) == 2 {
		return words[1]
	}
	return name
}

// Few joins names as a headline does, which has room for some of them alone: "France, Italy
// and 3 others".
func Few(names []string, most int) string {
	if len(names) <= most {
		return Series(names)
	}
	return fmt.Sprintf("%s and %d others", strings.Join(names[:most-1], ", "), len(names)-most+1)
}

// Published names who published a source: the outlet, else the host of the link; "" where
// nobody did.
func Published(s consensus.Source) string {
	name := s.Outlet
	if u, err := url.Parse(s.Link); name == "" && err == nil {
		name = strings.TrimPrefix(u.Hostname(), "www.")
	}
	return cmp.Or(name, s.Link)
}

// Clip shortens a text to so many characters, at the end of a word where there is one.
func Clip(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	text = string(runes[:most-2])
	if i := strings.LastIndexByte(text, ' '); i > len(text)/2 {
		text = text[:i]
	}
	return strings.TrimRight(text, " ,;:") + " …"
}

// DatedIn is [Dated] without the year, where that is the year in which it is written.
func DatedIn(w consensus.When, today consensus.Day) string { return In(Dated(w), today) }

// In leaves the year out of what ends with one, where that is the year in which it is written.
func In(text string, today consensus.Day) string {
	year, _, _ := today.Date()
	return strings.TrimSuffix(text, fmt.Sprintf(" %d", year))
}

// Stopped ends a sentence with a full stop, unless a quotation ends it with one.
func Stopped(s string) string {
	for _, end := range []string{".", ".”", "!”", "?”", "…”"} {
		if strings.HasSuffix(s, end) {
			return s
		}
	}
	return s + "."
}

// Begin sets the article that begins a sentence large. A name keeps its own spelling.
func Begin(s string) string {
	for _, article := range []string{"a ", "an ", "the "} {
		if strings.HasPrefix(s, article) {
			return Capital(s)
		}
	}
	return s
}

// Days names days in their order for a series, each month once, and a year where it is not the
// one in which they are written: "8", "9 March".
func Days(list []consensus.Day, today consensus.Day) []string {
	names := make([]string, len(list))
	for i, day := range list {
		names[i] = In(day.Long(), today)
		if i+1 == len(list) {
			break
		}
		year, month, number := day.Date()
		nextYear, nextMonth, _ := list[i+1].Date()
		switch {
		case year == nextYear && month == nextMonth:
			names[i] = fmt.Sprint(number)
		case year == nextYear:
			names[i] = fmt.Sprintf("%d %s", number, month)
		}
	}
	return names
}
