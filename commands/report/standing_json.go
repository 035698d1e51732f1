package report

import (
	"slices"

	"natobot/consensus"
)

// Standing is how a race stands, as a program reads it (docs/product.md §4): members by
// their ISO 3166-1 alpha-2 codes, sorted; every member of the day in exactly one
// position of each candidate.
type Standing struct {
	Race       string              `json:"race"`
	On         consensus.Day       `json:"on"`
	Known      consensus.Day       `json:"known"`
	Members    int                 `json:"members"`
	Candidates []StandingCandidate `json:"candidates"`
	Entries    int                 `json:"entries"` // that the ledger knew
}

// StandingCandidate is one candidate's part of a Standing.
type StandingCandidate struct {
	Name            string           `json:"name"`
	Country         consensus.Code   `json:"country"`
	Status          consensus.Status `json:"status"`
	Consensus       bool             `json:"consensus"`
	StrictConsensus bool             `json:"strict_consensus"`
	Positions       Positions        `json:"positions"`
	OnRecord        []consensus.Code `json:"on_record"` // members that back on the record
	Missing         []consensus.Code `json:"missing"`
	Claims          []StandingClaim  `json:"claims"`
}

// Positions are the members in each position.
type Positions struct {
	Backs      []consensus.Code `json:"backs"`
	Leans      []consensus.Code `json:"leans"`
	Accepts    []consensus.Code `json:"accepts"`
	Undeclared []consensus.Code `json:"undeclared"`
	Holdout    []consensus.Code `json:"holdout"`
	Opposes    []consensus.Code `json:"opposes"`
}

// StandingClaim is a claim without names.
type StandingClaim struct {
	Entry       int                   `json:"entry"`
	Qualifier   consensus.Qualifier   `json:"qualifier"`
	Count       int                   `json:"count"`
	Of          int                   `json:"of"` // 0 when the claim does not say
	On          consensus.Day         `json:"on"`
	Attribution consensus.Attribution `json:"attribution"`
	Missing     consensus.Codes       `json:"missing,omitempty"` // whom it leaves out, where it says so
}

// Standing gives how the race stands, or how one candidate does.
func (v View) Standing(key consensus.Key) (Standing, error) {
	if key == "" {
		return v.asJSON(v.Race.Standing(v.At).Tallies), nil
	}
	t, err := v.tally(key)
	return v.asJSON([]consensus.Tally{t}), err
}

func (v View) asJSON(tallies []consensus.Tally) Standing {
	s := Standing{
		Race: v.Race.Key(), On: v.At.On, Known: v.Known, Members: len(v.Race.Members(v.At)),
		Candidates: []StandingCandidate{}, Entries: v.At.Known,
	}
	if v.Known == 0 {
		s.Known = v.Today
	}
	for _, t := range tallies {
		s.Candidates = append(s.Candidates, candidateJSON(t, v.Race.Claims(t.Candidate.Key, v.At)))
	}
	return s
}

func candidateJSON(t consensus.Tally, claims []consensus.Claim) StandingCandidate {
	c := StandingCandidate{
		Name: t.Candidate.Name, Country: t.Candidate.Country, Status: t.Candidate.Status,
		Consensus: t.Consensus(), StrictConsensus: t.StrictConsensus(),
		Positions: Positions{
			Backs: codes(t.In(consensus.Backs)), Leans: codes(t.In(consensus.Leans)), Accepts: codes(t.In(consensus.Accepts)),
			Undeclared: codes(t.In(consensus.Undeclared)), Holdout: codes(t.In(consensus.Holdout)), Opposes: codes(t.In(consensus.Opposes)),
		},
		OnRecord: codes(t.OnRecord()), Missing: codes(t.Missing()), Claims: []StandingClaim{},
	}
	for _, claim := range claims {
		c.Claims = append(c.Claims, StandingClaim{claim.Entry, claim.Qualifier, claim.Count, claim.Of, claim.On.Day, claim.Via, claim.Missing})
	}
	return c
}

// codes gives members sorted by code; never nil, so that JSON has a list.
func codes(stances []consensus.Stance) []consensus.Code {
	list := make([]consensus.Code, 0, len(stances))
	for _, s := range stances {
		list = append(list, s.Member)
	}
	slices.Sort(list)
	return list
}
