package grammar

import (
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// parseDigestSkip reads a day without digests, or one that is to have them after all:
// "skip 1 May", "skip off 1 May".
func parseDigestSkip(r *reading, s *consensus.Schedule) error {
	if r.key(r.at) == "off" {
		r.at++
		s.Off = true
	}
	day := part{
		read: func(r *reading) (bool, error) {
			if r.key(r.at) == "on" {
				r.at++
			}
			when, n, err := longestAt(r, r.at, readComing)
			if n == 0 || err != nil {
				return err != nil, err
			}
			r.at += n
			s.Skip = when
			return true, r.accept("days", when.Long())
		},
	}
	if err := r.read(channelPart(), day); err != nil {
		return err
	}
	switch {
	case s.Skip == 0:
		return r.missing("Which day?")
	case s.Skip < r.names.Vocabulary.Today:
		return sayDayPassed(s.Skip)
	}
	return nil
}

// readComing reads the words of a day from today on: Friday is the next one, or today,
// and 1 May is this year's, or next year's once it has passed.
func readComing(words []string, today consensus.Day) (day consensus.Day, ok bool, err error) {
	fields := lexicon.DayFields(words)
	if len(fields) == 0 || len(fields) > 4 {
		return 0, false, nil
	}
	weekday, named := lexicon.WeekdayNamed(fields[0])
	if len(fields) == 1 && named {
		return today.Add(int(weekday-today.Weekday()+7) % 7), true, nil
	}
	if day, ok := lexicon.RelativeDay(fields, today); ok {
		return day, true, nil
	}
	if named {
		fields = fields[1:]
	}
	d, ok, err := lexicon.ReadDate(fields)
	if !ok || err != nil || d.Day == 0 {
		return 0, false, err
	}
	year, _, _ := today.Date()
	if d.Year != 0 {
		year = d.Year
	}
	when, err := d.In(year, today)
	if err == nil && d.Year == 0 && when.Day < today {
		when, err = d.In(year+1, today)
	}
	if err == nil && named && when.Day.Weekday() != weekday {
		err = lexicon.SayOtherWeekday(when, weekday)
	}
	return when.Day, true, err
}
