package commands

import (
	"fmt"
	"slices"

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

// homeOptions are what a Home shows besides the ledger.
type homeOptions struct {
	user               string // whose it is
	digests            timetable
	reporters, editors []string // of the settings
}

// home words the App Home of a person.
func (v view) home(o homeOptions) (Reply, error) {
	tallies := v.race.Standing(v.at).Tallies
	reply, err := v.glance(tallies)
	if err != nil {
		return Reply{}, err
	}
	leading, recent, own := leadingOf(tallies), v.recent(), v.ownOf(o.user)
	v.fetch(slices.Concat(holdouts(leading), recent, own)...)
	if v.role >= consensus.Reporter && v.open() == nil {
		reply.Sections = append([]Section{Buttons{recordings(tallies)}}, reply.Sections...)
	}
	reply.Sections = slices.Concat(reply.Sections, v.firstContested(v.contests(tallies)), v.missingLeading(leading), v.lastChanges(recent),
		v.own(own), o.digests.sections(), v.liveNotes(), v.accessFor(o))
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
// one now, and nobody else: the race is open, and has a candidate.
func (v view) recordable() []Action {
	if v.role < consensus.Reporter || v.open() != nil || len(v.race.Standing(v.at).Tallies) == 0 {
		return nil
	}
	return []Action{recordStance()}
}

// glance shows how the race stands: one sentence and one picture.
func (v view) glance(tallies []consensus.Tally) (Reply, error) {
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	drawn, err := v.drawn("")
	return Reply{Title: v.headline(tallies), Sections: []Section{note(v.asOf()), drawn}}, err
}

// leadingOf gives the candidates whose missing members the Home names.
func leadingOf(tallies []consensus.Tally) []consensus.Tally {
	var leading []consensus.Tally
	for _, t := range tallies {
		leads := live(t) && t.Count(consensus.Backs, consensus.Accepts, consensus.Leans) > 0
		if leads && len(t.Missing()) > 0 && len(leading) < homeLeading {
			leading = append(leading, t)
		}
	}
	return leading
}

// holdouts gives the entries that say what members ask for.
func holdouts(tallies []consensus.Tally) []int {
	var numbers []int
	for _, t := range tallies {
		numbers = append(numbers, entriesOf(t.In(consensus.Holdout))...)
	}
	return numbers
}

// missingLeading names who is missing for each of the leading candidates, in groups.
func (v view) missingLeading(leading []consensus.Tally) []Section {
	var sections []Section
	conditions := map[int]string{}
	for _, e := range v.entries(holdouts(leading)...) {
		conditions[e.Number] = e.Condition
	}
	for _, t := range leading {
		l := List{Heading: missingHeading(t)}
		for _, p := range missingOrder() {
			if p == consensus.Undeclared {
				l.Items = append(l.Items, v.undeclared(t)...)
			} else if t.Count(p) > 0 {
				l.Items = append(l.Items, v.missingGroup(t, p, conditions))
			}
		}
		sections = append(sections, l)
	}
	return sections
}

// firstContested shows the first of what is contested, and how many more there are.
func (v view) firstContested(contests []consensus.Contest) []Section {
	sections := v.contested(contests[:min(len(contests), homeContested)])
	if more := len(contests) - homeContested; more > 0 {
		sections = append(sections, note(moreContested(more)))
	}
	return sections
}

// recent gives the last entries of the ledger, the newest first.
func (v view) recent() []int {
	var numbers []int
	for n := v.at.Known; n > max(0, v.at.Known-homeWindow); n-- {
		numbers = append(numbers, n)
	}
	return numbers
}

// lastChanges shows the last changes of a position, the newest first, from → to: what the
// last entries of the race moved, each against what stood just before it.
func (v view) lastChanges(recent []int) []Section {
	l := List{Heading: "Last changes"}
	for _, e := range v.entries(recent...) {
		if e.Race == v.race.Key() {
			l.Items = append(l.Items, v.movedBy(e)...)
		}
	}
	if l.Items = l.Items[:min(len(l.Items), homeChanges)]; len(l.Items) == 0 {
		return nil
	}
	return []Section{l}
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

// ownOf gives the last entries that a reporter recorded and that stand, the newest first.
func (v view) ownOf(user string) []int {
	if v.role < consensus.Reporter {
		return nil
	}
	var numbers []int
	for n := range v.book.Latest(user) {
		if numbers = append(numbers, n); len(numbers) == 4*homeOwn {
			break
		}
	}
	return numbers
}

// own shows a reporter's last entries that stand, each with the ways to mend it.
func (v view) own(numbers []int) []Section {
	var sections []Section
	for _, e := range v.entries(numbers...) {
		if !ofTheRace(e.Kind) || len(sections) > 2*homeOwn {
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
	return sections
}

// sections lists the digests with the time of the next one.
func (t timetable) sections() []Section {
	l := List{Heading: "Digests"}
	for _, s := range t.set {
		l.Items = append(l.Items, nextDigest(s, t.next(s)))
	}
	if l.Items == nil {
		l.Items = []Line{noDigest()}
	}
	return []Section{l}
}

// liveNotes lists what channels hear live.
func (v view) liveNotes() []Section {
	heard := v.heardLive()
	if heard == nil {
		return nil
	}
	return []Section{List{"Live notes", heard}}
}

// accessFor shows editors who may do what.
func (v view) accessFor(o homeOptions) []Section {
	if v.role < consensus.Editor {
		return nil
	}
	access := v.access(o.reporters, o.editors)
	return append([]Section{homeHeading(access.Title)}, access.Sections...)
}
