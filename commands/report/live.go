// What channels hear as soon as it is recorded, by the rules at the head of say.go.

package report

import (
	"fmt"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Hears says what a setting of live notes means for its channel.
func Hears(l consensus.LiveLevel) string {
	switch l {
	case consensus.LiveChanges:
		return "every change, and the milestones, as soon as they are recorded"
	case consensus.LiveMilestones:
		return "the milestones, as soon as they are recorded"
	}
	return "nothing until its digest"
}

// passed says what a milestone is.
func (v View) passed(m consensus.Milestone) string {
	t, _ := v.Race.Standing(v.At).Find(m.Candidate.Key)
	agree := answer.Reported(m.Candidate, 2) // of a share of them, and of all
	name, of := m.Candidate.Name, english.Members(v.Race.Body(), m.Of)+v.contestedOf(t.In(consensus.Backs, consensus.Accepts))
	switch m.Kind {
	case consensus.FirstBacking:
		if m.To.Member == "" {
			return fmt.Sprintf("The first %s %s %s.", v.Race.Body().Many, areReported(m.Candidate, 2), name)
		}
		return fmt.Sprintf("The first %s %s %s: %s.", v.Race.Body().One, areReported(m.Candidate, 1), name, v.Named(m.To.Member))
	case consensus.Half, consensus.TwoThirds:
		part := map[consensus.MilestoneKind]string{consensus.Half: "Half", consensus.TwoThirds: "Two thirds"}[m.Kind]
		return fmt.Sprintf("%s of %s %s or more %s %s: %d of %s.", part, english.Whose(v.Race.Body()), v.Race.Body().Many, agree, name, m.Agree, of)
	case consensus.AllButThree, consensus.AllButOne:
		return fmt.Sprintf("%s %s missing for consensus on %s: %d of %s %s %s.",
			english.Capital(v.absent(t)), english.Agree(m.Of-m.Agree, "is", "are"), name, m.Agree, english.Whose(v.Race.Body()), of, answer.Reported(m.Candidate, m.Agree))
	case consensus.Reached:
		all := fmt.Sprintf("All %d %s %s %s %s%s.", m.Of, english.Bare(v.Race.Body()), v.Race.Body().Many, agree, name, v.contestedOf(t.In(consensus.Backs, consensus.Accepts)))
		if m.Candidate.Motion {
			return all
		}
		return fmt.Sprintf("%s %s's decision is a fact of its own.", all, english.Capital(v.Race.Body().Decider))
	case consensus.Lost:
		return fmt.Sprintf("Consensus on %s is no longer reported: %d of %s %s %s; missing: %s.", name, m.Agree, english.Whose(v.Race.Body()), of, answer.Agree(m.Candidate, m.Agree), v.absent(t))
	case consensus.BackingLost:
		return fmt.Sprintf("%s is no longer recorded as %s: it %s.", english.Capital(v.Named(m.To.Member)), answer.Doing(m.Candidate.Says(consensus.Backs), name), answer.Does(m.To.Saying(m.Candidate), name))
	}
	return v.turned(m.Candidate, m.Kind)
}

// areReported says that so many members are the first to back a candidate.
func areReported(c consensus.Candidate, n int) string {
	if c.Motion {
		return answer.Backs(c, n)
	}
	return english.Agree(n, "is", "are") + " reported to back"
}

// absent names the members that are missing, few as they are.
func (v View) absent(t consensus.Tally) string {
	return english.Series(english.Each(t.Missing(), func(s consensus.Stance) string {
		if s.Contested {
			return v.Named(s.Member) + " (contested)"
		}
		return v.Named(s.Member)
	}))
}

// turned says what became of a candidate.
func (v View) turned(c consensus.Candidate, kind consensus.MilestoneKind) string {
	switch {
	case c.Motion && (kind == consensus.Decided || kind == consensus.TookOffice):
		return c.Name + " " + answer.HasStatus(c) + "."
	case kind == consensus.Decided:
		return english.Capital(v.Race.Body().Decider) + " has appointed " + c.Name + "."
	case kind == consensus.TookOffice:
		return c.Name + " has taken office."
	case kind == consensus.CameIn && c.Status == consensus.NoStatus:
		return "In the race, by what members say of them: " + v.Introduced(c) + "."
	case kind == consensus.CameIn:
		return "In the race: " + v.Introduced(c) + " " + answer.HasStatus(c) + "."
	case c.Status == consensus.NoStatus:
		return "Not in the race any more: what was recorded of " + c.Name + " is taken back."
	}
	return "Out of the race: " + v.Introduced(c) + " " + answer.HasStatus(c) + "."
}

// Hearings answers what channels hear live.
func (v View) Hearings() answer.Reply {
	how := answer.Paragraph{Text: answer.Marked("An editor sets it in a channel: `/§ live changes`, `/§ live milestones` or `/§ live off`.")}
	heard := v.heardLive()
	if heard == nil {
		return answer.Reply{Title: "No channel hears anything before its digest.", Sections: []answer.Section{how}}
	}
	return answer.Reply{Title: "What channels hear before their digest", Sections: []answer.Section{answer.List{Items: heard}, how}}
}

// heardLive gives a line for each channel that hears anything live.
func (v View) heardLive() []answer.Line {
	return english.Each(v.Book.Live(v.At.Known), func(l consensus.LiveSetting) answer.Line {
		return answer.Line{answer.Channel(l.Channel), {Text: " hears " + Hears(l.Level)}}
	})
}
