package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Status answers how the race stands; with a candidate, it shows that candidate alone.
func Status(v View, candidate consensus.Key) (answer.Reply, error) {
	tallies := v.Race.Standing(v.At).Tallies
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	if candidate != "" {
		t, err := v.tally(candidate)
		if err != nil {
			return answer.Reply{}, err
		}
		tallies = []consensus.Tally{t}
	}
	outcomes := v.outcomes(tallies)
	v.fetch(append(claimEntries(tallies), outcomeEntries(outcomes)...)...)
	reply := answer.Reply{Title: v.headline(tallies), Sections: []answer.Section{Note(v.asOf())}}
	if chart := v.chart(tallies); len(chart.Bars) > 0 {
		reply.Sections = append(reply.Sections, chart)
	}
	var out []answer.Section
	for _, t := range tallies {
		switch {
		case !t.Heard() && len(t.Claims) == 0 && candidate == "":
		case live(t) || candidate != "":
			reply.Sections = append(reply.Sections, v.counts(t, false))
		default:
			out = append(out, v.counts(t, false))
		}
	}
	reply.Sections = slices.Concat(reply.Sections, v.tellOutcomes(outcomes), v.contested(v.contests(tallies)), v.claims(tallies), v.rivals(tallies))
	if candidate == "" {
		in, gone := v.byStatus(tallies)
		reply.Sections = append(reply.Sections, answer.Lines(in.Heading, in.Items)...)
		if len(gone.Items) > 0 {
			reply.Sections = append(reply.Sections, v.fold("Out of the race", "candidates", append(out, gone)...))
		}
	}
	if silent := v.silent(tallies); len(silent.Items) > 0 {
		reply.Sections = append(reply.Sections, v.fold("All members", "members", silent))
	}
	reply.Actions = v.recordable()
	return reply, nil
}

// fold puts what another command says behind a button, at the point and in the race of the view.
func (v View) fold(label, command string, sections ...answer.Section) answer.Folded {
	if v.On != 0 {
		command += " on " + v.On.String()
	}
	if v.Known != 0 {
		command += " known " + v.Known.String()
	}
	if v.Race.Key() != v.Book.Current(v.At.Known).Key() {
		command += " race " + v.Race.Key()
	}
	return answer.Folded{Action: answer.Action{Label: label, Command: command}, Sections: sections}
}

// silent names the members of whom nothing is reported, for each of some candidates who has
// others.
func (v View) silent(tallies []consensus.Tally) answer.List {
	l := answer.List{Heading: silentHeading(tallies)}
	for _, t := range tallies {
		silent, _ := divided(t.In(consensus.Undeclared))
		if t.Heard() && len(silent) > 0 && (live(t) || len(tallies) == 1) {
			l.Items = append(l.Items, answer.Say("%s: %s", t.Candidate.Name, strings.Join(v.names(silent), ", ")))
		}
	}
	return l
}

// claimEntries lists the entries of the claims that an answer shows.
func claimEntries(tallies []consensus.Tally) []int {
	return slices.Concat(english.Each(tallies, func(t consensus.Tally) []int {
		return english.Each(t.Claims, func(c consensus.Claim) int { return c.Entry })
	})...)
}

// nothing is the answer while the ledger says nothing about the race.
func (v View) nothing() answer.Reply {
	if v.Known != 0 || v.At.On < v.Today {
		return answer.Reply{
			Title:    "Nothing is recorded for that day.",
			Sections: []answer.Section{Note(v.asOf()), answer.Paragraph{Text: answer.Marked("Ask without a day to see what the ledger says now: `/§ status`.")}},
		}
	}
	return answer.Reply{Title: "Nothing is recorded yet.", Sections: []answer.Section{
		Note(v.asOf()),
		answer.Paragraph{Text: answer.Say("All %s of today are undeclared. Begin with a candidate and what one of them says:", english.Members(v.Race.Body(), len(v.Race.Members(v.At))))},
		answer.List{Items: []answer.Line{
			answer.Marked("`/§§ candidate Mark Rutte of Netherlands put forward via reported`"),
			answer.Marked("`/§§ stance Germany backs Rutte via spokesperson https://…`"),
		}},
	}}
}

