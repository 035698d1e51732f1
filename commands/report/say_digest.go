// What a digest says of itself, by the rules at the head of say.go.

package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// dateline says what the digest is of, which one it follows, and that it is late.
func (v View) dateline(o DigestOptions, first bool) string {
	title, _, _ := v.Race.Title(v.At.Known)
	s := title + ", " + weekday(v.At.On)
	if _, closed := v.Race.Closed(v.At.Known); closed {
		s += ". This race " + v.closedOn()
	}
	if first {
		s += ". This is the first digest; the next ones say what moved"
	} else {
		s += ". The last digest was of " + o.Since.On.Long()
	}
	if !o.Late.IsZero() {
		s += ". Late: it was due on " + v.moment(o.Late)
	}
	return s + "."
}

// Headline sums the race up in one sentence.
func (v View) Headline() string {
	if tallies := v.Race.Standing(v.At).Tallies; len(tallies) > 0 {
		return v.headline(tallies)
	}
	return "Nothing is recorded about this race yet."
}

// nothingMoved is the first line of a quiet day: since when, and how the count stands.
func (e *edition) nothingMoved() string {
	since, last := "since the last digest", e.lastNews()
	switch days := e.At.On.Since(last); {
	case days >= week:
		since = "for " + english.Number(days, "day", "days")
	case days > 0:
		since = "since " + last.Weekday().String()
	}
	return fmt.Sprintf("Nothing moved %s: %s", since, e.stands())
}

// namedMissing is how many of the missing a quiet day's line names.
const namedMissing = 3

// stands says how the race stands, behind a colon.
func (e *edition) stands() string {
	switch {
	case len(e.in) == 0:
		return inside(e.Headline())
	case e.in[0].Candidate.Status.Decided():
		return inside(e.decision(e.in[0]))
	case e.in[0].Consensus():
		return e.morning.Counted(e.in[0]) + "; " + answer.Awaited(e.in[0].Candidate, e.Race.Body()) + "."
	}
	missing := e.in[0].Missing()
	who := ", " + strconv.Itoa(len(missing))
	if len(missing) <= namedMissing {
		who = "; " + english.Series(e.stood(missing))
	}
	return fmt.Sprintf("%s%s %s missing.", e.morning.Counted(e.in[0]), who, english.Agree(len(missing), "is", "are"))
}

// inThread says what stands in the digest's thread, behind how it comes there.
func inThread(how string, thread []answer.Reply) answer.Paragraph {
	titles := english.Each(thread, func(r answer.Reply) string {
		return strings.ToLower(r.Title[:1]) + strings.TrimSuffix(r.Title[1:], ".")
	})
	return Note(how + ": " + strings.Join(titles, "; ") + ".")
}

// whoIsMissing heads the missing; the message points to it by this title.
func whoIsMissing(c consensus.Candidate) string {
	const room = 40
	return "Who is missing for " + english.Clip(c.Name, room) + "."
}

// trendCaption heads the counts over time; a chart's title has 50 characters at most.
func trendCaption(shown []consensus.Tally) string {
	if mixed(shown) {
		return "Members that " + answer.AgreeAll(shown)
	}
	return "Members that " + answer.AgreeAll(shown) + " each candidate"
}

// trendDay names a day on a chart, with its year where the days are of several.
func trendDay(day, first, last consensus.Day) string {
	if first/10000 == last/10000 {
		return english.In(day.Long(), last)
	}
	return day.Long()
}

// weekOf sums up a candidate's week; nil where nothing happened.
func (e *edition) weekOf(was, is consensus.Tally, c *consensus.Changes) answer.Line {
	line := answer.Say("%s: %s", is.Candidate.Name, e.wentFromTo(was, is))
	moved := map[consensus.Position][]string{}
	for _, s := range c.Stances {
		if s.Candidate.Key == is.Candidate.Key {
			moved[s.To.Position] = append(moved[s.To.Position], e.Country(s.To.Member))
		}
	}
	for _, p := range consensus.Positions() {
		if names := moved[p]; names != nil {
			line = line.Say(". %s: %s", answer.Heading(is.Candidate.Says(p)), strings.Join(names, ", "))
		}
	}
	if len(moved) == 0 && was.Agreeing() == is.Agreeing() {
		return nil
	}
	return line.Say(".")
}

// wentFromTo sets the counts of two days side by side.
func (e *edition) wentFromTo(was, is consensus.Tally) string {
	all, contested, record := len(is.Stances), e.contestedOf(is.In(consensus.Backs, consensus.Accepts)), ""
	if from, to := len(was.OnRecord()), len(is.OnRecord()); from != to {
		record = fmt.Sprintf("; on the record from %d to %d", from, to)
	}
	agree := answer.Agree(is.Candidate, is.Agreeing())
	switch {
	case len(was.Stances) == 0:
		return fmt.Sprintf("%d of %s %s%s, %d of them on the record", is.Agreeing(), english.Members(e.Race.Body(), all), agree, contested, len(is.OnRecord()))
	case was.Agreeing() == is.Agreeing() && len(was.Stances) == all:
		return fmt.Sprintf("%d of %s %s%s, as many as before%s", is.Agreeing(), english.Members(e.Race.Body(), all), agree, contested, record)
	}
	return fmt.Sprintf("from %d of %s that %s to %d of %d%s%s", was.Agreeing(), english.Members(e.Race.Body(), len(was.Stances)), answer.Agree(is.Candidate, 2), is.Agreeing(), all, contested, record)
}

// weekOfTheRace says who came into the race or left it, and who joined the body or left it.
func (e *edition) weekOfTheRace(c *consensus.Changes) []answer.Line {
	statuses := english.Each(c.Statuses, func(s consensus.StatusChange) answer.Line {
		return answer.Say("%s %s.", e.Introduced(s.To), answer.HasStatus(s.To))
	})
	joined := english.Each(c.Joined, func(m consensus.Member) answer.Line {
		return answer.Say("%s joined on %s.", english.Capital(english.Articled(m)), m.Joined.Long())
	})
	return slices.Concat(statuses, joined, left(c))
}
