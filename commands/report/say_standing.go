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

// The parts of a standing that several answers show: the headline, the chart, a
// candidate's counts with names, and claims against names.

// headline is the one sentence that sums a standing up.
func (v View) headline(tallies []consensus.Tally) string {
	first := tallies[0]
	unanimous := slices.IndexFunc(tallies, func(t consensus.Tally) bool {
		_, reported := t.Unanimity()
		return reported && live(t)
	})
	switch {
	case !live(first):
		return "Nobody whom this ledger names is in the race any more."
	case first.Candidate.Status.Decided() || first.Consensus():
		return v.summed(first)
	case unanimous >= 0:
		return v.summed(tallies[unanimous])
	case mixed(tallies): // which no sentence compares
		return v.summed(first)
	case first.Agreeing() == 0 && len(tallies) > 1 && first.Candidate.Motion:
		return "No " + english.Bare(v.Race.Body()) + " " + v.Race.Body().One + " has ratified any of the motions."
	case first.Agreeing() == 0 && len(tallies) > 1:
		return "No " + english.Bare(v.Race.Body()) + " " + v.Race.Body().One + " is reported to back anyone in the race."
	case len(tallies) > 1 && live(tallies[1]) && tallies[1].Agreeing() == first.Agreeing():
		agree := append(first.In(consensus.Backs, consensus.Accepts), tallies[1].In(consensus.Backs, consensus.Accepts)...)
		return fmt.Sprintf("%s and %s are level: %d of %s %s %s each of them%s.",
			first.Candidate.Name, tallies[1].Candidate.Name, first.Agreeing(), english.Whose(v.Race.Body()), english.Members(v.Race.Body(), len(first.Stances)), answer.Reported(first.Candidate, first.Agreeing()), v.contestedOf(agree))
	}
	return v.summed(first)
}

// summed sums up how one candidate stands. It leads with the decision of the Council once
// there is one, and tells it from consensus by our count and from unanimity that somebody
// reports.
func (v View) summed(t consensus.Tally) string {
	c, reported := t.Unanimity()
	switch {
	case t.Candidate.Status.Decided():
		return v.decision(t) + " " + v.backing(t)
	case !live(t):
		return t.Candidate.Name + " " + answer.HasStatus(t.Candidate) + ". " + v.backing(t)
	case t.Consensus() && t.Candidate.Motion:
		return v.backing(t) + " It is not recorded as in force yet."
	case t.Consensus():
		return v.backing(t) + " No decision of " + v.Race.Body().Decider + " is recorded."
	case reported:
		return v.saidToBeUnanimous(t, c)
	}
	return v.backing(t)
}

// decision says what no count can say: that the Council has decided on somebody, and that
// they have taken office, each with its day.
func (v View) decision(t consensus.Tally) string {
	appointed, office := v.Race.Decided(t.Candidate.Key, v.At)
	name := t.Candidate.Name
	if t.Candidate.Motion {
		return fmt.Sprintf("%s %s: %s.", name, answer.HasStatus(t.Candidate), t.Candidate.Since)
	}
	switch {
	case office.Entry == 0:
		return fmt.Sprintf("%s appointed %s %s.", english.Capital(v.Race.Body().Decider), name, english.Dated(appointed.Since))
	case appointed.Entry == 0:
		return fmt.Sprintf("%s took office %s.", name, english.Dated(office.Since))
	}
	return fmt.Sprintf("%s took office %s; %s had decided %s.", name, english.Dated(office.Since), v.Race.Body().Decider, english.Dated(appointed.Since))
}

