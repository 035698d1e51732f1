package news

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// lines tells moves one by one, but for those that have nothing of their own to tell: they
// share a sentence.
func (m *Morning) lines(group []*move) []Told {
	var lines []Told
	var bare []*move
	for _, mv := range group {
		if m.isBare(mv) {
			bare = append(bare, mv)
		}
	}
	if len(bare) < 2 {
		bare = nil
	}
	for _, mv := range group {
		if bare == nil || !m.isBare(mv) {
			lines = append(lines, m.line(mv))
		}
	}
	if bare != nil {
		together := m.together(bare)
		lines = append(lines, Told{Full: together, Short: together})
	}
	return lines
}

// isBare tells whether a move is all that there is to say: no words, no name, no condition,
// nothing before it.
func (m *Morning) isBare(mv *move) bool {
	s := mv.entry.Source
	return !mv.entry.DeskOnly && s.Quote == "" && s.Who == "" && mv.entry.Condition == "" && (mv.before.Entry == 0 || mv.before.Position == consensus.Undeclared) && !mv.contest.Contested && mv.With == nil &&
		mv.contest.Settled == 0 && !m.late(mv)
}

// together tells bare moves in one sentence, in which each name leads to its source.
func (m *Morning) together(group []*move) answer.Line {
	var names []answer.Span
	for i, name := range m.members(group) {
		names = append(names, answer.Span{Text: name, URL: group[i].entry.Source.Link})
	}
	names[0].Text = english.Capital(names[0].Text)
	line := answer.Listed(names, " and ")
	n, first := len(group), group[0]
	text := does(n, first.To.Saying(first.Candidate), m.called(first.Candidate.Key), first.To.Via.IsOnRecord())
	if first.To.Via == consensus.Inferred {
		return line.Say(" are seen as %s.", answer.Doing(first.To.Saying(first.Candidate), m.called(first.Candidate.Key)))
	}
	return line.Say(" %s, %s.", text, onWord(n, first.entry.Source))
}

// line tells one move.
func (m *Morning) line(mv *move) Told {
	e, name := mv.entry, m.called(mv.Candidate.Key)
	head := english.Capital(m.Named(mv.To.Member)) + " " + does(1, mv.To.Saying(mv.Candidate), name, mv.To.Via.IsOnRecord())
	if mv.To.Via == consensus.Inferred {
		head = english.Capital(m.Named(mv.To.Member)) + " is seen as " + answer.Doing(mv.To.Saying(mv.Candidate), name)
	}
	head += asking(e) + notForPrint(e)
	short := answer.Say("%s", head).And(m.by(e.Source, mv.Candidate.Key)...)
	said := stopped(append(slices.Clone(short), answer.Quoted(e.Source.Quote)...))
	return Told{
		Full:  append(slices.Clone(said), m.behind(mv)...),
		Said:  said.And(m.mark(mv)...),
		Short: append(stopped(short), m.mark(mv)...),
	}
}

// behind says what a report does not: where the member stood before, that it comes late, and
// what speaks against it.
func (m *Morning) behind(mv *move) answer.Line {
	text, name := "", m.called(mv.Candidate.Key)
	was := consensus.Entry{}
	if mv.before.Entry != 0 {
		was = m.Entry(mv.before.Entry)
	}
	switch {
	case mv.before.Position == consensus.Undeclared && mv.To.Position != consensus.Undeclared || mv.before.Entry == 0:
	case mv.before.Position != mv.To.Position:
		text = english.Stopped(fmt.Sprintf(" %s it %s%s", english.Capital(m.dated(mv.before.Since)), did(mv.before, mv.Candidate, name), asking(was)))
	default:
		text = " " + recordBefore(mv.before.Via)
		if was.Condition != mv.entry.Condition && was.Condition != "" {
			text += fmt.Sprintf(" Before, it asked for “%s”.", english.Clip(was.Condition, whoRoom))
		}
	}
	if n := len(mv.With); n > 0 {
		text += fmt.Sprintf(" It speaks for %s that have no report of their own.", english.Members(m.Race.Body(), n))
	}
	if m.late(mv) {
		text += fmt.Sprintf(" Late news: it was so %s.", m.dated(mv.To.Since))
	}
	return answer.Say("%s", text).And(m.mark(mv)...)
}

// recordBefore says on whose word a position was before it came on the record, or that it
// was on it.
func recordBefore(via consensus.Attribution) string {
	switch via {
	case consensus.Official, consensus.Diplomat:
		return "Until now that was " + answer.Unnamed(via) + "'s word."
	case consensus.Camp:
		return "Until now that was the camp's word."
	case consensus.Reported, consensus.Inferred:
		return "Until now nobody had said so on the record."
	}
	return "Until now that was on the record."
}

// mark says of a move that it is not certain, or that an editor made it so.
func (m *Morning) mark(mv *move) answer.Line {
	switch {
	case mv.contest.Contested:
		return answer.Say(" Another report of that day says that it %s.", m.otherwise(mv.contest))
	case mv.contest.Settled > m.Changes.From.Known && mv.contest.Upheld() == mv.To.Entry:
		return answer.Say(" Of two reports an editor settled on this one.")
	}
	return nil
}

// late tells whether a report is of a day before the last digest, which did not know of it.
func (m *Morning) late(mv *move) bool {
	from := m.Changes.From
	return from.Known > 0 && mv.To.Entry > from.Known && mv.To.Since.Day < from.On
}
