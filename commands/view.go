package commands

import (
	"cmp"
	"fmt"
	"time"

	"natobot/consensus"
)

// view is what one answer looks at: a race at a point, in a book that does not move
// while the view is in use.
type view struct {
	book *consensus.Book
	race *consensus.Race
	at   consensus.Point
	zone *time.Location

	today consensus.Day
	known consensus.Day // the day of knowledge that was asked for; 0 is now

	role consensus.Role // of whoever asks

	draw func(view, consensus.Key) (Picture, error)

	*reader
}

// keys lists the words by which races are named.
func keys(races []*consensus.Race) []string {
	var list []string
	for _, r := range races {
		list = append(list, r.Key())
	}
	return list
}

// member gives a member of any day.
func (v view) member(code consensus.Code) consensus.Member {
	m, ok := v.book.Member(code, v.book.Last())
	if !ok {
		return consensus.Member{Code: code, Name: cmp.Or(countryCoded(code).name, string(code))}
	}
	return m
}

// endOfTime is a day after all others.
const endOfTime = consensus.Day(99991231)

// person gives the name of a candidate.
func (v view) person(key consensus.Key) string {
	c, ok := v.race.Candidate(key, consensus.Point{On: endOfTime, Known: v.book.Last()})
	if !ok {
		return string(key)
	}
	return c.Name
}

// country gives the name of a country, which need not be a member.
func (v view) country(code consensus.Code) string {
	if m, ok := v.book.Member(code, v.book.Last()); ok {
		return m.Name
	}
	return cmp.Or(countryCoded(code).name, string(code))
}

// introduced gives a candidate's name with the country: "Mark Rutte (Netherlands)".
func (v view) introduced(c consensus.Candidate) string {
	if c.Country == "" {
		return c.Name
	}
	return fmt.Sprintf("%s (%s)", c.Name, v.country(c.Country))
}

// of gives the view of the race that an entry belongs to.
func (v view) of(e consensus.Entry) view {
	if race, ok := v.book.Race(e.Race); ok {
		v.race = race
	}
	return v
}

// names gives the members of some stances, as a list gives them.
func (v view) names(stances []consensus.Stance) []string {
	var names []string
	for _, s := range stances {
		names = append(names, v.member(s.Member).Name)
	}
	return names
}