// backing says how many members back a candidate and how many are missing.
func (v View) backing(t consensus.Tally) string {
	all, backs, accepts := len(t.Stances), t.Count(consensus.Backs), t.Count(consensus.Accepts)
	name, missing := t.Candidate.Name, len(t.Missing())
	if t.Candidate.Motion && missing == 0 {
		whose := ""
		if all < len(v.Race.Members(v.At)) { // of those who joined since nobody asks it
			whose = "whose word it took "
		}
		return fmt.Sprintf("All %s %shave ratified %s.", english.Members(v.Race.Body(), all), whose, name)
	}
	if t.Candidate.Motion {
		return english.Capital(fmt.Sprintf("%s of %s %s %s %s; %d %s missing.", english.OrNo(backs), english.Whose(v.Race.Body()),
			english.Members(v.Race.Body(), all), answer.Backs(t.Candidate, max(1, backs)), name, missing, english.Agree(missing, "is", "are")))
	}
	contested := func(in ...consensus.Position) string { return v.contestedOf(t.In(in...)) }
	switch {
	case missing == 0 && accepts == 0:
		return fmt.Sprintf("All %d %s %s are reported to back %s%s.", all, english.Bare(v.Race.Body()), v.Race.Body().Many, name, contested(consensus.Backs))
	case missing == 0:
		return fmt.Sprintf("All %d %s %s are reported to back or accept %s: %d %s%s and %d would not block%s.",
			all, english.Bare(v.Race.Body()), v.Race.Body().Many, name, backs, english.Agree(backs, "backs", "back"), contested(consensus.Backs), accepts, contested(consensus.Accepts))
	case backs+accepts == 0:
		return fmt.Sprintf("No %s %s is reported to back %s; all %d are missing%s.", english.Bare(v.Race.Body()), v.Race.Body().One, name, all, contested(news.MissingOrder()...))
	case accepts == 0:
		return fmt.Sprintf("%s has the reported backing of %d of %s %s%s; %d %s missing%s.",
			name, backs, english.Whose(v.Race.Body()), english.Members(v.Race.Body(), all), contested(consensus.Backs), missing, english.Agree(missing, "is", "are"), contested(news.MissingOrder()...))
	}
	return fmt.Sprintf("%s has the reported backing of %d of %s %s%s, %d more would not block%s, and %d %s missing%s.",
		name, backs, english.Whose(v.Race.Body()), english.Members(v.Race.Body(), all), contested(consensus.Backs), accepts, contested(consensus.Accepts), missing, english.Agree(missing, "is", "are"), contested(news.MissingOrder()...))
}

func live(t consensus.Tally) bool {
	return t.Candidate.Status.Live()
}

// asOf says which race, which day and whose knowledge an answer is about.
func (v View) asOf() string {
	title, _, _ := v.Race.Title(v.At.Known)
	s := title + ", " + v.At.On.Long()
	switch {
	case v.Known != 0 && v.Known == v.At.On:
		s += fmt.Sprintf(", as the ledger had it at the end of that day (%s)", v.upTo())
	case v.Known != 0:
		s += fmt.Sprintf(", as the ledger had it at the end of %s (%s)", v.Known.Long(), v.upTo())
	case v.At.On > v.Today:
		s += ", a day that lies ahead, by what is known now"
	case v.At.On < v.Today:
		s += ", by all that is known now"
	}
	if v.Race.ClosedAt(v.At.Known) {
		s += "; this race " + v.closedOn()
	}
	return s + "."
}

// closedOn says when the race of a view closed.
func (v View) closedOn() string {
	if day, _ := v.Race.Closed(v.At.Known); day != v.At.On {
		return "closed on " + day.Long()
	}
	return "closed on that day"
}

// contestedOf names the contested ones of members that are counted: " (Italy contested)", ""
// for none.
func (v View) contestedOf(stances []consensus.Stance) string {
	if names := v.contestedNames(stances); names != "" {
		return " (" + names + ")"
	}
	return ""
}

// counted counts members in the room of a cell: "8, Italy contested".
func (v View) counted(stances []consensus.Stance) string {
	if names := v.contestedNames(stances); names != "" {
		return fmt.Sprintf("%d, %s", len(stances), names)
	}
	return fmt.Sprint(len(stances))
}

func (v View) contestedNames(stances []consensus.Stance) string {
	contested := slices.DeleteFunc(slices.Clone(stances), func(s consensus.Stance) bool { return !s.Contested })
	if len(contested) == 0 {
		return ""
	}
	return english.Series(slices.Compact(v.names(contested))) + " contested"
}

// Misstamped says where a question of what was known counts entries that bear a later moment:
// a clock was wrong when they were recorded.
func (v View) Misstamped() []answer.Section {
	if v.Known == 0 {
		return nil
	}
	n := v.Book.Late(v.At.Known, v.Known.End(v.Zone))
	if n == 0 {
		return nil
	}
	return []answer.Section{Note(english.Number(n, "of these entries bears", "of these entries bear") + " a later time than that, because a clock was wrong: what counts is the order of recording.")}
}

func (v View) upTo() string {
	if v.At.Known == 0 {
		return "no entry yet"
	}
	return fmt.Sprintf("entries up to #%d", v.At.Known)
}

