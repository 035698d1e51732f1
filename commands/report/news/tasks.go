package news

import (
	"fmt"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Task says what is to be looked into and why, without the full stop.
func (m *Morning) Task(t consensus.Task) string {
	name := m.called(t.Candidate.Key)
	switch t.Why {
	case consensus.Contradicted:
		contest, _ := m.Race.Contest(t.Candidate.Key, t.Stances[0].Member, m.Changes.To)
		return m.differ(contest)
	case consensus.Bereft:
		return fmt.Sprintf("%s backed %s, who %s %s; nothing is reported on %s since", english.Capital(english.Series(m.stood(t.Stances))), name,
			left(t.Candidate.Status), m.dated(t.Candidate.Since), m.called(t.Lead.Key))
	case consensus.Unclear:
		return fmt.Sprintf("Positions towards %s are reported, but not whether that is a candidate", t.Candidate.Name)
	case consensus.Silent:
		return m.neverHeard(t, name)
	case consensus.Uncovered:
		tally, _ := m.tally(t.Candidate.Key)
		claim := answer.Claimed{Qualifier: t.Claim.Qualifier, Count: t.Claim.Count, Of: t.Claim.Of}.In(m.Race.Body())
		if t.Claim.All {
			claim = "all " + english.Members(m.Race.Body(), t.Claim.Count)
		}
		return fmt.Sprintf("We have %s for the claim that %s %s %s", english.Number(tally.Count(consensus.Backs), "name", "names"),
			claim, answer.Backs(t.Candidate, t.Claim.Count), name)
	case consensus.Unnamed:
		return fmt.Sprintf("%s has decided, which takes all %s; we have no report that %s %s %s", english.Capital(m.Race.Body().Decider), m.Race.Body().Many, m.some(t.Stances),
			answer.Agree(t.Candidate, len(t.Stances)), name)
	}
	return m.toAsk(t, t.Stances[0], name)
}

// Ask says what is to be looked into where the same morning tells why: again is true then, and the
// text is "" where that leaves nothing to add. What is not told that morning it says as Task does.
func (m *Morning) Ask(t consensus.Task) (text string, again bool) {
	if Behind(t) <= m.Changes.From.Known {
		return m.Task(t), false
	}
	switch t.Why {
	case consensus.Contradicted:
		return "Which report on " + m.Named(t.Stances[0].Member) + " stands", true
	case consensus.Bereft:
		return fmt.Sprintf("Where %s %s on %s now", m.some(t.Stances), english.Agree(len(t.Stances), "stands", "stand"), m.called(t.Lead.Key)), true
	case consensus.Uncovered, consensus.Holding:
		return "", true
	case consensus.Thin:
		if m.single(t.Stances[0]) {
			return "", true
		}
	}
	return m.Task(t), false
}

// Behind gives the entry for which something is to be looked into, 0 for none or several.
func Behind(t consensus.Task) int {
	switch {
	case t.Why == consensus.Bereft:
		return t.Candidate.Entry
	case len(t.Stances) == 1:
		return t.Stances[0].Entry
	}
	return t.Claim.Entry
}

// NeedASource says that the one source of some members is unnamed.
func (m *Morning) NeedASource(stances []consensus.Stance) string {
	n := len(stances)
	return fmt.Sprintf("%s %s a second source", english.Capital(m.some(stances)), english.Agree(n, "needs", "each need"))
}

// toAsk says of one member why it is to be asked about its position.
func (m *Morning) toAsk(t consensus.Task, s consensus.Stance, name string) string {
	text := m.Named(s.Member) + " " + does(1, s.Saying(t.Candidate), name, s.Via.IsOnRecord()) + asking(m.Entry(s.Entry))
	days := m.Changes.To.On.Since(s.LastWord())
	silent := "o word for " + english.Number(days, "day", "days")
	checked := ""
	if s.Checked > s.Since.Day {
		checked = "; checked " + m.dated(consensus.On(s.Checked))
	}
	switch {
	case t.Why == consensus.Holding:
		return "Condition open: " + text + checked
	case t.Why == consensus.Stale:
		return "N" + silent + ": " + text + checked
	case !m.single(s):
		text += ", on two unnamed sources, the last " + m.dated(s.Since)
	case s.Since.Precision == consensus.Exact:
		text += ", on one unnamed source since " + english.In(s.Since.String(), m.Changes.To.On)
	default:
		text += ", on one unnamed source " + m.dated(s.Since)
	}
	if days >= consensus.StaleAfter {
		text += "; n" + silent
	}
	return english.Capital(text) + checked
}

// single tells whether a position rests on one report.
func (m *Morning) single(s consensus.Stance) bool {
	n := 0
	for range m.Race.Run(s.Candidate, s.Member, m.Changes.To) {
		if n++; n > 1 {
			return false
		}
	}
	return true
}

// neverHeard says of how many members there never was a word.
func (m *Morning) neverHeard(t consensus.Task, name string) string {
	begun, _ := m.Race.Begun(m.Changes.To.Known)
	return fmt.Sprintf("There is no report at all of %s on %s, %s after the first report of the race", m.some(t.Stances), name,
		english.Number(m.Changes.To.On.Since(begun), "day", "days"))
}

// some names the members of some stances where they are few, else counts them.
func (m *Morning) some(stances []consensus.Stance) string {
	if len(stances) > missingNamed {
		return english.Members(m.Race.Body(), len(stances))
	}
	return english.Series(m.stood(stances))
}

// left says how somebody went out of the race.
func left(s consensus.Status) string {
	if s == consensus.RuledOut {
		return "ruled out a candidacy"
	}
	return "withdrew"
}

func (m *Morning) dated(w consensus.When) string { return english.DatedIn(w, m.Changes.To.On) }
