// What a digest says of itself, by the rules at the head of say.go.

package report

import (
	"fmt"
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

// nothingMoved is the line of a quiet day.
func (e *edition) nothingMoved(last consensus.Day) answer.Line {
	text := fmt.Sprintf("Nothing moved since %s", e.Since.On.Long())
	if last != 0 {
		text += fmt.Sprintf("; the last move was on %s, %s", last.Long(), e.ago(consensus.On(last)))
	}
	return answer.Say("%s.", text)
}

// inThread says what stands in the digest's thread, behind how it comes there.
func inThread(how string, thread []answer.Reply) answer.Paragraph {
	var titles []string
	for _, r := range thread {
		titles = append(titles, strings.ToLower(r.Title[:1])+strings.TrimSuffix(r.Title[1:], "."))
	}
	return Note(how + ": " + strings.Join(titles, "; ") + ".")
}

func everyMemberTitle(n int, day consensus.Day) string {
	return fmt.Sprintf("Where all %s stand on %s.", english.Number(n, "member", "members"), day.Long())
}

// trendCaption heads the counts over time; a chart's title has 50 characters at most.
const trendCaption = "Members that back or accept each candidate"

func trendTitle(t answer.Trend) string {
	return fmt.Sprintf("How many members back or accept each candidate, from %s to %s.", t.Points[0], t.Points[len(t.Points)-1])
}

// trendDay names a day on a chart, with its year where the days are of several.
func trendDay(day, first, last consensus.Day) string {
	s := day.Long()
	if first/10000 == last/10000 {
		s = s[:len(s)-len(" 2024")]
	}
	return s
}

func restsOnTitle(n int) string {
	return fmt.Sprintf("The %s that the numbers rest on.", english.Number(n, "entry", "entries"))
}

// theWeekSince heads the sum of a week.
func theWeekSince(monday consensus.Day) string { return "The week, since " + weekday(monday) }

// weekOf sums up a candidate's week; nil where nothing moved.
func (e *edition) weekOf(was, is consensus.Tally, c *consensus.Changes) answer.Line {
	moved := ofCandidate(e.news(c).Stances, is.Candidate.Key)
	mended := len(ofCandidate(c.Stances, is.Candidate.Key)) - len(moved)
	if len(moved)+mended == 0 {
		return nil
	}
	line := answer.Say("%s: %s", is.Candidate.Name, e.wentFromTo(was, is))
	for i, s := range moved {
		sep := "; "
		if i == 0 {
			sep = ". Moved: "
		}
		how := fmt.Sprintf("%s → %s", s.From.Position, s.To.Position)
		if !s.Moved() {
			how = fmt.Sprintf("%s, %s", s.To.Position, onOrOff(s))
		}
		line = append(line, answer.Span{Text: fmt.Sprintf("%s%s (%s)", sep, e.member(s.To.Member).Name, how)})
	}
	if mended > 0 {
		line = append(line, answer.Span{Text: fmt.Sprintf(". By correction alone: %s", english.Number(mended, "change", "changes"))})
	}
	return append(line, answer.Span{Text: "."})
}

// wentFromTo sets the counts of two days side by side.
func (e *edition) wentFromTo(was, is consensus.Tally) string {
	all, contested, record := len(is.Stances), e.contestedOf(is.In(consensus.Backs, consensus.Accepts)), ""
	if from, to := len(was.OnRecord()), len(is.OnRecord()); from != to {
		record = fmt.Sprintf("; on the record %d → %d", from, to)
	}
	switch {
	case len(was.Stances) == 0:
		return fmt.Sprintf("%d of %s back or accept%s, %d of them on the record", agreeing(is), english.Number(all, "member", "members"), contested, len(is.OnRecord()))
	case agreeing(was) == agreeing(is) && len(was.Stances) == all:
		return fmt.Sprintf("%d of %s back or accept%s, as many as before%s", agreeing(is), english.Number(all, "member", "members"), contested, record)
	}
	return fmt.Sprintf("from %d of %s that back or accept to %d of %d%s%s", agreeing(was), english.Number(len(was.Stances), "member", "members"), agreeing(is), all, contested, record)
}

// weekOfTheRace says who came into the race or left it, and who joined the Alliance.
func (e *edition) weekOfTheRace(c *consensus.Changes) []answer.Line {
	var lines []answer.Line
	for _, s := range e.news(c).Statuses {
		lines = append(lines, answer.Say("%s%s: %s → %s (#%d).", e.Introduced(s.To), turned(s), statusBefore(s.From), orNone(s.To.Status), s.To.Entry))
	}
	for _, m := range c.Joined {
		lines = append(lines, answer.Say("%s joined on %s.", english.Capital(english.Articled(m)), m.Joined.Long()))
	}
	return lines
}
