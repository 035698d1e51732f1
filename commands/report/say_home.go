// What the Home says, by the rules at the head of say.go.

package report

import (
	"fmt"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// homeHeading heads what follows it.
func homeHeading(text string) answer.Paragraph {
	return answer.Paragraph{Text: answer.Line{{Text: text, Style: answer.Bold}}}
}

// missingHeading says for whom how many are missing.
func (v View) missingHeading(t consensus.Tally) string {
	return fmt.Sprintf("Missing for %s: %d of %s", t.Candidate.Name, len(t.Missing()), english.Members(v.Race.Body(), len(t.Stances)))
}

// missingGroup names the members of one position, with what each of them asks for.
func (v View) missingGroup(t consensus.Tally, p consensus.Position) answer.Line {
	names := english.Each(t.In(p), func(s consensus.Stance) string {
		if p == consensus.Holdout {
			return v.traced([]consensus.Stance{s}) + answer.Asking(v.Entry(s.Entry).Condition)
		}
		return v.traced([]consensus.Stance{s})
	})
	return answer.Say("%s: %d of %s: %s", answer.Heading(t.Candidate.Says(p)), t.Count(p), english.Members(v.Race.Body(), len(t.Stances)), strings.Join(names, "; "))
}

// move says what an entry moved, and by which word.
func (v View) move(from, to consensus.Stance, by consensus.Entry) answer.Line {
	change := consensus.StanceChange{From: from, To: to}
	line := answer.Say("%s: %s → %s (", v.member(to.Member).Name, answer.Position(from.Saying(v.candidate(to.Candidate))), answer.Toward(to.Saying(v.candidate(to.Candidate)), v.Person(to.Candidate)))
	if !change.Moved() {
		line = answer.Say("%s: %s, %s (", v.member(to.Member).Name, answer.Toward(to.Saying(v.candidate(to.Candidate)), v.Person(to.Candidate)), onOrOff(change))
	}
	switch {
	case by.Kind == consensus.Retraction:
		line = line.Say("#%d retracts #%d", by.Number, by.Target)
	case by.Kind == consensus.Settling:
		line = line.Say("settled by #%d", by.Number)
	default:
		line = line.And(cited(by)...)
	}
	return line.Say(")")
}

// ownEntry shows an entry to who recorded it.
func (v View) ownEntry(e consensus.Entry) answer.Line {
	body := v.line(e, Sourced(e))
	if e.Kind == consensus.Note { // here nothing above it says of whom it is
		body[0].Text = v.Means(e) + " ("
	}
	return numbered(e, body)
}

// nextDigest says when a digest is posted, where, and when it is next.
func nextDigest(s consensus.Schedule, next string) answer.Line {
	line := answer.Line{{Text: english.Capital(times(s)) + ", in "}, answer.Channel(s.Channel)}
	if next == "" {
		return line
	}
	return line.Say("; next on %s", next)
}
