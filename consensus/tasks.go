package consensus

import "slices"

// Why tells why the desk should look into something.
type Why uint8

// The reasons, the most pressing first.
const (
	Contradicted Why = iota // reports of one day contradict each other
	Bereft                  // it backed somebody who is out of the race, and has taken no position towards the leader since
	Thin                    // its position rests on two unnamed sources at most
	Unclear                 // positions are reported towards somebody of no status
	Stale                   // it is missing for the leader, and there was no word for long
	Silent                  // nothing was ever reported of it, long after the race began
	Holding                 // it is seen as holding out: what it asks for may be open
	Uncovered               // a claim counts more members than the ledger names
	Unnamed                 // the Council has decided, and the ledger lacks members
)

// Task is something that the desk should look into.
type Task struct {
	Why       Why
	Candidate Candidate
	Stances   []Stance  // of the members that it is about; of Bereft towards who is gone. None where it is about no member
	Claim     Claim     // of Uncovered
	Lead      Candidate // of Bereft: who leads now
}

// Same tells whether two points of a race have the same task: nothing came since.
func (t Task) Same(o Task) bool {
	return t.Why == o.Why && t.Candidate.Key == o.Candidate.Key && t.Lead.Key == o.Lead.Key && t.Claim.Entry == o.Claim.Entry &&
		(t.Why == Silent || slices.EqualFunc(t.Stances, o.Stances, func(a, b Stance) bool { return a.Member == b.Member && a.Entry == b.Entry }))
}

// Tasks lists what the desk should look into as the race stands, the most pressing first, each
// member once for a candidate. Who is out of the race asks for nothing.
func (r *Race) Tasks(s *Standing) []Task {
	all, p := s.Tallies, s.At
	in := slices.DeleteFunc(slices.Clone(all), func(t Tally) bool { return !t.Candidate.Status.Live() })
	if len(in) == 0 {
		return nil
	}
	l := tasks{race: r, at: p}
	for _, t := range in {
		l.each(Contradicted, t, slices.DeleteFunc(slices.Clone(t.Stances), func(s Stance) bool { return !s.Contested }))
	}
	lead, decided := in[0], in[0].Candidate.Status.Decided()
	if !decided {
		l.bereft(all, lead)
	}
	weighed := []Position{Opposes, Holdout}
	if !decided { // what a decision rests on nobody asks after it
		weighed = append(weighed, Backs, Accepts)
	}
	for _, t := range in {
		if t.Candidate.Motion && t.Candidate.Status.Decided() {
			continue
		}
		l.each(Thin, t, slices.DeleteFunc(t.In(weighed...), func(s Stance) bool { return s.With != "" || !r.thin(s, p) }))
	}
	for _, t := range in {
		if t.Candidate.Status == NoStatus {
			l.add(Task{Why: Unclear, Candidate: t.Candidate})
		}
	}
	if !decided {
		l.each(Stale, lead, lead.Stale(p.On))
		l.silent(lead)
	}
	for _, t := range in {
		l.each(Holding, t, t.In(Holdout))
		l.uncovered(t)
	}
	if decided && !lead.Consensus() && !lead.Candidate.Motion {
		l.add(Task{Why: Unnamed, Candidate: lead.Candidate, Stances: lead.Missing()})
	}
	return l.list
}

// tasks are what the desk should look into, as far as it was gathered.
type tasks struct {
	race *Race
	at   Point
	list []Task
}

func (l *tasks) add(t Task) { l.list = append(l.list, t) }

// each adds a task for each of some members, unless it has one for that candidate already.
func (l *tasks) each(why Why, t Tally, stances []Stance) {
	for _, s := range stances {
		had := slices.ContainsFunc(l.list, func(o Task) bool {
			return o.Candidate.Key == t.Candidate.Key && len(o.Stances) == 1 && o.Stances[0].Member == s.Member
		})
		if !had && s.With == "" { // whoever speaks for it is asked
			l.add(Task{Why: why, Candidate: t.Candidate, Stances: []Stance{s}})
		}
	}
}

// bereft finds the members whose candidate is out of the race, and that have taken no position
// towards the one who leads since: their old word counts for nobody now.
func (l *tasks) bereft(all []Tally, lead Tally) {
	for _, t := range all {
		if t.Candidate.Status.Live() {
			continue
		}
		var members []Stance
		for _, s := range t.Stances {
			now, asked := lead.Of(s.Member)
			if asked && s.Position == Backs && !now.Position.Agrees() && now.Since.Day < t.Candidate.Since.Day {
				members = append(members, s)
			}
		}
		if len(members) > 0 {
			l.add(Task{Why: Bereft, Candidate: t.Candidate, Stances: members, Lead: lead.Candidate})
		}
	}
}

// silent finds the members of which there never was a word, once it is long since the race began.
// Where that is all of them, the race is about somebody else.
func (l *tasks) silent(lead Tally) {
	members := slices.DeleteFunc(slices.Clone(lead.Missing()), func(s Stance) bool { return s.Entry != 0 })
	begun, _ := l.race.Begun(l.at.Known)
	if len(members) > 0 && len(members) < len(lead.Stances) && l.at.On.Since(begun) >= StaleAfter {
		l.add(Task{Why: Silent, Candidate: lead.Candidate, Stances: members})
	}
}

// uncovered finds the newest claim for a candidate where it counts more members than are named,
// while it is no old news. After the decision nobody counts.
func (l *tasks) uncovered(t Tally) {
	if len(t.Claims) == 0 || t.Candidate.Status.Decided() {
		return
	}
	claim := t.Claims[len(t.Claims)-1]
	if named := t.Count(Backs); claim.Count > named && l.at.On.Since(claim.On.Day) < StaleAfter {
		l.add(Task{Why: Uncovered, Candidate: t.Candidate, Claim: claim})
	}
}

// ThinReports is how many reports at most a thin position rests on.
const ThinReports = 2

// thin tells whether a position rests on few reports, all of nobody by name.
func (r *Race) thin(s Stance, p Point) bool {
	n := 0
	for report := range r.Run(s.Candidate, s.Member, p) {
		if n++; n > ThinReports || !report.Via.unnamed() {
			return false
		}
	}
	return n > 0
}

// unnamed tells whether a word is nobody's by name.
func (a Attribution) unnamed() bool {
	switch a {
	case Official, Diplomat, Camp, Inferred:
		return true
	}
	return false
}
