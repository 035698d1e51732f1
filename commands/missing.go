package commands

import (
	"fmt"
	"slices"
	"strings"

	"natobot/consensus"
)

// Missing answers who stands between a candidate, or whoever leads, and consensus, and why.
func Missing(v view, candidate consensus.Key) (Reply, error) {
	tallies := v.race.Standing(v.at).Tallies
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	t := tallies[0]
	if candidate != "" {
		var err error
		if t, err = v.tally(candidate); err != nil {
			return Reply{}, err
		}
	}
	n, all, name := len(t.Missing()), len(t.Stances), t.Candidate.Name
	title := fmt.Sprintf("%d of NATO's %d members %s missing for %s: %s.", n, all, agree(n, "is", "are"), name, why(t))
	if n == 0 {
		title = v.backing(t)
	}
	contested := v.contested(v.contests([]consensus.Tally{t}))
	return Reply{Title: title, Sections: slices.Concat([]Section{note(v.asOf())}, v.missingFrom(t), contested)}, nil
}

// missingFrom groups the missing by position, each with its condition, its source and
// the days since its last word.
func (v view) missingFrom(t consensus.Tally) []Section {
	var sections []Section
	v.fetch(entriesOf(t.Missing())...)
	for _, p := range missingOrder() {
		l := List{Heading: fmt.Sprintf("%s: %d of %s", heading(p), t.Count(p), number(len(t.Stances), "member", "members"))}
		var silent []consensus.Stance
		for _, s := range t.In(p) {
			if s.Entry == 0 {
				silent = append(silent, s)
				continue
			}
			l.Items = append(l.Items, v.lastWord(s))
		}
		if len(silent) > 0 {
			l.Items = append(l.Items, say("No report yet: %s: %s", number(len(silent), "member", "members"), strings.Join(v.names(silent), ", ")))
		}
		if l.Items != nil {
			sections = append(sections, l)
		}
	}
	return sections
}

// lastWord tells of one missing member: condition, source, days since.
func (v view) lastWord(s consensus.Stance) Line {
	e, m := v.entry(s.Entry), v.member(s.Member)
	text := m.Name + ": "
	if e.Condition != "" {
		text += fmt.Sprintf("asks for “%s”; ", e.Condition)
	}
	line := append(Line{{Text: text}}, cited(e)...)
	text = "; last word " + v.ago(s.Since)
	if s.Contested {
		text += ", contested by " + contestedBy(v.contest(e), e.Number)
	}
	return append(line, Span{Text: text})
}
