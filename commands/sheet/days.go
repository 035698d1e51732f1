package sheet

import (
	"strconv"
	"strings"
	"time"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// toTheSecond is how a refusal writes a moment.
const toTheSecond = "2006-01-02 15:04:05 MST"

// halfYear is how far from the row before it a day without a year may lie.
const halfYear = 183

// when reads a day as spreadsheets write it. One without a year is of the year of the row
// before it, where no other year is nearer.
func (r *Reader) when(cell string) (consensus.When, error) {
	today := consensus.DayOf(r.Now.In(r.Zone))
	if err := serial(cell); err != nil {
		return consensus.When{}, err
	}
	if at, err := time.Parse(time.RFC3339, cell); err == nil {
		return consensus.On(consensus.DayOf(at.In(r.Zone))), nil
	}
	text, by := strings.CutPrefix(lexicon.Fold(cell), "by ")
	text = withoutTime(text)
	if lexicon.Relative(text, today) {
		return consensus.When{}, sentences.Ask("relative", cell)
	}
	d, ok, err := lexicon.ReadDate(text)
	if !ok && err == nil { // "22-Feb-2024"
		text = strings.NewReplacer("-", " ", "/", " ").Replace(text)
		d, ok, err = lexicon.ReadDate(text)
	}
	var when consensus.When
	if ok && err == nil && !d.HasYear() && r.day != 0 {
		when, err = r.sameYear(cell, func(year int) (consensus.When, error) { return d.In(year, today) })
	} else {
		when, err = lexicon.ParseDay(text, today)
	}
	if by && err == nil {
		when.Precision = consensus.ByThen
	}
	return when, err
}

// sameYear finds the day that a date means by the row before it.
func (r *Reader) sameYear(cell string, in func(year int) (consensus.When, error)) (consensus.When, error) {
	year, _, _ := r.day.Date()
	when, err := in(year)
	if away := when.Day.Since(r.day); err == nil && (away > halfYear || away < -halfYear) {
		err = sentences.Ask("which year", cell, r.day.Long())
	}
	return when, err
}

// serial asks about a day that was saved as the number that spreadsheets keep for it. There
// are two counts, four years and a day apart, and nothing in the file tells which it is.
func serial(cell string) error {
	number, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
	if err != nil || !(number >= 10_000 && number < 100_000) { // "NaN" is neither
		return nil
	}
	start, _ := consensus.NewDay(1899, time.December, 30)
	first := start.Add(int(number))
	return sentences.Ask("serial", cell, first.Long(), first.Add(1462).Long())
}

// withoutTime gives a day without the time of day that spreadsheets write behind it.
func withoutTime(text string) string {
	at := strings.LastIndexAny(text, " t")
	if at < 0 {
		return text
	}
	if _, ok := clockTime(text[at+1:]); ok {
		return strings.TrimRight(text[:at], ", ")
	}
	return text
}

// clockTime reads a time of day: how long after midnight it is.
func clockTime(text string) (time.Duration, bool) {
	for _, form := range []string{"15:04:05.999", "15:04"} {
		if t, err := time.Parse(form, text); err == nil {
			return t.Sub(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)), true
		}
	}
	return 0, false
}

// moment reads when a row was recorded. Moments run on from row to row, as in a ledger.
func (v *values) moment() {
	if !v.Columns.Has(Recorded) {
		return
	}
	cell := v.Columns.cell(v.row, Recorded)
	if cell == "" {
		v.problem(Recorded, sentences.Ask("empty", Recorded))
		return
	}
	at, day, err := v.moments(cell)
	switch {
	case err != nil:
	case at.After(v.Now):
		err = sentences.Ask("not yet", cell)
	case day && at.Before(v.recorded) && consensus.DayOf(at) == consensus.DayOf(v.recorded.In(v.Zone)):
		at = v.recorded // some time on the day of the row before
	case at.Before(v.recorded):
		err = sentences.Ask("backwards", at.Format(toTheSecond), v.recorded.In(at.Location()).Format(toTheSecond))
	}
	v.problem(Recorded, err)
	if err == nil {
		v.Recorded, v.Reader.recorded = at.UTC().Truncate(time.Millisecond), at
	}
}

// moments reads a moment with its zone, or one in the desk's; or a day, which begins then.
func (r *Reader) moments(cell string) (at time.Time, day bool, err error) {
	if at, err := time.Parse(time.RFC3339Nano, cell); err == nil {
		return at, false, nil
	}
	if err := serial(cell); err != nil {
		return at, false, err
	}
	zone, text := r.Zone, cell
	for _, utc := range []string{"UTC", "GMT", "Z"} {
		if cut, is := strings.CutSuffix(strings.ToUpper(text), utc); is {
			text, zone = text[:len(cut)], time.UTC
			break
		}
	}
	text = strings.TrimSpace(lexicon.Fold(text))
	date := withoutTime(text)
	when, err := lexicon.ParseDay(date, consensus.DayOf(r.Now.In(zone)))
	if d, ok, _ := lexicon.ReadDate(date); err == nil && (!ok || !d.HasYear() || when.Precision != consensus.Exact) {
		err = sentences.Ask("no moment", cell)
	}
	if err != nil {
		return at, false, err
	}
	after, _ := clockTime(text[strings.LastIndexAny(text, " t")+1:])
	y, m, d := when.Day.Date()
	return time.Date(y, m, d, 0, 0, 0, int(after), zone), date == text, nil
}
