package answer

import (
	"fmt"

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
	var backed, said []string
	for _, s := range list {
		name := s.Of.Name
		if s.Of.Motion {
			said = append(said, Does(s.Saying(s.Of), name))
			continue
		}
		if s.Position != consensus.Backs {
			said = append(said, towards(s.Saying(s.Of), name))
			continue
		}
		if s.Via.IsOnRecord() {
			name += " on the record"
		}
		backed = append(backed, name)
	}
	switch {
	case len(list) == 0:
		return member + " has not been heard on anybody in the race."
	case list[0].Of.Motion:
		return fmt.Sprintf("%s %s.", member, english.Series(said))
	case backed == nil:
		return fmt.Sprintf("%s backs nobody: it %s.", member, english.Series(said))
	}
	return fmt.Sprintf("%s %s.", member, english.Series(append([]string{"backs " + english.Series(backed)}, said...)))
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
