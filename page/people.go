package page

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report"
	"natobot/consensus"
)

// person is where each member stands towards a candidate.
type person struct {
	Name     string
	Status   string
	Verdict  []string
	Tiles    tiles
	Groups   []group
	Silent   string // members of whom there is no report
	Contests bool   // some stance is contested
}

// group is the members of a position.
type group struct {
	Position consensus.Position
	Heading  string
	Rows     []row
}

// row is one member.
type row struct {
	Name      string
	Contested string
	Before    string // where it stood before; empty where there was no report
	Condition string
	Source    answer.Line
	Quote     string
	Since     string
}

func (c *composer) person(t consensus.Tally) person {
	p := person{
		Name: t.Candidate.Name, Status: answer.HasStatus(t.Candidate),
		Verdict: c.verdict(t), Tiles: c.tiles(t),
	}
	var silent []string
	for _, position := range order() {
		g := group{Position: position, Heading: fmt.Sprintf("%s: %d", answer.Heading(t.Candidate.Says(position)), t.Count(position))}
		for _, s := range t.In(position) {
			if s.Entry == 0 {
				silent = append(silent, c.Country(s.Member))
				continue
			}
			g.Rows = append(g.Rows, c.row(s))
			p.Contests = p.Contests || s.Contested
		}
		if position == consensus.Undeclared {
			g.Heading = fmt.Sprintf("%s, as reported: %d", answer.Heading(t.Candidate.Says(position)), len(g.Rows))
		}
		if g.Rows != nil {
			p.Groups = append(p.Groups, g)
		}
	}
	if len(silent) > 0 {
		p.Silent = c.saySilent(silent, len(t.Stances))
	}
	return p
}

// lead is the candidate who stands open on the page: the first who is in the race, else the first.
func (c *composer) lead() consensus.Key {
	list := c.standing.Tallies
	i := max(0, slices.IndexFunc(list, func(t consensus.Tally) bool { return live(t) && t.Heard() }))
	return list[i].Candidate.Key
}

// order is that of the positions on the page: those that consensus is made of, then what it lacks.
func order() []consensus.Position {
	return []consensus.Position{
		consensus.Backs, consensus.Accepts, consensus.Leans, consensus.Undeclared, consensus.Holdout, consensus.Opposes,
	}
}

func (c *composer) row(s consensus.Stance) row {
	e := c.Entry(s.Entry)
	r := row{
		Name: c.Country(s.Member), Condition: e.Condition, Source: report.Sourced(e), Quote: e.Source.Quote,
		Since: sayDays(c.At.On.Since(s.Since.Day)),
	}
	if m, ok := c.moved[consensus.Subject{Member: s.Member, Candidate: s.Candidate}]; ok && m.From.Entry != 0 {
		r.Before = fmt.Sprintf("%s, %s", answer.InChart(1, m.From.Saying(c.candidate(s.Candidate))), m.From.Since)
	}
	if s.Contested {
		r.Contested = c.otherwise(s)
	}
	return r
}

// otherwise says what contradicts a stance.
func (c *composer) otherwise(s consensus.Stance) string {
	contest, _ := c.Race.Contest(s.Candidate, s.Member, c.At)
	var list []string
	for _, other := range contest.Reports {
		said := fmt.Sprintf("%s (%s)", answer.InChart(1, other.Saying(c.candidate(s.Candidate))), report.OnWord(c.Entry(other.Entry).Source))
		if other.Position != s.Position && !slices.Contains(list, said) {
			list = append(list, said)
		}
	}
	return english.Series(list)
}

// watch says what there is to expect of those who are missing for whoever leads: what they
// ask for, how long ago they were heard, what is counted without names, who is about to join.
func (c *composer) watch() []answer.Line {
	if _, closed := c.Race.Closed(c.At.Known); closed {
		return nil
	}
	var lines []answer.Line
	lead, _ := c.standing.Find(c.lead())
	for _, p := range []consensus.Position{consensus.Opposes, consensus.Holdout, consensus.Undeclared, consensus.Leans} {
		for _, s := range lead.In(p) {
			if live(lead) && s.Entry != 0 {
				lines = append(lines, c.expect(s))
			}
		}
	}
	for _, m := range c.Race.Everyone(c.At.Known) {
		if m.Joined > c.At.On && (m.Joined > c.Today || c.Known != 0) { // who joined since is no news to a reader of today
			lines = append(lines, answer.Say("%s joins on %s; what it says counts from that day.", english.Capital(english.Articled(m)), m.Joined.Long()))
		}
	}
	return lines
}

// expect says what keeps a member from agreeing.
func (c *composer) expect(s consensus.Stance) answer.Line {
	e := c.Entry(s.Entry)
	line := answer.Say("%s. Last word %s: ", c.Means(e), sayDays(c.At.On.Since(s.Since.Day)))
	return line.And(report.Sourced(e)...).Say(".")
}

// claim is a count without names, beside ours.
type claim struct {
	Says   string
	Ours   string
	Source answer.Line
	Quote  string
}

// claims sets what others count against our names of the same day, the newest first.
func (c *composer) claims() []claim {
	var list []claim
	for _, t := range c.standing.Tallies {
		for _, said := range slices.Backward(c.Race.Claims(t.Candidate.Key, c.At)) {
			then, _ := c.Race.Standing(consensus.Point{On: said.On.Day, Known: c.At.Known}).Find(t.Candidate.Key)
			e := c.Entry(said.Entry)
			ours := c.sayOurs(then)
			if rival, ok := c.Race.Rival(t.Candidate.Key, said, c.At.Known); ok {
				ours += c.sayRival(rival)
			}
			list = append(list, claim{c.Means(e), ours, report.Sourced(e), e.Source.Quote})
		}
	}
	return list
}

// correction is what was wrong, and what is right.
type correction struct {
	Said, Source answer.Line
	Right        string
	Now          answer.Line // the source of what is right
	When, Moment string
}

// corrections lists what was corrected or withdrawn, the newest first.
func (c *composer) corrections() []correction {
	var list []correction
	for _, s := range slices.Backward(c.Book.Strikes(0, c.At.Known)) {
		old, by := c.Entry(s.Target), c.Entry(s.By)
		if old.Race != c.Race.Key() || old.Kind == consensus.Echo || old.Same(by.Fact) {
			continue
		}
		when := by.Recorded.In(c.Zone)
		r := correction{Said: answer.Say("%s.", c.Means(old)), When: consensus.DayOf(when).Long(), Moment: when.Format("2006-01-02")}
		switch {
		case old.Kind == consensus.Retraction:
			r.Said, r.Right = answer.Say("A report was withdrawn: %s.", c.Means(c.Entry(old.Target))), "The report stands again."
		case by.Corrects():
			r.Source, r.Right, r.Now = report.Sourced(old), c.Means(by)+".", report.Sourced(by)
		default:
			r.Source, r.Right = report.Sourced(old), sayWithdrawn(by.Text)
		}
		list = append(list, r)
	}
	return list
}
