package answer

import (
	"fmt"
	"strings"

	"natobot/commands/english"
	"natobot/consensus"
)

// Stand is a position towards a candidate.
type Stand struct {
	Of consensus.Candidate
	consensus.Stance
}

// Stands says in one sentence where a member stands: whom it backs, else that it backs nobody.
func Stands(member string, list []Stand) string {
	var backed, said, motions []string
	for _, s := range list {
		name := s.Of.Name
		switch {
		case s.Of.Motion:
			motions = append(motions, Does(s.Saying(s.Of), name))
			continue
		case s.Position != consensus.Backs:
			said = append(said, towards(s.Saying(s.Of), name))
			continue
		case s.Via.IsOnRecord():
			name += " on the record"
		}
		backed = append(backed, name)
	}
	var parts []string
	if motions != nil {
		parts = append(parts, english.Series(motions))
	}
	switch {
	case len(list) == 0:
		return member + " has not been heard on anybody in the race."
	case backed != nil:
		parts = append(parts, english.Series(append([]string{"backs " + english.Series(backed)}, said...)))
	case said != nil:
		parts = append(parts, "backs nobody: it "+english.Series(said))
	}
	return fmt.Sprintf("%s %s.", member, strings.Join(parts, ", and "))
}

// towards says what a member does that does not back a candidate.
func towards(p consensus.Saying, name string) string {
	if p.Position == consensus.Holdout {
		return "is a holdout on " + name
	}
	if p.Position == consensus.Undeclared {
		return "is undeclared on " + name
	}
	return Does(p, name)
}
