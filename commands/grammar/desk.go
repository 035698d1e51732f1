package grammar

import (
	"slices"
	"strings"
	"time"

	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// channelPart reads "in #channel".
func channelPart() part {
	return clause("in", func(r *reading) error {
		if r.done() {
			return sentences.Ask("needs channel")
		}
		w := r.words[r.at]
		id := strings.TrimPrefix(w.text, "#") // a terminal has no mentions: the id itself
		if w.kind != channelToken && (w.kind != wordToken || !lexicon.IsID(id, "CGD")) {
			return sentences.Ask("no channel", w.text)
		}
		r.u.Channel = id
		return r.take(1, 0, "channels", id)
	})
}

// timePart reads a time of day: 08:00, 8.30, 8am.
func timePart() part {
	return part{read: func(r *reading) (bool, error) {
		at := r.at
		if r.key(at) == "at" {
			at++
		}
		if r.key(at) == "" {
			return false, nil
		}
		n := 1
		minute, ok := lexicon.MinuteOfDay(strings.ToLower(r.words[at].text))
		if !ok { // "8 pm"
			n = 2
			minute, ok = lexicon.MinuteOfDay(strings.ReplaceAll(r.phrase(at, 2), " ", ""))
		}
		if !ok {
			return false, nil
		}
		r.at = at + n
		r.schedule().Minute = minute
		return true, r.accept("times", english.Clock(minute))
	}}
}

// zonePart reads a time zone by its IANA name. An unknown one is refused here: a digest
// at the wrong hour is found out too late.
func zonePart() part {
	return part{read: func(r *reading) (bool, error) {
		text := ""
		if r.words[r.at].kind == wordToken {
			text = r.words[r.at].text
		}
		short := len(text) > 2 && len(text) < 6 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" || strings.EqualFold(text, "utc")
		if !short && !strings.Contains(text, "/") {
			return false, nil
		}
		zone, ok := zoneNamed(text)
		if !ok || short && zone != "UTC" { // "CET" is the name of half the year
			return true, sentences.Ask("no zone", text)
		}
		r.schedule().Zone = zone
		return true, r.take(1, 0, "time zones", zone)
	}}
}

// zoneNamed gives a time zone as IANA writes its name, in whatever case it is typed.
func zoneNamed(typed string) (string, bool) {
	lower := strings.ToLower(typed)
	titled := titleCase(lower)
	for _, name := range []string{typed, strings.ToUpper(typed), titled, smallWords.Replace(titled)} {
		if _, err := time.LoadLocation(name); err == nil {
			return name, true
		}
	}
	return "", false
}

// smallWords are those that keep small letters in the names of zones.
var smallWords = strings.NewReplacer("_Of_", "_of_", "_Es_", "_es_", "-Au-", "-au-")

// titleCase sets the first letter of each word large: "america/new_york".
func titleCase(lower string) string {
	b := []byte(lower)
	for i := range b {
		if (i == 0 || strings.IndexByte("/_-", b[i-1]) >= 0) && 'a' <= b[i] && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// daysPart reads the days of a digest, with or without "on": weekdays, daily, mon,tue,
// mon-fri.
func daysPart() part {
	return part{read: func(r *reading) (bool, error) {
		at, days := r.at, []int(nil)
		if r.key(at) == "on" {
			at++
		}
		start := at
		for ; at < len(r.words); at++ {
			more, ok := daysNamed(r.key(at))
			if key := r.phrase(at, 2); key == "every day" || key == "every weekday" {
				more, ok = daysNamed(map[string]string{"every day": "daily", "every weekday": "weekdays"}[key])
				at++
			}
			switch {
			case ok:
				days = append(days, more...)
				continue
			case at > start && r.key(at) == "and":
				continue
			}
			break
		}
		if at == start {
			if at > r.at {
				return true, r.expectedAt(at, "on", "days, like weekdays or mon,wed")
			}
			return false, nil
		}
		r.at = at
		slices.Sort(days)
		if days = slices.Compact(days); len(days) == 7 {
			days = nil // every day, which an empty list says too
		}
		r.schedule().Days = days
		return true, r.accept("sets of days", r.typed(start, at-start))
	}}
}

// expectedAt refuses what follows a clause's word further on.
func (r *reading) expectedAt(at int, clause, what string) error {
	r.at = at
	return r.expected(clause, what)
}

// daysNamed gives the days of the week that a word names.
func daysNamed(key string) ([]int, bool) {
	switch key {
	case "weekdays", "weekday", "workdays":
		return []int{1, 2, 3, 4, 5}, true
	case "weekends":
		return []int{0, 6}, true
	case "daily", "everyday":
		return []int{0, 1, 2, 3, 4, 5, 6}, true
	}
	from, to, isRange := strings.Cut(key, " ")
	first, ok := lexicon.WeekdayNamed(strings.TrimSuffix(from, "s"))
	if !ok || !isRange {
		return []int{int(first)}, ok
	}
	last, ok := lexicon.WeekdayNamed(to)
	var days []int
	for d := first; ; d = (d + 1) % 7 {
		days = append(days, int(d))
		if d == last {
			return days, ok
		}
	}
}

// quiet reads what is posted on a day when nothing moved.
func (r *reading) quiet() error {
	quiet := consensus.Quiet(r.key(r.at))
	if !lexicon.Contains("skip,line,full", string(quiet)) {
		return r.expected("quiet", "skip, line or full")
	}
	r.schedule().Quiet = quiet
	return r.take(1, 0, "ways of a quiet day", "quiet "+string(quiet))
}

// schedule gives what the text sets.
func (r *reading) schedule() *consensus.Schedule {
	if r.u.Fact.Schedule == nil {
		r.u.Fact.Schedule = &consensus.Schedule{}
	}
	return r.u.Fact.Schedule
}

// skipOffPart reads that a day is to have digests after all: "skip off 1 May".
func skipOffPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.key(r.at) != "off" || r.key(r.at-1) != "skip" {
			return false, nil
		}
		r.at++
		r.schedule().Off = true
		return true, nil
	}}
}

// comingDayPart reads a day from today on.
func comingDayPart() part {
	return part{read: func(r *reading) (bool, error) {
		if r.key(r.at) == "on" {
			r.at++
		}
		when, n, err := longestAt(r, r.at, lexicon.ReadComing)
		if n == 0 || err != nil {
			return err != nil, err
		}
		r.schedule().Skip = when
		return true, r.take(n, 0, "days", when.Long())
	}}
}
