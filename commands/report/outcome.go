package report

import (
	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

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
	var numbers []int
	for _, o := range list {
		for _, f := range o.facts {
			numbers = append(numbers, f.entry)
		}
	}
	return numbers
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
