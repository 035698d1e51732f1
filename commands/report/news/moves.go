package news

import (
	"cmp"
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
}

// kind tells what a move is as news.
func (mv *move) kind(first bool) Kind {
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
func (m *Morning) moves() []*move {
	var list []*move
	known := m.Changes.To.Known
	for _, s := range m.Changes.Stances {
		mv := &move{StanceChange: s, before: s.From, entry: m.Entry(s.To.Entry)}
		if s.From.Entry != 0 && m.Book.StruckBy(s.From.Entry, known) != 0 {
			mv.before, _ = m.Race.Stance(s.Candidate.Key, s.To.Member, consensus.Point{On: m.Changes.From.On, Known: known})
			if mv.before.Entry == s.To.Entry {
				mv.before = consensus.Stance{}
			}
		}
		mv.contest, _ = m.Race.Contest(s.Candidate.Key, s.To.Member, m.Changes.To)
		list = append(list, mv)
	}
	return list
}

// stoodThere tells whether a member came back to a position that it had left.
func (m *Morning) stoodThere(mv *move) bool {
	if mv.before.Position == mv.To.Position {
		return false
	}
	at := consensus.Point{On: mv.before.Since.Day, Known: m.Changes.To.Known}
	var first consensus.Stance
	for first = range m.Race.Run(mv.Candidate.Key, mv.To.Member, at) {
	}
	if first.Entry == 0 {
		return false
	}
	at.On = first.Since.Day.Add(-1)
	earlier, _ := m.Race.Stance(mv.Candidate.Key, mv.To.Member, at)
	return earlier.Entry != 0 && earlier.Position == mv.To.Position
}

// stances gives the items of members that moved: those that say the same in the same way are
// one item.
func (m *Morning) stances() []Item {
	type like struct {
		kind   Kind
		key    consensus.Key
		to     consensus.Position
		stage  consensus.Stage
		before consensus.Position
		how    string
	}
	groups := map[like][]*move{}
	var order []like
	for _, mv := range m.moves() {
		was, _ := m.Changes.Was.Find(mv.Candidate.Key)
		l := like{kind: mv.kind(was.Count(consensus.Backs) == 0), key: mv.Candidate.Key, to: mv.To.Position, stage: mv.To.Stage, how: "say"}
		if !mv.To.Via.IsOnRecord() {
			l.how = onWord(2, mv.entry.Source)
		}
		if l.kind == Reversal || l.kind == Objection {
			l.before = mv.before.Position
		}
		if l.kind == Contested || l.kind == Aside {
			l.how = string(mv.To.Member)
		}
		l.how += notForPrint(mv.entry)
		if groups[l] == nil {
			order = append(order, l)
		}
		groups[l] = append(groups[l], mv)
	}
	slices.SortStableFunc(order, func(a, b like) int {
		return cmp.Or(len(groups[b])-len(groups[a]), firmness(groups[a][0])-firmness(groups[b][0]))
	})
	var items []Item
	for _, l := range order {
		items = append(items, m.item(l.kind, groups[l]))
	}
	return items
}

// firmness orders what as many members say: what is on the record before what is not.
func firmness(mv *move) int {
	if mv.To.Via.IsOnRecord() {
		return 0
	}
	return 1
}

// item words moves of one kind.
func (m *Morning) item(kind Kind, group []*move) Item {
	first := group[0]
	i := Item{Kind: kind, Candidate: first.Candidate.Key, Lines: m.lines(group)}
	i.Head, i.Count = m.head(kind, group, m.called(i.Candidate))
	if i.Head != "" {
		i.Head += notForPrint(first.entry)
	}
	return i
}

// head words moves for a first line, and how the count stands where the sentence leads to it.
func (m *Morning) head(kind Kind, group []*move, name string) (head, count string) {
	first := group[0]
	n, p, said, key := len(group), first.To.Position, first.To.Saying(first.Candidate), first.Candidate.Key
	who := english.Capital(english.Few(m.members(group), namesInLine))
	if n == 1 && (p == consensus.Backs || p == consensus.Leans) && m.stoodThere(first) {
		name += " again"
	}
	says := func(who string) string { return says(who, n, said, name, first.entry.Source) }
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
		return says(who), fmt.Sprintf("; %d of %s %s%s", len(agree), english.Members(m.Race.Body(), len(t.Stances)), answer.Agree(t.Candidate, len(agree)), m.marks(agree))
	}
	return says(who), ""
}

