package press

import (
	"strconv"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// moment is an expression of time: how many items it takes, and the day that it means,
// where it means one that has been.
type moment struct {
	n    int
	when consensus.When
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
	if t := s.ago(i); t.n > 0 {
		return t
	}
	if _, n := s.inEnglish(i); n > 1 {
		return s.dayAt(i, false)
	}
	at := i
	for n := s.on("before a day", i); n > 0; n = s.on("before a day", i) {
		i += n
	}
	t := s.ago(i)
	if t.n == 0 {
		t = s.dayAt(i, at < i)
	}
	if t.n == 0 {
		return t
	}
	for n := s.on("after a day", i+t.n); n > 0; n = s.on("after a day", i+t.n) {
		t.n += n
	}
	t.n += i - at
	return t
}

// inEnglish gives the lexicon's word for a word or phrase of time, and how many items it takes.
func (s *sentence) inEnglish(i int) (string, int) {
	for n := 4; n > 0; n-- {
		if word := s.lang.days[s.phrase(i, n)]; word != "" {
			return word, n
		}
	}
	return "", 0
}

// timed tells whether a word is the name of a month or day, not of a person.
func (s *sentence) timed(i int) bool {
	_, month := lexicon.MonthNamed(s.word(i))
	_, day := lexicon.WeekdayNamed(s.word(i))
	return s.word(i) != "" && (month || day || s.lang.days[s.word(i)] != "")
}

// ago reads "two weeks ago".
func (s *sentence) ago(i int) moment {
	lead := s.on("ago before", i)
	back, used, _ := s.numberAt(i + lead)
	at := i + lead + used
	trail := s.on("ago after", at+1)
	unit := s.lang.days[s.word(at)]
	if used == 0 || unit == "" || lead+trail == 0 {
		return moment{}
	}
	when, _, _ := lexicon.ReadDay([]string{strconv.Itoa(back), unit, "ago"}, s.day)
	return moment{at + 1 + trail - i, when}
}

// dayAt reads "yesterday", "last week", "12 March", "March 12, 2024", "Tuesday", and a month where
// a preposition introduces it. The day is unset where it lies ahead, or is none.
func (s *sentence) dayAt(i int, introduced bool) moment {
	word := s.word(i)
	_, phrase := s.inEnglish(i)
	named := word != "" && s.items[i].capital && s.timed(i)
	if phrase == 0 && !named && !strings.ContainsAny(word, "0123456789") {
		return moment{}
	}
	for n := 5; n > 0; n-- {
		when, ok, err := lexicon.ReadDay(s.dateWords(i, n), s.day)
		if !ok || s.items[i+n-1].of || when.Precision == consensus.InMonth && !introduced && n == 1 {
			continue
		}
		if err != nil || when.Day > s.day {
			when = consensus.When{}
		}
		return moment{n, when}
	}
	return moment{}
}

// dateWords gives the words of some items as the lexicon reads dates; none where anything
// else stands among them than the comma before a year.
func (s *sentence) dateWords(i, n int) (words []string) {
	for j := i; j < i+n; j++ {
		english, k := s.inEnglish(j)
		switch {
		case k > 0 && j+k <= i+n:
			words = append(words, strings.Fields(english)...)
			j += k - 1
		case s.word(j) != "":
			words = append(words, strings.TrimSuffix(s.word(j), "er")) // "1er"
		case s.kind(j) != aComma || j == i || s.yearAt(j+1) == 0 || j+1 >= i+n:
			return nil
		}
	}
	return words
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
		if t.when.Day == 0 || s.any(i+t.n, "set aside") || s.apart(i, g) {
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
		k := s.kind(j)
		relative := s.any(j, "relative") && (j < g.start-1 || j > g.end)
		switch {
		case relative, s.any(j, "other day"):
			return true
		case k == aComma && j < g.start && s.any(j+1, "relative", "other day"):
		case parts(k), k == aComma, k == aClosing, s.saysAt(j):
			return false
		}
	}
	return false
}

// dateline gives where the place, day and agency end that a message begins with: "WARSAW,
// March 12 (Reuters) -". The day is the message's, and the agency its outlet.
func (s *sentence) dateline() int {
	end := 0
	for i := 0; i < min(len(s.items), mostSkipped) && end == 0; i++ {
		switch k := s.kind(i); {
		case k == aColon, k == aMark, s.lang.verbal[s.word(i)]:
			return 0
		case k == aBreak && i > 0:
			end = i + 1
		}
	}
	agency, day := "", consensus.Day(0)
	for i := range end {
		for n := 3; n > 0 && s.kind(i-1) == anOpening && agency == ""; n-- {
			agency, _ = lexicon.Outlet(s.phrase(i, n))
		}
		if t := s.momentAt(i); day == 0 && t.when.Precision == consensus.Exact {
			day = t.when.Day
		}
	}
	if agency == "" && day == 0 || !s.items[0].capital {
		return 0
	}
	s.outlet = agency
	if day != 0 {
		s.day, s.since = day, day
	}
	return end
}
