package page

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// bar is a candidate's count, drawn: its parts add up to all members.
type bar struct {
	Name, Country, Status string
	Agree, Of             int
	Words                 string
	Parts                 []segment
}

// segment is the members of one position.
type segment struct {
	Position consensus.Position
	X, Width int
}

func (c *composer) bar(t consensus.Tally) bar {
	b := bar{Name: t.Candidate.Name, Status: answer.HasStatus(t.Candidate), Agree: t.Agreeing(), Of: len(t.Stances)}
	if t.Candidate.Country != "" {
		b.Country = c.Country(t.Candidate.Country)
	}
	x := 0
	for _, p := range order() {
		if n := t.Count(p); n > 0 {
			b.Parts = append(b.Parts, segment{p, x, n})
			x += n
		}
	}
	b.Words = shares(t, " · ")
	return b
}

// key explains a position.
type key struct {
	Position   consensus.Position
	Name, Text string
}

func keys(of consensus.Candidate) []key {
	var list []key
	for _, p := range order() {
		if of.Motion && p == consensus.Accepts {
			continue // who ratifies does not merely accept
		}
		list = append(list, key{p, answer.InChart(2, of.Says(p)), explained(of.Says(p))})
	}
	return list
}

// tiles is a tile for each member, roughly where it lies on the map; without a map for the
// body, in the order of its roster.
type tiles struct {
	Legend        []key
	Label         string // in words, for who does not see it
	Width, Height int
	List          []tile
}

type tile struct {
	Code      string
	Title     string
	Position  consensus.Position
	Contested bool
	X, Y      int
}

// cell is the room of a tile, with the gap behind it.
const cell = 100

func (c *composer) tiles(t consensus.Tally) tiles {
	drawn := tiles{Label: c.sayTiles(t), Legend: keys(t.Candidate)}
	places := arrange(c.standing.Members)
	for _, s := range t.Stances {
		at := places[slices.IndexFunc(c.standing.Members, func(m consensus.Member) bool { return m.Code == s.Member })]
		name := fmt.Sprintf("%s: %s", c.Country(s.Member), answer.InChart(1, s.Saying(t.Candidate)))
		if s.Contested {
			name += ", contested"
		}
		drawn.List = append(drawn.List, tile{string(s.Member), name, s.Position, s.Contested, at.x * cell, at.y * cell})
		drawn.Width, drawn.Height = max(drawn.Width, (at.x+1)*cell), max(drawn.Height, (at.y+1)*cell)
	}
	return drawn
}

// trend is how many members agree, over the days.
type trend struct {
	Label       string
	First, Last string
	Top         string
	Needed      string // the line of all members, as a path
	Lines       []line

	days   []consensus.Day
	counts []map[consensus.Key]int
	of     []int
}

// line is one candidate's count.
type line struct {
	Name  string
	Class int // which of the lines it is
	Count int
	Path  string
}

func (t *trend) add(day consensus.Day, s *consensus.Standing) {
	count := map[consensus.Key]int{}
	for _, tally := range s.Tallies {
		count[tally.Candidate.Key] = tally.Agreeing()
	}
	needed := len(s.Members)
	if len(s.Tallies) > 0 {
		needed = len(s.Tallies[0].Stances)
	}
	t.days, t.counts, t.of = append(t.days, day), append(t.counts, count), append(t.of, needed)
}

// The size of the drawing, and how many lines it has at most.
const (
	trendWidth  = 1000
	trendHeight = 300
	trendLines  = 3
)

// draw draws the counts of those who have any, the furthest first.
func (t *trend) draw(b *consensus.Body, now *consensus.Standing) *trend {
	most := slices.Max(t.of)
	for _, tally := range now.Tallies {
		if key := tally.Candidate.Key; len(t.Lines) < trendLines && live(tally) && tally.Agreeing() > 0 {
			path := t.path(most, func(i int) int { return t.counts[i][key] })
			t.Lines = append(t.Lines, line{tally.Candidate.Name, len(t.Lines) + 1, tally.Agreeing(), path})
		}
	}
	if t.Lines == nil || t.days[0] == t.days[len(t.days)-1] {
		return nil
	}
	t.Needed = t.path(most, func(i int) int { return t.of[i] })
	t.First, t.Last = t.days[0].Long(), t.days[len(t.days)-1].Long()
	t.Top, t.Label = sayNeeded(english.Members(b, t.of[len(t.of)-1])), sayTrend(t, now.Tallies)
	return t
}

// path draws steps: a count holds until the next day that has another.
func (t *trend) path(most int, count func(int) int) string {
	var b strings.Builder
	all := max(1, t.days[len(t.days)-1].Since(t.days[0]))
	for i, day := range t.days {
		x, y := day.Since(t.days[0])*trendWidth/all, trendHeight-count(i)*trendHeight/most
		if i == 0 {
			fmt.Fprintf(&b, "M%d %d", x, y)
			continue
		}
		fmt.Fprintf(&b, "H%dV%d", x, y)
	}
	return b.String()
}
