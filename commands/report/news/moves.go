package news

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// move is one member's move, by what is known now of where it came from.
type move struct {
	consensus.StanceChange
	before  consensus.Stance
	contest consensus.Contest
	entry   consensus.Entry // of the report
	again   bool            // it stood there before
}

// kind tells what a move is as news.
func (mv move) kind(first bool) Kind {
	from, to := mv.before.Position, mv.To.Position
	switch {
	case !mv.Candidate.Status.Live():
		return Aside
	case mv.contest.Contested:
		return Contested
	case from == to:
		return Record
	case to == consensus.Opposes:
		return Objection
	case from == consensus.Opposes, from.Agrees() && !to.Agrees(), from == consensus.Backs, from == consensus.Holdout && to.Agrees():
		return Reversal
	case to == consensus.Holdout:
		return Reservation
	case to == consensus.Backs && first:
		return FirstBacking
	}
	return map[consensus.Position]Kind{consensus.Backs: Backing, consensus.Accepts: Accepting, consensus.Leans: Leaning, consensus.Undeclared: Silence}[to]
}

// moves lists the moves, with where each came from. What was struck since it was told was
// never so.
func (m *Morning) moves() []move {
	var list []move
	known := m.Changes.To.Known
	for _, s := range m.Changes.Stances {
		mv := move{StanceChange: s, before: s.From, entry: m.Entry(s.To.Entry)}
		if s.From.Entry != 0 && m.Book.StruckBy(s.From.Entry, known) != 0 {
			mv.before, _ = m.Race.Stance(s.Candidate.Key, s.To.Member, consensus.Point{On: m.Changes.From.On, Known: known})
			if mv.before.Entry == s.To.Entry {
				mv.before = consensus.Stance{}
			}
		}
		mv.contest, _ = m.Race.Contest(s.Candidate.Key, s.To.Member, m.Changes.To)
		mv.again = m.stoodThere(mv)
		list = append(list, mv)
	}
	return list
}

// stoodThere tells whether a member came back to a position that it had left.
func (m *Morning) stoodThere(mv move) bool {
	run := m.Race.Run(mv.Candidate.Key, mv.To.Member, consensus.Point{On: mv.before.Since.Day, Known: m.Changes.To.Known})
	if len(run) == 0 || mv.before.Position == mv.To.Position {
		return false
	}
	earlier, _ := m.Race.Stance(mv.Candidate.Key, mv.To.Member, consensus.Point{On: run[len(run)-1].Since.Day.Add(-1), Known: m.Changes.To.Known})
	return earlier.Entry != 0 && earlier.Position == mv.To.Position
}

// stances gives the items of members that moved: those that say the same in the same way are
// one item.
func (m *Morning) stances() []Item {
	type like struct {
		kind   Kind
		key    consensus.Key
		to     consensus.Position
		before consensus.Position
		how    string
	}
	groups := map[like][]move{}
	var order []like
	for _, mv := range m.moves() {
		was, _ := m.Changes.Was.Find(mv.Candidate.Key)
		l := like{kind: mv.kind(was.Count(consensus.Backs) == 0), key: mv.Candidate.Key, to: mv.To.Position, how: "say"}
		if !mv.To.Via.IsOnRecord() {
			l.how = m.onWord(2, mv.entry.Source, l.key)
		}
		if l.kind == Reversal || l.kind == Objection {
			l.before = mv.before.Position
		}
		if l.kind == Contested || l.kind == Aside {
			l.how = string(mv.To.Member)
		}
		if groups[l] == nil {
			order = append(order, l)
		}
		groups[l] = append(groups[l], mv)
	}
	slices.SortStableFunc(order, func(a, b like) int { return len(groups[b]) - len(groups[a]) })
	var items []Item
	for _, l := range order {
		items = append(items, m.item(l.kind, groups[l]))
	}
	return items
}

// item words moves of one kind.
func (m *Morning) item(kind Kind, group []move) Item {
	first := group[0]
	i := Item{Kind: kind, Candidate: first.Candidate.Key, Lines: m.lines(group)}
	i.Head, i.Count = m.head(kind, group, m.called(i.Candidate))
	return i
}

