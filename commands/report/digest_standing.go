package report

import (
	"slices"

	"natobot/commands/answer"
	"natobot/consensus"
)

// countsShown is how many candidates a digest counts.
const countsShown = 5

// howItStands gives the count in a line for each candidate whom any member backs, would
// accept or leans towards.
func (e *edition) howItStands() []answer.Section {
	l := answer.List{Heading: "The count"}
	more := 0
	for i, t := range e.in {
		switch {
		case t.Count(consensus.Backs, consensus.Accepts, consensus.Leans) == 0:
		case i > 0 && e.in[0].Candidate.Status.Decided(): // nobody counts the others any more
		case len(l.Items) == countsShown:
			more++
		default:
			l.Items = append(l.Items, e.countLine(t, i == 0))
		}
	}
	if l.Items == nil {
		return nil
	}
	if more > 0 {
		l.Items = append(l.Items, answer.Say("And %d more who have members, in the thread.", more))
	}
	return []answer.Section{l}
}

// pictured gives the picture of the count, with its words.
func (e *edition) pictured() []answer.Section {
	if e.Channel == "" || !slices.ContainsFunc(e.in, heard) {
		return nil
	}
	// The digest goes without a picture that cannot be drawn: its words say all of it.
	if drawn, err := e.Drawn(""); err == nil {
		return []answer.Section{drawn}
	}
	return nil
}

// missingMoved says who is no longer missing for whoever leads, and who is anew; nothing on a
// first morning, and once the Council has decided nobody is.
func (e *edition) missingMoved() []answer.Section {
	if e.first || len(e.in) == 0 || e.in[0].Candidate.Status.Decided() {
		return nil
	}
	lead := e.in[0]
	before, ok := e.changes.Was.Find(lead.Candidate.Key)
	if !ok {
		return nil
	}
	off, on := apart(before.Missing(), lead.Missing()), apart(lead.Missing(), before.Missing())
	off = slices.DeleteFunc(off, func(s consensus.Stance) bool {
		return !slices.ContainsFunc(lead.Stances, func(o consensus.Stance) bool { return o.Member == s.Member })
	})
	if len(off)+len(on) == 0 {
		return nil
	}
	return []answer.Section{answer.Paragraph{Text: e.listMoved(lead, off, on)}}
}

// apart gives the stances of members that are in one list and not in another.
func apart(list, other []consensus.Stance) []consensus.Stance {
	return slices.DeleteFunc(slices.Clone(list), func(s consensus.Stance) bool {
		return slices.ContainsFunc(other, func(o consensus.Stance) bool { return o.Member == s.Member })
	})
}
