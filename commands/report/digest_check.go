package report

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// toCheck gives what the desk should look into today, the most pressing first: what came since the
// last digest, and how much is as it was then. What the message leaves out stands in the thread,
// with all the rest.
func (e *edition) toCheck(room int) []answer.Section {
	whole, short := answer.List{Heading: "To check today"}, answer.List{Heading: "To check today"}
	var earlier []consensus.Task
	if !e.first {
		earlier = e.tasksAt(e.Since)
	}
	for _, t := range e.Tasks() {
		line := slices.Concat(answer.Say("%s.", e.morning.Task(t)), e.reportersOf(t), e.beatsOf(t.Stances))
		whole.Items = append(whole.Items, line)
		if !slices.ContainsFunc(earlier, t.Same) {
			short.Items = append(short.Items, line)
		}
	}
	before := len(whole.Items) - len(short.Items)
	switch {
	case len(whole.Items) == 0:
		return nil
	case before == 0:
		return []answer.Section{e.fit(short, room)}
	}
	e.keep(whole)
	rest := answer.Say("%s: %d, in the thread.", e.asBefore(), before)
	room -= rest.Length() + len(short.Heading)
	switch n := len(short.Items); {
	case n > 0 && short.Items[0].Length() > room:
		short.Items = []answer.Line{answer.Say("New: %d, in the thread.", n)}
	case n > 0:
		short = e.fit(short, room)
	}
	short.Items = append(short.Items, rest)
	return []answer.Section{short}
}

// asBefore names the last digest's day before how much is as it was then.
func (e *edition) asBefore() string {
	switch e.Since.On {
	case e.At.On:
		return "As in the last digest"
	case e.At.On.Add(-1):
		return "As yesterday"
	}
	return "As " + english.DatedIn(consensus.On(e.Since.On), e.At.On)
}

// Tasks lists what the desk should look into. Who holds out is among it for a condition alone.
func (v View) Tasks() []consensus.Task { return v.tasksAt(v.At) }

func (v View) tasksAt(p consensus.Point) []consensus.Task {
	tasks := v.Race.Tasks(p)
	var numbers []int
	for _, t := range tasks {
		numbers = append(numbers, entriesOf(t.Stances)...)
	}
	v.fetch(numbers...)
	return slices.DeleteFunc(tasks, func(t consensus.Task) bool {
		return t.Why == consensus.Holding && v.Entry(t.Stances[0].Entry).Condition == ""
	})
}

// beatsOf names who follows members, behind what is to be looked into; nil where nobody does.
func (v View) beatsOf(stances []consensus.Stance) answer.Line {
	followers := v.Book.Beats(v.At.Known)
	var users []string
	for _, s := range stances {
		if user := followers[s.Member]; user != "" && !slices.Contains(users, user) {
			users = append(users, user)
		}
	}
	if len(users) == 0 {
		return nil
	}
	return append(append(answer.Say(" %s: ", english.Agree(len(users), "Beat", "Beats")), people(users)...), answer.Span{Text: "."})
}

// reportersOf names who recorded reports that contradict each other, behind what they say.
func (v View) reportersOf(t consensus.Task) answer.Line {
	if t.Why != consensus.Contradicted {
		return nil
	}
	contest, _ := v.Race.Contest(t.Candidate.Key, t.Stances[0].Member, v.At)
	var users []string
	for _, s := range slices.Backward(contest.Reports) {
		for _, user := range v.Book.Recorders(s.Entry, v.At.Known) {
			if !slices.Contains(users, user) {
				users = append(users, user)
			}
		}
	}
	return append(append(answer.Say(" Recorded by "), people(users)...), answer.Span{Text: "."})
}

// SayTask says what is to be looked into, and why, with the entries that it rests on.
func (v View) SayTask(t consensus.Task) answer.Line {
	m := news.Morning{Names: v, Book: v.Book, Race: v.Race, Changes: &consensus.Changes{To: v.At}, In: v.Race.Standing(v.At).Tallies}
	line := answer.Say("%s", m.Task(t))
	number := t.Claim.Entry
	switch {
	case t.Why == consensus.Contradicted:
		contest, _ := v.Race.Contest(t.Candidate.Key, t.Stances[0].Member, v.At)
		return append(append(append(line, answer.Span{Text: ". "}), v.contradicts(contest)...), answer.Span{Text: "."})
	case t.Why == consensus.Bereft:
		number = t.Candidate.Entry
	case len(t.Stances) == 1:
		number = t.Stances[0].Entry
	}
	if number != 0 {
		line = append(line, answer.Span{Text: fmt.Sprintf(" (#%d)", number)})
	}
	return append(line, answer.Span{Text: "."})
}
