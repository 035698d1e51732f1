package beats

import (
	"fmt"
	"maps"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report"
	"natobot/consensus"
)

// Beats answers who follows which members, and which members nobody follows.
func Beats(v report.View) answer.Reply {
	followers := v.Book.Beats(v.At.Known)
	how := answer.Paragraph{Text: answer.Marked("An editor sets it: `/§§ beat Hungary, Romania @anna`, `/§§ beat off Hungary`.")}
	if len(followers) == 0 {
		return answer.Reply{Title: "Nobody follows a member yet.", Sections: []answer.Section{how}}
	}
	of := map[string][]string{}
	for _, m := range v.Race.Everyone(v.At.Known) {
		of[followers[m.Code]] = append(of[followers[m.Code]], m.Name)
	}
	l := answer.List{}
	for _, user := range users(followers) {
		l.Items = append(l.Items, answer.Line{answer.Recorder(user), {Text: " follows " + english.Series(of[user]) + "."}})
	}
	if nobodys := of[""]; len(nobodys) > 0 {
		l.Items = append(l.Items, answer.Say("Nobody follows %s.", english.Series(nobodys)))
	}
	return answer.Reply{Title: "Who follows which members", Sections: []answer.Section{l, how}}
}

// users lists those who follow anybody, each once.
func users(followers map[consensus.Code]string) []string {
	return slices.Compact(slices.Sorted(maps.Values(followers)))
}

// Today answers what to check today, by beat: that of the asker first, and last what is nobody's.
func Today(v report.View, asker string) answer.Reply {
	followers := v.Book.Beats(v.At.Known)
	of, count := byBeat(v.Tasks(), followers)
	if count == 0 {
		return answer.Reply{Title: "There is nothing to check today."}
	}
	order := users(followers)
	if i := slices.Index(order, asker); i > 0 {
		order = slices.Insert(slices.Delete(order, i, i+1), 0, asker)
	}
	reply := answer.Reply{Title: "To check today: " + english.Number(count, "thing", "things") + "."}
	for _, user := range append(order, "") {
		if len(of[user]) == 0 {
			continue
		}
		tasks := answer.List{Items: english.Each(of[user], v.SayTask)}
		reply.Sections = append(reply.Sections, answer.Paragraph{Text: heading(user, asker, len(order) > 0)}, tasks)
	}
	return reply
}

// heading names whose beat it is.
func heading(user, asker string, followed bool) answer.Line {
	switch {
	case user == "" && followed:
		return answer.Line{{Text: "Nobody's beat", Style: answer.Bold}}
	case user == "":
		return answer.Line{{Text: "Nobody follows a member yet", Style: answer.Bold}}
	case user == asker:
		return answer.Line{{Text: "Your beat", Style: answer.Bold}}
	}
	name := answer.Recorder(user)
	name.Style = answer.Bold
	return answer.Line{{Text: "Beat: ", Style: answer.Bold}, name}
}

// byBeat gives each person's tasks, "" for nobody's, and how many there are. What is about several
// members falls to each of those who follow some of them, for those.
func byBeat(tasks []consensus.Task, followers map[consensus.Code]string) (of map[string][]consensus.Task, count int) {
	of = map[string][]consensus.Task{}
	for _, t := range tasks {
		theirs := map[string][]consensus.Stance{}
		for _, s := range t.Stances {
			theirs[followers[s.Member]] = append(theirs[followers[s.Member]], s)
		}
		if len(t.Stances) == 0 {
			theirs[""] = nil
		}
		for user, stances := range theirs {
			part := t
			part.Stances = stances
			of[user] = append(of[user], part)
			count++
		}
	}
	return of, count
}

// Reminder is a position of a member of which there was no word for so long that whoever follows
// the member is asked.
type Reminder struct {
	User    string // Slack user id
	Key     string // names the position and its last word for ever
	Days    int    // since it has been so
	Text    answer.Line
	Actions []answer.Action
}

// Reminders lists the positions that whoever follows their members is to be asked about.
func Reminders(v report.View) []Reminder {
	followers := v.Book.Beats(v.At.Known)
	var list []Reminder
	tallies := v.Race.Standing(v.At).Tallies
	if len(followers) == 0 || len(tallies) == 0 || !asks(tallies[0]) || v.Open() != nil {
		return nil
	}
	lead := tallies[0]
	for _, s := range lead.Stale(v.At.On) {
		user := followers[s.Member]
		if user == "" {
			continue
		}
		of := v.Ref(v.Entry(s.Entry))
		list = append(list, Reminder{
			User: user, Key: fmt.Sprintf("#%d %s %s", of.Entry, of.Hash, s.LastWord()), Days: v.At.On.Since(s.LastWord()) - consensus.StaleAfter,
			Text:    v.SayTask(consensus.Task{Why: consensus.Stale, Candidate: lead.Candidate, Stances: []consensus.Stance{s}}),
			Actions: actions(v, s, lead.Candidate, of),
		})
	}
	return list
}

// asks tells whether anybody is to be asked about a candidate: not after the decision.
func asks(lead consensus.Tally) bool {
	return lead.Candidate.Status.Live() && !lead.Candidate.Status.Decided()
}

// actions are the buttons of a reminder.
func actions(v report.View, s consensus.Stance, c consensus.Candidate, of answer.Ref) []answer.Action {
	return []answer.Action{
		{Label: "Still true", Command: "still " + v.Country(s.Member) + " " + c.Name, Of: of, InPlace: true},
		{Label: "It changed", Of: of, Draft: &answer.Draft{Verb: "stance", Values: map[answer.Field]string{
			answer.FieldMember: string(s.Member), answer.FieldCandidate: string(s.Candidate),
		}}},
	}
}
