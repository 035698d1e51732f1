package press

import (
	"strings"
	"time"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// moment is an expression of time: how many items it takes, and the day that it means,
// where it means one that has been.
type moment struct {
	n    int
	when consensus.When
}

// times finds the expressions of time of a sentence.
func (s *sentence) times() []moment {
	list := make([]moment, len(s.items))
	for i := range s.items {
		list[i] = s.momentAt(i)
	}
	return list
}

// timeAt gives how many items the expression of time at an item takes.
func (s *sentence) timeAt(i int) int {
	if i < 0 || i >= len(s.time) {
		return 0
	}
	return s.time[i].n
}

func (s *sentence) momentAt(i int) moment {
	if n := s.on("times", i); n > 0 { // this week, for now
		return moment{n: n}
	}
	if n, when := s.dayAt(i, false); n > 1 {
		return moment{n, when}
	}
	at := i
	for n := s.on("before a day", i); n > 0; n = s.on("before a day", i) {
		i += n
	}
	n, when := s.dayAt(i, at < i)
	if n == 0 {
		return moment{}
	}
	i += n
	for n := s.on("after a day", i); n > 0; n = s.on("after a day", i) {
		i += n
	}
	return moment{i - at, when}
}

// dayAt reads a day: "12 March", "Tuesday", "last week", "two weeks ago", "April".
func (s *sentence) dayAt(i int, introduced bool) (int, consensus.When) {
	for n := 4; n > 0; n-- {
		if means, ok := s.lang.days[s.joined(i, n)]; ok && !s.items[i+n-1].of {
			if used, when := s.means(means, i, n, introduced); used > 0 {
				return used, when
			}
		}
	}
	if used, when := s.ago(i); used > 0 {
		return used, when
	}
	n, ok := s.number(i)
	word := s.word(i)
	if when, err := lexicon.ParseDay(word, s.day); err == nil && strings.ContainsAny(word, "-/.") {
		return 1, when
	}
	if month := s.monthAt(i + 1); ok && month > 0 && n <= 31 {
		return s.dated(i+2, 2, month, n)
	}
	return 0, consensus.When{}
}

// joined gives n words that follow each other, "" where something else stands between.
func (s *sentence) joined(i, n int) string {
	var words []string
	for j := i; j < i+n; j++ {
		if s.kind(j) != aWord {
			return ""
		}
		words = append(words, s.word(j))
	}
	return strings.Join(words, " ")
}

// means gives the day that a word of days.txt means.
func (s *sentence) means(means string, i, n int, introduced bool) (int, consensus.When) {
	kind, value, _ := strings.Cut(means, " ")
	number, _ := lexicon.Digits(strings.TrimPrefix(value, "-"))
	switch kind {
	case "day":
		return n, consensus.On(s.day.Add(-number))
	case "week", "month", "year":
		return n, s.before(kind, number)
	case "weekday":
		if used, when := s.dayAt(i+n, introduced); used > 0 && (s.monthAt(i+n) > 0 || s.monthAt(i+n+1) > 0) {
			return n + used, when
		}
		back := (int(s.day.Weekday()-time.Weekday(number)) + 7) % 7
		if m := s.on("last", i+n); m > 0 {
			n += m
		}
		return n, consensus.On(s.day.Add(-back))
	case "monthname":
		month := time.Month(number)
		if d, ok := s.number(i + n); ok && d <= 31 && s.word(i+n) != "" {
			return s.dated(i+n+1, n+1, month, d)
		}
		if !introduced && s.yearAt(i+n) == 0 {
			return 0, consensus.When{}
		}
		return s.dated(i+n, n, month, 0)
	}
	return 0, consensus.When{}
}

// dated gives the day of a month, with the year where one follows.
func (s *sentence) dated(i, n int, month time.Month, day int) (int, consensus.When) {
	if s.kind(i) == aComma && s.yearAt(i+1) > 0 {
		i, n = i+1, n+1
	}
	year, explicit := s.yearAt(i), true
	if year > 0 {
		n++
	} else {
		explicit = false
		year, _, _ = s.day.Date()
	}
	in := func(year int) (consensus.When, bool) {
		if day > 0 {
			d, ok := consensus.NewDay(year, month, day)
			return consensus.On(d), ok
		}
		d, ok := consensus.NewDay(year, month, 1)
		return consensus.When{Day: min(d.EndOfMonth(), max(s.day, d)), Precision: consensus.InMonth}, ok
	}
	when, ok := in(year)
	if ok && !explicit && when.Day > s.day {
		when, ok = in(year - 1)
		ok = ok && s.day.Since(when.Day) < 183
	}
	if !ok || when.Day > s.day {
		return n, consensus.When{}
	}
	return n, when
}

// before gives "last week", "last month": as precisely as the words have it.
func (s *sentence) before(unit string, n int) consensus.When {
	switch unit {
	case "week":
		sunday := (int(s.day.Weekday()) + 6) % 7
		return consensus.When{Day: s.day.Add(-1 - sunday - 7*(n-1)), Precision: consensus.ByThen}
	case "month":
		year, month, _ := s.day.Date()
		first, _ := consensus.NewDay(year, month, 1)
		last := first.Add(-1)
		return consensus.When{Day: last, Precision: consensus.InMonth}
	}
	return consensus.When{}
}

// ago reads "two weeks ago" and "il y a deux semaines".
func (s *sentence) ago(i int) (int, consensus.When) {
	lead := s.on("ago before", i)
	n, ok := s.number(i + lead)
	if !ok {
		return 0, consensus.When{}
	}
	unit := s.lang.days[s.word(i+lead+1)]
	trail := s.on("ago after", i+lead+2)
	if lead+trail == 0 {
		return 0, consensus.When{}
	}
	used := lead + 2 + trail
	switch unit {
	case "unit day":
		return used, consensus.On(s.day.Add(-n))
	case "unit week":
		return used, consensus.When{Day: s.day.Add(-7 * n), Precision: consensus.ByThen}
	case "unit month":
		return used, consensus.When{Day: s.day.Add(-30 * n), Precision: consensus.ByThen}
	case "unit year":
		return used, consensus.When{}
	}
	return 0, consensus.When{}
}

// number reads a number in digits or words.
func (s *sentence) number(i int) (int, bool) {
	k := s.word(i)
	for _, suffix := range []string{"st", "nd", "rd", "th", "er"} {
		if cut, ok := strings.CutSuffix(k, suffix); ok {
			if n, ok := lexicon.Digits(cut); ok {
				return n, true
			}
		}
	}
	if n, ok := lexicon.Digits(k); ok {
		return n, true
	}
	n, ok := s.lang.numbers[k]
	return n.n, ok
}

func (s *sentence) monthAt(i int) time.Month {
	if kind, value, _ := strings.Cut(s.lang.days[s.word(i)], " "); kind == "monthname" {
		n, _ := lexicon.Digits(value)
		return time.Month(n)
	}
	return 0
}

func (s *sentence) yearAt(i int) int {
	if n, ok := lexicon.Digits(s.word(i)); ok && len(s.word(i)) == 4 && n > lexicon.Earliest {
		return n
	}
	return 0
}

// elsewhen tells whether a clause is about another time: it names an earlier year, or says
// "last time", "back then", "for years".
func (s *sentence) elsewhen(from, to int) bool {
	year, _, _ := s.day.Date()
	for i := from; i < to; i++ {
		if s.on("another time", i) > 0 {
			return true
		}
		if y := s.yearAt(i); y > 0 && y < year && s.is("of a year", i-1) {
			return true
		}
	}
	return false
}

// dayOf gives the day that the stance is about: one that the sentence names and that has
// been, or else the message's. A day in a relative clause is another one's, and so is the
// day on which somebody will, of a meeting, or in a phrase that begins with "after".
func (s *sentence) dayOf(g group) consensus.When {
	for i := 0; i < len(s.items); i++ {
		t := s.time[i]
		if t.when.Day == 0 || s.apart(i, g) {
			i += max(0, t.n-1)
			continue
		}
		if i+t.n <= len(s.items) && !s.items[i+t.n-1].of {
			return t.when
		}
	}
	return consensus.On(s.day)
}

// apart tells whether the day at an item is not the stance's.
func (s *sentence) apart(i int, g group) bool {
	if g.scope&(will|toBe) != 0 && i >= g.start && i <= g.end+1 {
		return true
	}
	for j := i - 1; j >= 0 && i-j <= mostSkipped; j-- {
		switch k := s.kind(j); {
		case parts(k) || k == aComma && s.on("relative", j+1) == 0 && s.on("other day", j+1) == 0 && j < g.start:
			return false
		case s.on("relative", j) > 0 && (j < g.start-1 || j > g.end) && s.kind(j-1) != aWord, s.on("other day", j) > 0:
			return true
		case k == aComma || k == aClosing:
			return false
		case s.saysAt(j):
			return false
		}
	}
	return false
}

// dateline passes over the place, day and agency that a message begins with: "WARSAW,
// March 12 (Reuters) -". The day is the message's, and the agency its outlet.
func (m *message) dateline(from, to int) int {
	if from != 0 {
		return from
	}
	end, agency := 0, ""
	for i := from; i < min(to, from+14); i++ {
		if k := m.items[i].kind; k == aBreak && i > from {
			end = i + 1
			break
		} else if k == aColon || k == aMark {
			return from
		}
	}
	for i := from; i < end; i++ {
		for n := 3; n > 0 && agency == ""; n-- {
			if name, ok := lexicon.Outlet(m.phrase(i, n)); ok && i > from && m.items[i-1].kind == anOpening {
				agency = name
			}
		}
	}
	day := m.datelineDay(from, end)
	if end == 0 || agency == "" && day == 0 || !m.items[from].capital {
		return from
	}
	m.outlet = agency
	if day != 0 {
		m.day = day
	}
	return end
}

// datelineDay gives the day in a dateline, 0 for none; a word that belongs in no dateline
// makes it none.
func (m *message) datelineDay(from, end int) consensus.Day {
	s := &sentence{message: m, items: m.items[from:end]}
	for i := range s.items {
		if s.lang.verbal[s.word(i)] {
			return 0
		}
		if mo := s.momentAt(i); mo.when.Day != 0 && mo.when.Precision == consensus.Exact {
			return mo.when.Day
		}
	}
	return 0
}
