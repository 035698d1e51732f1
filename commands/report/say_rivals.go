// Counts that differ from ours, and the facts that are taken for one another, by the rules
// at the head of say.go.

package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/report/news"
	"natobot/consensus"
)

// compared says where a count that names whom it leaves out differs from ours. A claim
// never adds to what members are reported to have said: the two are only set side by side.
// cited is how the claim's source is marked.
func (v View) compared(r consensus.Rival, now consensus.Tally, e consensus.Entry, cited string) answer.Line {
	who := news.Voice(e.Source)
	line := answer.Line{
		{Text: english.Begin(who), URL: e.Source.Link},
		{Text: fmt.Sprintf(" counts %s for %s %s (%s); in our ledger, %d of %s %s on that day.",
			strings.TrimPrefix(answer.Claimed{Qualifier: e.Qualifier, Count: e.Count, Of: e.Of}.In(v.Race.Body()), "exactly "), now.Candidate.Name, english.Dated(e.On),
			cited, r.Ours.Agreeing(), english.Members(v.Race.Body(), len(r.Ours.Stances)), answer.Agree(now.Candidate, r.Ours.Agreeing()))},
	}
	add := func(format string, a ...any) { line = line.Say(" %s", fmt.Sprintf(format, a...)) }
	silent, heard := divided(r.Theirs)
	agreeingWith := "backing or accepting"
	if now.Candidate.Motion {
		agreeingWith = "as having ratified"
	}
	if len(silent) > 0 {
		add("%s has %s %s, of which we have no report.", english.Begin(who), english.Series(v.stood(silent)), agreeingWith)
	}
	if len(heard) > 0 {
		add("%s has %s %s; we have %s.", english.Begin(who), english.Series(v.stood(heard)), agreeingWith, v.asWe(heard))
	}
	if len(r.Left) > 0 {
		add("We have %s; that count leaves %s out.", v.asWe(r.Left), english.Agree(len(r.Left), "it", "them"))
	}
	switch {
	case !r.Whole:
		add("It does not account for every member; only those that it leaves out are compared: %s.", english.Series(v.countries(r.Claim.Missing)))
	case len(r.Theirs)+len(r.Left) == 0:
		add("Both leave out the same members: %s.", english.Series(v.countries(r.Claim.Missing)))
	}
	if since := v.sinceThen(slices.Concat(r.Theirs, r.Left), now); since != "" {
		add("Since then: %s.", since)
	}
	return line
}

// sideBySide sets a claim that was just recorded against our ledger, where it says whom it
// leaves out. Its number stands above: the review of a form has none yet.
func (v View) sideBySide(e consensus.Entry, t consensus.Tally, c consensus.Claim) []answer.Line {
	if rival, ok := v.Race.Rival(t.Candidate.Key, c, v.At.Known); ok && c.Entry == e.Number {
		return []answer.Line{v.compared(rival, t, e, e.Source.Via.String())}
	}
	return nil
}

// divided parts members of whom there is no report from the others.
func divided(stances []consensus.Stance) (silent, heard []consensus.Stance) {
	unheard := func(s consensus.Stance) bool { return s.Entry == 0 }
	said := func(s consensus.Stance) bool { return s.Entry != 0 }
	return slices.DeleteFunc(slices.Clone(stances), said), slices.DeleteFunc(slices.Clone(stances), unheard)
}

// asWe says how our ledger has some members: "Slovakia as accepting (#31)".
func (v View) asWe(stances []consensus.Stance) string {
	return english.Series(english.Each(stances, func(s consensus.Stance) string {
		return fmt.Sprintf("%s as %s (%s)", v.Named(s.Member), doing(s.Saying(v.candidate(s.Candidate))), marked(s))
	}))
}

// doing gives what a member of that position does, behind "as".
func doing(p consensus.Saying) string {
	if p.Position == consensus.Undeclared {
		return answer.Position(p)
	}
	return strings.TrimSuffix(strings.TrimSpace(answer.Doing(p, "")), " on")
}

// sinceThen says what became of members after the day of a comparison: "Spain backs … (#40)".
func (v View) sinceThen(then []consensus.Stance, now consensus.Tally) string {
	var list []string
	for _, old := range then {
		if s, _ := now.Of(old.Member); s.Position != old.Position && s.Entry != 0 {
			list = append(list, fmt.Sprintf("%s %s (#%d)", v.Named(s.Member), answer.Does(s.Saying(now.Candidate), now.Candidate.Name), s.Entry))
		}
	}
	return english.Series(list)
}

// Listed names a set of members in a list, by their names' order.
func (v View) Listed(codes consensus.Codes) []string {
	return slices.Sorted(slices.Values(english.Each(codes.List(), v.Country)))
}

// countries names a set of members inside a sentence, by their names' order.
func (v View) countries(codes consensus.Codes) []string {
	names := english.Each(codes.List(), v.Named)
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Compare(strings.TrimPrefix(a, "the "), strings.TrimPrefix(b, "the "))
	})
	return names
}

