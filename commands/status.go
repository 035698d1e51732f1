package commands

import (
	"fmt"
	"slices"
	"strings"

	"natobot/consensus"
)

// Status answers how the race stands; with a candidate, it shows that candidate alone.
func Status(v view, candidate consensus.Key) (Reply, error) {
	tallies := v.race.Standing(v.at).Tallies
	if len(tallies) == 0 {
		return v.nothing(), nil
	}
	if candidate != "" {
		t, err := v.tally(candidate)
		if err != nil {
			return Reply{}, err
		}
		tallies = []consensus.Tally{t}
	}
	outcomes := v.outcomes(tallies)
	v.fetch(append(claimEntries(tallies), outcomeEntries(outcomes)...)...)
	reply := Reply{Title: v.headline(tallies), Sections: []Section{Paragraph{Text: say("%s", v.asOf()), Note: true}}}
	if chart := v.chart(tallies); len(chart.Bars) > 0 {
		reply.Sections = append(reply.Sections, chart)
	}
	for _, t := range tallies {
		if heard(t) || len(t.Claims) > 0 || candidate != "" {
			reply.Sections = append(reply.Sections, v.counts(t))
		}
	}
	reply.Sections = slices.Concat(reply.Sections, v.tellOutcomes(outcomes), v.contested(v.contests(tallies)), v.claims(tallies), v.rivals(tallies))
	if candidate == "" {
		reply.Sections = append(reply.Sections, v.byStatus(tallies))
	}
	reply.Actions = v.recordable()
	return reply, nil
}

// claimEntries lists the entries of the claims that an answer shows.
func claimEntries(tallies []consensus.Tally) []int {
	var numbers []int
	for _, t := range tallies {
		for _, c := range shownClaims(t) {
			numbers = append(numbers, c.Entry)
		}
	}
	return numbers
}

// nothing is the answer while the ledger says nothing about the race.
func (v view) nothing() Reply {
	if v.known != 0 || v.at.On < v.today {
		return Reply{
			Title:    "Nothing is recorded for that day.",
			Sections: []Section{Paragraph{Text: say("%s", v.asOf()), Note: true}, Paragraph{Text: marked("Ask without a day to see what the ledger says now: `/nato status`.")}},
		}
	}
	return Reply{Title: "Nothing is recorded yet.", Sections: []Section{
		note(v.asOf()),
		Paragraph{Text: say("All %d members of today are undeclared. Begin with a candidate and what a member says of them:", len(v.book.Members(v.at)))},
		List{Items: []Line{
			marked("`/nato candidate Mark Rutte of Netherlands put forward via reported`"),
			marked("`/nato stance Germany backs Rutte via spokesperson https://…`"),
		}},
	}}
}

// tally gives one candidate's tally, and an error that says when it began when there
// is none at that point.
func (v view) tally(key consensus.Key) (consensus.Tally, error) {
	if t, ok := v.race.Standing(v.at).Find(key); ok {
		return t, nil
	}
	return consensus.Tally{}, sayNothingOn(v.person(key), v.at.On)
}

// claimsShown is how many claims for one candidate an answer shows: the newest. Older
// ones stay in the history.
const claimsShown = 3

// claims sets the claims for each candidate against the names that the ledger has. Those
// that name whom they leave out are left to view.rivals, and the newest of all members to
// view.outcome.
func (v view) claims(tallies []consensus.Tally) []Section {
	var list List
	v.fetch(claimEntries(tallies)...)
	for _, t := range tallies {
		ofAll, _ := t.OfAll()
		for _, c := range shownClaims(t) {
			if c.Missing != "" || c.Entry == ofAll.Entry {
				continue // see rivals and outcome
			}
			list.Items = append(list.Items, v.setAgainst(t, c, v.entry(c.Entry)))
		}
		if older := len(t.Claims) - claimsShown; older > 0 {
			list.Items = append(list.Items, marked(fmt.Sprintf("%s for %s: `/nato history %s`", number(older, "older claim", "older claims"), t.Candidate.Name, t.Candidate.Name)))
		}
	}
	if list.Items == nil {
		return nil
	}
	list.Heading = "Claims against names"
	return []Section{list}
}

// against sets one claim against the names.
func against(t consensus.Tally, c consensus.Claim, e consensus.Entry) Line {
	named := t.Count(consensus.Backs)
	line := Line{{Text: fmt.Sprintf("%s: %s back, says the claim (", t.Candidate.Name, claimed{c.Qualifier, c.Count, c.Of})}}
	line = append(line, cited(e)...)
	text := fmt.Sprintf("); the ledger names %d", named)
	switch gap := c.Count - named; {
	case gap > 0:
		text += fmt.Sprintf(", %d fewer", gap)
	case gap < 0:
		text += fmt.Sprintf(", %d more", -gap)
	}
	return append(line, Span{Text: text})
}

// furthestFirst lists the statuses from the office itself to those who are out.
func furthestFirst() []consensus.Status {
	return []consensus.Status{
		consensus.InOffice, consensus.Appointed, consensus.PutForward, consensus.Declared, consensus.Interested,
		consensus.Mooted, consensus.NoStatus, consensus.Withdrawn, consensus.RuledOut,
	}
}

// byStatus lists the people of the race by status, the furthest first.
func (v view) byStatus(tallies []consensus.Tally) List {
	l := List{Heading: "Candidates by status"}
	for _, status := range furthestFirst() {
		var people []string
		for _, t := range tallies {
			if t.Candidate.Status == status {
				people = append(people, v.traceable(t.Candidate))
			}
		}
		if len(people) > 0 {
			l.Items = append(l.Items, say("%s: %s", statusLabel(status), series(people)))
		}
	}
	return l
}

// traceable gives a candidate with country and entry: "Kaja Kallas (Estonia, #3)".
func (v view) traceable(c consensus.Candidate) string {
	marks := slices.DeleteFunc([]string{v.countryOf(c), entryMark(c.Entry)}, func(s string) bool { return s == "" })
	if len(marks) == 0 {
		return c.Name
	}
	return fmt.Sprintf("%s (%s)", c.Name, strings.Join(marks, ", "))
}

// countryOf names a candidate's country, "" where it was never said.
func (v view) countryOf(c consensus.Candidate) string {
	if c.Country == "" {
		return ""
	}
	return v.country(c.Country)
}

func entryMark(number int) string {
	if number == 0 {
		return ""
	}
	return fmt.Sprintf("#%d", number)
}

// statusLabel heads the people of a status.
func statusLabel(s consensus.Status) string {
	if s == consensus.NoStatus {
		return "No status recorded"
	}
	return capital(s.String())
}
