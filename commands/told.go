package commands

import (
	"context"
	"fmt"
	"runtime/debug"

	"natobot/consensus"
)

// told answers a recording that is done: what the entry says, what it moved, and what
// to watch out for. It is drawn from the entry and from the points just before and
// after it, so that a repeated request gets the answer of the first time. Whatever
// goes wrong here, the entry is on disk: the answer never says otherwise. Others hear of
// it once, with the first answer.
func (d *Desk) told(ctx context.Context, req Request, receipt Receipt) (reply Reply) {
	entries := receipt.Entries
	defer func() {
		if r := recover(); r != nil {
			reply = recordedBarely(entries, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	if len(entries) > 1 {
		return recordedBarely(entries, nil)
	}
	e := entries[0]
	v := d.view(consensus.DayOf(e.Recorded.In(d.Zone))).of(e)
	v.at.Known = e.Number
	reply, err := d.wordRecorded(ctx, req, v, e)
	if err != nil {
		return recordedBarely(entries, err)
	}
	if !receipt.Repeated {
		reply.Notices, reply.Cause = d.notices(ctx, v, e)
	}
	return reply
}

func (d *Desk) wordRecorded(ctx context.Context, req Request, v view, e consensus.Entry) (Reply, error) {
	reply := Reply{Outcome: Recorded, Title: v.recorded(e)}
	add := func(lines ...Line) {
		for _, l := range lines {
			if len(l) > 0 {
				reply.Sections = append(reply.Sections, Paragraph{Text: l})
			}
		}
	}
	if e.Kind == consensus.Echo {
		return d.wordEcho(ctx, v, e)
	}
	if e.Strikes() {
		line, err := d.replaced(ctx, v, e)
		if err != nil {
			return reply, err
		}
		add(line)
		carried, err := d.whoCarried(ctx, v, e)
		if err != nil {
			return reply, err
		}
		add(carried)
	}
	add(v.effects(e)...)
	warnings, err := d.warnings(ctx, v, e)
	if err != nil {
		return reply, err
	}
	add(warnings...)
	if _, set := d.book.Schedules(e.Number - 1); e.Kind == consensus.Scheduling && e.Schedule.Skip == 0 && !set && d.Config.Digest != nil {
		add(say("The digest of the settings (%s) ends with this.", times(*d.Config.Digest)))
	}
	if e.Source != (consensus.Source{}) {
		line := append(Line{{Text: "Source: "}}, sourced(e)...)
		if e.Source.Quote != "" {
			line = append(line, Span{Text: ": "}, Span{Text: "“" + e.Source.Quote + "”", Style: Italic})
		}
		add(line)
	}
	reply.Actions = []Action{undoing(e)}
	if d.role(req) == consensus.Editor {
		reply.Actions = append(reply.Actions, settlings(v.contest(e))...)
	}
	return reply, nil
}

// undoing is the button that takes an entry back.
func undoing(e consensus.Entry) Action {
	return Action{Label: "Undo", Command: fmt.Sprintf("retract #%d because %q", e.Number, undone)}
}

// replaced tells what a correction or a retraction strikes, and what that brings back.
func (d *Desk) replaced(ctx context.Context, v view, e consensus.Entry) (Line, error) {
	entries, err := d.Ledger.Entries(ctx, e.Target)
	if err != nil {
		return nil, err
	}
	old := entries[0]
	if old.Kind == consensus.Echo {
		return v.leftAlone(old), nil
	}
	if e.Corrects() {
		return append(append(Line{{Text: fmt.Sprintf("#%d said: %s (", old.Number, v.means(old))}}, sourced(old)...), Span{Text: "). It stays visible as corrected."}), nil
	}
	if old.Kind == consensus.Retraction {
		return say("The retraction of #%d counts no more, and #%d stands again. Reason: %s.", old.Target, old.Target, unstopped(e.Text)), nil
	}
	line := say("Struck: %s. Reason: %s.", v.means(old), unstopped(e.Text))
	if old.Strikes() && v.book.StruckBy(old.Target, e.Number) == 0 {
		line[0].Text += fmt.Sprintf(" #%d stands again.", old.Target)
	}
	return line, nil
}

// effects tells what an entry moved: from → to, and how the count and the distance to
// consensus changed.
func (v view) effects(e consensus.Entry) []Line {
	before := consensus.Point{On: v.at.On, Known: e.Number - 1}
	changes := v.changesBy(e, before)
	was, is := changes.Was, changes.Is
	var lines []Line
	for _, s := range changes.Stances {
		old, _ := was.Find(s.Candidate.Key)
		t, _ := is.Find(s.Candidate.Key)
		lines = append(lines, say("%s: %s → %s; %s.", v.member(s.To.Member).Name, s.From.Position, toward(s.To.Position, s.Candidate.Name), moves(old, t, len(is.Members))))
		if t.Stances != nil {
			lines = append(lines, say("%s", v.backing(t)))
		}
	}
	for _, s := range changes.Statuses {
		if s.From.Entry == 0 {
			lines = append(lines, say("%s is new in the race.", s.To.Name))
			continue
		}
		lines = append(lines, say("%s: %s → %s.", s.To.Name, orNone(s.From.Status), orNone(s.To.Status)))
	}
	for _, m := range changes.Joined {
		lines = append(lines, say("%s counts as a member from %s on; consensus needs %d members.", m.Name, m.Joined.Long(), len(is.Members)))
	}
	if len(is.Members) < len(was.Members) {
		lines = append(lines, say("Consensus needs %d members again.", len(is.Members)))
	}
	for _, c := range changes.Claims {
		t, _ := is.Find(c.Candidate.Key)
		lines = append(lines, say("The ledger names %d of %s that back %s; a claim never adds to that.", t.Count(consensus.Backs), number(len(is.Members), "member", "members"), t.Candidate.Name))
		lines = append(lines, v.sideBySide(e, t, c.List[len(c.List)-1])...)
	}
	return append(lines, v.settled(e)...)
}

// changesBy gives what an entry moved since the point before it.
func (v view) changesBy(e consensus.Entry, before consensus.Point) *consensus.Changes {
	if e.Candidate != "" && e.Target == 0 {
		return v.race.ChangesOf(e.Candidate, before, v.at)
	}
	return v.race.Changes(before, v.at)
}

// warnings tells what a reporter may not expect: that the report does not count, not
// yet, not alone, or says more than its source bears.
func (d *Desk) warnings(ctx context.Context, v view, e consensus.Entry) ([]Line, error) {
	if e.Kind != consensus.StanceKind {
		return nil, nil
	}
	var lines []Line
	m := v.member(e.Member)
	if m.Joined > v.at.On {
		lines = append(lines, say("%s is not a member yet: this counts from the day it joins, %s.", m.Name, m.Joined.Long()))
	}
	if c, ok := v.race.Candidate(e.Candidate, v.at); ok && c.Entry != 0 && !c.Status.Live() {
		lines = append(lines, say("%s %s (%s, #%d); the report is kept.", c.Name, hasStatus(c.Status), c.Since, c.Entry))
	}
	others, err := d.others(ctx, v, e)
	if err != nil {
		return nil, err
	}
	switch s, _ := v.race.Stance(e.Candidate, e.Member, v.at); {
	case s.Entry != e.Number && s.Since.Day > e.On.Day:
		lines = append(lines, say("A newer report (#%d, %s) stands: %s %s. The standing stays as it is.", s.Entry, s.Since, articled(m), does(s.Position, v.person(e.Candidate))))
	case len(others) > 0:
	case s.Entry == e.Number && s.Position == before(v, e).Position && before(v, e).Entry != 0 && e.Target == 0:
		lines = append(lines, say("The position is the same as before (#%d); this is its latest word.", before(v, e).Entry))
	}
	return append(append(lines, others...), thin(e)...), nil
}

// before gives the stance as it was before an entry.
func before(v view, e consensus.Entry) consensus.Stance {
	s, _ := v.race.Stance(e.Candidate, e.Member, consensus.Point{On: v.at.On, Known: e.Number - 1})
	return s
}
