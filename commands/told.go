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
// goes wrong here, the entry is on disk: the answer never says otherwise.
func (d *Desk) told(ctx context.Context, entries []consensus.Entry) (reply Reply) {
	defer func() {
		if r := recover(); r != nil {
			reply = recordedBarely(entries, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	if len(entries) > 1 {
		return recordedBarely(entries, nil)
	}
	reply, err := d.wordRecorded(ctx, entries[0])
	if err != nil {
		return recordedBarely(entries, err)
	}
	return reply
}

func (d *Desk) wordRecorded(ctx context.Context, e consensus.Entry) (Reply, error) {
	day := consensus.DayOf(e.Recorded.In(d.Zone))
	v := d.view(day).of(e)
	v.at.Known = e.Number
	reply := Reply{Outcome: Recorded, Title: v.recorded(e)}
	add := func(lines ...Line) {
		for _, l := range lines {
			if len(l) > 0 {
				reply.Sections = append(reply.Sections, Paragraph{Text: l})
			}
		}
	}
	if e.Target != 0 {
		line, err := d.replaced(ctx, v, e)
		if err != nil {
			return reply, err
		}
		add(line)
	}
	add(v.effects(e)...)
	warnings, err := d.warnings(ctx, v, e)
	if err != nil {
		return reply, err
	}
	add(warnings...)
	if _, set := d.book.Schedules(e.Number - 1); e.Kind == consensus.Scheduling && !set && d.Config.Digest != nil {
		add(say("The digest of the settings (%s) ends with this.", times(*d.Config.Digest)))
	}
	if e.Source != (consensus.Source{}) {
		line := append(Line{{Text: "Source: "}}, sourced(e)...)
		if e.Source.Quote != "" {
			line = append(line, Span{Text: ": "}, Span{Text: "“" + e.Source.Quote + "”", Style: Italic})
		}
		add(line)
	}
	reply.Actions = []Action{{Label: "Undo", Command: fmt.Sprintf("retract #%d because %q", e.Number, undone)}}
	return reply, nil
}

// replaced tells what a correction or a retraction strikes, and what that brings back.
func (d *Desk) replaced(ctx context.Context, v view, e consensus.Entry) (Line, error) {
	entries, err := d.Ledger.Entries(ctx, e.Target)
	if err != nil {
		return nil, err
	}
	old := entries[0]
	if e.Corrects() {
		return append(append(Line{{Text: fmt.Sprintf("#%d said: %s (", old.Number, v.means(old))}}, sourced(old)...), Span{Text: "). It stays visible as corrected."}), nil
	}
	if old.Kind == consensus.Retraction {
		return say("The retraction of #%d counts no more, and #%d stands again. Reason: %s.", old.Target, old.Target, unstopped(e.Text)), nil
	}
	line := say("Struck: %s. Reason: %s.", v.means(old), unstopped(e.Text))
	if old.Target != 0 && v.book.StruckBy(old.Target, e.Number) == 0 {
		line[0].Text += fmt.Sprintf(" #%d stands again.", old.Target)
	}
	return line, nil
}

// effects tells what an entry moved: from → to, and how the count and the distance to
// consensus changed.
func (v view) effects(e consensus.Entry) []Line {
	before := consensus.Point{On: v.at.On, Known: e.Number - 1}
	changes := v.race.Changes(before, v.at)
	was, is := v.race.Standing(before), v.race.Standing(v.at)
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
	}
	return append(lines, v.settled(e)...)
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
	switch s, _ := v.race.Stance(e.Candidate, e.Member, v.at); {
	case s.Entry != e.Number && s.Since.Day > e.On.Day:
		lines = append(lines, say("A newer report (#%d, %s) stands: %s %s. The standing did not change.", s.Entry, s.Since, articled(m), does(s.Position, v.person(e.Candidate))))
	case s.Contested:
		others, err := d.others(ctx, v, e)
		if err != nil {
			return nil, err
		}
		lines = append(lines, others...)
	case s.Entry == e.Number && s.Position == before(v, e).Position && before(v, e).Entry != 0 && e.Target == 0:
		lines = append(lines, say("The position is the same as before (#%d); this is its latest word.", before(v, e).Entry))
	}
	return append(lines, thin(e)...), nil
}

// before gives the stance as it was before an entry.
func before(v view, e consensus.Entry) consensus.Stance {
	s, _ := v.race.Stance(e.Candidate, e.Member, consensus.Point{On: v.at.On, Known: e.Number - 1})
	return s
}

// others names the reports of the same day that say something else.
func (d *Desk) others(ctx context.Context, v view, e consensus.Entry) ([]Line, error) {
	entries, err := d.Ledger.Entries(ctx, v.race.Like(e.Fact, e.Number)...)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for _, o := range entries {
		if o.Number == e.Number || o.Position == e.Position {
			continue
		}
		line := Line{{Text: fmt.Sprintf("Contested: #%d of the same day says that %s (", o.Number, lower(v.means(o)))}}
		lines = append(lines, append(append(line, sourced(o)...), Span{Text: "). The later entry stands; both stay on the ledger."}))
	}
	return lines, nil
}