// unanimous sets a report that all members back somebody against the names: it is neither
// consensus by our count nor the Council's decision.
func (v View) unanimous(t consensus.Tally, e consensus.Entry) answer.Line {
	return answer.Say("Reported unanimity: all %s %s %s, says the claim (", english.Members(v.Race.Body(), e.Count), answer.Backs(t.Candidate, 2), t.Candidate.Name).
		And(cited(e)...).Say("); the ledger names %s", byName(t))
}

// byName counts those that a candidate has by name.
func byName(t consensus.Tally) string {
	named := english.Number(t.Count(consensus.Backs), "that "+answer.Backs(t.Candidate, 1), "that "+answer.Backs(t.Candidate, 2))
	if t.Candidate.Motion {
		return named
	}
	return fmt.Sprintf("%s and %d that would not block", named, t.Count(consensus.Accepts))
}

// leavesOut says of a claim what it has instead of names.
func (v View) leavesOut(missing consensus.Codes) string {
	if missing == "" {
		return "without names"
	}
	return "leaving out " + english.Series(v.countries(missing))
}

// saidToBeUnanimous sums up a candidate whom all members are said to back, by a count that
// names none of them.
func (v View) saidToBeUnanimous(t consensus.Tally, c consensus.Claim) string {
	by := strings.TrimPrefix(answer.Unnamed(c.Via)+", ", ", ")
	return fmt.Sprintf("Reported unanimity for %s (%s%s); by name, %d of %s %s %s%s, and %d %s missing.",
		t.Candidate.Name, by, c.On, t.Agreeing(), english.Whose(v.Race.Body()), english.Members(v.Race.Body(), len(t.Stances)), answer.Reported(t.Candidate, t.Agreeing()),
		v.contestedOf(t.In(consensus.Backs, consensus.Accepts)), len(t.Missing()), english.Agree(len(t.Missing()), "is", "are"))
}

// facts words the four facts.
func (v View) facts(t consensus.Tally, o consensus.Outcome) []outcomeFact {
	all, missing := english.Members(v.Race.Body(), len(t.Stances)), len(t.Missing())
	reported := outcomeFact{said: "Unanimity, as somebody reports it: not reported"}
	if c := o.Reported; c.Entry != 0 {
		reported = outcomeFact{said: fmt.Sprintf("Unanimity, as somebody reports it: %s %s", answer.Claimed{Qualifier: c.Qualifier, Count: c.Count, Of: c.Of}.In(v.Race.Body()), english.Dated(c.On)), entry: c.Entry}
		if !o.Stands {
			reported.but = "; newer reports differ"
		}
	}
	agreed := outcomeFact{said: fmt.Sprintf("Consensus by our count: no, %d of %s %s missing", missing, all, english.Agree(missing, "is", "are"))}
	if s := o.Agreed; s.Entry != 0 {
		agreed = outcomeFact{said: fmt.Sprintf("Consensus by our count: since %s, with %s", s.Since, v.Named(s.Member)), entry: s.Entry}
	}
	dated := func(what string, c consensus.Candidate, none string) outcomeFact {
		if c.Entry == 0 {
			return outcomeFact{said: what + ": " + none}
		}
		return outcomeFact{said: what + ": " + english.Dated(c.Since), entry: c.Entry}
	}
	decision, office := "Decision of "+v.Race.Body().Decider, "Taking office"
	if t.Candidate.Motion {
		decision, office = "Adoption", "Coming into force"
	}
	return []outcomeFact{reported, agreed, dated(decision, o.Appointed, "none recorded"), dated(office, o.Office, "not recorded")}
}

// rivals sets the newest counts that say whom they leave out against our ledger, member by
// member, each on its own day; nil when there is none. It goes with view.claims, which
// leaves these claims to it.
func (v View) rivals(tallies []consensus.Tally) []answer.Section {
	var lines []answer.Line
	v.fetch(claimEntries(tallies)...)
	for _, t := range tallies {
		for _, c := range t.Claims {
			if c.Missing != "" {
				lines = append(lines, v.setAgainst(t, c, v.Entry(c.Entry)))
			}
		}
	}
	return answer.Lines("Rival counts, member by member", lines)
}

// setAgainst sets one claim against the names of our ledger: of the claim's own day where
// it says whom it leaves out, else of the day of the view.
func (v View) setAgainst(t consensus.Tally, c consensus.Claim, e consensus.Entry) answer.Line {
	if rival, ok := v.Race.Rival(t.Candidate.Key, c, v.At.Known); ok {
		return v.compared(rival, t, e, fmt.Sprintf("%s, #%d", e.Source.Via, e.Number))
	}
	if c.All {
		return v.unanimous(t, e)
	}
	return v.against(t, c, e)
}
