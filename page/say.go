// What the page says in words of its own, by the rules at the head of commands/answer/say.go;
// but no entry is named by its number, which is the desk's.

package page

import (
	"fmt"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report"
	"natobot/consensus"
)

func sayNothingYet() string { return "Nothing was reported yet." }

func sayNothingPublic(key string) error {
	return consensus.Refuse(consensus.NotFound, "Nothing public is recorded of the race "+english.AsTyped(key)+".", "")
}

// sayRule says what decides a race.
func sayRule(lead consensus.Candidate, members string) string {
	if lead.Motion {
		return fmt.Sprintf("There is no vote: %s takes the ratification of all %s.", lead.Name, members)
	}
	return fmt.Sprintf("There is no vote: the post goes to whom all %s back or accept.", members)
}

// asReported says by whose knowledge the page is, and gives that moment for programs.
func (c *composer) asReported(last consensus.Entry) (words, moment string) {
	if c.Known != 0 {
		words, moment = "As the desk knew it at the end of "+c.Known.Long(), c.Known.String()
	} else {
		at := last.Recorded.In(c.Zone)
		words, moment = "As reported on "+at.Format("2 January 2006 at 15:04 MST"), at.Format("2006-01-02T15:04:05Z07:00")
	}
	if closed, is := c.Race.Closed(c.At.Known); is {
		words += "; the race closed on " + closed.Long()
	}
	if c.On != 0 && c.On != c.Known {
		words += "; how it stood on " + c.At.On.Long()
	}
	return words + ".", moment
}

// verdict says what the count comes to.
func (c *composer) verdict(t consensus.Tally) []string {
	all := english.Members(c.Race.Body(), len(t.Stances))
	missing, record := len(t.Missing()), len(t.OnRecord())
	list := []string{fmt.Sprintf("%d of %s %s %s on the record.", record, all, answer.Backs(t.Candidate, record), t.Candidate.Name)}
	switch {
	case t.StrictConsensus():
		list = append(list, fmt.Sprintf("All %s %s, on the record.", c.Race.Body().Many, answer.Backs(t.Candidate, 2)))
	case t.Consensus():
		list = append(list, fmt.Sprintf("All %s %s: consensus by our count, and not yet on the record of all.", c.Race.Body().Many, answer.Agree(t.Candidate, 2)))
	default:
		list = append(list, fmt.Sprintf("%d %s missing.", missing, english.Agree(missing, "is", "are")))
	}
	return list
}

// saySilent names the members of whom there is no report.
func (c *composer) saySilent(names []string, all int) string {
	if len(names) == all {
		return "No " + c.Race.Body().One + " was reported on yet."
	}
	return fmt.Sprintf("No report yet of %s: %s.", english.Members(c.Race.Body(), len(names)), english.Series(names))
}

// sayDays says how long before the day of the page a report was.
func sayDays(n int) string {
	if n == 0 {
		return "on this day"
	}
	return english.Number(n, "day", "days") + " ago"
}

// sayBefore says where a member stood before a move, "" where there was no report.
func (c *composer) sayBefore(s consensus.Stance) string {
	if s.Entry == 0 {
		return ""
	}
	return fmt.Sprintf("Before: %s, as reported %s.", answer.InChart(1, s.Saying(c.candidate(s.Candidate))), english.Dated(s.Since))
}

func (c *composer) sayJoined(m consensus.Member, is *consensus.Standing) string {
	return fmt.Sprintf("%s joined; %s.", english.Capital(english.Articled(m)), c.Takes(m, is, "the post now needs all"))
}

// candidate gives a candidate by the key.
func (c *composer) candidate(key consensus.Key) consensus.Candidate {
	person, _ := c.Race.Candidate(key, c.At)
	return person
}

// sayRecord says that a position which stays came on the record, or went off it.
func sayRecord(now consensus.Stance) string {
	if now.Via.IsOnRecord() {
		return "Now on the record."
	}
	return "No longer on the record."
}