// head words moves for a first line, and how the count stands where the sentence leads to it.
func (m *Morning) head(kind Kind, group []move, name string) (head, count string) {
	first := group[0]
	n, p, key := len(group), first.To.Position, first.Candidate.Key
	who := english.Capital(english.Few(m.members(group), namesInLine))
	if first.again && n == 1 && (p == consensus.Backs || p == consensus.Leans) {
		name += " again"
	}
	says := func(who string) string { return m.says(who, n, p, name, first.entry.Source, key) }
	if kind == Reversal && first.before.Position == consensus.Backs {
		name = "the candidacy" // whose it is, the sentence has said
	}
	t, _ := m.tally(key)
	switch kind {
	case Aside:
		return "", ""
	case Contested:
		return m.differ(first.contest), ""
	case Record:
		return m.recordHead(group, who, name, t)
	case Objection:
		return m.objects(group, says, who, t), ""
	case Reversal:
		return m.turnsBack(first, n, says, who), ""
	case FirstBacking:
		return says(who), english.Agree(n, ", the first member to do so", ", the first members to do so")
	case Backing:
		return says(who), "; " + m.nowDo(t)
	case Accepting:
		agree := t.In(consensus.Backs, consensus.Accepts)
		return says(who), fmt.Sprintf("; %d of %s back or accept%s", len(agree), english.Number(len(t.Stances), "member", "members"), m.marks(agree))
	}
	return says(who), ""
}

// nowDo counts those that back, behind a sentence that says so of some.
func (m *Morning) nowDo(t consensus.Tally) string {
	backs := t.In(consensus.Backs)
	return fmt.Sprintf("%d of %s now %s%s", len(backs), english.Number(len(t.Stances), "member", "members"), english.Agree(len(backs), "does", "do"), m.marks(backs))
}

// objects words an objection. It is the only one, or one of several.
func (m *Morning) objects(group []move, says func(string) string, who string, t consensus.Tally) string {
	if len(group) == 1 && group[0].before.Position == consensus.Backs {
		who += ", until now a backer,"
	}
	head := says(who)
	switch n := t.Count(consensus.Opposes); {
	case t.Candidate.Status.Decided():
		return head
	case n > len(group):
		return fmt.Sprintf("%s; %d members now do", head, n)
	case n > 1:
		return head + ", and one objection stops a candidacy"
	}
	return head + ": one objection stops a candidacy"
}

// turnsBack words that members go back on what they said.
func (m *Morning) turnsBack(first move, n int, says func(string) string, who string) string {
	name := m.called(first.Candidate.Key)
	it := english.Agree(n, "it", "they")
	switch from := first.before.Position; {
	case from == consensus.Opposes:
		return fmt.Sprintf("%s %s: %s", who, english.Agree(n, "drops its objection", "drop their objections"), says(it))
	case from == consensus.Holdout:
		return fmt.Sprintf("%s no longer %s out: %s", who, english.Agree(n, "holds", "hold"), says(it))
	case from == consensus.Backs:
		return fmt.Sprintf("%s no longer %s: %s", who, english.Agree(n, "backs "+name, "back "+name), says(it))
	}
	return fmt.Sprintf("%s %s back: %s", who, english.Agree(n, "steps", "step"), says(it))
}

// recordHead words that positions come on the record, or go off it.
func (m *Morning) recordHead(group []move, who, name string, t consensus.Tally) (head, count string) {
	n, p, on := len(group), group[0].To.Position, group[0].To.Via.IsOnRecord()
	record, backers := len(t.OnRecord()), fmt.Sprintf("%d of %d backers", len(t.OnRecord()), t.Count(consensus.Backs))
	if record == t.Count(consensus.Backs) {
		backers = fmt.Sprintf("all %d backers", record)
	}
	backers = fmt.Sprintf("; %s now %s", backers, english.Agree(record, "does", "do"))
	switch {
	case on && p == consensus.Backs:
		return fmt.Sprintf("%s %s on the record", who, does(n, p, name, true)), backers
	case on:
		return fmt.Sprintf("%s on the record that %s %s", who+english.Agree(n, " says", " say"), english.Agree(n, "it", "they"), does(n, p, name, true)), ""
	case p == consensus.Backs:
		return fmt.Sprintf("%s no longer %s on the record", who, does(n, p, name, false)), backers
	}
	return fmt.Sprintf("That %s %s is no longer on the record", english.Series(m.members(group)), does(n, p, name, true)), ""
}

func (m *Morning) members(group []move) []string {
	var names []string
	for _, mv := range group {
		names = append(names, m.Named(mv.To.Member))
	}
	return names
}

// lines tells moves one by one, but for those that have nothing of their own to tell: they
// share a sentence.
func (m *Morning) lines(group []move) []Told {
	var lines []Told
	var bare []move
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
		lines = append(lines, Told{together, together})
	}
	return lines
}

