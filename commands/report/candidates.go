package report

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Candidates answers who is in the race and who is not.
func Candidates(v View) answer.Reply {
	tallies := v.Race.Standing(v.At).Tallies
	if len(tallies) == 0 {
		return v.nothing()
	}
	in := 0
	table := answer.Table{Columns: []answer.Column{{Name: "Candidate"}, {Name: "Status"}, {Name: "Since"}, {Name: "Members that " + answer.Backs(tallies[0].Candidate, 2), Numeric: true}, {Name: "of these on the record", Numeric: true}, {Name: "Missing", Numeric: true}, {Name: "Entry"}}}
	for _, t := range tallies {
		if live(t) {
			in++
		}
		c := t.Candidate
		table.Rows = append(table.Rows, []string{
			v.Introduced(c), statusLabel(c), c.Since.String(), v.counted(t.In(consensus.Backs)),
			v.counted(t.OnRecord()), v.counted(t.Missing()), entryMark(c.Entry),
		})
	}
	title := fmt.Sprintf("%s in the race, %d no longer in it.", answer.Named(tallies[0].Candidate, in), len(tallies)-in)
	if first := tallies[0]; first.Candidate.Status.Decided() && len(tallies) == 1 {
		title = v.decision(first)
	} else if first.Candidate.Status.Decided() {
		title = v.decision(first) + " " + answer.Others(first.Candidate, len(tallies)-1) + " named in this race."
	}
	return answer.Reply{Title: title, Sections: []answer.Section{Note(v.asOf()), table}}
}

// Note is a line of small print.
func Note(text string) answer.Paragraph {
	return answer.Paragraph{Text: answer.Marked(text), Note: true}
}

// Candidate answers about one person: profile, status history, stances.
func Candidate(v View, key consensus.Key) (answer.Reply, error) {
	t, err := v.tally(key)
	if err != nil {
		return answer.Reply{}, err
	}
	one := []consensus.Tally{t}
	notes, statuses := v.Race.Notes(consensus.Subject{Candidate: key}, v.At.Known), v.Race.Statuses(key, v.At.Known)
	stances, outcomes := entriesOf(t.Stances), v.outcomes(one)
	v.fetch(slices.Concat(lastPage(notes), lastPage(statuses), claimEntries(one), outcomeEntries(outcomes), lastPage(stances))...)
	return answer.Reply{Title: v.summed(t), Sections: slices.Concat(
		[]answer.Section{Note(v.asOf())},
		v.under("Status, newest day last", statuses),
		v.under("Profile", notes),
		[]answer.Section{v.counts(t, true)},
		v.tellOutcomes(outcomes),
		v.under("On whose word", stances),
		v.claims(one),
		v.rivals(one),
	)}, nil
}

// entriesOf lists the entries behind some stances.
func entriesOf(stances []consensus.Stance) []int {
	var numbers []int
	for _, s := range stances {
		if s.Entry != 0 {
			numbers = append(numbers, s.Entry)
		}
	}
	return numbers
}

// under shows some entries below a heading, and nothing when there are none. Of many
// it shows the last.
func (v View) under(heading string, numbers []int) []answer.Section {
	if len(numbers) > page {
		heading = fmt.Sprintf("%s (the last %d of %d)", heading, page, len(numbers))
	}
	return answer.Lines(heading, v.citedLines(lastPage(numbers)))
}

// citedLines shows entries with their sources.
func (v View) citedLines(numbers []int) []answer.Line {
	return english.Each(v.Entries(numbers...), func(e consensus.Entry) answer.Line { return v.line(e, cited(e)) })
}

// lastPage gives the last entries of a list, as many as an answer shows.
func lastPage(numbers []int) []int { return numbers[max(0, len(numbers)-page):] }
