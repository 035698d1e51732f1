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
	list := slices.DeleteFunc(slices.Clone(c.Reports), func(s consensus.Stance) bool { return s.Position == p })
	slices.Reverse(list)
	return list
}

// contestedBy names reports that contradict another: "#29 (backs)", "" for none.
func contestedBy(contesters []consensus.Stance) string {
	return english.Series(english.Each(contesters, func(s consensus.Stance) string { return fmt.Sprintf("#%d (%s)", s.Entry, s.Position) }))
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
	return english.Each(slices.Sorted(maps.Values(last)), func(n int) answer.Action {
		return answer.Action{Label: fmt.Sprintf("#%d stands", n), Command: fmt.Sprintf("settle #%d", n), Of: v.Ref(v.Entry(n))}
	})
}

// contestsShown is how many contests an answer shows.
const contestsShown = 8

// contested shows contests, and to an editor the buttons that settle them; nil for none.
func (v View) contested(contests []consensus.Contest) []answer.Section {
	if len(contests) == 0 {
		return nil
	}
	shown := contests[:min(contestsShown, len(contests))]
	l := answer.List{Heading: "Contested: the report named first stands until an editor settles it", Items: english.Each(shown, v.contradicts)}
	if more := len(contests) - contestsShown; more > 0 {
		l.Items = append(l.Items, answer.Marked(fmt.Sprintf("And %d more: `/§ members` marks them", more)))
	}
	if v.Role < consensus.Editor {
		return []answer.Section{l}
	}
	return []answer.Section{l, answer.Buttons{Actions: slices.Concat(english.Each(shown, v.settlings)...)}}
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
	lines := english.Each(v.Entries(numbers...), v.saysOtherwise)
	if c.More {
		lines = append(lines, answer.Say("There are more reports of that day."))
	}
	return append(lines, answer.Say("The later entry stands until an editor settles it; all stay on the ledger."))
}

// Notices tells the others whom a recording concerns: that somebody reported the same, or
// the contrary, or struck what they recorded together. Nobody hears of what they did
// themselves.
func (v View) Notices(e consensus.Entry) []answer.Notice {
	switch {
	case e.Kind == consensus.Echo:
		all := v.Book.Recorders(e.Target, v.At.Known)
		return tell(all, e.Recorder, func(string) answer.Reply { return v.noticeOfEcho(e, v.Entry(e.Target), len(all)) })
	case e.Strikes():
		return append(v.struckNotices(e), v.contestNotices(e)...)
	}
	return v.contestNotices(e)
}

// struckNotices tells those who recorded an entry together with whoever struck it.
func (v View) struckNotices(e consensus.Entry) []answer.Notice {
	all := v.Book.Recorders(e.Target, e.Number-1)
	if len(all) < 2 {
		return nil
	}
	return tell(all, e.Recorder, func(string) answer.Reply { return v.noticeOfStrike(e) })
}

// contestNotices tells those whose reports of the same day say otherwise, unless they have
// heard: of a correction that leaves the position as it was.
func (v View) contestNotices(e consensus.Entry) []answer.Notice {
	if said, ok := v.Race.Report(e.Target); ok && e.Strikes() &&
		said.Position == e.Position && said.Since.Day == e.On.Day && said.Member == e.Member && said.Candidate == e.Candidate {
		return nil
	}
	var concerned []string
	theirs := map[string][]string{}
	_, contesters := v.contestersOf(e)
	for _, s := range contesters {
		for _, who := range v.Book.Recorders(s.Entry, v.At.Known) {
			if theirs[who] == nil {
				concerned = append(concerned, who)
			}
			theirs[who] = append(theirs[who], fmt.Sprintf("#%d", s.Entry))
		}
	}
	return tell(concerned, e.Recorder, func(who string) answer.Reply { return v.noticeOfContest(e, english.Series(theirs[who])) })
}

// tell makes a notice for each person of the workspace but one.
func tell(people []string, but string, words func(who string) answer.Reply) []answer.Notice {
	var list []answer.Notice
	for _, who := range people {
		if answer.Recorder(who).ID != "" && who != but {
			list = append(list, answer.Notice{User: who, Reply: words(who)})
		}
	}
	return slices.Clip(list)
}
