package commands

import (
	"fmt"
	"slices"
	"strings"

	"natobot/consensus"
)

// The parts of a standing that several answers show: the headline, the chart, a
// candidate's counts with names, and claims against names.

// headline is the one sentence that sums a standing up.
func (v view) headline(tallies []consensus.Tally) string {
	first := tallies[0]
	unanimous := slices.IndexFunc(tallies, func(t consensus.Tally) bool {
		_, reported := t.Unanimity()
		return reported && live(t)
	})
	switch {
	case !live(first):
		return "Nobody whom this ledger names is in the race any more."
	case first.Candidate.Status.Decided() || first.Consensus():
		return v.summed(first)
	case unanimous >= 0:
		return v.summed(tallies[unanimous])
	case agreeing(first) == 0 && len(tallies) > 1:
		return "No NATO member is reported to back anyone in the race."
	case len(tallies) > 1 && live(tallies[1]) && agreeing(tallies[1]) == agreeing(first):
		return fmt.Sprintf("%s and %s are level: %d of NATO's %s are reported to back or accept each of them.",
			first.Candidate.Name, tallies[1].Candidate.Name, agreeing(first), number(len(first.Stances), "member", "members"))
	}
	return v.summed(first)
}

// summed sums up how one candidate stands. It leads with the decision of the Council once
// there is one, and tells it from consensus by our count and from unanimity that somebody
// reports.
func (v view) summed(t consensus.Tally) string {
	c, reported := t.Unanimity()
	switch {
	case t.Candidate.Status.Decided():
		return v.decision(t) + " " + v.backing(t)
	case !live(t):
		return t.Candidate.Name + " " + hasStatus(t.Candidate.Status) + ". " + v.backing(t)
	case t.Consensus():
		return v.backing(t) + " No decision of the Council is recorded."
	case reported:
		return saidToBeUnanimous(t, c)
	}
	return v.backing(t)
}

// decision says what no count can say: that the Council has decided on somebody, and that
// they have taken office, each with its day.
func (v view) decision(t consensus.Tally) string {
	appointed, office := v.race.Decided(t.Candidate.Key, v.at)
	name := t.Candidate.Name
	switch {
	case office.Entry == 0:
		return fmt.Sprintf("The Council appointed %s %s.", name, dated(appointed.Since))
	case appointed.Entry == 0:
		return fmt.Sprintf("%s took office %s.", name, dated(office.Since))
	}
	return fmt.Sprintf("%s took office %s; the Council had decided %s.", name, dated(office.Since), dated(appointed.Since))
}

// backing says how many members back a candidate and how many are missing.
func (v view) backing(t consensus.Tally) string {
	all, backs, accepts := len(t.Stances), t.Count(consensus.Backs), t.Count(consensus.Accepts)
	name, missing := t.Candidate.Name, len(t.Missing())
	switch {
	case missing == 0 && accepts == 0:
		return fmt.Sprintf("All %d NATO members are reported to back %s.", all, name)
	case missing == 0:
		return fmt.Sprintf("All %d NATO members are reported to back or accept %s: %d %s and %d would not block.",
			all, name, backs, agree(backs, "backs", "back"), accepts)
	case backs+accepts == 0:
		return fmt.Sprintf("No NATO member is reported to back %s; all %d are missing.", name, all)
	case accepts == 0:
		return fmt.Sprintf("%s has the reported backing of %d of NATO's %d members; %d %s missing.",
			name, backs, all, missing, agree(missing, "is", "are"))
	}
	return fmt.Sprintf("%s has the reported backing of %d of NATO's %d members, %d more would not block, and %d %s missing.",
		name, backs, all, accepts, missing, agree(missing, "is", "are"))
}

func live(t consensus.Tally) bool {
	return t.Candidate.Status.Live()
}

func agreeing(t consensus.Tally) int { return t.Count(consensus.Backs, consensus.Accepts) }

// heard tells whether any member of the day was ever reported on.
func heard(t consensus.Tally) bool {
	for _, s := range t.Stances {
		if s.Entry != 0 {
			return true
		}
	}
	return false
}

// asOf says which race, which day and whose knowledge an answer is about.
func (v view) asOf() string {
	title, _, _ := v.race.Title(v.at.Known)
	s := title + ", " + v.at.On.Long()
	switch {
	case v.known != 0 && v.known == v.at.On:
		s += fmt.Sprintf(", as the ledger had it at the end of that day (%s)", v.upTo())
	case v.known != 0:
		s += fmt.Sprintf(", as the ledger had it at the end of %s (%s)", v.known.Long(), v.upTo())
	case v.at.On > v.today:
		s += ", a day that lies ahead, by what is known now"
	case v.at.On < v.today:
		s += ", by all that is known now"
	}
	if v.race.ClosedAt(v.at.Known) {
		s += "; this race is closed"
	}
	return s + "."
}

func (v view) upTo() string {
	if v.at.Known == 0 {
		return "no entry yet"
	}
	return fmt.Sprintf("entries up to #%d", v.at.Known)
}

