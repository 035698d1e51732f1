package report

import (
	"slices"

	"natobot/consensus"
)

// quiet tells that nothing came since the last digest that anybody has to know.
func (e *edition) quiet() bool {
	return !e.first && e.changes.None() && len(e.asks)+len(e.waiting) == 0 && !e.unsettled()
}

// unsettled tells whether reports that contradict each other came since the last digest.
func (e *edition) unsettled() bool {
	return slices.ContainsFunc(e.contests(e.in), func(c consensus.Contest) bool {
		return slices.ContainsFunc(c.Reports, func(s consensus.Stance) bool { return s.Entry > e.Since.Known })
	})
}

// lastMove gives the last day on which anything moved by what is known: a position, a
// condition, a status, a claim, a new member; 0 when nothing ever did.
func (e *edition) lastMove() (last consensus.Day) {
	s := e.Race.Standing(e.At)
	if len(s.Tallies) == 0 {
		return 0
	}
	for _, m := range s.Members {
		last = max(last, m.Joined)
	}
	for _, t := range s.Tallies {
		last = max(last, t.Candidate.Since.Day)
		for _, c := range t.Claims {
			last = max(last, c.On.Day)
		}
		for _, stance := range t.Stances {
			last = max(last, e.movedOn(stance))
		}
	}
	return last
}

// movedOn gives the day on which a member came to its position, on the record or off it, and
// of one that holds out to its condition; 0 when nothing was ever reported of it.
func (e *edition) movedOn(s consensus.Stance) consensus.Day {
	run := e.Race.Run(s.Candidate, s.Member, e.At)
	if len(run) == 0 {
		return 0
	}
	for i := range run[1:] {
		if consensus.Changed(run[i+1], run[i]) {
			run = run[:i+1]
			break
		}
	}
	first := run[len(run)-1].Since.Day
	if s.Position != consensus.Holdout || len(run) == 1 {
		return first
	}
	entries := e.Entries(entriesOf(run)...)
	for i := range entries[1:] {
		if entries[i].Condition != entries[i+1].Condition {
			return entries[i].On.Day
		}
	}
	return first
}
