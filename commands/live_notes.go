package commands

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

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
	// liveFor is how long something recorded is worth a live note: after that, the digest
	// has told it.
	liveFor = 24 * time.Hour

	liveLines     = 15 // of one note
	liveButtons   = 5  // to undo what a note tells
	milestonesOne = 3  // more at once, an import, come in one message
)

// LiveNotes words what moved after the entry after, for a channel that was told up to
// told. Where after lies before told, the note takes the place of an earlier one, which
// began there too. What is about the past and moves nothing today is no news.
func (d *Desk) LiveNotes(ctx context.Context, after int, told consensus.Point) (LiveNotes, error) {
	if err := d.catchUp(ctx); err != nil {
		return LiveNotes{}, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	v := d.view(d.today())
	notes := LiveNotes{Point: v.at}
	n := &liveNote{desk: d, view: v, after: after}
	if old := d.book.KnownBefore(d.Now().Add(-liveFor)); old > told.Known {
		missed := &liveNote{desk: d, view: v, after: told.Known}
		notes.Dropped = !silent(missed.since(old))
		told.Known, n.after = old, max(after, old)
	}
	var err error
	if notes.Changes, err = n.changes(ctx, told.Known); err != nil {
		return LiveNotes{}, err
	}
	notes.Milestones, err = n.milestones(ctx, told)
	return notes, err
}

// milestones words what was passed since the channel was told last.
func (n *liveNote) milestones(ctx context.Context, told consensus.Point) ([]LiveMilestone, error) {
	var list []LiveMilestone
	together := LiveMilestone{Reply: Reply{Audience: ToChannel, Sections: []Section{note(n.asOf())}}}
	lines := List{}
	for _, m := range n.race.Milestones(told, n.at) {
		reply := Reply{Audience: ToChannel, Title: n.passed(m), Sections: []Section{note(n.asOf())}}
		source, err := n.sourceOf(ctx, m)
		if err != nil {
			return nil, err
		}
		if source != nil {
			reply.Sections = append(reply.Sections, Paragraph{Text: source})
		}
		list = append(list, LiveMilestone{[]string{m.Name}, reply})
		together.Names = append(together.Names, m.Name)
		lines.Items = append(lines.Items, say("%s", reply.Title))
	}
	if len(list) <= milestonesOne {
		return list, nil
	}
	together.Reply.Title = number(len(list), "milestone", "milestones") + " at once"
	together.Reply.Sections = append(together.Reply.Sections, lines)
	return []LiveMilestone{together}, nil
}

// sourceOf names the entry that a milestone rests on, where it is one.
func (n *liveNote) sourceOf(ctx context.Context, m consensus.Milestone) (Line, error) {
	number := m.To.Entry
	if m.Kind >= consensus.CameIn {
		number = m.Candidate.Entry
	}
	if number == 0 {
		return nil, nil
	}
	e, err := n.entry(ctx, number)
	return append(append(Line{{Text: "Source: "}}, cited(e)...), Span{Text: "."}), err
}

// liveNote is a note on its way to being worded: what was recorded after an entry.
type liveNote struct {
	desk  *Desk
	after int
	view
}

// moved is a line of a note, and the entry that made it.
type moved struct {
	line Line
	by   int
}

// changes words what moved; nil where nothing did, and nothing else was told before.
func (n *liveNote) changes(ctx context.Context, told int) (*Reply, error) {
	c := n.since(n.at.Known)
	list, err := n.lines(ctx, c)
	if err != nil {
		return nil, err
	}
	if told > n.after {
		back, err := n.takenBack(ctx, c, n.since(told))
		if err != nil {
			return nil, err
		}
		list = append(list, back...)
	}
	if len(list) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(list, func(a, b moved) int { return cmp.Compare(a.by, b.by) })
	return n.reply(c, list), nil
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
func (n *liveNote) lines(ctx context.Context, c *consensus.Changes) ([]moved, error) {
	var list []moved
	for _, s := range c.Stances {
		m, err := n.cause(ctx, s.From.Entry, s.To.Entry)
		if err != nil {
			return nil, err
		}
		head := say("%s: %s → %s", n.member(s.To.Member).Name, s.From.Position, toward(s.To.Position, s.Candidate.Name))
		m.line = append(head, m.line...)
		if days, ok := s.Days(); ok && days > 0 {
			m.line = append(m.line, Span{Text: fmt.Sprintf(" The last report was %s older.", number(days, "day", "days"))})
		}
		list = append(list, n.met(s, m))
	}
	for _, s := range c.Statuses {
		m, err := n.cause(ctx, s.From.Entry, s.To.Entry)
		if err != nil {
			return nil, err
		}
		m.line = append(n.turns(s), m.line...)
		list = append(list, m)
	}
	for _, j := range c.Joined {
		line := say("%s joined on %s (#%d). Consensus needs %s.", capital(articled(j)), j.Joined.Long(), j.Entry, number(len(n.book.Members(c.To)), "member", "members"))
		list = append(list, moved{line, j.Entry})
	}
	return list, nil
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
func (n *liveNote) takenBack(ctx context.Context, now, then *consensus.Changes) ([]moved, error) {
	var list []moved
	for _, s := range then.Stances {
		is, _ := n.race.Stance(s.Candidate.Key, s.To.Member, n.at)
		if slices.ContainsFunc(now.Stances, func(o consensus.StanceChange) bool { return o.To == is }) {
			continue
		}
		m, err := n.cause(ctx, s.To.Entry, is.Entry)
		if err != nil {
			return nil, err
		}
		head := say("%s: %s → %s (#%d)", n.member(s.To.Member).Name, s.From.Position, toward(s.To.Position, s.Candidate.Name), s.To.Entry)
		list = append(list, m.instead(head, toward(is.Position, s.Candidate.Name)))
	}
	for _, s := range then.Statuses {
		is, _ := n.race.Candidate(s.To.Key, n.at)
		if slices.ContainsFunc(now.Statuses, func(o consensus.StatusChange) bool { return o.To.Key == s.To.Key }) {
			continue
		}
		m, err := n.cause(ctx, s.To.Entry, is.Entry)
		if err != nil {
			return nil, err
		}
		list = append(list, m.instead(append(n.turns(s), Span{Text: fmt.Sprintf(" (#%d)", s.To.Entry)}), orNone(is.Status)))
	}
	return list, nil
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
func (n *liveNote) cause(ctx context.Context, from, to int) (moved, error) {
	if from != 0 && to <= n.after && n.book.StruckBy(from, n.at.Known) != 0 {
		return n.mended(ctx, from, to)
	}
	if to == 0 {
		return moved{Line{{Text: "."}}, n.at.Known}, nil
	}
	e, err := n.entry(ctx, to)
	if err != nil {
		return moved{}, err
	}
	line := append(append(Line{{Text: " ("}}, cited(e)...), Span{Text: "). Recorded by "})
	return moved{append(append(line, n.recorders(to)...), Span{Text: "."}), to}, nil
}

// mended says that an entry was struck, and which stands again.
func (n *liveNote) mended(ctx context.Context, from, to int) (moved, error) {
	by, err := n.entry(ctx, n.lastOf(from))
	if err != nil {
		return moved{}, err
	}
	line := say(". #%d is corrected by #%d, by ", from, by.Number)
	if !by.Corrects() {
		line = say(". #%d is taken back (%s, #%d), by ", from, unstopped(by.Text), by.Number)
	}
	line = append(append(line, n.recorders(by.Number)...), Span{Text: "."})
	if to != 0 {
		line = append(line, Span{Text: fmt.Sprintf(" #%d stands again.", to)})
	}
	return moved{line, by.Number}, nil
}

// entry gives an entry of the ledger, whole.
func (n *liveNote) entry(ctx context.Context, number int) (consensus.Entry, error) {
	entries, err := n.desk.Ledger.Entries(ctx, number)
	if err != nil {
		return consensus.Entry{}, err
	}
	return entries[0], nil
}
