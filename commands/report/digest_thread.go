package report

import (
	"slices"

	"natobot/commands/answer"
	"natobot/consensus"
)

// What a chart over time has at most, as Slack draws it.
const (
	trendPoints = 20
	trendSeries = 6
)

// thread gives the long lists: where all members stand, the counts over time, what the
// message had no room for, and what all of it rests on.
func (e *edition) thread() []answer.Reply {
	var shown []consensus.Tally
	for _, t := range e.in {
		if heard(t) {
			shown = append(shown, t)
		}
	}
	var thread []answer.Reply
	if len(shown) > 0 {
		thread = append(thread, e.everyMember(shown))
	}
	if trend, ok := e.trend(shown); ok {
		thread = append(thread, answer.Reply{Title: trendTitle(trend), Sections: []answer.Section{trend}})
	}
	if len(e.whole) > 0 {
		thread = append(thread, answer.Reply{Title: "In full: what the digest had no room for.", Sections: e.whole})
	}
	thread = append(thread, e.restsOn()...)
	for i := range thread {
		thread[i].Audience = answer.ToChannel
	}
	return thread
}

// everyMember gives the positions of all members towards the candidates of whom anything
// is reported.
func (e *edition) everyMember(shown []consensus.Tally) answer.Reply {
	table := answer.Table{Columns: []answer.Column{{Name: "Member"}}}
	for _, t := range shown {
		table.Columns = append(table.Columns, answer.Column{Name: t.Candidate.Name})
	}
	members := e.Race.Members(e.At)
	for i, m := range members {
		row, _ := e.row(m, i, shown)
		table.Rows = append(table.Rows, row)
	}
	return answer.Reply{Title: everyMemberTitle(len(members), e.At.On), Sections: []answer.Section{table}}
}

// trend gives how many members back or accept each candidate, on days that are spread
// evenly since the race began, by all that is known; false where those are too few to draw.
func (e *edition) trend(shown []consensus.Tally) (answer.Trend, bool) {
	begun, ok := e.Race.Begun(e.At.Known)
	span := e.At.On.Since(begun)
	if !ok || span < 2 || len(shown) == 0 {
		return answer.Trend{}, false
	}
	shown = shown[:min(trendSeries, len(shown))]
	t := answer.Trend{Caption: trendCaption, Series: make([]answer.Series, len(shown))}
	points := min(trendPoints, span+1)
	for i := range points {
		day := begun.Add(i * span / (points - 1))
		t.Points = append(t.Points, trendDay(day, begun, e.At.On))
		standing := e.Race.Standing(consensus.Point{On: day, Known: e.At.Known})
		for j := range shown {
			then, _ := standing.Find(shown[j].Candidate.Key)
			t.Series[j].Name = shown[j].Candidate.Name
			t.Series[j].Values = append(t.Series[j].Values, agreeing(then))
		}
	}
	return t, true
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

// restsOn shows the entries that the numbers rest on, with their words.
func (e *edition) restsOn() []answer.Reply {
	numbers := restOn(e.in)
	if len(numbers) == 0 {
		return nil
	}
	l := answer.List{}
	for _, entry := range e.Entries(numbers...) {
		l.Items = append(l.Items, e.line(entry, cited(entry)))
	}
	return []answer.Reply{{Title: restsOnTitle(len(numbers)), Sections: []answer.Section{l}}}
}
