package report

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// RecordedTogether answers the recording of several entries by one request, by a view as of the
// last of them: what each moved, and how the count stands after all.
func RecordedTogether(v View, entries []consensus.Entry) answer.Reply {
	first, last := entries[0], entries[len(entries)-1]
	moved := english.Each(entries, func(e consensus.Entry) answer.Line { return v.recordedAt(e).oneMoved(e) })
	before := consensus.Point{On: v.At.On, Known: first.Number - 1}
	lines := append(slices.Concat(v.countsMoved(before, entries), v.warnedTogether(entries)), sourceLine(last))
	reply := answer.Reply{
		Outcome: answer.Recorded, Title: v.recordedTogether(entries), Actions: []answer.Action{v.undoing(entries...)},
		Sections: append(answer.Lines("", moved), answer.Paragraphs(lines...)...),
	}
	const few = 5 // of more there would be more buttons than anybody reads
	if v.Role == consensus.Editor && len(entries) <= few {
		for _, e := range entries {
			reply.Actions = append(reply.Actions, v.settlings(v.recordedAt(e).Contest(e))...)
		}
	}
	return reply
}

// recordedAt gives the view as it was when an entry was recorded.
func (v View) recordedAt(e consensus.Entry) View {
	v.At.Known = e.Number
	return v
}

// said gives what an entry is about: for one that retracts or repeats another, what that says.
func (v View) said(e consensus.Entry) consensus.Entry {
	for e.Kind == consensus.Retraction || e.Kind == consensus.Echo {
		e = v.Entry(e.Target)
	}
	return e
}

// recordedTogether is the title: what stands in the ledger now, under which numbers.
func (v View) recordedTogether(entries []consensus.Entry) string {
	first := v.said(entries[0])
	if first.Kind == consensus.CheckKind && entries[0].Kind == consensus.CheckKind {
		return fmt.Sprintf("Recorded as %s: %s still stand, without a new source.", span(entries), english.Series(targets(entries)))
	}
	if entries[0].Kind == consensus.Retraction {
		return fmt.Sprintf("Recorded as %s: %s are retracted.", span(entries), english.Series(targets(entries)))
	}
	members := english.Each(entries, func(e consensus.Entry) string { return v.Named(v.said(e).Member) })
	return fmt.Sprintf("Recorded as %s: %s %s.", span(entries), english.Capital(english.Series(members)),
		answer.Do(len(members), v.saying(first), v.Person(first.Candidate)))
}

func targets(entries []consensus.Entry) []string {
	return english.Each(entries, func(e consensus.Entry) string { return entryMark(e.Target) })
}

// oneMoved says what one of several entries moved, from → to.
func (v View) oneMoved(e consensus.Entry) answer.Line {
	about := v.said(e)
	from := before(v, consensus.Entry{Number: e.Number, Fact: about.Fact})
	to, _ := v.Race.Stance(about.Candidate, about.Member, v.At)
	switch {
	case e.Kind == consensus.CheckKind:
		return answer.Say("%s: %s.", v.Means(v.Entry(e.Target)), fmt.Sprintf("last word of today (#%d)", e.Number))
	case about.Kind != consensus.StanceKind:
		return answer.Say("#%d is retracted: %s (#%d).", e.Target, unstopped(v.Means(about)), e.Number)
	case e.Kind == consensus.Retraction && v.Entry(e.Target).Kind == consensus.Echo:
		return answer.Say("%s: the report of the same counts no more; #%d stands as it was (#%d).", v.member(about.Member).Name, about.Number, e.Number)
	case e.Kind == consensus.Echo:
		return answer.Say("%s: recorded with #%d, which says the same (#%d).", v.member(about.Member).Name, e.Target, e.Number)
	}
	return answer.Say("%s: %s → %s (#%d).", v.member(about.Member).Name, answer.Position(from.Saying(v.candidate(about.Candidate))), answer.Toward(to.Saying(v.candidate(about.Candidate)), v.Person(about.Candidate)), e.Number)
}

// countsMoved says how the counts of those whom entries are about moved since a point, and how they
// stand.
func (v View) countsMoved(since consensus.Point, entries []consensus.Entry) []answer.Line {
	was, is := v.Race.Standing(since), v.Race.Standing(v.At)
	var lines []answer.Line
	var done []consensus.Key
	for _, e := range entries {
		about := v.said(e)
		old, _ := was.Find(about.Candidate)
		t, ok := is.Find(about.Candidate)
		if !ok || about.Kind != consensus.StanceKind || slices.Contains(done, about.Candidate) {
			continue
		}
		done = append(done, about.Candidate)
		lines = append(lines, answer.Say("%s.", english.Capital(v.moves(old, t))), answer.Say("%s", v.backing(t)))
	}
	return lines
}

// warnedTogether gives the warnings of several entries, each once: what holds for some of them
// names those.
func (v View) warnedTogether(entries []consensus.Entry) []answer.Line {
	var lines []answer.Line
	var numbers [][]string
	for _, e := range entries {
		for _, line := range v.recordedAt(e).warnings(e) {
			i := slices.IndexFunc(lines, func(l answer.Line) bool { return l.Plain() == line.Plain() })
			if i < 0 {
				lines, numbers = append(lines, line), append(numbers, nil)
				i = len(lines) - 1
			}
			numbers[i] = append(numbers[i], fmt.Sprintf("#%d", e.Number))
		}
	}
	for i := range lines {
		if len(numbers[i]) < len(entries) {
			lines[i] = answer.Say("%s: ", strings.Join(numbers[i], ", ")).And(lines[i]...)
		}
	}
	return lines
}

// SaidTogether gives those of some entries that say the same as one of them, of other members: what
// was reported of several in one command.
func (v View) SaidTogether(e consensus.Entry, entries []consensus.Entry) []consensus.Entry {
	return slices.DeleteFunc(entries, func(o consensus.Entry) bool { return o.Number != e.Number && !v.sameBut(o, e) })
}

// sameBut tells whether two entries say the same of different members, or retract for one reason.
func (v View) sameBut(a, b consensus.Entry) bool {
	if a.Kind == consensus.Retraction {
		return b.Kind == a.Kind && b.Text == a.Text
	}
	if a.Kind == consensus.CheckKind {
		return b.Kind == a.Kind
	}
	one, other := v.said(a), v.said(b)
	if one.Kind != consensus.StanceKind || a.Strikes() || b.Strikes() || one.Member == other.Member {
		return false
	}
	if a.Kind == consensus.Echo || b.Kind == consensus.Echo { // what was heard may say more of its source
		one.Source, other.Source = consensus.Source{}, consensus.Source{}
	}
	one.Member = other.Member
	return one.Fact.Same(other.Fact)
}

// Already answers a report that the ledger has as it is, of one member or of several.
func Already(entries []consensus.Entry) answer.Reply {
	return answer.Reply{
		Outcome: answer.Recorded, Title: "This is already recorded as " + english.Series(numbers(entries)) + ".",
		Sections: []answer.Section{answer.Paragraph{Text: answer.Say("Nothing was added. Another day or another source of the same is worth a new entry.")}},
	}
}

// NotAdded tells of which members of a report the ledger had it already, by those that it added.
func NotAdded(v View, members []consensus.Code, entries []consensus.Entry) answer.Line {
	had := slices.DeleteFunc(slices.Clone(members), func(code consensus.Code) bool {
		return slices.ContainsFunc(entries, func(e consensus.Entry) bool { return v.said(e).Member == code })
	})
	if len(had) == 0 {
		return nil
	}
	return answer.Say("The ledger had it already of %s; nothing was added there.", english.Series(english.Each(had, v.Country)))
}
