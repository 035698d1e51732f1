package consensus

import (
	"fmt"
	"strings"
)

// MilestoneKind tells what a milestone is.
type MilestoneKind uint8

// The milestones. The thresholds, from FirstBacking to Reached, stand in the order in which
// a candidate comes upon them; what consensus is made of counts: members that back or
// accept, and for FirstBacking those that back.
const (
	FirstBacking MilestoneKind = iota
	Half                       // of the members of the day, or more
	TwoThirds                  // of them, or more
	AllButThree
	AllButOne
	Reached     // consensus: all back or accept
	Lost        // consensus holds no more
	BackingLost // a member that backed does so no more: From and To
	CameIn      // new in the race, or back in it
	WentOut     // withdrawn, ruled out, or on record no more
	Decided     // the Council has appointed
	TookOffice
)

var milestoneNames = []string{
	"first backing", "half", "two thirds", "all but three", "all but one", "consensus", "consensus lost",
	"backing lost", "in", "out", "appointed", "in office",
}

// String gives the word for the kind.
func (k MilestoneKind) String() string { return name(milestoneNames, int(k)) }

// Milestone is a change that is more than a step: a count that crossed a threshold, a
// backing that was lost, a candidate who came or went, a decision.
type Milestone struct {
	Kind MilestoneKind
	// Name is the same for the same milestone of the same day, whichever two points it was
	// found between, so that a count that goes to and fro within a day is told once.
	Name      string
	Candidate Candidate // as of the later point
	Agree     int       // how many members back or accept the candidate then
	Of        int       // of how many members of that day
	From, To  Stance    // of a lost backing, and of the one backing that is the first
}

// Milestones gives what was passed between two points, by candidates in the order of the
// standing. Of the thresholds that one candidate crossed only the furthest is given. A
// candidate who is out of the race passes none, and loses no backing.
func (r *Race) Milestones(from, to Point) []Milestone {
	if from == to {
		return nil
	}
	var list []Milestone
	before, after := r.Standing(from), r.Standing(to)
	for _, now := range after.Tallies {
		old, was := before.Find(now.Candidate.Key)
		list = append(list, r.passed(old, now, was, true, to)...)
	}
	for _, old := range before.Tallies {
		if _, is := after.Find(old.Candidate.Key); !is {
			now := r.tally(r.candidates[old.Candidate.Key], after.Members, to)
			list = append(list, r.passed(old, now, true, false, to)...)
		}
	}
	return list
}

// passed gives one candidate's milestones. was and is tell whether anything was recorded
// of the candidate.
func (r *Race) passed(old, now Tally, was, is bool, to Point) []Milestone {
	var list []Milestone
	add := func(m Milestone) {
		m.Candidate, m.Agree, m.Of = now.Candidate, now.Count(Backs, Accepts), len(now.Stances)
		m.Name = strings.TrimRight(fmt.Sprintf("%d %s %s %s %s", to.On, r.key, m.Candidate.Key, m.Kind, m.From.Member), " ")
		list = append(list, m)
	}
	was, is = was && old.Candidate.Status.Live(), is && now.Candidate.Status.Live()
	if kind, ok := turned(old.Candidate.Status, now.Candidate.Status, was, is); ok {
		add(Milestone{Kind: kind})
	}
	if !is {
		return list
	}
	if kind, ok := crossed(old, now); ok {
		m := Milestone{Kind: kind}
		if backs := now.In(Backs); kind == FirstBacking && len(backs) == 1 {
			m.To = backs[0]
		}
		add(m)
	}
	if old.Consensus() && !now.Consensus() {
		add(Milestone{Kind: Lost})
	}
	for _, s := range old.In(Backs) {
		is, member := now.Of(s.Member)
		voice, _ := now.Of(s.With)
		if member && is.Position != Backs && (s.With == "" || voice.Position == Backs) { // else its voice's loss is told
			add(Milestone{Kind: BackingLost, From: s, To: is})
		}
	}
	return list
}

// turned gives what a change of status comes to. was and is tell whether the candidate was
// in the race, and is.
func turned(from, to Status, was, is bool) (MilestoneKind, bool) {
	switch {
	case to == from && was == is:
		return 0, false
	case is && to == Appointed:
		return Decided, from != to
	case is && to == InOffice:
		return TookOffice, from != to
	case is != was && is:
		return CameIn, true
	case is != was:
		return WentOut, true
	}
	return 0, false
}

// crossed gives the furthest threshold that a candidate is past now and was not before.
func crossed(old, now Tally) (furthest MilestoneKind, ok bool) {
	for kind := FirstBacking; kind <= Reached; kind++ {
		if past(now, kind) && !past(old, kind) {
			furthest, ok = kind, true
		}
	}
	return furthest, ok
}

// past tells whether a candidate is past a threshold.
func past(t Tally, kind MilestoneKind) bool {
	agree, of := t.Count(Backs, Accepts), len(t.Stances)
	if of == 0 {
		return false
	}
	switch kind {
	case FirstBacking:
		return t.Count(Backs) > 0
	case Half:
		return 2*agree >= of
	case TwoThirds:
		return 3*agree >= 2*of
	case AllButThree:
		return of-agree <= 3
	case AllButOne:
		return of-agree <= 1
	}
	return agree == of
}