// sayOurs says what the names come to on the day of a claim.
func (c *composer) sayOurs(t consensus.Tally) string {
	return fmt.Sprintf("%d of %s by name.", t.Agreeing(), english.Members(c.Race.Body(), len(t.Stances)))
}

// sayRival says which members a count that names whom it leaves out has otherwise than we do.
func (c *composer) sayRival(r consensus.Rival) (words string) {
	if len(r.Theirs) > 0 {
		words += fmt.Sprintf(" It counts %s too.", english.Series(c.articled(r.Theirs)))
	}
	if len(r.Left) > 0 {
		words += fmt.Sprintf(" It leaves out %s.", english.Series(c.articled(r.Left)))
	}
	return words
}

// articled names the members of some stances inside a sentence.
func (c *composer) articled(stances []consensus.Stance) []string {
	return english.Each(stances, func(s consensus.Stance) string { return c.Country(s.Member) })
}

func sayWithdrawn(because string) string {
	if because == report.Undone {
		return "Withdrawn."
	}
	return "Withdrawn: " + strings.TrimSuffix(because, ".") + "."
}

// shares says how many members are of each position.
func shares(t consensus.Tally, between string) string {
	var parts []string
	for _, p := range order() {
		if n := t.Count(p); n > 0 {
			parts = append(parts, answer.Share(n, t.Candidate.Says(p)))
		}
	}
	return strings.Join(parts, between)
}

// sayTiles says what the tiles show.
func (c *composer) sayTiles(t consensus.Tally) string {
	return fmt.Sprintf("A tile for each of %s, by its position towards %s: %s. The table below has every member.",
		english.Members(c.Race.Body(), len(t.Stances)), t.Candidate.Name, shares(t, ", "))
}

func sayNeeded(members string) string { return "Consensus: all " + members }

// sayTrend says what the lines show.
func sayTrend(t *trend, tallies []consensus.Tally) string {
	var parts []string
	for _, l := range t.Lines {
		parts = append(parts, fmt.Sprintf("%s %d", l.Name, l.Count))
	}
	return fmt.Sprintf("%s each candidate, from %s to %s: %s in the end, of %d that are needed.",
		sayAgreeing(tallies), t.First, t.Last, strings.Join(parts, ", "), t.of[len(t.of)-1])
}

// sayAgreeing heads the counts over time.
func sayAgreeing(tallies []consensus.Tally) string {
	return "Members that " + answer.AgreeAll(tallies)
}

// sayEverybody heads the table of candidates.
func sayEverybody(kinds []consensus.Candidate) string {
	switch {
	case len(kinds) > 1:
		return "Everybody who was named for the post, and all that is to be ratified"
	case kinds[0].Motion:
		return "All that is to be ratified"
	}
	return "Everybody who was named for the post"
}

// sayReading says how the members are counted, and what is told apart.
func sayReading(b *consensus.Body, lead consensus.Candidate) string {
	facts := "Reported unanimity, the decision of " + b.Decider + " and taking office are three facts, each with its own source."
	if lead.Motion {
		facts = "That all are reported to have ratified, that all have by name, and that it is in force are three facts, each with its own source."
	}
	return "A member is counted by the last report of its position. “On the record” is a named person or a spokesperson, and nothing else. " +
		"Where reports of one day contradict each other, both are shown and the position is marked as contested. " + facts
}

// explained says what a position means.
func explained(p consensus.Saying) string {
	if p.Motion && p.Position != consensus.Undeclared {
		return "It " + answer.InChart(1, p) + "."
	}
	switch p.Position {
	case consensus.Backs:
		return "It is reported to back the candidate."
	case consensus.Accepts:
		return "It would not block the candidate."
	case consensus.Leans:
		return "It signals support, and has not said it."
	case consensus.Holdout:
		return "It has reservations or conditions; that is not a no."
	case consensus.Opposes:
		return "It says no."
	}
	return "It has taken no position, or nothing is reported of it. Silence is no consent."
}
