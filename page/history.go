package page

import (
	"maps"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// move is something that changed on a day.
type move struct {
	Day, Moment string // in words, and for programs
	Position    consensus.Position
	Marked      bool // it has a position to show
	Text, Was   string
	Source      answer.Line
	Quote       string
}

// history goes through the days of the race, gives what moved on each, the newest first, and
// draws the count.
func (c *composer) history(page *content) []move {
	days := c.days()
	var moves []move
	var drawn trend
	for _, day := range days {
		to := consensus.Point{On: day, Known: c.At.Known}
		changes := c.Race.Changes(consensus.Point{On: day.Add(-1), Known: c.At.Known}, to)
		drawn.add(day, changes.Is)
		moves = append(moves, c.moves(changes)...)
	}
	if len(days) > 1 {
		drawn.add(c.At.On, c.standing)
		page.Trend = drawn.draw(c.Race.Body(), c.standing)
	}
	slices.Reverse(moves)
	return moves
}

// days lists those on which something may have moved, in their order.
func (c *composer) days() []consensus.Day {
	set := map[consensus.Day]bool{}
	for _, e := range c.Entries(c.Race.History(consensus.Subject{}, c.At.Known)...) {
		if e.Kind != consensus.Opening && e.Kind != consensus.Note && e.On.Day != 0 && e.On.Day <= c.At.On {
			set[e.On.Day] = true
		}
	}
	days := slices.Sorted(maps.Keys(set))
	for _, m := range c.standing.Members {
		if len(days) > 0 && m.Joined > days[0] && !set[m.Joined] {
			days = append(days, m.Joined)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// moves words the changes of a day.
func (c *composer) moves(changes *consensus.Changes) []move {
	var list []move
	on := changes.To.On
	add := func(m move, e consensus.Entry) {
		m.Day, m.Moment = on.Long(), on.String()
		if e.Number != 0 {
			m.Day, m.Source, m.Quote = e.On.String(), report.Sourced(e), e.Source.Quote
		}
		list = append(list, m)
	}
	for _, m := range changes.Joined {
		if on == m.Joined {
			add(move{Text: c.sayJoined(m, changes.Is)}, c.Entry(m.Entry))
		}
	}
	for _, s := range changes.Statuses {
		add(move{Text: c.Introduced(s.To) + " " + answer.HasStatus(s.To) + "."}, c.Entry(s.To.Entry))
	}
	for _, claims := range changes.Claims {
		for _, said := range claims.List {
			e := c.Entry(said.Entry)
			add(move{Text: c.Means(e) + "."}, e)
		}
	}
	for _, s := range changes.Stances {
		of := consensus.Subject{Member: s.To.Member, Candidate: s.To.Candidate}
		e := c.Entry(s.To.Entry)
		m := move{Marked: true, Position: s.To.Position, Text: c.Means(e) + ".", Was: c.sayBefore(s.From)}
		if s.Moved() {
			c.moved[of] = s
		} else {
			m.Was = sayRecord(s.To)
		}
		add(m, e)
	}
	return list
}
