package report

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
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
	var shown []consensus.Tally
	for _, t := range e.in {
		if heard(t) {
			shown = append(shown, t)
		}
	}
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
	var silent []string
	for some := range slices.Chunk(shown, columnsShown-1) {
		table := answer.Table{Columns: []answer.Column{{Name: "Member"}}}
		for _, t := range some {
			table.Columns = append(table.Columns, answer.Column{Name: t.Candidate.Name})
		}
		for _, m := range e.changes.Is.Members {
			if !unheardOn(m, some) {
				table.Rows = append(table.Rows, e.row(m, some))
			}
		}
		if len(table.Rows) > 0 {
			sections = append(sections, table)
		}
	}
	for _, m := range e.changes.Is.Members {
		if unheardOn(m, shown) {
			silent = append(silent, m.Name)
		}
	}
	if len(silent) > 0 && len(sections) > 0 {
		sections = append(sections, e.noReportYet(silent, shown))
	}
	return sections
}

// trend gives how many members back or accept each candidate, on days that are spread
// evenly since the race began, by all that is known; false where those are too few to draw.
func (e *edition) trend(shown []consensus.Tally) (answer.Trend, bool) {
	t := answer.Trend{Caption: trendCaption}
	for i, of := range shown[:min(trendSeries, len(shown))] {
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
		for _, c := range t.Claims {
			numbers = append(numbers, c.Entry)
		}
	}
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
