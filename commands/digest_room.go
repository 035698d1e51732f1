package commands

import (
	"fmt"
	"unicode/utf8"
)

// What the parts of a digest may take, in characters, so that all of it is one message
// that people read to its end (S5). What does not fit stands whole in the thread.
const (
	roomToMove    = 2_600
	roomOfClaims  = 1_400
	roomOfMissing = 900 // of each group
	roomOfMended  = 1_300
	roomToCheck   = 1_200
	roomOfWeek    = 1_000
)

// fit gives as much of a list as there is room for, and keeps the whole of it for the
// thread where that is not all. Its first line is always there, if not to its end.
func (e *edition) fit(l List, room int) List {
	used, n := 0, 0
	for _, item := range l.Items {
		used += item.length()
		if used > room && n > 0 {
			break
		}
		n++
	}
	if n == len(l.Items) && used <= room {
		return l
	}
	e.whole = append(e.whole, l)
	short := List{Heading: l.Heading}
	for _, item := range l.Items[:n] {
		short.Items = append(short.Items, item.cut(room))
	}
	if more := len(l.Items) - n; more > 0 {
		short.Items = append(short.Items, say("And %d more, in the thread", more))
	}
	return short
}

// fitAll gives lists as they fit, each in the same room.
func (e *edition) fitAll(sections []Section, room int) []Section {
	for i, s := range sections {
		if l, is := s.(List); is {
			sections[i] = e.fit(l, room)
		}
	}
	return sections
}

func (l Line) length() int {
	n := 0
	for _, s := range l {
		n += utf8.RuneCountInString(s.Text)
	}
	return n
}

// cut ends a line that is too long for its room with a mark that there was more.
func (l Line) cut(room int) Line {
	if l.length() <= room {
		return l
	}
	var short Line
	for _, s := range l {
		runes := []rune(s.Text)
		if len(runes) >= room {
			s.Text = fmt.Sprintf("%s …", string(runes[:room]))
			return append(short, s)
		}
		room -= len(runes)
		short = append(short, s)
	}
	return short
}