// isBare tells whether a move is all that there is to say: no words, no name, no condition,
// nothing before it.
func (m *Morning) isBare(mv move) bool {
	s := mv.entry.Source
	return s.Quote == "" && s.Who == "" && mv.entry.Condition == "" && (mv.before.Entry == 0 || mv.before.Position == consensus.Undeclared) && !mv.contest.Contested &&
		mv.contest.Settled == 0 && !m.late(mv)
}

// together tells bare moves in one sentence, in which each name leads to its source.
func (m *Morning) together(group []move) answer.Line {
	var line answer.Line
	for i, name := range m.members(group) {
		switch {
		case i == len(group)-1:
			line = append(line, answer.Span{Text: " and "})
		case i > 0:
			line = append(line, answer.Span{Text: ", "})
		default:
			name = english.Capital(name)
		}
		line = append(line, answer.Span{Text: name, URL: group[i].entry.Source.Link})
	}
	n, first := len(group), group[0]
	text := does(n, first.To.Position, m.called(first.Candidate.Key), first.To.Via.IsOnRecord())
	if first.To.Via == consensus.Inferred {
		return append(line, answer.Span{Text: " are seen as " + doing(first.To.Position, m.called(first.Candidate.Key)) + "."})
	}
	return append(line, answer.Span{Text: " " + text + ", " + m.onWord(n, first.entry.Source, first.Candidate.Key) + "."})
}

// line tells one move.
func (m *Morning) line(mv move) Told {
	e, name := mv.entry, m.called(mv.Candidate.Key)
	head := english.Capital(m.Named(mv.To.Member)) + " " + does(1, mv.To.Position, name, mv.To.Via.IsOnRecord())
	if mv.To.Via == consensus.Inferred {
		head = english.Capital(m.Named(mv.To.Member)) + " is seen as " + doing(mv.To.Position, name)
	}
	if e.Condition != "" {
		head += ", asking for “" + english.Clip(e.Condition, whoRoom) + "”"
	}
	short := append(answer.Say("%s", head), m.by(e.Source, mv.Candidate.Key)...)
	full := append(slices.Clone(short), quoted(e.Source)...)
	return Told{append(stopped(full), m.behind(mv)...), append(stopped(short), m.mark(mv)...)}
}

// behind says what a report does not: where the member stood before, that it comes late, and
// what speaks against it.
func (m *Morning) behind(mv move) answer.Line {
	text, name := "", m.called(mv.Candidate.Key)
	was := consensus.Entry{}
	if mv.before.Entry != 0 {
		was = m.Entry(mv.before.Entry)
	}
	switch {
	case mv.before.Position == consensus.Undeclared && mv.To.Position != consensus.Undeclared || mv.before.Entry == 0:
	case mv.before.Position != mv.To.Position:
		text = fmt.Sprintf(" %s it %s", english.Capital(english.DatedIn(mv.before.Since, m.Changes.To.On)), did(mv.before.Position, name))
		if was.Condition != "" {
			text += fmt.Sprintf(", asking for “%s”", english.Clip(was.Condition, whoRoom))
		}
		text = english.Stopped(text)
	default:
		text = " " + recordBefore(mv.before.Via)
		if was.Condition != mv.entry.Condition && was.Condition != "" {
			text += fmt.Sprintf(" Before, it asked for “%s”.", english.Clip(was.Condition, whoRoom))
		}
	}
	if m.late(mv) {
		text += fmt.Sprintf(" Late news: it was so %s.", english.DatedIn(mv.To.Since, m.Changes.To.On))
	}
	return append(answer.Say("%s", text), m.mark(mv)...)
}

// recordBefore says on whose word a position was before it came on the record, or that it
// was on it.
func recordBefore(via consensus.Attribution) string {
	switch via {
	case consensus.Official:
		return "Until now that was an official's word."
	case consensus.Diplomat:
		return "Until now that was a diplomat's word."
	case consensus.Camp:
		return "Until now that was the camp's word."
	case consensus.Reported, consensus.Inferred:
		return "Until now nobody had said so on the record."
	}
	return "Until now that was on the record."
}

// mark says of a move that it is not certain, or that an editor made it so.
func (m *Morning) mark(mv move) answer.Line {
	switch {
	case mv.contest.Contested:
		return answer.Say(" Another report of that day says that it %s.", m.otherwise(mv.contest))
	case mv.contest.Settled > m.Changes.From.Known && mv.contest.Upheld() == mv.To.Entry:
		return answer.Say(" Of two reports an editor settled on this one.")
	}
	return nil
}

// late tells whether a report is of a day before the last digest, which did not know of it.
func (m *Morning) late(mv move) bool {
	from := m.Changes.From
	return from.Known > 0 && mv.To.Entry > from.Known && mv.To.Since.Day < from.On
}
