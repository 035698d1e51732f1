package news

import (
	"slices"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/consensus"
)

// Mended is something that we said and that was struck.
type Mended struct {
	Of      *Morning        // of the race that it is about
	Old, By consensus.Entry // what was wrong, and what stands in its place or took it back
	// Undone is the retraction that was taken back, so that Old stands again; its Number is 0
	// where Old does not.
	Undone consensus.Entry
	// SaysSame tells that By says what Old did, of SameSource too, so that the words alone
	// were wrong.
	SaysSame, SameSource bool
}

// WereWrong makes news of what was wrong: whom or what we were wrong on, and of one mistake
// what is right.
func WereWrong(list []Mended) []Item {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return []Item{{Kind: Correction, Head: list[0].Of.wereWrong(list[0])}}
	}
	var subjects []string
	for _, one := range list {
		if subject := one.Of.subject(one.Old); !slices.Contains(subjects, subject) {
			subjects = append(subjects, subject)
		}
	}
	return []Item{{Kind: Correction, Head: "We were wrong on " + english.Few(subjects, namesInLine)}}
}

func (m *Morning) wereWrong(one Mended) string {
	old, by, subject := one.Old, one.By, m.subject(one.Old)
	stance := old.Kind == consensus.StanceKind
	switch {
	case one.Undone.Number != 0 && stance:
		return "We were wrong to withdraw that " + subject + " " + answer.Does(m.said(old), m.called(old.Candidate)) + ": it stands"
	case one.Undone.Number != 0:
		return "We were wrong to withdraw what we said of " + subject + ": it stands"
	case one.SaysSame && one.SameSource:
		return "We correct what we quoted on " + subject + ": where it stands does not change"
	case one.SaysSame:
		return "We correct our source on " + subject + ": what we said stands"
	case stance && !m.stoodThen(old):
		return "We were wrong on an earlier word of " + subject + ": where it stands does not change"
	case stance && by.Corrects() && by.Member != old.Member:
		return "We were wrong on " + subject + ": it is " + m.subject(by) + " that " + answer.Does(m.said(by), m.called(by.Candidate))
	case stance:
		return "We were wrong on " + subject + ": " + m.itStands(old)
	case old.Kind == consensus.ClaimKind && by.Corrects():
		return "We were wrong on a claim for " + subject + ": it is " + answer.Claimed{Qualifier: by.Qualifier, Count: by.Count, Of: by.Of}.In(m.Race.Body())
	case old.Kind == consensus.ClaimKind:
		return "We withdraw a claim for " + subject
	}
	return "We were wrong on " + subject
}

// subject names whom an entry is about, inside a sentence.
func (m *Morning) subject(e consensus.Entry) string {
	if e.Kind != consensus.ClaimKind && e.Member != "" {
		return m.Named(e.Member)
	}
	return m.called(e.Candidate)
}

// stoodThen tells whether a report was the last word of its member by the last digest.
func (m *Morning) stoodThen(old consensus.Entry) bool {
	s, _ := m.Race.Stance(old.Candidate, old.Member, m.Changes.From)
	return s.Entry == old.Number
}

// itStands says where a member of which we were wrong stands now.
func (m *Morning) itStands(old consensus.Entry) string {
	s, _ := m.Race.Stance(old.Candidate, old.Member, m.Changes.To)
	name := m.called(old.Candidate)
	switch {
	case s.Entry == 0:
		return "nothing is reported of its position on " + name
	case s.Position == old.Position:
		return "one report of it falls, and it still " + answer.Does(s.Saying(m.candidate(s.Candidate)), name)
	}
	return "it " + answer.Does(s.Saying(m.candidate(s.Candidate)), name)
}
