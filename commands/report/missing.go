package report

import (
	"fmt"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// Missing answers who stands between a candidate, or whoever leads, and consensus, and why.
func Missing(v View, candidate consensus.Key) (answer.Reply, error) {
	tallies := v.Race.Standing(v.At).Tallies
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	t := tallies[0]
	if candidate != "" {
		var err error
		if t, err = v.tally(candidate); err != nil {
			return answer.Reply{}, err
		}
	}
	n, all, name := len(t.Missing()), len(t.Stances), t.Candidate.Name
	title := fmt.Sprintf("%d of %s %d members %s missing for %s: %s.", n, english.Whose(v.Race.Body()), all, english.Agree(n, "is", "are"), name, news.Why(t))
	if n == 0 {
		title = v.backing(t)
	}
	sections := append([]answer.Section{Note(v.asOf())}, v.missingFrom(t)...)
	if own := v.ownSilence(t); own != nil {
		sections = append(sections, answer.Paragraph{Text: own[0].Say(".")})
	}
	return answer.Reply{Title: title, Sections: append(sections, v.contested(v.contests([]consensus.Tally{t}))...)}, nil
}

// missingFrom groups the missing by position, each with its condition, its source and
// the days since its last word.
func (v View) missingFrom(t consensus.Tally) []answer.Section {
	var sections []answer.Section
	v.fetch(entriesOf(t.Missing())...)
	for _, p := range news.MissingOrder() {
		l := answer.List{Heading: fmt.Sprintf("%s: %d of %s", answer.Heading(t.Candidate.Says(p)), t.Count(p), english.Members(v.Race.Body(), len(t.Stances)))}
		var silent []consensus.Stance
		for _, s := range t.In(p) {
			if s.Entry == 0 {
				silent = append(silent, s)
				continue
			}
			l.Items = append(l.Items, v.lastWord(s))
		}
		if len(silent) > 0 {
			l.Items = append(l.Items, answer.Say("No report yet: %s: %s", english.Members(v.Race.Body(), len(silent)), strings.Join(v.names(silent), ", ")))
		}
		if l.Items != nil {
			sections = append(sections, l)
		}
	}
	return sections
}

// lastWord tells of one missing member: condition, source, days since.
func (v View) lastWord(s consensus.Stance) answer.Line {
	e, m := v.Entry(s.Entry), v.member(s.Member)
	text := m.Name + ": "
	if e.Condition != "" {
		text += fmt.Sprintf("asks for “%s”; ", e.Condition)
	}
	line := answer.Say("%s", text).And(cited(e)...)
	text = "; last word " + v.heardAgo(s)
	if s.Contested {
		text += ", contested by " + contestedBy(contesters(v.Contest(e), e.Position))
	}
	return line.Say("%s", text)
}
