package report

import (
	"fmt"
	"slices"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// What a chart over time has at most, as Slack draws it.
const (
	trendPoints = 20
	trendSeries = 6
)

// thread gives what did not change: where all members stand, who is missing, claims and how far
// candidates have come, the counts over time, the week, and what all of it rests on.
func (e *edition) thread() []answer.Reply {
	shown := allHeard(e.in)
	var thread []answer.Reply
	add := func(title string, sections []answer.Section) {
		if len(sections) > 0 {
			thread = append(thread, answer.Reply{Title: title, Sections: sections})
		}
	}
	add(fmt.Sprintf("Where all %s stand.", english.Members(e.Race.Body(), len(e.changes.Is.Members))), e.everyMember(shown))
	if len(shown) > 0 && !e.in[0].Candidate.Status.Decided() {
		add(whoIsMissing(e.in[0].Candidate), e.missingFrom(e.in[0]))
	}
	add("Claims and decisions.", slices.Concat(e.claims(e.in), e.rivals(e.in), e.tellOutcomes(e.outcomes(e.in))))
	if trend, ok := e.trend(shown); ok {
		add("The count over time.", []answer.Section{trend})
	}
	thread = append(thread, e.theWeek()...)
	add("Sources.", e.restsOn())
	for i := range thread {
		thread[i].Audience = answer.ToChannel
	}
	return thread
}

// columnsShown is how many columns a table has, so that a phone shows it whole.
const columnsShown = 3

// everyMember gives the positions of the members of whom anything is reported towards the
// candidates of whom anything is, in tables that a phone shows, and names the others.
func (e *edition) everyMember(shown []consensus.Tally) []answer.Section {
	var sections []answer.Section
	for some := range slices.Chunk(shown, columnsShown-1) {
		if table, _ := positions(e.changes.Is.Members, some); len(table.Rows) > 0 {
			sections = append(sections, table)
		}
	}
	_, silent := positions(e.changes.Is.Members, shown)
	if len(silent) > 0 && len(sections) > 0 {
		sections = append(sections, e.noReportYet(silent, shown))
	}
	return sections
}

// trend gives how many members back or accept each candidate, on days that are spread
// evenly since the race began, by all that is known; false where those are too few to draw.
func (e *edition) trend(shown []consensus.Tally) (answer.Trend, bool) {
	shown = shown[:min(trendSeries, len(shown))]
	t := answer.Trend{Caption: trendCaption(shown)}
	for i, of := range shown {
		series := answer.Series{Name: of.Candidate.Name}
		course := e.Race.Course(of.Candidate.Key, e.At, trendPoints-1)
		for _, c := range course {
			if i == 0 {
				t.Points = append(t.Points, trendDay(c.On, course[0].On, e.At.On))
			}
			series.Values = append(series.Values, c.Agree)
		}
		t.Series = append(t.Series, series)
	}
	return t, len(t.Points) > 2
}

// restOn gives the entries that the numbers of some candidates rest on.
func restOn(tallies []consensus.Tally) []int {
	var numbers []int
	for _, t := range tallies {
		numbers = append(append(numbers, t.Candidate.Entry), entriesOf(t.Stances)...)
	}
	numbers = append(numbers, claimEntries(tallies)...)
	slices.Sort(numbers)
	return slices.DeleteFunc(slices.Compact(numbers), func(n int) bool { return n == 0 })
}

// restsOn shows the entries that the numbers rest on, with their words, and which were struck.
func (e *edition) restsOn() []answer.Section {
	numbers := restOn(e.in)
	lines := e.citedLines(numbers)
	for _, m := range e.mended {
		lines = append(lines, answer.Say("%s.", m.marks))
	}
	return answer.Lines(fmt.Sprintf("The %s that the numbers rest on", english.Number(len(numbers), "entry", "entries")), lines)
}

// theWeek sums up what moved since Monday a week ago, in the first digest of a week. There
// is no need of it where the last digest is as old as that.
func (e *edition) theWeek() []answer.Reply {
	monday := mondayOf(e.At.On).Add(-week)
	if e.first || mondayOf(e.Since.On) == mondayOf(e.At.On) || e.Since.On <= monday {
		return nil
	}
	sunday := monday.Add(-1)
	from := consensus.Point{On: sunday, Known: min(e.At.Known, e.Book.KnownBefore(sunday.End(e.Zone)))}
	if e.Since.Known == e.At.Known && e.At.On < e.Today {
		from.Known = e.At.Known // looking back, all is known at both ends
	}
	c := news.Happened(e.Book, e.Race, e.Race.Changes(from, e.At))
	before := e.Race.Standing(from)
	var lines []answer.Line
	for _, t := range e.in {
		was, _ := before.Find(t.Candidate.Key)
		if line := e.weekOf(was, t, c); line != nil {
			lines = append(lines, line)
		}
	}
	lines = append(lines, e.weekOfTheRace(c)...)
	if len(lines) == 0 {
		return nil
	}
	return []answer.Reply{{Audience: answer.ToChannel, Title: "The week since " + weekday(monday) + ".", Sections: []answer.Section{answer.List{Items: lines}}}}
}

// mondayOf gives the Monday of a day's week.
func mondayOf(day consensus.Day) consensus.Day {
	return day.Add(-int(day.Weekday()+6) % 7)
}

// weekday names the day of a week with its date: "Monday, 4 March 2024".
func weekday(day consensus.Day) string {
	return time.Weekday(day.Weekday()).String() + ", " + day.Long()
}
