package commands

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"natobot/consensus"
)

// How much the Home shows of what could be long; the rest is a question away.
const (
	homeLeading   = 2  // candidates whose missing members it names
	homeContested = 5  // pairs of reports that contradict each other
	homeChanges   = 5  // changes of a position
	homeWindow    = 50 // entries among which it looks for those changes
	homeOwn       = 5  // entries of one's own
)

// Home gives the App Home of a person: the standing at a glance, what is open and what is
// theirs, with the ways to record. It records nothing, and costs the same whatever the
// ledger's size.
func (d *Desk) Home(ctx context.Context, user User) (reply Reply) {
	req := Request{User: user}
	defer func() {
		if r := recover(); r != nil {
			reply = d.failed(req, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	reply, err := d.home(ctx, req)
	if err != nil {
		return d.unanswered(req, Understood{}, err)
	}
	return reply
}

func (d *Desk) home(ctx context.Context, req Request) (Reply, error) {
	if err := d.catchUp(ctx); err != nil {
		return Reply{}, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	role := d.role(req)
	if role == consensus.Outsider {
		return Reply{}, sayOutside()
	}
	v := d.view(d.today())
	tallies := v.race.Standing(v.at).Tallies
	reply, err := d.glance(v, tallies)
	if err != nil {
		return Reply{}, err
	}
	if role >= consensus.Reporter && v.open() == nil {
		reply.Sections = append([]Section{Buttons{recordings(tallies)}}, reply.Sections...)
	}
	parts := []func() ([]Section, error){
		func() ([]Section, error) {
			return v.firstContested(v.contests(tallies), role), nil
		},
		func() ([]Section, error) { return d.missingLeading(ctx, v, tallies) },
		func() ([]Section, error) { return d.lastChanges(ctx, v) },
		func() ([]Section, error) { return d.own(ctx, v, req, role) },
		func() ([]Section, error) { return d.timetable(d.zoneNamed(req.User.Zone)), nil },
		func() ([]Section, error) { return v.liveNotes(), nil },
		func() ([]Section, error) { return d.accessFor(ctx, req, role) },
	}
	for _, part := range parts {
		sections, err := part()
		if err != nil {
			return Reply{}, err
		}
		reply.Sections = append(reply.Sections, sections...)
	}
	return reply, nil
}

// recordings are the buttons that open a form for a new report. A race begins with a
// candidate.
func recordings(tallies []consensus.Tally) []Action {
	candidate := Action{Label: "Candidate", Command: "candidate"}
	if len(tallies) == 0 {
		return []Action{candidate}
	}
	return []Action{recordStance(), {Label: "Record a claim", Command: "claim"}, candidate}
}

// recordStance is the button that opens the form for a stance.
func recordStance() Action { return Action{Label: "Record a stance", Command: "stance"} }

// recordable gives the button that opens the form for a stance to those who may record
// one now, and nobody else.
func (d *Desk) recordable(req Request, v view) []Action {
	if d.role(req) < consensus.Reporter {
		return nil
	}
	return v.recordable()
}

// recordable gives the button that opens the form for a stance while the race takes one: it
// is open, and has a candidate.
func (v view) recordable() []Action {
	if v.open() != nil || len(v.race.Standing(v.at).Tallies) == 0 {
		return nil
	}
	return []Action{recordStance()}
}

// glance shows how the race stands: one sentence and one picture.
func (d *Desk) glance(v view, tallies []consensus.Tally) (Reply, error) {
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	drawn, err := d.drawn(v, "")
	return Reply{Title: v.headline(tallies), Sections: []Section{note(v.asOf()), drawn}}, err
}

// missingLeading names who is missing for each of the leading candidates, in groups.
func (d *Desk) missingLeading(ctx context.Context, v view, tallies []consensus.Tally) ([]Section, error) {
	var sections []Section
	for _, t := range tallies {
		leads := live(t) && t.Count(consensus.Backs, consensus.Accepts, consensus.Leans) > 0
		if !leads || len(t.Missing()) == 0 || len(sections) == homeLeading {
			continue
		}
		l := List{Heading: missingHeading(t)}
		conditions, err := d.conditions(ctx, t)
		if err != nil {
			return nil, err
		}
		for _, p := range missingOrder() {
			if p == consensus.Undeclared {
				l.Items = append(l.Items, v.undeclared(t)...)
			} else if t.Count(p) > 0 {
				l.Items = append(l.Items, v.missingGroup(t, p, conditions))
			}
		}
		sections = append(sections, l)
	}
	return sections, nil
}

// firstContested shows the first of what is contested, and how many more there are.
func (v view) firstContested(contests []consensus.Contest, role consensus.Role) []Section {
	sections := v.contested(contests[:min(len(contests), homeContested)], role)
	if more := len(contests) - homeContested; more > 0 {
		sections = append(sections, note(moreContested(more)))
	}
	return sections
}

// conditions gives what the holdouts of a tally ask for, by the entry that says so.
func (d *Desk) conditions(ctx context.Context, t consensus.Tally) (map[int]string, error) {
	entries, err := d.Ledger.Entries(ctx, entriesOf(t.In(consensus.Holdout))...)
	asked := map[int]string{}
	for _, e := range entries {
		asked[e.Number] = e.Condition
	}
	return asked, err
}

// lastChanges shows the last changes of a position, the newest first, from → to: what the
// last entries of the race moved, each against what stood just before it.
func (d *Desk) lastChanges(ctx context.Context, v view) ([]Section, error) {
	var numbers []int
	for n := v.at.Known; n > max(0, v.at.Known-homeWindow); n-- {
		numbers = append(numbers, n)
	}
	entries, err := d.Ledger.Entries(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	l := List{Heading: "Last changes"}
	for _, e := range entries {
		if e.Race == v.race.Key() {
			l.Items = append(l.Items, v.movedBy(e)...)
		}
	}
	if l.Items = l.Items[:min(len(l.Items), homeChanges)]; len(l.Items) == 0 {
		return nil, nil
	}
	return []Section{l}, nil
}

// movedBy tells which positions an entry moved: of whom it speaks itself, and of whom the
// entry speaks that it strikes or upholds.
func (v view) movedBy(e consensus.Entry) []Line {
	subjects := []consensus.Subject{{Member: e.Member, Candidate: e.Candidate}}
	if said, ok := v.race.Report(e.Target); ok {
		subjects = append(subjects, consensus.Subject{Member: said.Member, Candidate: said.Candidate})
	}
	var lines []Line
	for _, s := range slices.Compact(subjects) {
		if s.Member == "" || s.Candidate == "" || v.member(s.Member).Joined > v.at.On {
			continue
		}
		from, _ := v.race.Stance(s.Candidate, s.Member, consensus.Point{On: v.at.On, Known: e.Number - 1})
		to, _ := v.race.Stance(s.Candidate, s.Member, consensus.Point{On: v.at.On, Known: e.Number})
		if from.Position != to.Position {
			lines = append(lines, v.move(from, to, e))
		}
	}
	return lines
}

// own shows a reporter's last entries that stand, each with the ways to mend it.
func (d *Desk) own(ctx context.Context, v view, req Request, role consensus.Role) ([]Section, error) {
	if role < consensus.Reporter {
		return nil, nil
	}
	var numbers []int
	for n := range v.book.Latest(req.User.ID) {
		if numbers = append(numbers, n); len(numbers) == 4*homeOwn {
			break
		}
	}
	entries, err := d.Ledger.Entries(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	var sections []Section
	for _, e := range entries {
		if mergeable(e.Kind) == 0 || len(sections) > 2*homeOwn {
			continue
		}
		if sections == nil {
			sections = append(sections, homeHeading("Your last entries"))
		}
		sections = append(sections, Paragraph{Text: v.ownEntry(e)}, Buttons{[]Action{
			{Label: "Correct", Command: fmt.Sprintf("correct #%d", e.Number)},
			{Label: "Retract", Command: fmt.Sprintf("retract #%d", e.Number)},
		}})
	}
	return sections, nil
}

// timetable lists the digests with the time of the next one.
func (d *Desk) timetable(reader *time.Location) []Section {
	l := List{Heading: "Digests"}
	for _, s := range d.schedules() {
		l.Items = append(l.Items, nextDigest(s, d.nextIn(s, reader)))
	}
	if l.Items == nil {
		l.Items = []Line{noDigest()}
	}
	return []Section{l}
}

// liveNotes lists what channels hear live.
func (v view) liveNotes() []Section {
	l := List{Heading: "Live notes"}
	for _, s := range v.book.Live(v.at.Known) {
		l.Items = append(l.Items, Line{channel(s.Channel), {Text: " hears " + hears(s.Level)}})
	}
	if l.Items == nil {
		return nil
	}
	return []Section{l}
}

// accessFor shows editors who may do what.
func (d *Desk) accessFor(ctx context.Context, req Request, role consensus.Role) ([]Section, error) {
	if role < consensus.Editor {
		return nil, nil
	}
	access, err := d.access(ctx, req, Understood{})
	if err != nil {
		return nil, err
	}
	return append([]Section{homeHeading(access.Title)}, access.Sections...), nil
}
