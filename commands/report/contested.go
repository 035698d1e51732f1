package report

import (
	"fmt"
	"maps"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Contest gives the reports of the day of a stance; none for other entries.
func (v View) Contest(e consensus.Entry) consensus.Contest {
	if e.Kind != consensus.StanceKind {
		return consensus.Contest{}
	}
	contest, _ := v.Race.Contest(e.Candidate, e.Member, consensus.Point{On: e.On.Day, Known: v.At.Known})
	return contest
}

// contests lists what is contested at the view's point about some candidates.
func (v View) contests(about []consensus.Tally) []consensus.Contest {
	return slices.DeleteFunc(v.Race.Contested(v.Race.Standing(v.At)), func(c consensus.Contest) bool {
		return !slices.ContainsFunc(about, func(t consensus.Tally) bool { return t.Candidate.Key == c.Candidate })
	})
}

// Overruled tells whether a stance that was not struck gives way to another report of its
// day, by an editor's word.
func (v View) Overruled(e consensus.Entry) bool {
	return e.Kind == consensus.StanceKind && v.Book.StruckBy(e.Number, v.At.Known) == 0 && !v.Race.Counts(e, v.At.Known)
}

// contestersOf gives the reports that contradict a report, oldest first, of many the last few;
// none where it does not count itself.
func (v View) contestersOf(e consensus.Entry) (consensus.Contest, []consensus.Stance) {
	c := v.Contest(e)
	if c.Entry == 0 || !v.Race.Counts(e, v.At.Known) {
		return c, nil
	}
	return c, contesters(c, e.Position)
}

// contesters gives the reports of a contest that give another position, oldest first.
func contesters(c consensus.Contest, p consensus.Position) []consensus.Stance {
	var list []consensus.Stance
	for _, s := range slices.Backward(c.Reports) {
		if s.Position != p {
			list = append(list, s)
		}
	}
	return list
}

// contestedBy names reports that contradict another: "#29 (backs)", "" for none.
func contestedBy(contesters []consensus.Stance) string {
	var list []string
	for _, s := range contesters {
		list = append(list, fmt.Sprintf("#%d (%s)", s.Entry, s.Position))
	}
	return english.Series(list)
}

// settlings are the buttons by which an editor settles a contest: for each position the
// last report that gives it.
func (v View) settlings(c consensus.Contest) []answer.Action {
	if !c.Contested {
		return nil
	}
	last := map[consensus.Position]int{}
	for _, s := range slices.Backward(c.Reports) {
		last[s.Position] = s.Entry
	}
	var actions []answer.Action
	for _, n := range slices.Sorted(maps.Values(last)) {
		actions = append(actions, answer.Action{Label: fmt.Sprintf("#%d stands", n), Command: fmt.Sprintf("settle #%d", n), Of: v.Ref(v.Entry(n))})
	}
	return actions
}

// contestsShown is how many contests an answer shows.
const contestsShown = 8

// contested shows contests, and to an editor the buttons that settle them; nil for none.
func (v View) contested(contests []consensus.Contest) []answer.Section {
	if len(contests) == 0 {
		return nil
	}
	var actions []answer.Action
	l := answer.List{Heading: "Contested: the report named first stands until an editor settles it"}
	for _, c := range contests[:min(contestsShown, len(contests))] {
		l.Items = append(l.Items, v.contradicts(c))
		actions = append(actions, v.settlings(c)...)
	}
	if more := len(contests) - contestsShown; more > 0 {
		l.Items = append(l.Items, answer.Marked(fmt.Sprintf("And %d more: `/§ members` marks them", more)))
	}
	if v.Role < consensus.Editor {
		return []answer.Section{l}
	}
	return []answer.Section{l, answer.Buttons{Actions: actions}}
}

// others names the reports of the same day that say something else than an entry does,
// whole and with who recorded them.
func (v View) others(e consensus.Entry) []answer.Line {
	c, contesters := v.contestersOf(e)
	if v.Overruled(e) {
		return []answer.Line{answer.Say("An editor settled that #%d stands (#%d): this report of that day does not count.", c.Upheld(), c.Settled)}
	}
	numbers := entriesOf(contesters)
	if len(numbers) == 0 {
		return nil
	}
	var lines []answer.Line
	for _, o := range v.Entries(numbers...) {
		lines = append(lines, v.saysOtherwise(o))
	}
	if c.More {
		lines = append(lines, answer.Say("There are more reports of that day."))
	}
	return append(lines, answer.Say("The later entry stands until an editor settles it; all stay on the ledger."))
}
