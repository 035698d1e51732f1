package report

import (
	"slices"

	"natobot/commands/answer"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// mended is something that we said and that was struck: the entry, what stands in its place
// or took it back, and the digests that carried it.
type mended struct {
	old, by consensus.Entry
	carried []consensus.Posting
	undone  consensus.Entry // the retraction that was taken back, where old stands again
	line    answer.Line     // what can be printed of it
	marks   string          // the entries, for who traces them
}

// wrong makes news of what was wrong in a digest.
func (e *edition) wrong() []news.Item {
	if len(e.mended) == 0 {
		return nil
	}
	return []news.Item{{Kind: news.Correction, Head: e.wereWrong(e.mended)}}
}

// whatWasWrong gives the corrections since the last digest, in a form that can be printed,
// with the channel's digests that carried each mistake.
func (e *edition) whatWasWrong() []answer.Section {
	if len(e.mended) == 0 {
		return nil
	}
	var lines []answer.Line
	for _, m := range e.mended {
		lines = append(lines, m.line)
	}
	return []answer.Section{answer.List{Heading: "Correction", Items: lines}}
}

// sentBefore gives the digests that the edition's channel got, oldest first. Where none are
// on record, it is the last one alone, of which the point is known.
func (e *edition) sentBefore() []consensus.Posting {
	if e.postings == nil || e.Channel == "" {
		return []consensus.Posting{{Point: e.Since}}
	}
	return e.posted(e.Channel)
}

// corrections words strikes so that they can be printed: "We said … that …; it has …". sent
// are the digests that may have carried a mistake, oldest first.
func (v View) corrections(strikes []consensus.Strike, sent []consensus.Posting) []mended {
	var list []mended
	for _, s := range strikes {
		m := mended{old: v.Entry(s.Target), by: v.Entry(v.lastOf(s.By))}
		said := v.said(m.old)
		struck := v.Book.StruckBy(said.Number, v.At.Known)
		switch {
		case m.old.Kind != consensus.Retraction:
		case m.old.Target == said.Number && struck == 0:
			m.undone, m.old = m.old, said
			m.line, m.marks = v.reinstated(m), sayUndone(m)
			list = append(list, m)
			continue
		case m.old.Target == said.Number || struck == 0:
			continue // what it had struck was struck again since, or stands as it did
		default: // that it stood again was taken back
			m.old, m.by = said, v.Entry(struck)
		}
		m.carried = v.carriers(m.old, s.By, sent)
		m.line, m.marks = v.correction(m), saysStruck(m)
		list = append(list, m)
	}
	return list
}

// printed tells whether a digest had what was put right: that it stood, or that it did not.
func (m mended) printed() bool {
	switch m.old.Kind {
	case consensus.StanceKind, consensus.ClaimKind, consensus.Candidacy, consensus.Accession:
		return len(m.carried) > 0 || m.undone.Number != 0
	}
	return false
}

// carriers gives those of some digests whose numbers rested on an entry that was struck.
func (v View) carriers(old consensus.Entry, by int, sent []consensus.Posting) []consensus.Posting {
	var list []consensus.Posting
	for _, p := range sent {
		if old.Number > p.Point.Known || p.Point.Known >= by {
			continue
		}
		race := v.Book.Current(p.Point.Known)
		if _, rests := slices.BinarySearch(race.Standing(p.Point).Evidence(), old.Number); rests {
			list = append(list, p)
		}
	}
	return list
}

// whoCarried tells, beside the answer to a correction or a retraction, which of the digests
// sent, oldest first, had the mistake; nothing where none had.
func (v View) whoCarried(e consensus.Entry, sent []consensus.Posting) answer.Line {
	return v.tellCarriers(v.carriers(v.Entry(e.Target), e.Number, sent))
}

// tracedCorrections words strikes with the entries by which they can be traced.
func (v View) tracedCorrections(strikes []consensus.Strike) []answer.Line {
	var lines []answer.Line
	for _, m := range v.corrections(strikes, nil) {
		lines = append(lines, append(m.line, answer.Span{Text: " (" + m.marks + ")"}))
	}
	return lines
}
