package report

import (
	"slices"

	"natobot/commands/answer"
	"natobot/consensus"
)

// checksShown is how many things to check a digest names.
const checksShown = 8

// stale is after how many days without a word a missing member's position is asked about.
const stale = 30

// toCheck gives what the desk should look into today, the most pressing first: reports that
// contradict each other, positions that speak of somebody who is gone, objections on one
// unnamed word, candidates of no status, and members not heard of for long.
func (e *edition) toCheck() []answer.Section {
	var lines []answer.Line
	for _, c := range e.contests(e.in) {
		lines = append(lines, append(answer.Line{{Text: "Contested: "}}, e.contradicts(c)...))
	}
	lines = slices.Concat(lines, e.bereft(), e.thinObjections(), e.unclear(), e.notHeard(), e.undecidedByName())
	if len(lines) == 0 {
		return nil
	}
	l := answer.List{Heading: "To check today", Items: lines}
	if more := len(lines) - checksShown; more > 0 {
		e.whole = append(e.whole, l)
		l.Items = append(slices.Clip(lines[:checksShown]), answer.Say("And %d more, in the thread", more))
	}
	return []answer.Section{e.fit(l, roomToCheck)}
}

// bereft names the members whose candidate is out of the race, and that have taken no
// position towards the one who leads since: their old word counts for nobody now.
func (e *edition) bereft() []answer.Line {
	if len(e.in) == 0 || e.in[0].Candidate.Status.Decided() {
		return nil
	}
	var lines []answer.Line
	lead := e.in[0]
	for _, t := range e.Race.Standing(e.At).Tallies {
		if live(t) {
			continue
		}
		var members []consensus.Stance
		for i, s := range t.Stances {
			now := lead.Stances[i]
			if s.Position == consensus.Backs && !now.Position.Agrees() && now.Since.Day < t.Candidate.Since.Day {
				members = append(members, s)
			}
		}
		if len(members) > 0 {
			lines = append(lines, e.backedNobody(t.Candidate, lead.Candidate, members))
		}
	}
	return lines
}

// thinObjections names the members that are seen as holding out or opposing on one unnamed
// word alone.
func (e *edition) thinObjections() []answer.Line {
	var lines []answer.Line
	for _, t := range e.in {
		for _, s := range t.In(consensus.Opposes, consensus.Holdout) {
			if e.thin(s) {
				lines = append(lines, e.onOneWord(t.Candidate, s))
			}
		}
	}
	return lines
}

// thin tells whether an objection rests on one report, of nobody by name.
func (e *edition) thin(s consensus.Stance) bool {
	objects := s.Position == consensus.Opposes || s.Position == consensus.Holdout
	return objects && unnamedVia(s.Via) && len(e.Race.Run(s.Candidate, s.Member, e.At)) == 1
}

// unnamedVia tells whether a word is nobody's by name.
func unnamedVia(via consensus.Attribution) bool {
	switch via {
	case consensus.Official, consensus.Diplomat, consensus.Camp, consensus.Inferred:
		return true
	}
	return false
}

// unclear names the people of whom positions are reported, but no status.
func (e *edition) unclear() []answer.Line {
	var lines []answer.Line
	for _, t := range e.in {
		if t.Candidate.Status == consensus.NoStatus {
			lines = append(lines, e.ofNoStatus(t))
		}
	}
	return lines
}

// notHeard names the members missing for the one who leads of which there was no word for
// long.
func (e *edition) notHeard() []answer.Line {
	if len(e.in) == 0 || e.in[0].Candidate.Status.Decided() {
		return nil
	}
	var lines []answer.Line
	silent := 0
	for _, s := range e.in[0].Missing() {
		switch {
		case s.Entry == 0:
			silent++
		case e.At.On.Since(s.Since.Day) >= stale && !e.thin(s):
			lines = append(lines, e.noWord(s, e.in[0].Candidate))
		}
	}
	begun, _ := e.Race.Begun(e.At.Known)
	if days := e.At.On.Since(begun); silent > 0 && silent < len(e.in[0].Stances) && days >= stale {
		lines = append(lines, e.neverHeard(silent, days, e.in[0].Candidate))
	}
	return lines
}

// undecidedByName names the members that our count still lacks though the Council has
// decided, which it does with the assent of all.
func (e *edition) undecidedByName() []answer.Line {
	if len(e.in) == 0 || !e.in[0].Candidate.Status.Decided() || e.in[0].Consensus() {
		return nil
	}
	return []answer.Line{e.lackedByName(e.in[0])}
}
