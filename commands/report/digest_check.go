package report

import (
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// toCheck gives what the desk should look into today, the most pressing first: what came since the
// last digest, and how much is as it was then. What the message leaves out stands in the thread,
// with all the rest.
func (e *edition) toCheck() []answer.Section {
	whole, short := answer.List{Heading: "To check today"}, answer.List{Heading: "To check today"}
	var earlier []consensus.Task
	if !e.first {
		earlier = e.tasksAt(e.Since)
	}
	for _, t := range e.Tasks() {
		line := append(e.SayTask(t), e.beatsOf(t.Stances)...)
		whole.Items = append(whole.Items, line)
		if !slices.ContainsFunc(earlier, t.Same) {
			short.Items = append(short.Items, line)
		}
	}
	if len(whole.Items) == 0 {
		return nil
	}
	asBefore := len(whole.Items) - len(short.Items)
	short, fits := within(short, roomToCheck)
	if asBefore > 0 {
		short.Items = append(short.Items, answer.Say("%s: %d, in the thread.", e.asBefore(), asBefore))
	}
	if !fits || asBefore > 0 {
		e.whole = append(e.whole, whole)
	}
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
	return "As on " + e.Since.On.Long()
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

// SayTask says what is to be looked into, and why.
func (v View) SayTask(t consensus.Task) answer.Line {
	switch name := t.Candidate.Name; t.Why {
	case consensus.Contradicted:
		contest, _ := v.Race.Contest(t.Candidate.Key, t.Stances[0].Member, v.At)
		return append(append(answer.Say("Contested: "), v.contradicts(contest)...), answer.Span{Text: "."})
	case consensus.Bereft:
		return answer.Say("%s backed %s, who %s (%s, #%d); nothing is reported on %s since.", english.Capital(english.Series(v.articles(t.Stances))), name,
			answer.HasStatus(t.Candidate.Status), t.Candidate.Since, t.Candidate.Entry, t.Lead.Name)
	case consensus.Unclear:
		return answer.Say("Status unclear: positions towards %s are reported, but not whether that is a candidate.", name)
	case consensus.Silent:
		return v.neverHeard(t)
	case consensus.Uncovered:
		return v.uncovered(t)
	case consensus.Unnamed:
		return answer.Say("The Council has decided, which takes all members; our ledger has no report that %s %s %s: %s.", english.Number(len(t.Stances), "member", "members"),
			english.Agree(len(t.Stances), "backs or accepts", "back or accept"), name, strings.Join(v.names(t.Stances), ", "))
	}
	return v.positionToCheck(t, t.Stances[0])
}

// positionToCheck says of one member why its position is to be looked into.
func (v View) positionToCheck(t consensus.Task, s consensus.Stance) answer.Line {
	e, because := v.Entry(s.Entry), ""
	switch {
	case t.Why == consensus.Holding:
		because = "Condition open"
	case t.Why == consensus.Thin && len(v.Race.Run(s.Candidate, s.Member, v.At)) == 1:
		because = "One unnamed source alone"
	case t.Why == consensus.Thin:
		because = "Two unnamed sources alone"
	}
	days := v.At.On.Since(s.LastWord())
	silent := "o word for " + english.Number(days, "day", "days")
	switch {
	case because == "":
		because = "N" + silent
	case days >= consensus.StaleAfter:
		because += ", and n" + silent
	}
	text := because + ": " + english.Articled(v.member(s.Member)) + " " + answer.Does(s.Position, t.Candidate.Name)
	if e.Condition != "" {
		text += fmt.Sprintf(", asking for “%s”", e.Condition)
	}
	text += fmt.Sprintf(" (%s, %s, #%d", s.Via, s.Since, s.Entry)
	if s.Checked > s.Since.Day {
		text += "; checked on " + s.Checked.Long()
	}
	return answer.Say("%s).", text)
}

// neverHeard says of how many members there never was a word.
func (v View) neverHeard(t consensus.Task) answer.Line {
	const named = 5
	begun, _ := v.Race.Begun(v.At.Known)
	since := english.Number(v.At.On.Since(begun), "day", "days")
	if len(t.Stances) > named {
		return answer.Say("No report at all: %d members on %s, %s after the first report of the race.", len(t.Stances), t.Candidate.Name, since)
	}
	return answer.Say("No report at all: %s on %s, %s after the first report of the race.", english.Series(v.articles(t.Stances)), t.Candidate.Name, since)
}

// uncovered says what a claim counts, and how many of those the ledger names.
func (v View) uncovered(t consensus.Task) answer.Line {
	tally, _ := v.Race.Standing(v.At).Find(t.Candidate.Key)
	claim := answer.Claimed{Qualifier: t.Claim.Qualifier, Count: t.Claim.Count, Of: t.Claim.Of}
	return answer.Say("Names do not cover a claim: %s are said to back %s (%s, %s, #%d); the ledger names %d.", claim, t.Candidate.Name,
		t.Claim.Via, t.Claim.On, t.Claim.Entry, tally.Count(consensus.Backs))
}
