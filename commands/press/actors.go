package press

import (
	"natobot/consensus"
)

// actors gives the members that a subject is; none where that is not certain.
func (s *sentence) actors(i int) []consensus.Code {
	p, v := s.party(i), s.governing(i)
	switch {
	case p.acts():
		return []consensus.Code{p.code}
	case p != nil && !p.nameless(v >= 0):
		return nil
	case p == nil && s.is("the members", i) && v >= 0:
		return s.codes(s.gatherBack(max(0, s.says[v].speaker)))
	case p == nil && s.is("they", i):
		codes := s.codes(s.actorsBefore(i))
		if len(codes) == 2 || len(codes) > 2 && v >= 0 {
			return codes
		}
		return nil
	}
	if code := s.meant(i); code != "" {
		return []consensus.Code{code}
	}
	return nil
}

// meant gives the member that "it", "he" or "the government" stands for.
func (s *sentence) meant(i int) consensus.Code {
	if v := s.governing(i); v >= 0 {
		p := s.party(s.says[v].speaker)
		if p != nil && (p.role == aDiplomat || p.role == anOfficial) && !s.is("we", i) {
			return "" // a diplomat's "it" may be the alliance
		}
		if p != nil {
			return p.member()
		}
	}
	if s.is("we", i) {
		return s.voice(i).member()
	}
	code, found := s.onlyActor(i)
	if found || s.index == 0 {
		return code
	}
	before := s.sentences[s.index-1]
	code, _ = before.onlyActor(len(before.items))
	return code
}

// onlyActor gives the one member that acts before an item; found tells that any party does.
func (s *sentence) onlyActor(until int) (code consensus.Code, found bool) {
	for _, i := range s.actorsBefore(until) {
		p := s.party(i)
		if found && p.code != code || p.outside {
			return "", true
		}
		code, found = p.code, true
	}
	return code, found
}

// actorsBefore gives the parties of a country before an item that are no mere places.
func (s *sentence) actorsBefore(until int) []int {
	var items []int
	for i := range until {
		p := s.party(i)
		if p == nil || p.code == "" || p.former || p.adjective() || p.key != "" || s.items[i].of || s.is("place before", i-1) && p.role == noRole {
			continue
		}
		items = append(items, i)
	}
	return items
}

func (s *sentence) speaksAt(i int) bool {
	for _, v := range s.says {
		if v.n > 0 && v.speaker == i {
			return true
		}
	}
	return false
}
