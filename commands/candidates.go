package commands

import (
	"context"
	"fmt"
	"slices"

	"natobot/consensus"
)

// candidates answers who is in the race and who is not.
func (d *Desk) candidates(_ context.Context, _ Request, u Understood) (Reply, error) {
	v, err := d.asked(u)
	if err != nil {
		return Reply{}, err
	}
	tallies := v.race.Standing(v.at).Tallies
	if len(tallies) == 0 {
		return v.nothing(), nil
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
	return Reply{Title: title, Sections: []Section{note(v.asOf()), table}}, nil
}

// note is a line of small print.
func note(text string) Paragraph { return Paragraph{Text: marked(text), Note: true} }

// candidate answers about one person: profile, status history, stances.
func (d *Desk) candidate(ctx context.Context, _ Request, u Understood) (Reply, error) {
	v, err := d.asked(u)
	if err != nil {
		return Reply{}, err
	}
	t, err := v.tally(u.Candidate)
	if err != nil {
		return Reply{}, err
	}
	known := v.at.Known
	profile, err := d.listed(ctx, v, "Profile", v.race.Notes(consensus.Subject{Candidate: u.Candidate}, known))
	if err != nil {
		return Reply{}, err
	}
	statuses, err := d.listed(ctx, v, "Status, newest day last", v.race.Statuses(u.Candidate, known))
	if err != nil {
		return Reply{}, err
	}
	claims, err := d.claims(ctx, v, []consensus.Tally{t})
	if err != nil {
		return Reply{}, err
	}
	rivals, err := d.rivals(ctx, v, []consensus.Tally{t})
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Title: v.summed(t), Sections: []Section{note(v.asOf())}}
	reply.Sections = append(reply.Sections, statuses...)
	reply.Sections = append(reply.Sections, profile...)
	reply.Sections = append(reply.Sections, v.counts(t))
	outcome, err := d.outcome(ctx, v, []consensus.Tally{t})
	if err != nil {
		return Reply{}, err
	}
	reply.Sections = append(reply.Sections, outcome...)
	stances, err := d.listed(ctx, v, "On whose word", entriesOf(t.Stances))
	if err != nil {
		return Reply{}, err
	}
	reply.Sections = slices.Concat(reply.Sections, stances, claims, rivals)
	return reply, nil
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

// listed shows some entries below a heading, and nothing when there are none. Of many
// it shows the last.
func (d *Desk) listed(ctx context.Context, v view, heading string, numbers []int) ([]Section, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	l := List{Heading: heading}
	if more := len(numbers) - page; more > 0 {
		l.Heading = fmt.Sprintf("%s (the last %d of %d)", heading, page, len(numbers))
		numbers = numbers[more:]
	}
	entries, err := d.Ledger.Entries(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		l.Items = append(l.Items, v.line(e, cited(e)))
	}
	return []Section{l}, nil
}
