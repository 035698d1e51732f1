package commands

import (
	"context"
	"fmt"
	"strings"

	"natobot/consensus"
)

// missing answers who stands between a candidate and consensus, and why.
func (d *Desk) missing(ctx context.Context, req Request, u Understood) (Reply, error) {
	v, err := d.asked(u)
	if err != nil {
		return Reply{}, err
	}
	tallies := v.race.Standing(v.at).Tallies
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	t := tallies[0]
	if u.Candidate != "" {
		if t, err = v.tally(u.Candidate); err != nil {
			return Reply{}, err
		}
	}
	groups, err := d.missingFrom(ctx, v, t)
	if err != nil {
		return Reply{}, err
	}
	n, all, name := len(t.Missing()), len(t.Stances), t.Candidate.Name
	title := fmt.Sprintf("%d of NATO's %d members %s missing for %s: %s.", n, all, agree(n, "is", "are"), name, why(t))
	if n == 0 {
		title = v.backing(t)
	}
	groups = append(groups, v.contested(v.contests([]consensus.Tally{t}), d.role(req))...)
	return Reply{Title: title, Sections: append([]Section{note(v.asOf())}, groups...)}, nil
}

// missingFrom groups the missing by position, each with its condition, its source and
// the days since its last word.
func (d *Desk) missingFrom(ctx context.Context, v view, t consensus.Tally) ([]Section, error) {
	var sections []Section
	for _, p := range missingOrder() {
		l := List{Heading: fmt.Sprintf("%s: %d of %s", heading(p), t.Count(p), number(len(t.Stances), "member", "members"))}
		var silent []consensus.Stance
		for _, s := range t.In(p) {
			if s.Entry == 0 {
				silent = append(silent, s)
				continue
			}
			line, err := d.lastWord(ctx, v, s)
			if err != nil {
				return nil, err
			}
			l.Items = append(l.Items, line)
		}
		if len(silent) > 0 {
			l.Items = append(l.Items, say("No report yet: %s: %s", number(len(silent), "member", "members"), strings.Join(v.names(silent), ", ")))
		}
		if l.Items != nil {
			sections = append(sections, l)
		}
	}
	return sections, nil
}

// lastWord tells of one missing member: condition, source, days since.
func (d *Desk) lastWord(ctx context.Context, v view, s consensus.Stance) (Line, error) {
	entries, err := d.Ledger.Entries(ctx, s.Entry)
	if err != nil {
		return nil, err
	}
	e, m := entries[0], v.member(s.Member)
	text := m.Name + ": "
	if e.Condition != "" {
		text += fmt.Sprintf("asks for “%s”; ", e.Condition)
	}
	line := append(Line{{Text: text}}, cited(e)...)
	text = "; last word " + v.ago(s.Since)
	if s.Contested {
		text += ", contested by " + contestedBy(v.contest(e), e.Number)
	}
	return append(line, Span{Text: text}), nil
}