// chart gives a bar for each candidate on whom anything was reported.
func (v View) chart(tallies []consensus.Tally) answer.Chart {
	c := answer.Chart{}
	for _, t := range tallies {
		if !t.Heard() {
			continue
		}
		bar := answer.Bar{Label: t.Candidate.Name}
		for _, p := range consensus.Positions() {
			bar.Segments = append(bar.Segments, answer.Segment{Label: answer.InChart(t.Count(p), t.Candidate.Says(p)), Value: t.Count(p)})
		}
		c.Total = max(c.Total, len(t.Stances))
		c.Bars = append(c.Bars, bar)
	}
	c.Caption = fmt.Sprintf("Positions of %s %s", english.Whose(v.Race.Body()), english.Members(v.Race.Body(), c.Total))
	return c
}

// counts lists one candidate's members by position, then what that means for
// consensus, plain and strict side by side. Those of whom nothing is reported are named where
// that is asked for.
func (v View) counts(t consensus.Tally, named bool) answer.List {
	l := answer.List{Heading: v.Introduced(t.Candidate) + since(t.Candidate)}
	all := len(t.Stances)
	for _, p := range consensus.Positions() {
		if p == consensus.Undeclared || t.Count(p) == 0 {
			continue
		}
		l.Items = append(l.Items, answer.Say("%s: %d of %s: %s", answer.Heading(t.Candidate.Says(p)), t.Count(p), english.Members(v.Race.Body(), all), v.traced(t.In(p))))
		if p == consensus.Backs {
			record := "none"
			if on := t.OnRecord(); len(on) > 0 {
				record = fmt.Sprintf("%d: %s", len(on), v.traced(on))
			}
			l.Items = append(l.Items, answer.Say("Of these on the record: %s", record))
		}
	}
	l.Items = slices.Concat(l.Items, v.undeclared(t, named), v.ownSilence(t))
	return answer.List{Heading: l.Heading, Items: append(l.Items, v.verdict(t), v.strictly(t))}
}

// ownSilence remarks that a candidate's own country has not been heard, while others were.
func (v View) ownSilence(t consensus.Tally) []answer.Line {
	if !t.OwnSilent() || !live(t) {
		return nil
	}
	own := english.Capital(v.Named(t.Candidate.Country))
	return []answer.Line{answer.Say("%s, %s's own country, has not been heard", own, t.Candidate.Name)}
}

// since gives a candidate's status with its day: ", has been put forward (…)".
func since(c consensus.Candidate) string {
	if c.Entry == 0 {
		return ": no status recorded"
	}
	return fmt.Sprintf(" %s (%s, #%d)", answer.HasStatus(c), c.Since, c.Entry)
}

// undeclared keeps apart those who are reported to have taken no position from those of
// whom nothing is known: silence is neither consent nor news.
func (v View) undeclared(t consensus.Tally, named bool) []answer.Line {
	silent, reported := divided(t.In(consensus.Undeclared))
	var lines []answer.Line
	if len(reported) > 0 {
		lines = append(lines, answer.Say("%s, as reported: %d of %s: %s", answer.Heading(t.Candidate.Says(consensus.Undeclared)), len(reported), english.Members(v.Race.Body(), len(t.Stances)), v.traced(reported)))
	}
	if len(silent) == len(t.Stances) {
		return []answer.Line{answer.Say("%s: all %s", english.Capital(answer.Silent(t.Candidate)), english.Members(v.Race.Body(), len(silent)))}
	}
	if len(silent) > 0 {
		line := answer.Say("%s: %d of %s", english.Capital(answer.Silent(t.Candidate)), len(silent), english.Members(v.Race.Body(), len(t.Stances)))
		if named {
			line = line.Say(": %s", strings.Join(v.names(silent), ", "))
		}
		lines = append(lines, line)
	}
	return lines
}

// traced lists members with their entries: "France (#4), Germany (#2)".
func (v View) traced(stances []consensus.Stance) string {
	return strings.Join(english.Each(stances, func(s consensus.Stance) string {
		return fmt.Sprintf("%s (%s)", v.Country(s.Member), marked(s))
	}), ", ")
}

// marked names the entry of a stance, and that it is contested.
func marked(s consensus.Stance) string {
	if s.Contested {
		return fmt.Sprintf("#%d, contested", s.Entry)
	}
	return fmt.Sprintf("#%d", s.Entry)
}
