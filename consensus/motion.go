package consensus

import (
	"cmp"
	"fmt"
	"slices"
)

// Stage is how far a member has come towards ratifying a motion: it leans, and this says how.
type Stage string

// The stages.
const (
	NoStage   Stage = ""
	Announced Stage = "announced"              // says that it will ratify
	Signed    Stage = "signed"                 // has signed
	Approved  Stage = "approved by parliament" // the government has yet to ratify
)

var stages = []Stage{NoStage, Announced, Signed, Approved}

// place gives the stage's place among the stages, -1 for what is none.
func (s Stage) place() int { return slices.Index(stages, s) }

// UnmarshalText reads the stage's words.
func (s *Stage) UnmarshalText(text []byte) error {
	if *s = Stage(text); s.place() < 0 {
		return fmt.Errorf("%q is no stage", text)
	}
	return nil
}

// Saying is a position in the words of the kind of candidate that it is towards: of a motion one
// says "ratified" where one says "backs" of a person. A Position counts, a Saying is worded.
type Saying struct {
	Position
	Stage  Stage
	Motion bool
}

// Says gives a position towards the candidate as it is said.
func (c Candidate) Says(p Position) Saying { return Saying{Position: p, Motion: c.Motion} }

// Saying gives the stance as it is said of that candidate.
func (s Stance) Saying(c Candidate) Saying { return Saying{s.Position, s.Stage, c.Motion} }

// deciders gives those of the members of a day whose word a motion needs. Once all members of a
// day have ratified it, or it is adopted or in force, it is decided, and who joins from then on
// is not asked: Finland joined by its own accession and never ratified it, and had as a member
// to ratify Sweden's, which others had not yet.
//
// Whether one is asked depends on the eve of its joining alone, and on who joined before: so each is
// settled once, in the order in which they joined.
func (r *Race) deciders(c *candidate, members []Member, p Point) []Member {
	begun, all := c.statuses[0].day, r.roster.known(p.Known)
	late := slices.DeleteFunc(slices.Clone(all), func(m Member) bool { return m.Joined <= begun || m.Joined > p.On })
	slices.SortStableFunc(late, func(a, b Member) int { return cmp.Compare(a.Joined, b.Joined) })
	spared := map[Code]bool{}
	for _, m := range late {
		spared[m.Code] = r.person(c, Point{m.Joined, p.Known}).Status.Decided() || r.allAgree(c, all, spared, Point{m.Joined - 1, p.Known})
	}
	return slices.DeleteFunc(slices.Clone(members), func(m Member) bool { return spared[m.Code] })
}

// allAgree tells whether all of the members of a day agree on a motion, but for those who are spared.
func (r *Race) allAgree(c *candidate, all []Member, spared map[Code]bool, p Point) bool {
	asked := false
	for _, m := range all {
		if !m.On(p.On) || spared[m.Code] {
			continue
		}
		if asked = true; !r.stance(c, m.Code, p).Position.Agrees() {
			return false
		}
	}
	return asked
}