// tally gives one candidate's tally, and an error that says when it began when there
// is none at that point.
func (v View) tally(key consensus.Key) (consensus.Tally, error) {
	if t, ok := v.Race.Standing(v.At).Find(key); ok {
		return t, nil
	}
	return consensus.Tally{}, sayNothingOn(v.Person(key), v.At.On)
}

// claims sets the claims for each candidate against the names that the ledger has. Those
// that name whom they leave out are left to view.rivals, and the newest of all members to
// view.outcome.
func (v View) claims(tallies []consensus.Tally) []answer.Section {
	var lines []answer.Line
	v.fetch(claimEntries(tallies)...)
	for _, t := range tallies {
		ofAll, _ := t.OfAll()
		for _, c := range t.Claims {
			if c.Missing != "" || c.Entry == ofAll.Entry {
				continue // see rivals and outcome
			}
			lines = append(lines, v.setAgainst(t, c, v.Entry(c.Entry)))
		}
		if older := len(v.Race.Claims(t.Candidate.Key, v.At)) - len(t.Claims); older > 0 {
			lines = append(lines, answer.Marked(fmt.Sprintf("%s for %s: `/§ history %s`", english.Number(older, "older claim", "older claims"), t.Candidate.Name, t.Candidate.Name)))
		}
	}
	return answer.Lines("Claims against names", lines)
}

// against sets one claim against the names.
func (v View) against(t consensus.Tally, c consensus.Claim, e consensus.Entry) answer.Line {
	named := t.Count(consensus.Backs)
	line := answer.Say("%s: %s %s, says the claim (", t.Candidate.Name, answer.Claimed{Qualifier: c.Qualifier, Count: c.Count, Of: c.Of}.In(v.Race.Body()), answer.Backs(t.Candidate, c.Count))
	line = line.And(cited(e)...)
	text := fmt.Sprintf("); the ledger names %d", named)
	switch gap := c.Count - named; {
	case gap > 0:
		text += fmt.Sprintf(", %d fewer", gap)
	case gap < 0:
		text += fmt.Sprintf(", %d more", -gap)
	}
	return line.Say("%s", text)
}

// furthestFirst lists the statuses from the office itself to those who are out.
func furthestFirst() []consensus.Status {
	return []consensus.Status{
		consensus.InOffice, consensus.Appointed, consensus.PutForward, consensus.Declared, consensus.Interested,
		consensus.Mooted, consensus.NoStatus, consensus.Withdrawn, consensus.RuledOut,
	}
}

// byStatus lists the people in the race by status, the furthest first, and those out of it.
func (v View) byStatus(tallies []consensus.Tally) (in, out answer.List) {
	in, out = answer.List{Heading: "Candidates by status"}, answer.List{Heading: "Out of the race"}
	for _, status := range furthestFirst() {
		called := map[string][]string{} // people and motions of that status, which have words of their own
		for _, t := range tallies {
			if c := t.Candidate; c.Status == status {
				label := statusLabel(c)
				called[label] = append(called[label], v.traceable(c))
			}
		}
		l := &in
		if !status.Live() {
			l = &out
		}
		for _, label := range slices.Sorted(maps.Keys(called)) {
			l.Items = append(l.Items, answer.Say("%s: %s", label, english.Series(called[label])))
		}
	}
	return in, out
}

// traceable gives a candidate with country and entry: "Kaja Kallas (Estonia, #3)".
func (v View) traceable(c consensus.Candidate) string {
	marks := slices.DeleteFunc([]string{v.Country(c.Country), entryMark(c.Entry)}, func(s string) bool { return s == "" })
	if len(marks) == 0 {
		return c.Name
	}
	return fmt.Sprintf("%s (%s)", c.Name, strings.Join(marks, ", "))
}

// entryMark names an entry by its number, "" for none.
func entryMark(number int) string {
	if number == 0 {
		return ""
	}
	return fmt.Sprintf("#%d", number)
}

// numbers names entries by their numbers.
func numbers(entries []consensus.Entry) []string {
	return english.Each(entries, func(e consensus.Entry) string { return entryMark(e.Number) })
}

// statusLabel heads those of a status, people and motions each in their own words.
func statusLabel(c consensus.Candidate) string {
	return cmp.Or(english.Capital(answer.Status(c)), "No status recorded")
}
