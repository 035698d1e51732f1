// What is said of changes, by the rules at the head of say.go.

package report

import (
	"fmt"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// step says how a member's stance moved: to another position, or on to the record or off it,
// and then how many back on the record by the two standings of the changes.
func (v View) step(c *consensus.Changes, s consensus.StanceChange, turn string) string {
	name := v.member(s.To.Member).Name
	if s.Moved() {
		return fmt.Sprintf("%s%s: %s → %s", name, turn, answer.Position(s.From.Saying(s.Candidate)), answer.Toward(s.To.Saying(s.Candidate), s.Candidate.Name))
	}
	if s.To.Position != consensus.Backs {
		return fmt.Sprintf("%s: %s, %s", name, answer.Toward(s.To.Saying(s.Candidate), s.Candidate.Name), onOrOff(s))
	}
	was, _ := c.Was.Find(s.Candidate.Key)
	is, _ := c.Is.Find(s.Candidate.Key)
	return fmt.Sprintf("%s: %s, %s; on the record %d → %d for %s", name, answer.Position(s.To.Saying(s.Candidate)), onOrOff(s), len(was.OnRecord()), len(is.OnRecord()), s.Candidate.Name)
}

// onOrOff says whether a position that stays came on the record or went off it.
func onOrOff(s consensus.StanceChange) string {
	if s.To.Via.IsOnRecord() {
		return "now on the record (was " + unnamedWord(s.From.Via) + ")"
	}
	return "no longer on the record (now " + unnamedWord(s.To.Via) + ")"
}

// unnamedWord names a word that is not on the record.
func unnamedWord(via consensus.Attribution) string {
	if unnamed := answer.Unnamed(via); unnamed != "" {
		return unnamed + "'s word"
	}
	return via.String()
}

// turn names a change of position where it is more than a step: ", a reversal".
func turn(s consensus.StanceChange, was consensus.Entry) string {
	from, to := s.From.Position, s.To.Position
	switch {
	case s.To.Entry == 0: // nobody said anything: a report was taken back
		return ""
	case from == consensus.Holdout && was.Condition != "" && to.Agrees():
		return ", its condition gone"
	case from.Agrees() && (to == consensus.Holdout || to == consensus.Opposes), from == consensus.Opposes && to.Agrees():
		return ", a reversal"
	case from.Agrees() && !to.Agrees():
		return ", a step back"
	}
	return ""
}

// turned names a change of status by what it is for the race: ", out of the race".
func (v View) turnOf(s consensus.StatusChange) string {
	was, is := s.From.Entry != 0 && s.From.Status.Live(), s.To.Status.Live()
	switch {
	case s.To.Motion && s.To.Status.Decided():
		return ""
	case s.To.Status == consensus.Appointed:
		return ", the decision of " + v.Race.Body().Decider
	case s.To.Status == consensus.InOffice:
		return ", taking office"
	case was && !is:
		return ", out of the race"
	case is && s.From.Entry == 0:
		return ", new in the race"
	case is && !was:
		return ", back in the race"
	}
	return ""
}

// asked gives the condition of a report, for the front of its source.
func asked(e consensus.Entry, how string) string {
	if e.Condition == "" {
		return ""
	}
	return fmt.Sprintf("it %s for “%s”; ", how, e.Condition)
}

// afterwards says of a change what the two reports do not: how long lies between them,
// that the later one is late news, what it is contested by or how it was settled.
func (v View) afterwards(c *consensus.Changes, s consensus.StanceChange) string {
	text := ""
	if days, ok := s.Days(); ok {
		text += between(days)
	}
	if late := s.To.Entry > c.From.Known && s.To.Since.Day < c.From.On; late && c.From.Known > 0 {
		text += " Reported late: the last digest did not know of it."
	}
	contest, _ := v.Race.Contest(s.Candidate.Key, s.To.Member, c.To)
	switch {
	case contest.Contested:
		text += fmt.Sprintf(" Contested by %s.", contestedBy(contesters(contest, contest.Position)))
	case contest.Settled > c.From.Known && contest.Upheld() == s.To.Entry:
		text += fmt.Sprintf(" An editor settled that it stands (#%d).", contest.Settled)
	}
	return text
}

// between says how many days lie between two reports.
func between(days int) string {
	if days == 0 {
		return " Both reports are of that day."
	}
	return fmt.Sprintf(" %s between the two reports.", english.Number(days, "day", "days"))
}

// Takes says what it means for the race that a member joined; needs is what it means for a post.
func (v View) Takes(m consensus.Member, is *consensus.Standing, needs string) string {
	return news.Takes(v.Race.Body(), is.Tallies, m.Code, needs, len(is.Members))
}

// joined says of a new member what that means for consensus, and where it stands already.
func (v View) joined(m consensus.Member, c *consensus.Changes) answer.Line {
	is := v.Race.Standing(c.To)
	text := fmt.Sprintf("%s joined on %s; %s", english.Capital(english.Articled(m)), m.Joined.Long(), v.Takes(m, is, "consensus now needs"))
	for _, t := range is.Tallies {
		s, _ := v.Race.Stance(t.Candidate.Key, m.Code, c.To)
		before, _ := v.Race.Stance(t.Candidate.Key, m.Code, c.From)
		if live(t) && s.Entry != 0 && s.Entry == before.Entry {
			text += fmt.Sprintf("; before it joined it was reported that it %s (#%d)", answer.Does(s.Saying(t.Candidate), t.Candidate.Name), s.Entry)
		}
	}
	return answer.Say("%s", text)
}
