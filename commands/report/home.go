package report

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
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

// HomeOptions are what a Home shows besides the ledger.
type HomeOptions struct {
	User               string // whose it is
	Digests            Timetable
	Reporters, Editors []string // of the settings
}

// Home words the App Home of a person.
func (v View) Home(o HomeOptions) (answer.Reply, error) {
	tallies := v.Race.Standing(v.At).Tallies
	reply, err := v.glance(tallies)
	if err != nil {
		return answer.Reply{}, err
	}
	leading, recent, own := leadingOf(tallies), v.recent(), v.ownOf(o.User)
	v.fetch(slices.Concat(holdouts(leading), recent, own)...)
	if v.Role >= consensus.Reporter && v.Open() == nil {
		reply.Sections = append([]answer.Section{answer.Buttons{Actions: recordings(tallies)}}, reply.Sections...)
	}
	reply.Sections = slices.Concat(reply.Sections, v.firstContested(v.contests(tallies)), v.missingLeading(leading), v.lastChanges(recent),
		v.own(own), o.Digests.sections(), answer.Lines("Live notes", v.heardLive()), v.accessFor(o))
	return reply, nil
}

// recordings are the buttons that open a form for a new report. A race begins with a
// candidate.
func recordings(tallies []consensus.Tally) []answer.Action {
	candidate := answer.Action{Label: "Candidate", Command: "candidate"}
	if len(tallies) == 0 {
		return []answer.Action{candidate}
	}
	return []answer.Action{recordStance(), {Label: "Record a claim", Command: "claim"}, candidate}
}

// recordStance is the button that opens the form for a stance.
func recordStance() answer.Action { return answer.Action{Label: "Record a stance", Command: "stance"} }

// recordable gives the button that opens the form for a stance to those who may record
// one now, and nobody else: the race is open, and has a candidate.
func (v View) recordable() []answer.Action {
	if v.Role < consensus.Reporter || v.Open() != nil || len(v.Race.Standing(v.At).Tallies) == 0 {
		return nil
	}
	return []answer.Action{recordStance()}
}

// glance shows how the race stands: one sentence and one picture.
func (v View) glance(tallies []consensus.Tally) (answer.Reply, error) {
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	drawn, err := v.Draw(v, Drawing{})
	return answer.Reply{Title: v.headline(tallies), Sections: []answer.Section{Note(v.asOf()), drawn}}, err
}

// leadingOf gives the candidates whose missing members the Home names.
func leadingOf(tallies []consensus.Tally) []consensus.Tally {
	leading := slices.DeleteFunc(slices.Clone(tallies), func(t consensus.Tally) bool {
		return !live(t) || t.Count(consensus.Backs, consensus.Accepts, consensus.Leans) == 0 || len(t.Missing()) == 0
	})
	return leading[:min(homeLeading, len(leading))]
}

// holdouts gives the entries that say what members ask for.
func holdouts(tallies []consensus.Tally) []int {
	return slices.Concat(english.Each(tallies, func(t consensus.Tally) []int { return entriesOf(t.In(consensus.Holdout)) })...)
}

// missingLeading names who is missing for each of the leading candidates, in groups.
func (v View) missingLeading(leading []consensus.Tally) []answer.Section {
	var sections []answer.Section
	for _, t := range leading {
		l := answer.List{Heading: v.missingHeading(t)}
		for _, p := range news.MissingOrder() {
			if p == consensus.Undeclared {
				l.Items = append(l.Items, v.undeclared(t, true)...)
			} else if t.Count(p) > 0 {
				l.Items = append(l.Items, v.missingGroup(t, p))
			}
		}
		sections = append(sections, l)
	}
	return sections
}

// firstContested shows the first of what is contested, and how many more there are.
func (v View) firstContested(contests []consensus.Contest) []answer.Section {
	sections := v.contested(contests[:min(len(contests), homeContested)])
	if more := len(contests) - homeContested; more > 0 {
		sections = append(sections, Note(english.Number(more, "more is", "more are")+" contested too: `/§ status` names them."))
	}
	return sections
}

// recent gives the last entries of the ledger, the newest first.
func (v View) recent() []int {
	var numbers []int
	for n := v.At.Known; n > max(0, v.At.Known-homeWindow); n-- {
		numbers = append(numbers, n)
	}
	return numbers
}

// lastChanges shows the last changes of a position, the newest first, from → to: what the
// last entries of the race moved, each against what stood just before it.
func (v View) lastChanges(recent []int) []answer.Section {
	var lines []answer.Line
	for _, e := range v.Entries(recent...) {
		if e.Race == v.Race.Key() {
			lines = append(lines, v.movedBy(e)...)
		}
	}
	return answer.Lines("Last changes", lines[:min(len(lines), homeChanges)])
}

// movedBy tells which positions an entry moved: of whom it speaks itself, and of whom the
// entry speaks that it strikes or upholds.
func (v View) movedBy(e consensus.Entry) []answer.Line {
	subjects := []consensus.Subject{{Member: e.Member, Candidate: e.Candidate}}
	if said, ok := v.Race.Report(e.Target); ok {
		subjects = append(subjects, consensus.Subject{Member: said.Member, Candidate: said.Candidate})
	}
	var lines []answer.Line
	for _, s := range slices.Compact(subjects) {
		if s.Member == "" || s.Candidate == "" || v.member(s.Member).Joined > v.At.On {
			continue
		}
		from, _ := v.Race.Stance(s.Candidate, s.Member, consensus.Point{On: v.At.On, Known: e.Number - 1})
		to, _ := v.Race.Stance(s.Candidate, s.Member, consensus.Point{On: v.At.On, Known: e.Number})
		if consensus.Changed(from, to) {
			lines = append(lines, v.move(from, to, e))
		}
	}
	return lines
}

// ownOf gives the last entries that a reporter recorded and that stand, the newest first.
func (v View) ownOf(user string) []int {
	if v.Role < consensus.Reporter {
		return nil
	}
	var numbers []int
	for n := range v.Book.Latest(user) {
		if numbers = append(numbers, n); len(numbers) == 4*homeOwn {
			break
		}
	}
	return numbers
}

// own shows a reporter's last entries that stand, each with the ways to mend it.
func (v View) own(numbers []int) []answer.Section {
	var sections []answer.Section
	for _, e := range v.Entries(numbers...) {
		if !ofTheRace(e.Kind) || len(sections) > 2*homeOwn {
			continue
		}
		if sections == nil {
			sections = append(sections, homeHeading("Your last entries"))
		}
		of := v.Ref(e)
		sections = append(sections, answer.Paragraph{Text: v.ownEntry(e)}, answer.Buttons{Actions: []answer.Action{
			{Label: "Correct", Command: fmt.Sprintf("correct #%d", e.Number), Of: of},
			{Label: "Retract", Command: fmt.Sprintf("retract #%d", e.Number), Of: of},
		}})
	}
	return sections
}

// sections lists the digests with the time of the next one.
func (t Timetable) sections() []answer.Section {
	lines := english.Each(t.Set, func(s consensus.Schedule) answer.Line { return nextDigest(s, t.next(s)) })
	if lines == nil {
		lines = []answer.Line{answer.Marked("None is set. " + setOne)}
	}
	return answer.Lines("Digests", lines)
}

// accessFor shows editors who may do what.
func (v View) accessFor(o HomeOptions) []answer.Section {
	if v.Role < consensus.Editor {
		return nil
	}
	access := v.Access(o.Reporters, o.Editors)
	return append([]answer.Section{homeHeading(access.Title)}, access.Sections...)
}
