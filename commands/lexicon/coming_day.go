package lexicon

import "natobot/consensus"

// ReadComing reads the words of a day from today on: Friday is the next one, or today,
// and 1 May is this year's, or next year's once it has passed.
func ReadComing(words []string, today consensus.Day) (day consensus.Day, ok bool, err error) {
	fields := dayFields(words)
	if len(fields) == 0 || len(fields) > 4 {
		return 0, false, nil
	}
	weekday, named := WeekdayNamed(fields[0])
	if len(fields) == 1 && named {
		return today.Add(int(weekday-today.Weekday()+7) % 7), true, nil
	}
	if when, ok := relative(fields, today); ok && when.Precision == consensus.Exact {
		return when.Day, true, nil
	}
	if named {
		fields = fields[1:]
	}
	d, ok, err := readDate(fields)
	if !ok || err != nil || d.day == 0 {
		return 0, false, err
	}
	year, _, _ := today.Date()
	if d.year != 0 {
		year = d.year
	}
	when, err := d.In(year, today)
	if err == nil && d.year == 0 && when.Day < today {
		when, err = d.In(year+1, today)
	}
	if err == nil && named && when.Day.Weekday() != weekday {
		err = sayOtherWeekday(when, weekday)
	}
	return when.Day, true, err
}
