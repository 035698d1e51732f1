package report

import (
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// mended is something that we said and that was struck, with the digests that carried it.
type mended struct {
	news.Mended
	carried []consensus.Posting
	line    answer.Line // what can be printed of it
	was     answer.Line // which digests carried it, where the line does not name them all
	marks   string      // the entries, for who traces them
}

// wrong makes news of what was wrong in a digest.
func (e *edition) wrong() []news.Item {
	var list []news.Mended
	for _, m := range e.mended {
		m.SameSource = Sourced(m.Old).Plain() == Sourced(m.By).Plain()
		m.Of = e.morning
		if race, ok := e.Book.Race(m.Old.Race); ok && race != e.Race {
			m.Of = &news.Morning{Names: e.In(race), Book: e.Book, Race: race, Changes: e.changes}
		}
		list = append(list, m.Mended)
	}
	return news.WereWrong(list)
}

// whatWasWrong gives the corrections since the last digest, in a form that can be printed,
// with the channel's digests that carried each mistake. Where the room is short, all of these
// are named in the thread.
func (e *edition) whatWasWrong(room int) []answer.Section {
	if len(e.mended) == 0 {
		return nil
	}
	whole, short := answer.List{Heading: "Correction"}, answer.List{Heading: "Correction"}
	for _, m := range e.mended {
		whole.Items = append(whole.Items, slices.Concat(m.line, m.was))
		short.Items = append(short.Items, m.line)
	}
	if length([]answer.Section{whole}) <= room {
		return []answer.Section{whole}
	}
	e.keep(whole)
	return []answer.Section{e.fit(short, room)}
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
func (v View) corrections(strikes []consensus.Strike, sent []consensus.Posting) []mended {
	var list []mended
	for _, s := range strikes {
		m := mended{Mended: news.Mended{Old: v.Entry(s.Target), By: v.Entry(v.LastOf(s.By))}}
		said := v.said(m.Old)
		struck := v.Book.StruckBy(said.Number, v.At.Known)
		switch {
		case m.Old.Kind != consensus.Retraction:
		case m.Old.Target == said.Number && struck == 0:
			m.Undone, m.Old = m.Old, said
			m.line, m.marks = v.reinstated(m), sayUndone(m)
			list = append(list, m)
			continue
		case m.Old.Target == said.Number || struck == 0:
			continue // what it had struck was struck again since, or stands as it did
		default: // that it stood again was taken back
			m.Old, m.By = said, v.Entry(struck)
		}
		m.SaysSame = m.By.Corrects() && v.claimsSame(m.Old, m.By)
		m.carried = v.carriers(m.Old, s.By, sent)
		m.line, m.was, m.marks = v.correction(m), wasIn(m.carried, v.At.On), saysStruck(m)
		list = append(list, m)
	}
	return list
}

// printed tells whether a digest had what was put right: that it stood, or that it did not.
func (m mended) printed() bool {
	switch m.Old.Kind {
	case consensus.StanceKind, consensus.ClaimKind, consensus.Candidacy, consensus.Accession:
		old, by := m.Old.Fact, m.By.Fact
		if old.DeskOnly != by.DeskOnly && old.Source == by.Source && m.SaysSame {
			return false // what may be printed changed, and nothing of what it says
		}
		return len(m.carried) > 0 || m.Undone.Number != 0
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
		race := v.Book.Focus(p.Channel, p.Point.Known)
		if _, rests := slices.BinarySearch(race.Standing(p.Point).Evidence(), old.Number); rests {
			list = append(list, p)
		}
	}
	return list
}

// tracedCorrections words strikes with the entries by which they can be traced.
func (v View) tracedCorrections(strikes []consensus.Strike) []answer.Line {
	return english.Each(v.corrections(strikes, nil), func(m mended) answer.Line { return m.line.Say(" (%s)", m.marks) })
}
