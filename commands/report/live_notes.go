package report

import (
	"cmp"
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// LiveNotes is what a channel hears live: what moved since it was told last.
type LiveNotes struct {
	Point      consensus.Point // what it covers: told, of the next one
	Changes    *answer.Reply   // nil where nothing moved
	Milestones []LiveMilestone
	// Dropped tells that there was more, which is too old to be told live.
	Dropped bool
}

// LiveMilestone is a message about a milestone, or about several where many were passed at
// once. By its names it is told once.
type LiveMilestone struct {
	Names []string
	Reply answer.Reply
}

const (
	liveLines     = 15 // of one note
	liveButtons   = 5  // to undo what a note tells
	milestonesOne = 3  // more at once, an import, come in one message
)

// NotesSince words what moved after the entry after, for a channel that was told up to told.
// What was recorded up to old is too old to be told live.
func (v View) NotesSince(after int, told consensus.Point, old int) LiveNotes {
	notes := LiveNotes{Point: v.At}
	n := &liveNote{View: v, after: after}
	if old > told.Known {
		missed := &liveNote{View: v, after: told.Known}
		notes.Dropped = !silent(missed.since(old))
		told.Known, n.after = old, max(after, old)
	}
	notes.Changes = n.changes(told.Known)
	notes.Milestones = n.milestones(told)
	return notes
}

// milestones words what was passed since the channel was told last.
func (n *liveNote) milestones(told consensus.Point) []LiveMilestone {
	var list []LiveMilestone
	told.On = min(told.On, n.At.On) // of a race that closed on an earlier day
	for _, m := range n.Race.Milestones(told, n.At) {
		sections := append([]answer.Section{Note(n.asOf())}, answer.Paragraphs(n.sourceOf(m))...)
		list = append(list, LiveMilestone{[]string{m.Name}, answer.Reply{Audience: answer.ToChannel, Title: n.passed(m), Sections: sections}})
	}
	if len(list) <= milestonesOne {
		return list
	}
	return []LiveMilestone{{
		Names: english.Each(list, func(m LiveMilestone) string { return m.Names[0] }),
		Reply: answer.Reply{
			Audience: answer.ToChannel, Title: english.Number(len(list), "milestone", "milestones") + " at once",
			Sections: []answer.Section{Note(n.asOf()), answer.List{Items: english.Each(list, func(m LiveMilestone) answer.Line { return answer.Say("%s", m.Reply.Title) })}},
		},
	}}
}

// sourceOf names the entry that a milestone rests on, where it is one.
func (n *liveNote) sourceOf(m consensus.Milestone) answer.Line {
	number := m.To.Entry
	if m.Kind >= consensus.CameIn {
		number = m.Candidate.Entry
	}
	if number == 0 {
		return nil
	}
	return answer.Say("Source: ").And(cited(n.Entry(number))...).Say(".")
}

// liveNote is a note on its way to being worded: what was recorded after an entry.
type liveNote struct {
	after int
	View
}

// moved is a line of a note, and the entry that made it.
type moved struct {
	line answer.Line
	by   int
}

// changes words what moved; nil where nothing did, and nothing else was told before.
func (n *liveNote) changes(told int) *answer.Reply {
	c := n.since(n.At.Known)
	n.fetch(n.behind(c)...)
	list := n.lines(c)
	if told > n.after {
		list = append(list, n.takenBack(c, n.since(told))...)
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortStableFunc(list, func(a, b moved) int { return cmp.Compare(a.by, b.by) })
	return n.reply(c, list)
}

// since gives what moved up to an entry, by what is true today: so what is about the past
// and moves nothing now is not in it.
func (n *liveNote) since(known int) *consensus.Changes {
	return n.Race.Changes(consensus.Point{On: n.At.On, Known: n.after}, consensus.Point{On: n.At.On, Known: known})
}

// silent tells that a note has nothing to say of some changes.
func silent(c *consensus.Changes) bool { return len(c.Stances)+len(c.Statuses)+len(c.Joined) == 0 }

func (n *liveNote) reply(c *consensus.Changes, list []moved) *answer.Reply {
	reply := &answer.Reply{Audience: answer.ToChannel, Title: "New in the ledger"}
	l := answer.List{}
	for _, m := range list[:min(len(list), liveLines)] {
		l.Items = append(l.Items, m.line)
		undo := n.undoing(n.Entry(m.by))
		undo.Label = fmt.Sprintf("Undo #%d", m.by)
		if m.by > n.after && len(reply.Actions) < liveButtons && !slices.Contains(reply.Actions, undo) {
			reply.Actions = append(reply.Actions, undo)
		}
	}
	if more := len(list) - liveLines; more > 0 {
		l.Items = append(l.Items, answer.Marked(fmt.Sprintf("And %d more: `/§ changes`", more)))
	}
	reply.Sections = []answer.Section{l}
	for _, t := range n.Race.Standing(n.At).Tallies {
		if live(t) && slices.ContainsFunc(c.Stances, func(s consensus.StanceChange) bool { return s.Candidate.Key == t.Candidate.Key }) {
			reply.Sections = append(reply.Sections, Note(n.backing(t)))
		}
	}
	return reply
}

// lines gives a line for each change.
func (n *liveNote) lines(c *consensus.Changes) []moved {
	var list []moved
	for _, s := range c.Stances {
		m := n.cause(s.From.Entry, s.To.Entry)
		m.line = answer.Say("%s", n.step(c, s, "")).And(m.line...)
		if days, ok := s.Days(); ok && days > 0 {
			m.line = m.line.Say(" The last report was %s older.", english.Number(days, "day", "days"))
		}
		list = append(list, n.met(s, m))
	}
	for _, s := range c.Statuses {
		m := n.cause(s.From.Entry, s.To.Entry)
		m.line = append(n.turns(s), m.line...)
		list = append(list, m)
	}
	for _, j := range c.Joined {
		line := answer.Say("%s joined on %s (#%d). Consensus needs %s.", english.Capital(english.Articled(j)), j.Joined.Long(), j.Entry, english.Members(n.Race.Body(), len(n.Race.Members(c.To))))
		list = append(list, moved{line, j.Entry})
	}
	return list
}

// met says how the report that a change rests on stands to others of its day.
func (n *liveNote) met(s consensus.StanceChange, m moved) moved {
	switch contest, _ := n.Race.Contest(s.Candidate.Key, s.To.Member, n.At); {
	case contest.Contested:
		m.line = m.line.Say(" Contested by %s.", contestedBy(contesters(contest, contest.Position)))
	case contest.Settled > n.after:
		m.line = m.line.Say(" Settled by ").And(n.recorders(contest.Settled)...).Say(" (#%d).", contest.Settled)
		m.by = contest.Settled
	}
	return m
}

// turns says how a candidate's status moved.
func (n *liveNote) turns(s consensus.StatusChange) answer.Line {
	return answer.Say("%s: %s → %s", n.Introduced(s.To), statusBefore(s.From), orNone(s.To))
}

// takenBack gives a line for each change that the channel was told and that is none any
// more.
func (n *liveNote) takenBack(now, then *consensus.Changes) []moved {
	var list []moved
	for _, s := range then.Stances {
		is, _ := n.Race.Stance(s.Candidate.Key, s.To.Member, n.At)
		if slices.ContainsFunc(now.Stances, func(o consensus.StanceChange) bool { return o.To == is }) {
			continue
		}
		m := n.cause(s.To.Entry, is.Entry)
		head := answer.Say("%s (#%d)", n.step(then, s, ""), s.To.Entry)
		list = append(list, m.instead(head, answer.Toward(is.Saying(s.Candidate), s.Candidate.Name)))
	}
	for _, s := range then.Statuses {
		is, _ := n.Race.Candidate(s.To.Key, n.At)
		if slices.ContainsFunc(now.Statuses, func(o consensus.StatusChange) bool { return o.To.Key == s.To.Key }) {
			continue
		}
		m := n.cause(s.To.Entry, is.Entry)
		list = append(list, m.instead(n.turns(s).Say(" (#%d)", s.To.Entry), orNone(is)))
	}
	return list
}

// instead gives a line for what was told, struck, and what is so now.
func (m moved) instead(told answer.Line, now string) moved {
	strike(told)
	return moved{told.Say(". Now %s", now).And(m.line...), m.by}
}

// cause says what made a change: the new report with its source, or that the old one was
// struck. from and to are the entries that stood and that stand, 0 for none.
func (n *liveNote) cause(from, to int) moved {
	if from != 0 && to <= n.after && n.Book.StruckBy(from, n.At.Known) != 0 {
		return n.mended(from, to)
	}
	if to == 0 {
		return moved{answer.Say("."), n.At.Known}
	}
	return moved{answer.Say(" (").And(cited(n.Entry(to))...).Say("). Recorded by ").And(n.recorders(to)...).Say("."), to}
}

// mended says that an entry was struck, and which stands again.
func (n *liveNote) mended(from, to int) moved {
	by := n.Entry(n.LastOf(from))
	line := answer.Say(". #%d is corrected by #%d, by ", from, by.Number)
	if !by.Corrects() {
		line = answer.Say(". #%d is taken back (%s, #%d), by ", from, unstopped(by.Text), by.Number)
	}
	line = line.And(n.recorders(by.Number)...).Say(".")
	if to != 0 {
		line = line.Say(" #%d stands again.", to)
	}
	return moved{line, by.Number}
}
