package press

import (
	"slices"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// actor gives the member that a subject is: itself, or the one that a pronoun stands for.
func (s *sentence) actor(i int) consensus.Code {
	p := s.party(i)
	switch {
	case p != nil && p.acts():
		return p.code
	case p != nil && p.code != "" && !p.former && !p.adjective && p.role != noRole && p.role != diplomatRole && p.role != pressRole && p.role != campRole:
		return "" // an official alone is not the government
	case p != nil && !(p.role == stateRole && p.name.empty() && p.code == "" && !p.former):
		return ""
	}
	return s.meant(i)
}

// actors gives the members that a subject is; none where that is not certain.
func (s *sentence) actors(i int) []consensus.Code {
	if codes := s.plural(i); codes != nil {
		return codes
	}
	if code := s.actor(i); code != "" {
		return []consensus.Code{code}
	}
	return nil
}

// meant gives the member that "it", "he" or "the government" stands for.
func (s *sentence) meant(i int) consensus.Code {
	if speech := s.governing(i); speech >= 0 {
		if at := s.speaker(speech); at >= 0 && at < i {
			p := s.party(at)
			if p != nil && p.code != "" && !p.former && (p.role != diplomatRole && p.role != pressRole || s.key(i) == "we") {
				return p.code
			}
			if p != nil && (p.code == "" && p.role != stateRole || p.former) {
				return ""
			}
			if p == nil {
				return s.meant(at)
			}
		}
	}
	if lexicon.Contains("we,i", s.key(i)) {
		return s.weAre(i)
	}
	if code, found := s.onlyActor(i); found {
		return code
	}
	if s.index > 0 {
		before := s.m.sentences[s.index-1]
		code, _ := before.onlyActor(len(before.items))
		return code
	}
	return ""
}

// onlyActor gives the one member that acts before an item; found tells that any does.
func (s *sentence) onlyActor(until int) (code consensus.Code, found bool) {
	for i, it := range s.items[:until] {
		p := it.party
		if p == nil || p.code == "" || p.former || p.adjective || p.key != "" || it.of || lexicon.Contains("in,of,from,at,to", s.key(i-1)) && p.capital {
			continue
		}
		if found && p.code != code {
			return "", true
		}
		code, found = p.code, true
	}
	return code, found
}

// weAre gives the member of whoever says "we": who is quoted.
func (s *sentence) weAre(i int) consensus.Code {
	at := s.attributed(i)
	from := s
	if at < 0 {
		from, at = s.around(i)
	}
	if at < 0 && s.quoted(i) && s.index > 0 {
		before := s.m.sentences[s.index-1]
		code, _ := before.onlyActor(len(before.items))
		return code
	}
	if at < 0 || from.party(at) == nil || from.party(at).former {
		return ""
	}
	return from.party(at).code
}

// plural gives the two members that "both countries" or "the two capitals" are: those of
// the same sentence before it, or of the sentence before.
func (s *sentence) plural(i int) []consensus.Code {
	pair := lexicon.Contains("both,two", s.key(i)) && !lexicon.Contains("the,of", s.key(i+1)) || lexicon.Contains("countries,capitals,governments,leaders,neighbours,neighbors,allies,states,ministers", s.key(i)) && (s.key(i-1) == "both" || s.key(i-1) == "two" && s.key(i-2) == "the")
	they := s.key(i) == "they" && s.governing(i) >= 0
	if !pair && !they {
		return nil
	}
	codes := s.actorsBefore(i)
	if they && len(codes) > 1 {
		return codes
	} else if they {
		return nil
	}
	if len(codes) == 0 && s.index > 0 {
		before := s.m.sentences[s.index-1]
		codes = before.actorsBefore(len(before.items))
	}
	if len(codes) != 2 {
		return nil
	}
	return codes
}

// actorsBefore gives the members that act before an item, each once.
func (s *sentence) actorsBefore(until int) []consensus.Code {
	var codes []consensus.Code
	for i, it := range s.items[:until] {
		if p := it.party; p != nil && p.acts() && p.key == "" && !it.of && !(p.capital && lexicon.Contains("in,of,from,at,to", s.key(i-1))) && !slices.Contains(codes, p.code) {
			codes = append(codes, p.code)
		}
	}
	return codes
}
