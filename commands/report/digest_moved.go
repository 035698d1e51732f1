package report

import (
	"natobot/commands/answer"
	"natobot/consensus"
)

// whatMoved gives the news since the last digest: positions, conditions, candidates and
// members. What only looks like news because a mistake was mended stands
// among the corrections.
func (e *edition) whatMoved() []answer.Section {
	if e.first {
		return nil
	}
	sections := e.moved(e.news(e.changes))
	if len(e.asks) > 0 {
		sections = append(sections, answer.List{Heading: "Conditions that changed", Items: e.asks})
	}
	if len(e.waiting) > 0 {
		sections = append(sections, answer.List{Heading: "Said by countries that are yet to join", Items: e.waiting})
	}
	return e.fitAll(sections, roomToMove)
}

// news gives of some changes those that happened, without those that are only the other
// side of a correction: "we no longer say that France backs" is not "France backs no more".
func (v View) news(c *consensus.Changes) *consensus.Changes {
	n := &consensus.Changes{From: c.From, To: c.To, Was: c.Was, Is: c.Is, Joined: c.Joined}
	for _, s := range c.Stances {
		contest, _ := v.Race.Contest(s.Candidate.Key, s.To.Member, c.To)
		if contest.Settled > c.From.Known || v.happened(c, s.To.Since.Day, s.To.Entry) {
			n.Stances = append(n.Stances, s)
		}
	}
	for _, s := range c.Statuses {
		if v.happened(c, s.To.Since.Day, s.To.Entry) {
			n.Statuses = append(n.Statuses, s)
		}
	}
	for _, claims := range c.Claims {
		var list []consensus.Claim
		for _, claim := range claims.List {
			if v.happened(c, claim.On.Day, claim.Entry) {
				list = append(list, claim)
			}
		}
		if len(list) > 0 {
			n.Claims = append(n.Claims, consensus.Claims{Candidate: claims.Candidate, List: list})
		}
	}
	return n
}

// happened tells whether a change came about by a report, number, that the earlier point
// did not have: one of a later day, or one that is neither a correction of what it had nor
// something that stands again.
func (v View) happened(c *consensus.Changes, day consensus.Day, number int) bool {
	if number == 0 {
		return false
	}
	first := number
	for _, s := range v.Book.Strikes(c.From.Known, c.To.Known) {
		if s.By == number {
			first = v.origin(c, s)
		}
	}
	return first > c.From.Known || first == number && day > c.From.On
}

// origin goes back from a correction to the report that it mends in the end.
func (v View) origin(c *consensus.Changes, s consensus.Strike) int {
	for _, earlier := range v.Book.Strikes(c.From.Known, s.By-1) {
		if earlier.By == s.Target {
			return v.origin(c, earlier)
		}
	}
	return s.Target
}

// newConditions lists the members that hold out still and ask for something else than they
// did: no position changed, and yet the distance to consensus did.
func (e *edition) newConditions() []answer.Line {
	var lines []answer.Line
	if e.first {
		return nil
	}
	for _, t := range e.in {
		for _, s := range t.In(consensus.Holdout) {
			before, _ := e.Race.Stance(t.Candidate.Key, s.Member, e.Since)
			if before.Position != consensus.Holdout || before.Entry == s.Entry || !e.happened(e.changes, s.Since.Day, s.Entry) {
				continue
			}
			if was, is := e.pair(before.Entry, s.Entry); was.Condition != is.Condition {
				lines = append(lines, e.asksAnew(t, was, is))
			}
		}
	}
	return lines
}

// beforeJoining lists what was reported since of countries that are yet to join: it counts
// from the day on which they do, and is news all the same.
func (e *edition) beforeJoining() []answer.Line {
	var lines []answer.Line
	for _, m := range e.Race.Everyone(e.At.Known) {
		for _, t := range e.in {
			s, _ := e.Race.Stance(t.Candidate.Key, m.Code, e.At)
			if m.Joined <= e.At.On || e.first || s.Entry == 0 || !e.happened(e.changes, s.Since.Day, s.Entry) {
				continue
			}
			lines = append(lines, e.saysBefore(m, e.Entry(s.Entry)))
		}
	}
	return lines
}
