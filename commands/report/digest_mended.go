package report

import (
	"slices"

	"natobot/commands/answer"
	"natobot/consensus"
)

// whatWasWrong gives the corrections since the last digest, in a form that can be printed,
// with the channel's digests that carried each mistake.
func (e *edition) whatWasWrong() []answer.Section {
	if e.first {
		return nil
	}
	sent := e.sentBefore()
	lines := e.corrections(append(e.changes.Struck, e.elsewhere(sent)...), sent)
	if len(lines) == 0 {
		return nil
	}
	return []answer.Section{e.fit(answer.List{Heading: "Corrections", Items: lines}, roomOfMended)}
}

// elsewhere lists what was struck of other races and the channel's digests had carried: a
// mistake is put right where it was printed.
func (e *edition) elsewhere(sent []consensus.Posting) []consensus.Strike {
	own := e.Race.Struck(e.changes.From.Known, e.changes.To.Known)
	return slices.DeleteFunc(e.Book.Strikes(e.changes.From.Known, e.changes.To.Known), func(s consensus.Strike) bool {
		return slices.Contains(own, s) || len(e.carriers(e.Entry(s.Target), s.By, sent)) == 0
	})
}

// sentBefore gives the digests that the edition's channel got, oldest first. Where none are
// on record, it is the last one alone, of which the point is known.
func (e *edition) sentBefore() []consensus.Posting {
	if e.postings == nil || e.Channel == "" {
		return []consensus.Posting{{Point: e.Since}}
	}
	return e.Posted(e.Channel)
}

// corrections words strikes so that they can be printed: "We said … that …; it has …". sent
// are the digests that may have carried a mistake, oldest first.
func (v View) corrections(strikes []consensus.Strike, sent []consensus.Posting) []answer.Line {
	var lines []answer.Line
	for _, s := range strikes {
		old, by := v.Entry(s.Target), v.Entry(v.LastOf(s.By))
		if old.Kind == consensus.Retraction {
			lines = append(lines, v.standsAgain(old, by)...)
			continue
		}
		lines = append(lines, v.correction(old, by, v.carriers(old, s.By, sent)))
	}
	return lines
}

// standsAgain words that a retraction was taken back; nothing where what it had struck
// was struck again since.
func (v View) standsAgain(retraction, by consensus.Entry) []answer.Line {
	if v.Book.StruckBy(retraction.Target, v.At.Known) != 0 {
		return nil
	}
	return []answer.Line{v.reinstated(v.Entry(retraction.Target), retraction, by)}
}

// carriers gives those of some digests whose numbers rested on an entry that was struck.
func (v View) carriers(old consensus.Entry, by int, sent []consensus.Posting) []consensus.Posting {
	var list []consensus.Posting
	for _, p := range sent {
		if old.Number > p.Point.Known || p.Point.Known >= by {
			continue
		}
		race := v.Book.Focus(p.Channel, p.Point.Known)
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
