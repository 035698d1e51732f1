package report

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// toCheck gives what the desk should look into since the last digest, the most pressing first,
// and how much is as it was then; nil where nothing is new, for the same line every day is not
// read. The command `today` lists all of it.
func (e *edition) toCheck(room int) []answer.Section {
	var earlier []consensus.Task
	if !e.first {
		earlier = e.tasks(e.changes.Was)
	}
	all := e.tasks(e.changes.Is)
	fresh := slices.DeleteFunc(slices.Clone(all), func(t consensus.Task) bool { return slices.ContainsFunc(earlier, t.Same) })
	lines := e.checks(fresh)
	if len(lines) == 0 {
		return nil
	}
	l, before := answer.List{Heading: "To check today", Items: lines}, len(all)-len(fresh)
	if before == 0 && length([]answer.Section{l}) <= room {
		return []answer.Section{l}
	}
	room -= len(l.Heading) + e.listedToday(len(lines), before, "more").Length()
	l.Items = nil
	for _, line := range lines {
		if room -= line.Length() + 3; room < 0 {
			break
		}
		l.Items = append(l.Items, line)
	}
	how := "more"
	if len(l.Items) == 0 {
		how = "new"
	}
	if left := len(lines) - len(l.Items); left+before > 0 {
		l.Items = append(l.Items, e.listedToday(left, before, how))
	}
	return []answer.Section{l}
}

// checks words what is new to look into. What this digest tells anyway is not told again: members
// whose one source is unnamed share a line.
func (e *edition) checks(tasks []consensus.Task) []answer.Line {
	var lines []answer.Line
	var thin []consensus.Stance
	first := 0 // where their line stands
	for _, t := range tasks {
		text, again := e.morning.Task(t), false
		if !e.first {
			text, again = e.morning.Ask(t)
		}
		switch {
		case again && t.Why == consensus.Thin:
			if thin == nil {
				first = len(lines)
			}
			thin = append(thin, t.Stances...)
		case text != "":
			lines = append(lines, slices.Concat(answer.Say("%s", english.Stopped(text)), e.reportersOf(t), e.beatsOf(t.Stances)))
		}
	}
	if thin != nil {
		lines = slices.Insert(lines, first, answer.Say("%s.", e.morning.NeedASource(thin)).And(e.beatsOf(thin)...))
	}
	return lines
}

// listedToday says how much there is that the message has no room for ("2 more"), how much is as it
// was, and where all of it is.
func (e *edition) listedToday(left, before int, how string) answer.Line {
	var parts []string
	if left > 0 {
		parts = append(parts, fmt.Sprintf("%d %s", left, how))
	}
	if before > 0 {
		parts = append(parts, fmt.Sprintf("%s: %d", e.asBefore(), before))
	}
	return answer.Marked(english.Capital(strings.Join(parts, "; ")) + ". `/§ today` lists all.")
}

// asBefore names the last digest's day before how much is as it was then.
func (e *edition) asBefore() string {
	switch e.Since.On {
	case e.At.On:
		return "as in the last digest"
	case e.At.On.Add(-1):
		return "as yesterday"
	}
	return "as " + english.DatedIn(consensus.On(e.Since.On), e.At.On)
}

// Tasks lists what the desk should look into. Who holds out is among it for a condition alone.
func (v View) Tasks() []consensus.Task { return v.tasks(v.Race.Standing(v.At)) }

func (v View) tasks(s *consensus.Standing) []consensus.Task {
	tasks := v.Race.Tasks(s)
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
	return answer.Say(" %s: ", english.Agree(len(users), "Beat", "Beats")).And(people(users)...).Say(".")
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
	return answer.Say(" Recorded by ").And(people(users)...).Say(".")
}

// SayTask says what is to be looked into, and why, with the entries that it rests on.
func (v View) SayTask(t consensus.Task) answer.Line {
	m := news.Morning{Names: v, Book: v.Book, Race: v.Race, Changes: &consensus.Changes{To: v.At}, In: v.Race.Standing(v.At).Tallies}
	line := answer.Say("%s", m.Task(t))
	number := t.Claim.Entry
	switch {
	case t.Why == consensus.Contradicted:
		contest, _ := v.Race.Contest(t.Candidate.Key, t.Stances[0].Member, v.At)
		return line.Say(". ").And(v.contradicts(contest)...).Say(".")
	case t.Why == consensus.Bereft:
		number = t.Candidate.Entry
	case len(t.Stances) == 1:
		number = t.Stances[0].Entry
	}
	if number != 0 {
		line = line.Say(" (#%d)", number)
	}
	return line.Say(".")
}
