// What the Home says, by the rules at the head of say.go.

package commands

import (
	"fmt"
	"strings"

	"natobot/consensus"
)

// homeHeading heads what follows it.
func homeHeading(text string) Paragraph {
	return Paragraph{Text: Line{{Text: text, Style: Bold}}}
}

// missingHeading says for whom how many are missing.
func missingHeading(t consensus.Tally) string {
	return fmt.Sprintf("Missing for %s: %d of %s", t.Candidate.Name, len(t.Missing()), number(len(t.Stances), "member", "members"))
}

// missingGroup names the members of one position, with what each of them asks for.
func (v view) missingGroup(t consensus.Tally, p consensus.Position, conditions map[int]string) Line {
	var names []string
	for _, s := range t.In(p) {
		name := v.traced([]consensus.Stance{s})
		if asked := conditions[s.Entry]; asked != "" {
			name += fmt.Sprintf(", asking for “%s”", asked)
		}
		names = append(names, name)
	}
	return say("%s: %d of %s: %s", heading(p), t.Count(p), number(len(t.Stances), "member", "members"), strings.Join(names, "; "))
}

func moreContested(n int) string {
	return fmt.Sprintf("%s contested too: `/nato status` names them.", number(n, "more is", "more are"))
}

// move says what an entry moved, and by which word.
func (v view) move(from, to consensus.Stance, by consensus.Entry) Line {
	line := say("%s: %s → %s (", v.member(to.Member).Name, from.Position, toward(to.Position, v.person(to.Candidate)))
	switch {
	case by.Kind == consensus.Retraction:
		line = append(line, Span{Text: fmt.Sprintf("#%d retracts #%d", by.Number, by.Target)})
	case by.Kind == consensus.Settling:
		line = append(line, Span{Text: fmt.Sprintf("settled by #%d", by.Number)})
	default:
		line = append(line, cited(by)...)
	}
	return append(line, Span{Text: ")"})
}

// ownEntry shows an entry to who recorded it.
func (v view) ownEntry(e consensus.Entry) Line {
	body := v.line(e, sourced(e))
	if e.Kind == consensus.Note { // here nothing above it says of whom it is
		body[0].Text = v.means(e) + " ("
	}
	return append(Line{{Text: fmt.Sprintf("#%d ", e.Number), Style: Bold}}, body...)
}

// nextDigest says when a digest is posted, where, and when it is next.
func nextDigest(s consensus.Schedule, next string) Line {
	line := Line{{Text: capital(times(s)) + ", in "}, channel(s.Channel)}
	if next == "" {
		return line
	}
	return append(line, Span{Text: "; next on " + next})
}

func noDigest() Line {
	return marked("None is set. An editor sets one in its channel: `/nato digest daily 08:00 on weekdays`.")
}
