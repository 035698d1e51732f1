package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// View is what one answer looks at: a race at a point, in a book that does not move
// while the view is in use.
type View struct {
	Book *consensus.Book
	Race *consensus.Race
	At   consensus.Point
	Zone *time.Location

	Today consensus.Day
	On    consensus.Day // the day that was asked for; 0 is today, or the day on which the race closed
	Known consensus.Day // the day of knowledge that was asked for; 0 is now

	Role consensus.Role // of whoever asks

	// Draw gives the picture of what a view looks at, drawn anew or kept from before.
	Draw func(View, Drawing) (answer.Picture, error)

	*Reader
}

// Keys lists the words by which races are named.
func Keys(races []*consensus.Race) []string {
	return english.Each(races, (*consensus.Race).Key)
}

// member gives a member of any day.
func (v View) member(code consensus.Code) consensus.Member {
	m, ok := v.Race.Member(code, v.Book.Last())
	if !ok {
		return consensus.Member{Code: code, Name: cmp.Or(lexicon.CountryCoded(code).Name, string(code))}
	}
	return m
}

// endOfTime is a day after all others.
const endOfTime = consensus.Day(99991231)

// Person gives the name of a candidate.
func (v View) Person(key consensus.Key) string {
	return cmp.Or(v.candidate(key).Name, string(key))
}

// saying gives the position of a report as it is said of its candidate.
func (v View) saying(e consensus.Entry) consensus.Saying {
	return consensus.Saying{Position: e.Position, Stage: e.Stage, Motion: v.candidate(e.Candidate).Motion}
}

// candidate gives a candidate as the ledger names it in the end.
func (v View) candidate(key consensus.Key) consensus.Candidate {
	c, _ := v.Race.Candidate(key, consensus.Point{On: endOfTime, Known: v.Book.Last()})
	return c
}

// Country gives the name of a country, which need not be a member.
func (v View) Country(code consensus.Code) string {
	return v.member(code).Name
}

// Introduced gives a candidate's name with the country: "Mark Rutte (Netherlands)".
func (v View) Introduced(c consensus.Candidate) string {
	if c.Country == "" {
		return c.Name
	}
	return fmt.Sprintf("%s (%s)", c.Name, v.Country(c.Country))
}

// In gives the view of a race. One that is closed is looked at as of the day on which it
// closed, with the members of that day, unless another day was asked for.
func (v View) In(race *consensus.Race) View {
	v.Race, v.At.On = race, cmp.Or(v.On, v.Known, v.Today)
	if closed, is := race.Closed(v.At.Known); is && v.On == 0 {
		v.At.On = min(v.At.On, closed)
	}
	return v
}

// Of gives the view of the race that an entry belongs to.
func (v View) Of(e consensus.Entry) View {
	if race, ok := v.Book.Race(e.Race); ok {
		return v.In(race)
	}
	return v
}

// names gives the members of some stances, as a list gives them.
func (v View) names(stances []consensus.Stance) []string {
	return english.Each(stances, func(s consensus.Stance) string { return v.Country(s.Member) })
}

//go:embed sentences.txt
var sentencesFile string

var sentences = english.ReadSentences(sentencesFile)

// Ask refuses with a sentence of the file.
func Ask(name string, parts ...any) error { return sentences.Ask(name, parts...) }

// SayNoEntry refuses a number that no entry has; last is the number of the last entry, 0 in an
// empty ledger.
func SayNoEntry(number, last int) error {
	if last == 0 {
		return sentences.Ask("no entry yet", number)
	}
	return sentences.Ask("no entry", number, last)
}

func sayNothingOn(person string, day consensus.Day) error {
	return sentences.Ask("nothing on", person, day.Long())
}
