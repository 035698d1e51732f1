package news

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

const (
	countsShown  = 5  // candidates
	missingNamed = 5  // or fewer: more are counted by position
	nameRoom     = 60 // characters
)

// Counts gives the count in a line for each candidate whom any member backs, would accept or
// leans towards; once the Council has decided, of that one alone.
func (m *Morning) Counts() []answer.Line {
	var lines []answer.Line
	more := 0
	for i, t := range m.In {
		switch {
		case t.Count(consensus.Backs, consensus.Accepts, consensus.Leans) == 0:
		case i > 0 && (m.In[0].Candidate.Status.Decided() || t.Candidate.Motion && t.Candidate.Status.Decided()):
		case len(lines) == countsShown:
			more++
		default:
			lines = append(lines, m.countLine(t, i == 0))
		}
	}
	if more > 0 {
		lines = append(lines, answer.Say("And %d more who have members, in the thread.", more))
	}
	return lines
}

// countLine says how a candidate's members stand; of whoever leads also who is missing.
func (m *Morning) countLine(t consensus.Tally, leads bool) answer.Line {
	backs, accepts := t.In(consensus.Backs), t.In(consensus.Accepts)
	beside := strings.ReplaceAll(m.wasBefore(t)+m.marks(backs), ") (", "; ")
	text := fmt.Sprintf("%s: %s of %s %s%s", english.Clip(t.Candidate.Name, nameRoom), english.OrNo(len(backs)),
		english.Members(m.Race.Body(), len(t.Stances)), answer.Backs(t.Candidate, max(1, len(backs))), beside)
	if len(backs) > 0 && !t.Candidate.Motion {
		text += fmt.Sprintf(", %s on the record", english.OrNo(len(t.OnRecord())))
	}
	if len(accepts) > 0 {
		text += fmt.Sprintf("; %d would not block%s", len(accepts), m.marks(accepts))
	}
	if n := t.Count(consensus.Leans); n > 0 && !leads {
		text += "; " + answer.Share(n, t.Candidate.Says(consensus.Leans))
	}
	if missing := t.Missing(); leads && len(missing) > 0 && !t.Candidate.Status.Decided() {
		who := Why(t)
		switch {
		case len(missing) <= missingNamed:
			who = english.Series(m.stood(missing))
		case t.Count(consensus.Undeclared) == len(missing):
			who = answer.AllSilent(t.Candidate)
		}
		text += fmt.Sprintf("; %d missing%s: %s", len(missing), m.marks(missing), who)
	}
	return answer.Say("%s.", text)
}

// wasBefore says how many backed a candidate by the last digest, where that was another
// number.
func (m *Morning) wasBefore(t consensus.Tally) string {
	was, _ := m.Changes.Was.Find(t.Candidate.Key)
	before, now := was.Count(consensus.Backs), t.Count(consensus.Backs)
	switch {
	case before == now || before == 0:
		return ""
	case before < now:
		return fmt.Sprintf(" (up from %d)", before)
	}
	return fmt.Sprintf(" (down from %d)", before)
}

// MissingOrder lists the positions of those missing, the firmest first.
func MissingOrder() []consensus.Position {
	return []consensus.Position{consensus.Opposes, consensus.Holdout, consensus.Undeclared, consensus.Leans}
}

// Why counts the missing by position: "2 are seen as holding out, 25 are undeclared".
func Why(t consensus.Tally) string {
	var parts []string
	for _, p := range MissingOrder() {
		if n := t.Count(p); n > 0 {
			parts = append(parts, answer.Share(n, t.Candidate.Says(p)))
		}
	}
	return english.Series(parts)
}

// MissingMoved says who came off the list of those missing for whoever leads, and who is on it
// anew; nil where nobody did, and once the Council has decided.
func (m *Morning) MissingMoved() answer.Line {
	t, ok := m.tally("")
	was, told := m.Changes.Was.Find(t.Candidate.Key)
	if !ok || !told || t.Candidate.Status.Decided() {
		return nil
	}
	off, on := apart(was.Missing(), t.Missing()), apart(t.Missing(), was.Missing())
	off = slices.DeleteFunc(off, func(s consensus.Stance) bool { return len(apart([]consensus.Stance{s}, t.Stances)) > 0 })
	text, name := "", m.called(t.Candidate.Key)
	if len(off) > 0 {
		text += fmt.Sprintf("No longer missing for %s: %s. ", name, english.Series(m.stood(off)))
	}
	if len(on) > 0 {
		text += fmt.Sprintf("Now missing for %s: %s. ", name, english.Series(m.stood(on)))
	}
	switch left := len(t.Missing()); {
	case text == "":
		return nil
	case left == 0:
		return answer.Say("%sNobody is missing.", text)
	case left == 1 && len(on) == 0:
		return answer.Say("%sThat leaves %s alone.", text, m.Named(t.Missing()[0].Member))
	case left == len(on):
		return answer.Say("%sNobody else is.", text)
	case len(on) > 0:
		return answer.Say("%sThat makes %d.", text, left)
	default:
		return answer.Say("%sThat leaves %d.", text, left)
	}
}

// apart gives the stances of members that are in one list and not in another.
func apart(list, other []consensus.Stance) []consensus.Stance {
	return slices.DeleteFunc(slices.Clone(list), func(s consensus.Stance) bool {
		return slices.ContainsFunc(other, func(o consensus.Stance) bool { return o.Member == s.Member })
	})
}
