package commands

import (
	"cmp"
	"fmt"
	"slices"

	"natobot/consensus"
)

// LiveNotes is what a channel hears live: what moved since it was told last.
type LiveNotes struct {
	Point      consensus.Point // what it covers: told, of the next one
	Changes    *Reply          // nil where nothing moved
	Milestones []LiveMilestone
	// Dropped tells that there was more, which is too old to be told live.
	Dropped bool
}

// LiveMilestone is a message about a milestone, or about several where many were passed at
// once. By its names it is told once.
type LiveMilestone struct {
	Names []string
	Reply Reply
}

const (
	liveLines     = 15 // of one note
	liveButtons   = 5  // to undo what a note tells
	milestonesOne = 3  // more at once, an import, come in one message
)

// notesSince words what moved after the entry after, for a channel that was told up to told.
// What was recorded up to old is too old to be told live.
func (v view) notesSince(after int, told consensus.Point, old int) LiveNotes {
	notes := LiveNotes{Point: v.at}
	n := &liveNote{view: v, after: after}
	if old > told.Known {
		missed := &liveNote{view: v, after: told.Known}
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
	together := LiveMilestone{Reply: Reply{Audience: ToChannel, Sections: []Section{note(n.asOf())}}}
	lines := List{}
	for _, m := range n.race.Milestones(told, n.at) {
		reply := Reply{Audience: ToChannel, Title: n.passed(m), Sections: []Section{note(n.asOf())}}
		if source := n.sourceOf(m); source != nil {
			reply.Sections = append(reply.Sections, Paragraph{Text: source})
		}
		list = append(list, LiveMilestone{[]string{m.Name}, reply})
		together.Names = append(together.Names, m.Name)
		lines.Items = append(lines.Items, say("%s", reply.Title))
	}
	if len(list) <= milestonesOne {
		return list
	}
	together.Reply.Title = number(len(list), "milestone", "milestones") + " at once"
	together.Reply.Sections = append(together.Reply.Sections, lines)
	return []LiveMilestone{together}
}

// sourceOf names the entry that a milestone rests on, where it is one.
func (n *liveNote) sourceOf(m consensus.Milestone) Line {
	number := m.To.Entry
	if m.Kind >= consensus.CameIn {
		number = m.Candidate.Entry
	}
	if number == 0 {
		return nil
	}
	return append(append(Line{{Text: "Source: "}}, cited(n.entry(number))...), Span{Text: "."})
}

// liveNote is a note on its way to being worded: what was recorded after an entry.
type liveNote struct {
	after int
	view
}

// moved is a line of a note, and the entry that made it.
type moved struct {
	line Line
	by   int
}

// changes words what moved; nil where nothing did, and nothing else was told before.
func (n *liveNote) changes(told int) *Reply {
	c := n.since(n.at.Known)
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
	return n.race.Changes(consensus.Point{On: n.at.On, Known: n.after}, consensus.Point{On: n.at.On, Known: known})
}

// silent tells that a note has nothing to say of some changes.
func silent(c *consensus.Changes) bool { return len(c.Stances)+len(c.Statuses)+len(c.Joined) == 0 }

func (n *liveNote) reply(c *consensus.Changes, list []moved) *Reply {
	reply := &Reply{Audience: ToChannel, Title: "New on record"}
	l := List{}
	for _, m := range list[:min(len(list), liveLines)] {
		l.Items = append(l.Items, m.line)
		undo := Action{Label: fmt.Sprintf("Undo #%d", m.by), Command: fmt.Sprintf("retract #%d because %q", m.by, undone)}
		if m.by > n.after && len(reply.Actions) < liveButtons && !slices.Contains(reply.Actions, undo) {
			reply.Actions = append(reply.Actions, undo)
		}
	}
	if more := len(list) - liveLines; more > 0 {
		l.Items = append(l.Items, moreChanges(more))
	}
	reply.Sections = []Section{l}
	for _, t := range n.race.Standing(n.at).Tallies {
		if live(t) && slices.ContainsFunc(c.Stances, func(s consensus.StanceChange) bool { return s.Candidate.Key == t.Candidate.Key }) {
			reply.Sections = append(reply.Sections, note(n.backing(t)))
		}
	}
	return reply
}

// lines gives a line for each change.
func (n *liveNote) lines(c *consensus.Changes) []moved {
	var list []moved
	for _, s := range c.Stances {
		m := n.cause(s.From.Entry, s.To.Entry)
		head := say("%s: %s → %s", n.member(s.To.Member).Name, s.From.Position, toward(s.To.Position, s.Candidate.Name))
		m.line = append(head, m.line...)
		if days, ok := s.Days(); ok && days > 0 {
			m.line = append(m.line, Span{Text: fmt.Sprintf(" The last report was %s older.", number(days, "day", "days"))})
		}
		list = append(list, n.met(s, m))
	}
	for _, s := range c.Statuses {
		m := n.cause(s.From.Entry, s.To.Entry)
		m.line = append(n.turns(s), m.line...)
		list = append(list, m)
	}
	for _, j := range c.Joined {
		line := say("%s joined on %s (#%d). Consensus needs %s.", capital(articled(j)), j.Joined.Long(), j.Entry, number(len(n.book.Members(c.To)), "member", "members"))
		list = append(list, moved{line, j.Entry})
	}
	return list
}

// met says how the report that a change rests on stands to others of its day.
func (n *liveNote) met(s consensus.StanceChange, m moved) moved {
	switch contest, _ := n.race.Contest(s.Candidate.Key, s.To.Member, n.at); {
	case contest.Contested:
		m.line = append(m.line, Span{Text: fmt.Sprintf(" Contested by %s.", contestedBy(contest, contest.Entry))})
	case contest.Settled > n.after:
		m.line = append(append(m.line, Span{Text: " Settled by "}), n.recorders(contest.Settled)...)
		m.line = append(m.line, Span{Text: fmt.Sprintf(" (#%d).", contest.Settled)})
		m.by = contest.Settled
	}
	return m
}

// turns says how a candidate's status moved.
func (n *liveNote) turns(s consensus.StatusChange) Line {
	was := orNone(s.From.Status)
	if s.From.Entry == 0 {
		was = "not named"
	}
	return say("%s: %s → %s", n.introduced(s.To), was, orNone(s.To.Status))
}

// takenBack gives a line for each change that the channel was told and that is none any
// more.
func (n *liveNote) takenBack(now, then *consensus.Changes) []moved {
	var list []moved
	for _, s := range then.Stances {
		is, _ := n.race.Stance(s.Candidate.Key, s.To.Member, n.at)
		if slices.ContainsFunc(now.Stances, func(o consensus.StanceChange) bool { return o.To == is }) {
			continue
		}
		m := n.cause(s.To.Entry, is.Entry)
		head := say("%s: %s → %s (#%d)", n.member(s.To.Member).Name, s.From.Position, toward(s.To.Position, s.Candidate.Name), s.To.Entry)
		list = append(list, m.instead(head, toward(is.Position, s.Candidate.Name)))
	}
	for _, s := range then.Statuses {
		is, _ := n.race.Candidate(s.To.Key, n.at)
		if slices.ContainsFunc(now.Statuses, func(o consensus.StatusChange) bool { return o.To.Key == s.To.Key }) {
			continue
		}
		m := n.cause(s.To.Entry, is.Entry)
		list = append(list, m.instead(append(n.turns(s), Span{Text: fmt.Sprintf(" (#%d)", s.To.Entry)}), orNone(is.Status)))
	}
	return list
}

// instead gives a line for what was told, struck, and what is so now.
func (m moved) instead(told Line, now string) moved {
	for i := range told {
		told[i].Style |= Struck
	}
	return moved{append(append(told, Span{Text: ". Now " + now}), m.line...), m.by}
}

// cause says what made a change: the new report with its source, or that the old one was
// struck. from and to are the entries that stood and that stand, 0 for none.
func (n *liveNote) cause(from, to int) moved {
	if from != 0 && to <= n.after && n.book.StruckBy(from, n.at.Known) != 0 {
		return n.mended(from, to)
	}
	if to == 0 {
		return moved{Line{{Text: "."}}, n.at.Known}
	}
	line := append(append(Line{{Text: " ("}}, cited(n.entry(to))...), Span{Text: "). Recorded by "})
	return moved{append(append(line, n.recorders(to)...), Span{Text: "."}), to}
}

// mended says that an entry was struck, and which stands again.
func (n *liveNote) mended(from, to int) moved {
	by := n.entry(n.lastOf(from))
	line := say(". #%d is corrected by #%d, by ", from, by.Number)
	if !by.Corrects() {
		line = say(". #%d is taken back (%s, #%d), by ", from, unstopped(by.Text), by.Number)
	}
	line = append(append(line, n.recorders(by.Number)...), Span{Text: "."})
	if to != 0 {
		line = append(line, Span{Text: fmt.Sprintf(" #%d stands again.", to)})
	}
	return moved{line, by.Number}
}
