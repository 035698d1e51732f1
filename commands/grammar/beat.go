package grammar

import (
	"natobot/consensus"
)

// parseToday reads nothing more than where to answer.
func parseToday(r *reading, _ *Understood) error { return r.read(herePart()) }

// parseStill reads MEMBER and CANDIDATE; without one it is about all to whom the member has a
// position.
func parseStill(r *reading, u *Understood) error {
	if u.Bare = r.done(); u.Bare {
		return nil
	}
	u.Fact.Kind, u.Fact.On = consensus.CheckKind, consensus.On(r.names.Vocabulary.Today)
	r.splitSlashes()
	if err := r.read(membersPart(), candidatePart()); err != nil {
		return err
	}
	if !u.Given.Has(consensus.PartMember) {
		return r.missing(askMember)
	}
	return nil
}

// parseBeat reads nothing; members and who follows them; or members that nobody follows any more.
func parseBeat(r *reading, u *Understood) error {
	parts := []part{beatMembersPart(), herePart()}
	grant := &consensus.Grant{}
	if r.key(r.at) == "off" {
		r.at++
		u.Sub = "off"
	} else {
		parts = append(parts, personMention(grant))
	}
	r.splitSlashes()
	if err := r.read(parts...); err != nil {
		return err
	}
	switch {
	case u.Sub == "" && len(u.Members) == 0 && grant.User == "":
		return nil // "beat here"
	case len(u.Members) == 0:
		return r.missing("Which members?")
	case u.Sub == "" && grant.User == "":
		return r.missing("Who follows them?")
	}
	u.Role, u.Records, u.User = consensus.Editor, true, grant.User
	u.Fact = consensus.Fact{
		Kind: consensus.BeatKind, On: consensus.On(r.names.Vocabulary.Today),
		Beat: &consensus.Beat{User: grant.User, Members: consensus.CodesOf(u.Members)},
	}
	return nil
}

// beatMembersPart reads members, with or without commas between them.
func beatMembersPart() part {
	one := memberPart()
	return part{takes: one.takes, hints: one.hints, read: func(r *reading) (bool, error) {
		m, n := r.memberAt(r.at)
		if n == 0 || r.ordinaryAt(r.at) {
			return false, nil
		}
		r.at += n
		r.joint = ""
		r.u.Members = append(r.u.Members, m.Code)
		r.u.Given |= consensus.PartMember
		r.said = append(r.said, saying{"members", m.Name})
		return true, nil
	}}
}
