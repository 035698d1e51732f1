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

// Members answers where each member stands towards each candidate.
func Members(v View) answer.Reply {
	s := v.Race.Standing(v.At)
	shown := allHeard(s.Tallies)
	table, silent := positions(s.Members, shown)
	reported := 0
	for _, m := range s.Members {
		if slices.ContainsFunc(shown, func(t consensus.Tally) bool { s, _ := t.Of(m.Code); return s.Entry != 0 }) {
			reported++
		}
	}
	reply := answer.Reply{
		Title:    fmt.Sprintf("%s has %s on %s; the ledger has a report on %s of them.", english.Capital(v.Race.Body().Name), english.Members(v.Race.Body(), len(s.Members)), v.At.On.Long(), english.OrNo(reported)),
		Sections: []answer.Section{Note(v.asOf())},
	}
	if len(table.Rows) > 0 {
		reply.Sections = append(reply.Sections, table)
	}
	if len(silent) > 0 {
		reply.Sections = append(reply.Sections, v.noReportYet(silent, s.Tallies))
	}
	return v.withJoining(reply)
}

// silentHeading heads the members of whom nothing is reported, in words that fit all of some candidates.
func silentHeading(of []consensus.Tally) string {
	switch {
	case mixed(of):
		return "No report yet"
	case len(of) > 0:
		return english.Capital(answer.Silent(of[0].Candidate))
	}
	return english.Capital(answer.Silent(consensus.Candidate{}))
}

// noReportYet lists the members of whom nothing was ever reported.
func (v View) noReportYet(names []string, of []consensus.Tally) answer.List {
	return answer.List{Heading: silentHeading(of), Items: []answer.Line{answer.Say("%s: %s", english.Members(v.Race.Body(), len(names)), strings.Join(names, ", "))}}
}

// allHeard gives those candidates on whom any member was reported.
func allHeard(tallies []consensus.Tally) []consensus.Tally {
	return slices.DeleteFunc(slices.Clone(tallies), func(t consensus.Tally) bool { return !t.Heard() })
}

// positions gives the table of where members stand towards candidates, and the names of those of
// whom nothing is reported.
func positions(members []consensus.Member, towards []consensus.Tally) (table answer.Table, silent []string) {
	table.Columns = []answer.Column{{Name: "Member"}}
	for _, t := range towards {
		table.Columns = append(table.Columns, answer.Column{Name: t.Candidate.Name})
	}
	for _, m := range members {
		if unheardOn(m, towards) {
			silent = append(silent, m.Name)
		} else {
			table.Rows = append(table.Rows, row(m, towards))
		}
	}
	return table, silent
}

// row gives a member's row in a table of positions towards candidates.
func row(m consensus.Member, shown []consensus.Tally) []string {
	row := []string{m.Name}
	for _, t := range shown {
		switch s, asked := t.Of(m.Code); {
		case !asked:
			row = append(row, "not asked, it joined later")
		case s.Entry == 0:
			row = append(row, answer.Silent(t.Candidate))
		default:
			row = append(row, position(s, t.Candidate))
		}
	}
	return row
}

// unheardOn tells whether a member is asked about candidates, and nothing is reported of it on any.
func unheardOn(m consensus.Member, shown []consensus.Tally) bool {
	asked := len(shown) == 0
	for _, t := range shown {
		s, of := t.Of(m.Code)
		if s.Entry != 0 {
			return false
		}
		asked = asked || of
	}
	return asked
}

// position gives a stance in the room of a cell.
func position(s consensus.Stance, c consensus.Candidate) string {
	text := fmt.Sprintf("%s (%s, %s, #%d)", answer.Position(s.Saying(c)), s.Via, s.Since, s.Entry)
	if s.Contested {
		text += ", contested"
	}
	return text
}

// withJoining adds the countries that are known to join on a later day.
func (v View) withJoining(r answer.Reply) answer.Reply {
	var lines []answer.Line
	for _, m := range v.Race.Everyone(v.At.Known) {
		if m.Joined > v.At.On {
			lines = append(lines, answer.Say("%s, on %s: what it says counts from that day", m.Name, m.Joined.Long()))
		}
	}
	r.Sections = append(r.Sections, answer.Lines("Not yet members", lines)...)
	return r
}