// chart gives a bar for each candidate on whom anything was reported.
func (v view) chart(tallies []consensus.Tally) Chart {
	c := Chart{}
	for _, t := range tallies {
		if !heard(t) {
			continue
		}
		bar := Bar{Label: t.Candidate.Name}
		for _, p := range consensus.Positions() {
			bar.Parts = append(bar.Parts, Part{inChart(t.Count(p), p), t.Count(p)})
		}
		c.Total = len(t.Stances)
		c.Bars = append(c.Bars, bar)
	}
	c.Caption = fmt.Sprintf("Positions of NATO's %d members", c.Total)
	return c
}

// counts lists one candidate's members by position, then what that means for
// consensus, plain and strict side by side.
func (v view) counts(t consensus.Tally) List {
	l := List{Heading: v.introduced(t.Candidate) + since(t.Candidate)}
	all := len(t.Stances)
	for _, p := range consensus.Positions() {
		if p == consensus.Undeclared || t.Count(p) == 0 {
			continue
		}
		l.Items = append(l.Items, say("%s: %d of %s: %s", heading(p), t.Count(p), number(all, "member", "members"), v.traced(t.In(p))))
		if p == consensus.Backs {
			l.Items = append(l.Items, v.onRecord(t))
		}
	}
	l.Items = append(l.Items, v.undeclared(t)...)
	return List{l.Heading, append(l.Items, verdict(t), strictly(t))}
}

// since gives a candidate's status with its day: ", has been put forward (…)".
func since(c consensus.Candidate) string {
	if c.Entry == 0 {
		return ": no status recorded"
	}
	return fmt.Sprintf(" %s (%s, #%d)", hasStatus(c.Status), c.Since, c.Entry)
}

func (v view) onRecord(t consensus.Tally) Line {
	record := t.OnRecord()
	if len(record) == 0 {
		return say("Of these on the record: none")
	}
	return say("Of these on the record: %d: %s", len(record), v.traced(record))
}

// undeclared keeps apart those who are reported to have taken no position from those of
// whom nothing is known: silence is neither consent nor news.
func (v view) undeclared(t consensus.Tally) []Line {
	var reported, silent []consensus.Stance
	for _, s := range t.In(consensus.Undeclared) {
		if s.Entry != 0 {
			reported = append(reported, s)
		} else {
			silent = append(silent, s)
		}
	}
	var lines []Line
	if len(reported) > 0 {
		lines = append(lines, say("Undeclared, as reported: %d of %s: %s", len(reported), number(len(t.Stances), "member", "members"), v.traced(reported)))
	}
	if len(silent) == len(t.Stances) {
		return []Line{say("Undeclared, no report yet: all %s", number(len(silent), "member", "members"))}
	}
	if len(silent) > 0 {
		lines = append(lines, say("Undeclared, no report yet: %d of %s: %s", len(silent), number(len(t.Stances), "member", "members"), strings.Join(v.names(silent), ", ")))
	}
	return lines
}

// traced lists members with their entries: "France (#4), Germany (#2)".
func (v view) traced(stances []consensus.Stance) string {
	var list []string
	for _, s := range stances {
		mark := fmt.Sprintf("#%d", s.Entry)
		if s.Contested {
			mark += ", contested"
		}
		list = append(list, fmt.Sprintf("%s (%s)", v.member(s.Member).Name, mark))
	}
	return strings.Join(list, ", ")
}

// verdict says whether there is consensus, and what stands between.
func verdict(t consensus.Tally) Line {
	if t.Consensus() {
		line := say("Consensus: yes, by what is reported: all %d members back or accept", len(t.Stances))
		if !t.Candidate.Status.Decided() {
			line[0].Text += "; a decision of the Council is a fact of its own, and none is recorded"
		}
		return line
	}
	return say("Consensus (all members back or accept): no, %d of %s %s missing: %s", len(t.Missing()),
		number(len(t.Stances), "member", "members"), agree(len(t.Missing()), "is", "are"), why(t))
}

// why counts the missing by position: "2 are seen as holding out, 25 are undeclared".
func why(t consensus.Tally) string {
	var parts []string
	for _, p := range missingOrder() {
		if n := t.Count(p); n > 0 {
			parts = append(parts, share(n, p))
		}
	}
	return series(parts)
}

// missingOrder lists the positions of those missing, the firmest first.
func missingOrder() []consensus.Position {
	return []consensus.Position{consensus.Opposes, consensus.Holdout, consensus.Undeclared, consensus.Leans}
}

// strictly says whether there is consensus when only backing on the record counts.
func strictly(t consensus.Tally) Line {
	all, record := len(t.Stances), len(t.OnRecord())
	if t.StrictConsensus() {
		return say("Strict consensus (all members back, on the record): yes, all %d do", all)
	}
	return say("Strict consensus (all members back, on the record): no, %d of %s %s",
		record, number(all, "member", "members"), agree(record, "does", "do"))
}
