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

// firstLine gives what a digest begins with: the news, or that there is none.
func (e *edition) firstLine() string {
	if len(e.items) > 0 {
		return e.morning.FirstLine(e.items)
	}
	if e.first || len(e.Race.Standing(e.At).Tallies) == 0 {
		return e.Headline()
	}
	return e.nothingMoved()
}

// lastNews gives the last day on which anything came that a digest tells: a report, also one that
// contradicts another or is of a country that is yet to join, a settling, a correction, a new
// member; at the latest that of the last digest, since which nothing did.
func (e *edition) lastNews() (last consensus.Day) {
	standing := e.Race.Standing(e.At)
	numbers := append(standing.Evidence(), 0)
	for _, m := range e.Race.Everyone(e.At.Known) {
		for _, t := range e.in {
			contest, _ := e.Race.Contest(t.Candidate.Key, m.Code, e.At)
			numbers = append(numbers, contest.Entry, contest.Settled)
			for _, s := range contest.Reports {
				numbers = append(numbers, s.Entry)
			}
		}
	}
	newest := slices.Max(numbers)
	for _, s := range e.Book.Strikes(newest, e.At.Known) {
		newest = max(newest, s.By)
	}
	if newest > 0 {
		last = consensus.DayOf(e.Entry(newest).Recorded.In(e.Zone))
	}
	for _, m := range standing.Members {
		last = max(last, m.Joined)
	}
	return min(last, e.Since.On)
}

// whatMoved tells the items one by one, corrections apart, those that matter more with the
// words that were said. What has no room is whole in the thread.
func (e *edition) whatMoved(room int) []answer.Section {
	var told []news.Told
	for _, i := range e.items {
		if i.Kind != news.Correction {
			told = append(told, i.Lines...)
		}
	}
	if len(told) == 0 {
		return nil
	}
	whole, short := answer.List{Heading: "What moved"}, answer.List{Heading: "What moved"}
	for _, t := range told {
		whole.Items = append(whole.Items, t.Full)
		short.Items = append(short.Items, t.Short)
	}
	left := room - length([]answer.Section{short})
	for i, t := range told {
		if more := t.Full.Length() - t.Short.Length(); more <= left {
			short.Items[i], left = t.Full, left-more
			continue
		}
		e.keep(whole)
		if more := t.Said.Length() - t.Short.Length(); t.Said != nil && more <= left {
			short.Items[i], left = t.Said, left-more
		}
	}
	return []answer.Section{e.fit(short, room)}
}

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
	v.fetch(slices.Concat(english.Each(tasks, func(t consensus.Task) []int { return entriesOf(t.Stances) })...)...)
	return slices.DeleteFunc(tasks, func(t consensus.Task) bool {
		return t.Why == consensus.Holding && v.Entry(t.Stances[0].Entry).Condition == ""
	})
}

// beatsOf names who follows members, behind what is to be looked into; nil where nobody does.
func (v View) beatsOf(stances []consensus.Stance) answer.Line {
	followers := v.Book.Beats(v.At.Known)
	users := once(english.Each(stances, func(s consensus.Stance) string { return followers[s.Member] }))
	if len(users) == 0 {
		return nil
	}
	return answer.Say(" %s: ", english.Agree(len(users), "Beat", "Beats")).And(people(users)...).Say(".")
}

// once gives the people of a list in its order, each once.
func once(users []string) (list []string) {
	for _, user := range users {
		if user != "" && !slices.Contains(list, user) {
			list = append(list, user)
		}
	}
	return list
}

// reportersOf names who recorded reports that contradict each other, behind what they say.
func (v View) reportersOf(t consensus.Task) answer.Line {
	if t.Why != consensus.Contradicted {
		return nil
	}
	contest, _ := v.Race.Contest(t.Candidate.Key, t.Stances[0].Member, v.At)
	var users []string
	for _, s := range slices.Backward(contest.Reports) {
		users = append(users, v.Book.Recorders(s.Entry, v.At.Known)...)
	}
	return answer.Say(" Recorded by ").And(people(once(users))...).Say(".")
}

// SayTask says what is to be looked into, and why, with the entries that it rests on.
func (v View) SayTask(t consensus.Task) answer.Line {
	m := news.Morning{Names: v, Book: v.Book, Race: v.Race, Changes: &consensus.Changes{To: v.At}, In: v.Race.Standing(v.At).Tallies}
	line := answer.Say("%s", m.Task(t))
	if t.Why == consensus.Contradicted {
		contest, _ := v.Race.Contest(t.Candidate.Key, t.Stances[0].Member, v.At)
		return line.Say(". ").And(v.contradicts(contest)...).Say(".")
	}
	if number := news.Behind(t); number != 0 {
		line = line.Say(" (#%d)", number)
	}
	return line.Say(".")
}

// howItStands gives the count in a line for each candidate who has any member.
func (e *edition) howItStands() []answer.Section {
	return answer.Lines("The count", e.morning.Counts())
}

// missingMoved says who came off the list of the missing, and who is on it anew.
func (e *edition) missingMoved() []answer.Section {
	return answer.Paragraphs(e.morning.MissingMoved())
}

// pictured gives the picture of the count, with its words.
func (e *edition) pictured() []answer.Section {
	if e.Channel == "" || !slices.ContainsFunc(e.in, consensus.Tally.Heard) {
		return nil
	}
	// The digest goes without a picture that cannot be drawn: its words say all of it.
	if drawn, err := e.Draw(e.View, Drawing{Since: e.Since}); err == nil {
		return []answer.Section{drawn}
	}
	return nil
}
