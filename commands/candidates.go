package commands

import (
	"fmt"
	"slices"

	"natobot/consensus"
)

// Candidates answers who is in the race and who is not.
func Candidates(v view) Reply {
	tallies := v.race.Standing(v.at).Tallies
	if len(tallies) == 0 {
		return v.nothing()
	}
	in := 0
	table := Table{Columns: []Column{{Name: "Candidate"}, {Name: "Status"}, {Name: "Since"}, {"Members that back", true}, {"of these on the record", true}, {"Missing", true}, {Name: "Entry"}}}
	for _, t := range tallies {
		if live(t) {
			in++
		}
		c := t.Candidate
		table.Rows = append(table.Rows, []string{
			v.introduced(c), statusLabel(c.Status), c.Since.String(), fmt.Sprint(t.Count(consensus.Backs)),
			fmt.Sprint(len(t.OnRecord())), fmt.Sprint(len(t.Missing())), entryMark(c.Entry),
		})
	}
	title := fmt.Sprintf("%s in the race, %d no longer in it.", number(in, "person is", "people are"), len(tallies)-in)
	if first := tallies[0]; first.Candidate.Status.Decided() && len(tallies) == 1 {
		title = v.decision(first)
	} else if first.Candidate.Status.Decided() {
		title = v.decision(first) + " " + number(len(tallies)-1, "other person is", "other people are") + " named in this race."
	}
	return Reply{Title: title, Sections: []Section{note(v.asOf()), table}}
}

// note is a line of small print.
func note(text string) Paragraph { return Paragraph{Text: marked(text), Note: true} }

// Candidate answers about one person: profile, status history, stances.
func Candidate(v view, key consensus.Key) (Reply, error) {
	t, err := v.tally(key)
	if err != nil {
		return Reply{}, err
	}
	one := []consensus.Tally{t}
	notes, statuses := v.race.Notes(consensus.Subject{Candidate: key}, v.at.Known), v.race.Statuses(key, v.at.Known)
	stances, outcomes := entriesOf(t.Stances), v.outcomes(one)
	v.fetch(slices.Concat(lastPage(notes), lastPage(statuses), claimEntries(one), outcomeEntries(outcomes), lastPage(stances))...)
	return Reply{Title: v.summed(t), Sections: slices.Concat(
		[]Section{note(v.asOf())},
		v.under("Status, newest day last", statuses),
		v.under("Profile", notes),
		[]Section{v.counts(t)},
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
func (v view) under(heading string, numbers []int) []Section {
	if len(numbers) == 0 {
		return nil
	}
	l := List{Heading: heading}
	if len(numbers) > page {
		l.Heading = fmt.Sprintf("%s (the last %d of %d)", heading, page, len(numbers))
	}
	for _, e := range v.entries(lastPage(numbers)...) {
		l.Items = append(l.Items, v.line(e, cited(e)))
	}
	return []Section{l}
}

// lastPage gives the last entries of a list, as many as an answer shows.
func lastPage(numbers []int) []int { return numbers[max(0, len(numbers)-page):] }
