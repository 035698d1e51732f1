package report

import (
	"cmp"
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

	Draw func(View, Drawing) (answer.Picture, error)

	*Reader
}

// Keys lists the words by which races are named.
func Keys(races []*consensus.Race) []string {
	var list []string
	for _, r := range races {
		list = append(list, r.Key())
	}
	return list
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
	var names []string
	for _, s := range stances {
		names = append(names, v.member(s.Member).Name)
	}
	return names
}

func sayAfter(since, on consensus.Day) error {
	return consensus.Ask(fmt.Sprintf("%s lies after %s.", since.Long(), on.Long()), "Ask about an earlier day: `/§ changes since yesterday`.")
}

func sayNoFormat(format string) error {
	return consensus.Ask("There is no export as "+english.AsTyped(format)+".", "The forms are csv, long, json, md, text and, in a terminal, jsonl. `csv excel` and `long excel` open in a European Excel.")
}

// SayNoEntry refuses a number that no entry has; last is the number of the last entry, 0 in an
// empty ledger.
func SayNoEntry(number, last int) error {
	if last == 0 {
		return consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no entry #%d: nothing is recorded yet.", number), "")
	}
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("There is no entry #%d: the last one is #%d.", number, last), "`/§ history` shows the last entries.")
}

func sayNothingOn(person string, day consensus.Day) error {
	return consensus.Refuse(consensus.NotFound, fmt.Sprintf("Nothing is recorded about %s for %s.", person, day.Long()),
		fmt.Sprintf("`/§ history %s` shows every entry.", person))
}

// SayOfClosedRace refuses a report on somebody whose race is over.
func SayOfClosedRace(name, key string) error {
	return consensus.Ask(english.AsTyped(name)+" was a candidate of the race "+key+", which is closed and takes no more reports.",
		"`/§ status race "+key+"` shows how it stood. Corrections of its entries are still possible.")
}

func (v View) sayRaceClosed() error {
	return consensus.Ask("The race "+v.Race.Key()+" is closed and takes no more reports.",
		"Corrections are still possible. An editor opens the next race: `/§ race open 2034 \""+v.Race.Body().Race+" 2034\"`.")
}