// nowDo counts those that back, behind a sentence that says so of some.
func (m *Morning) nowDo(t consensus.Tally) string {
	backs := t.In(consensus.Backs)
	return fmt.Sprintf("%d of %s now %s%s", len(backs), english.Members(m.Race.Body(), len(t.Stances)), answer.So(t.Candidate, len(backs)), m.marks(backs))
}

// objects words an objection. It is the only one, or one of several.
func (m *Morning) objects(group []*move, says func(string) string, who string, t consensus.Tally) string {
	if len(group) == 1 && group[0].before.Position == consensus.Backs {
		who += ", until now a backer,"
	}
	head, what := says(who), "a candidacy"
	if t.Candidate.Motion {
		what = "it"
	}
	switch n := t.Count(consensus.Opposes); {
	case t.Candidate.Status.Decided():
		return head
	case n > len(group):
		return fmt.Sprintf("%s; %s now do", head, english.Members(m.Race.Body(), n))
	case n > 1:
		return head + ", and one objection stops " + what
	}
	return head + ": one objection stops " + what
}

// turnsBack words that members go back on what they said.
func (m *Morning) turnsBack(first *move, n int, says func(string) string, who string) string {
	name := m.called(first.Candidate.Key)
	it := english.Agree(n, "it", "they")
	switch from := first.before.Position; {
	case from == consensus.Opposes:
		return fmt.Sprintf("%s %s: %s", who, english.Agree(n, "drops its objection", "drop their objections"), says(it))
	case from == consensus.Holdout:
		return fmt.Sprintf("%s no longer %s out: %s", who, english.Agree(n, "holds", "hold"), says(it))
	case from == consensus.Backs:
		return fmt.Sprintf("%s no longer %s: %s", who, answer.Do(n, first.Candidate.Says(consensus.Backs), name), says(it))
	}
	return fmt.Sprintf("%s %s back: %s", who, english.Agree(n, "steps", "step"), says(it))
}

// recordHead words that positions come on the record, or go off it.
func (m *Morning) recordHead(group []*move, who, name string, t consensus.Tally) (head, count string) {
	n, p, said, on := len(group), group[0].To.Position, group[0].To.Saying(group[0].Candidate), group[0].To.Via.IsOnRecord()
	record, backers := len(t.OnRecord()), fmt.Sprintf("%d of %d backers", len(t.OnRecord()), t.Count(consensus.Backs))
	if record == t.Count(consensus.Backs) {
		backers = fmt.Sprintf("all %d backers", record)
	}
	backers = fmt.Sprintf("; %s now %s", backers, english.Agree(record, "does", "do"))
	switch {
	case on && p == consensus.Backs:
		return fmt.Sprintf("%s %s on the record", who, does(n, said, name, true)), backers
	case on:
		return fmt.Sprintf("%s on the record that %s %s", who+english.Agree(n, " says", " say"), english.Agree(n, "it", "they"), does(n, said, name, true)), ""
	case p == consensus.Backs:
		return fmt.Sprintf("%s no longer %s on the record", who, does(n, said, name, false)), backers
	}
	return fmt.Sprintf("That %s %s is no longer on the record", english.Series(m.members(group)), does(n, said, name, true)), ""
}

func (m *Morning) members(group []*move) []string {
	return english.Each(group, func(mv *move) string { return m.Named(mv.To.Member) })
}
