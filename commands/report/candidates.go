package report

import (
	"fmt"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// Candidates answers who is in the race and who is not.
func Candidates(v View) answer.Reply {
	tallies := v.Race.Standing(v.At).Tallies
	if len(tallies) == 0 {
		return v.nothing()
	}
	in, others, backing := 0, 0, "Members that "+answer.Backs(tallies[0].Candidate, 2)
	if mixed(tallies) {
		backing = "Members that have ratified or back"
	}
	table := answer.Table{Columns: []answer.Column{{Name: "Candidate"}, {Name: "Status"}, {Name: "Since"}, {Name: backing, Numeric: true}, {Name: "of these on the record", Numeric: true}, {Name: "Missing", Numeric: true}, {Name: "Entry"}}}
	for _, t := range tallies {
		c := t.Candidate
		switch {
		case live(t) && c.Motion == tallies[0].Candidate.Motion:
			in++
		case live(t):
			others++
		}
		table.Rows = append(table.Rows, []string{
			v.Introduced(c), statusLabel(c), c.Since.String(), v.counted(t.In(consensus.Backs)),
			v.counted(t.OnRecord()), v.counted(t.Missing()), entryMark(c.Entry),
		})
	}
	title := fmt.Sprintf("%s in the race, %d no longer in it.", answer.Named(tallies[0].Candidate, in, others), len(tallies)-in-others)
	if first := tallies[0]; first.Candidate.Status.Decided() && len(tallies) == 1 {
		title = v.decision(first)
	} else if first.Candidate.Status.Decided() {
		title = v.decision(first) + " " + answer.Others(first.Candidate, len(tallies)-1) + " named in this race."
	}
	return answer.Reply{Title: title, Sections: []answer.Section{Note(v.asOf()), table}}
}

// mixed tells of a race of persons and motions.
func mixed(tallies []consensus.Tally) bool {
	return slices.ContainsFunc(tallies, func(t consensus.Tally) bool { return t.Candidate.Motion != tallies[0].Candidate.Motion })
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

// entriesOf lists the entries behind some stances, each once: one may speak for several members.
func entriesOf(stances []consensus.Stance) []int {
	var numbers []int
	for _, s := range stances {
		if s.Entry != 0 && !slices.Contains(numbers, s.Entry) {
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

// outcome is how far a candidate has come: four facts that are taken for one another,
// reported unanimity, consensus by our count, the decision of the Council and taking
// office, each with its own day and source.
type outcome struct {
	consensus.Candidate
	facts []outcomeFact
}

// outcomeFact is one of the four facts in words, the entry that it rests on, 0 for none, and
// what is to be said behind its source.
type outcomeFact struct {
	said  string
	entry int
	but   string
}

// outcomes gives how far candidates have come, those alone of whom any of the four facts is
// known.
func (v View) outcomes(tallies []consensus.Tally) []outcome {
	var list []outcome
	for _, t := range tallies {
		if o := v.Race.Outcome(t.Candidate.Key, v.At); o.Any() {
			list = append(list, outcome{t.Candidate, v.facts(t, o)})
		}
	}
	return list
}

// tellOutcomes tells how far candidates have come; nil where nothing is known of that.
func (v View) tellOutcomes(list []outcome) []answer.Section {
	var sections []answer.Section
	v.fetch(outcomeEntries(list)...)
	for _, o := range list {
		l := answer.List{Heading: o.Name + ": four facts, each of its own"}
		for _, f := range o.facts {
			line := answer.Say("%s", f.said)
			if f.entry != 0 {
				line = line.Say(" (").And(undated(v.Entry(f.entry).Source)...).Say(", #%d)%s", f.entry, f.but)
			}
			l.Items = append(l.Items, line)
		}
		sections = append(sections, l)
	}
	return sections
}

// outcomeEntries lists the entries that outcomes rest on, 0 among them.
func outcomeEntries(list []outcome) []int {
	return slices.Concat(english.Each(list, func(o outcome) []int {
		return english.Each(o.facts, func(f outcomeFact) int { return f.entry })
	})...)
}

// verdict says whether there is consensus, and what stands between.
func (v View) verdict(t consensus.Tally) answer.Line {
	if t.Consensus() {
		line := answer.Say("Consensus: yes, by what is reported: all %s %s", english.Members(v.Race.Body(), len(t.Stances)), answer.Agree(t.Candidate, 2))
		if !t.Candidate.Status.Decided() && !t.Candidate.Motion {
			line[0].Text += "; a decision of " + v.Race.Body().Decider + " is a fact of its own, and none is recorded"
		}
		return line
	}
	return answer.Say("Consensus (all %s %s): no, %d of %s %s missing: %s", v.Race.Body().Many, answer.Agree(t.Candidate, 2), len(t.Missing()),
		english.Members(v.Race.Body(), len(t.Stances)), english.Agree(len(t.Missing()), "is", "are"), news.Why(t))
}

// strictly says whether there is consensus when only backing on the record counts.
func (v View) strictly(t consensus.Tally) answer.Line {
	all, record := len(t.Stances), len(t.OnRecord())
	if t.StrictConsensus() {
		return answer.Say("Strict consensus (all %s %s, on the record): yes, all %d %s", v.Race.Body().Many, answer.Backs(t.Candidate, 2), all, answer.So(t.Candidate, 2))
	}
	return answer.Say("Strict consensus (all %s %s, on the record): no, %d of %s %s",
		v.Race.Body().Many, answer.Backs(t.Candidate, 2), record, english.Members(v.Race.Body(), all), answer.So(t.Candidate, record))
}