// Member answers about one member: its positions, its history, its sources.
func Member(v View, code consensus.Code) answer.Reply {
	subject := consensus.Subject{Member: code}
	notes := v.Race.Notes(subject, v.At.Known)
	numbers, total := v.Race.Past(subject, v.At.Known, page)
	v.fetch(slices.Concat(lastPage(notes), numbers, v.strikers(numbers))...)
	positions := answer.List{Heading: "Where it stands"}
	tallies := v.Race.Standing(v.At).Tallies
	for _, t := range tallies {
		if s, ok := v.Race.Stance(t.Candidate.Key, code, v.At); ok && s.Entry != 0 {
			positions.Items = append(positions.Items, answer.Say("%s: %s; last word %s", t.Candidate.Name, position(s, t.Candidate), v.heardAgo(s)))
		}
	}
	if positions.Items == nil {
		positions.Items = []answer.Line{answer.Say("Undeclared towards every candidate: no report yet.")}
	}
	contests := slices.DeleteFunc(v.contests(tallies), func(c consensus.Contest) bool { return c.Member != code })
	m := v.member(code)
	title, small := v.stands(m, tallies), Note(v.asOf()+" "+v.since(m))
	if m.Joined > v.At.On {
		title, small = v.since(m), Note(v.asOf())
	}
	return answer.Reply{Title: title, Sections: slices.Concat(
		[]answer.Section{small, positions},
		v.contested(contests),
		v.under("Notes", notes),
		v.lastEntries(numbers, total),
	)}
}

// stands says in one sentence where a member stands towards those in the race.
func (v View) stands(m consensus.Member, tallies []consensus.Tally) string {
	var list []answer.Stand
	for _, t := range tallies {
		if s, _ := v.Race.Stance(t.Candidate.Key, m.Code, v.At); s.Entry != 0 && live(t) {
			list = append(list, answer.Stand{Of: t.Candidate, Stance: s})
		}
	}
	return answer.Stands(english.Capital(english.Articled(m)), list)
}

// since says since when a country has been a member, or from when it will be.
func (v View) since(m consensus.Member) string {
	if m.Joined > v.At.On {
		return fmt.Sprintf("%s is not a member on %s; it joins on %s.", english.Capital(english.Articled(m)), v.At.On.Long(), m.Joined.Long())
	}
	if m.Left != 0 && m.Left < v.At.On {
		return fmt.Sprintf("%s was a member from %s to %s.", english.Capital(english.Articled(m)), m.Joined.Long(), m.Left.Long())
	}
	return fmt.Sprintf("%s has been a member since %s.", english.Capital(english.Articled(m)), m.Joined.Long())
}

// Missing answers who stands between a candidate, or whoever leads, and consensus, and why.
func Missing(v View, candidate consensus.Key) (answer.Reply, error) {
	tallies := v.Race.Standing(v.At).Tallies
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	t := tallies[0]
	if candidate != "" {
		var err error
		if t, err = v.tally(candidate); err != nil {
			return answer.Reply{}, err
		}
	}
	n, all, name := len(t.Missing()), len(t.Stances), t.Candidate.Name
	title := fmt.Sprintf("%d of %s %s %s missing for %s: %s.", n, english.Whose(v.Race.Body()), english.Members(v.Race.Body(), all), english.Agree(n, "is", "are"), name, news.Why(t))
	if n == 0 {
		title = v.backing(t)
	}
	sections := append([]answer.Section{Note(v.asOf())}, v.missingFrom(t)...)
	if own := v.ownSilence(t); own != nil {
		sections = append(sections, answer.Paragraph{Text: own[0].Say(".")})
	}
	return answer.Reply{Title: title, Sections: append(sections, v.contested(v.contests([]consensus.Tally{t}))...)}, nil
}

// missingFrom groups the missing by position, each with its condition, its source and
// the days since its last word.
func (v View) missingFrom(t consensus.Tally) []answer.Section {
	var sections []answer.Section
	v.fetch(entriesOf(t.Missing())...)
	for _, p := range news.MissingOrder() {
		heading := fmt.Sprintf("%s: %d of %s", answer.Heading(t.Candidate.Says(p)), t.Count(p), english.Members(v.Race.Body(), len(t.Stances)))
		silent, said := divided(t.In(p))
		lines := english.Each(said, v.lastWord)
		if len(silent) > 0 {
			lines = append(lines, answer.Say("No report yet: %s: %s", english.Members(v.Race.Body(), len(silent)), strings.Join(v.names(silent), ", ")))
		}
		sections = append(sections, answer.Lines(heading, lines)...)
	}
	return sections
}

// lastWord tells of one missing member: condition, source, days since.
func (v View) lastWord(s consensus.Stance) answer.Line {
	e, m := v.Entry(s.Entry), v.member(s.Member)
	line := answer.Say("%s: ", m.Name)
	if e.Condition != "" {
		line = answer.Say("%s: asks for “%s”; ", m.Name, e.Condition)
	}
	text := "; last word " + v.heardAgo(s)
	if s.Contested {
		text += ", contested by " + contestedBy(contesters(v.Contest(e), e.Position))
	}
	return line.And(cited(e)...).Say("%s", text)
}
