package grammar

import (
	"cmp"
	"slices"
	"strconv"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

func onPart() part {
	return part{
		read: func(r *reading) (bool, error) {
			n := 1
			switch {
			case r.phrase(r.at, 2) == "as of":
				n = 2
			case r.key(r.at) == "in": // "in February"
				if when, width, err := r.dayAt(r.at + 1); width == 0 || err == nil && when.Precision != consensus.InMonth {
					return false, nil
				}
			case r.key(r.at) != "on":
				return false, nil
			}
			if via, width := find(r, r.at, lexicon.Attributions()); width > 1 && via == consensus.OnRecord {
				return false, nil // "on the record"
			}
			r.at += n
			when, err := r.dayHere("on")
			if err != nil {
				return true, err
			}
			return true, r.setDay(when)
		},
		hints: hinted("on"),
		takes: "days",
	}
}

func (r *reading) setDay(when consensus.When) error {
	r.day = when
	r.u.Given |= consensus.PartOn
	return r.accept("days", when.String())
}

// dayHere reads the day that a clause needs.
func (r *reading) dayHere(clause string) (consensus.When, error) {
	when, n, err := r.dayAt(r.at)
	if err != nil {
		return when, err
	}
	if n == 0 {
		if r.at < len(r.words) {
			err = yearAlone(r.words[r.at].text)
		}
		return when, cmp.Or(err, r.expected(clause, "a day, like 22 Feb"))
	}
	r.at += n
	return when, nil
}

// yearAlone refuses a year without a month: it is placed nowhere.
func yearAlone(text string) error {
	if year, ok, err := lexicon.YearNumber(text); ok && err == nil {
		return sentences.Ask("year alone", strconv.Itoa(year))
	}
	return nil
}

// dayAt reads the longest day at a place.
func (r *reading) dayAt(at int) (consensus.When, int, error) {
	return longestAt(r, at, func(words []string, today consensus.Day) (consensus.When, bool, error) {
		return lexicon.ReadDayNear(words, today, r.near)
	})
}

// longestAt reads the longest run of words at a place that is a day as read has it, and tells
// how many words that were; 0 for none.
func longestAt[T any](r *reading, at int, read func([]string, consensus.Day) (T, bool, error)) (T, int, error) {
	for n := min(6, len(r.words)-at); n > 0; n-- {
		words := r.words[at : at+n]
		if slices.ContainsFunc(words, func(w token) bool { return w.kind != wordToken }) {
			continue
		}
		if day, ok, err := read(texts(words), r.names.Vocabulary.Today); ok || err != nil {
			return day, n, err
		}
	}
	var none T
	return none, 0, nil
}

// barePart reads a day without "on", where it can be nothing else.
func barePart() part {
	return part{read: func(r *reading) (bool, error) {
		when, n, err := r.bareDayAt(r.at)
		if err != nil || n == 0 {
			return err != nil, err
		}
		r.at += n
		return true, r.setDay(when)
	}}
}

// bareDayAt reads a day that needs no "on": of more than one word, in figures, or a day
// of the week. "May" alone, and "Sun", may be names.
func (r *reading) bareDayAt(at int) (consensus.When, int, error) {
	key := r.key(at)
	if key == "" || key == "the" || key == "of" {
		return consensus.When{}, 0, nil
	}
	when, n, err := r.dayAt(at)
	switch {
	case n == 1 && lexicon.MayBeName(key), err == nil && when.Precision != consensus.Exact && !r.spanAt(at, n):
		return consensus.When{}, 0, nil
	}
	return when, n, err
}

// spanAt tells whether words that are a span of days can be nothing else: "last week", "2 weeks
// ago". A month may be a name, and "by" says more than its day.
func (r *reading) spanAt(at, n int) bool {
	first := r.key(at)
	return n > 1 && (first == "last" || first == "this" || first == "past" || r.key(at+n-1) == "ago" || r.key(at+n-1) == "weekend")
}

func (r *reading) known() error {
	if lexicon.Contains("by,on", r.key(r.at)) {
		r.at++
	}
	when, err := r.dayHere("known")
	if err != nil {
		return err
	}
	r.u.Known = when.Day
	return r.accept("days known", "known "+when.Day.Long())
}

// since reads a day; a month or a week counts from its first.
func (r *reading) since() error {
	when, err := r.dayHere("since")
	if err != nil {
		return err
	}
	r.u.Since = lexicon.FirstDay(when)
	return r.accept("days", "since "+r.u.Since.Long())
}
