package press

import (
	"cmp"
	"slices"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// previous gives the sentence before, one without words before the first.
func (s *sentence) previous() *sentence {
	if s.index == 0 {
		return &sentence{message: s.message}
	}
	return s.sentences[s.index-1]
}

// resolved gives the party at an item, or the person that a pronoun of speech stands for: the
// last one before it, or the only one of the sentence before that is more than company, and
// rather not the candidate whom it is about.
func (s *sentence) resolved(at int, about consensus.Key) *party {
	if p := s.party(at); p != nil || at < 0 {
		return p
	}
	for j := at - 1; j >= 0; j-- {
		if p := s.party(j); p.member() != "" && !p.name.empty() && (p.key == "" || s.leads(j)) {
			return p
		}
	}
	var one, candidate *party
	before := s.previous()
	for i, it := range before.items {
		switch p := it.party; {
		case p == nil || it.of || !p.person():
		case about != "" && p.key == about:
			candidate = p
		case one == nil:
			one = p
		case !before.is("place before", i-1):
			return nil // "Tusk met Meloni. She said"
		}
	}
	return cmp.Or(one, candidate)
}

// voice gives who says the words at an item of a quotation; nil where that is not said.
func (s *sentence) voice(i int) *party { return s.resolved(s.speaker(i, i), "") }

// him gives the candidate that a pronoun stands for; none where somebody else was named
// since: "Rutte met Zelensky. Poland supports him."
func (s *sentence) him(i int) consensus.Key {
	before := s.previous()
	if p := before.person(len(before.items)); s.person(i) == nil && p != nil && p.key == "" {
		return ""
	}
	return s.antecedent(i)
}

// person gives the last one before an item that is named and does not speak.
func (s *sentence) person(until int) *party {
	for j := until - 1; j >= 0; j-- {
		p := s.party(j)
		if p != nil && !p.name.empty() && !s.items[j].of && p.role != unknownRole && !s.speaksAt(j) {
			return p
		}
	}
	return nil
}

// antecedent gives the candidate that a pronoun stands for: the only one that the sentence
// named before it, or else the only one of the message or of the sentence before.
func (s *sentence) antecedent(i int) consensus.Key {
	key, several := s.named(i)
	if several {
		return ""
	}
	before := s.previous()
	last, _ := before.named(len(before.items))
	return cmp.Or(key, s.sole, last)
}

// named gives the candidate that is named before an item, none where there are several.
func (s *sentence) named(until int) (key consensus.Key, several bool) {
	for _, it := range s.items[:until] {
		if it.party == nil || it.party.key == "" || it.party.key == key {
			continue
		}
		if key != "" {
			return "", true
		}
		key = it.party.key
	}
	return key, false
}

// described gives the candidate that a description means: "the Dutch prime minister", "the
// Estonian", where there is one candidate from there, who is that.
func (s *sentence) described(p *party) consensus.Key {
	demonym := p.role == noRole && (p.kind == aPerson || p.kind == anAdjective && p.definite && !s.lang.lists["no persons"].has(lexicon.Key(s.words(p.office))))
	if !demonym && (p.role != anOffice || p.former) {
		return ""
	}
	c, ok := s.onlyFrom(p.code)
	if !ok {
		return ""
	}
	if _, office, _ := s.people.Of(lexicon.Key(c.Name), s.since, s.day); !demonym && !s.lang.lists["heads "+office].has(p.head) {
		return ""
	}
	return c.Key
}

// onlyFrom gives the candidate from a country, and false where there is none or more than one.
func (s *sentence) onlyFrom(code consensus.Code) (only consensus.Candidate, ok bool) {
	for _, c := range s.lex.Candidates {
		if c.Country != code {
			continue
		}
		if ok {
			return consensus.Candidate{}, false
		}
		only, ok = c, true
	}
	return only, ok
}

// actors gives the members that a subject is; none where that is not certain.
func (s *sentence) actors(i int) []consensus.Code {
	p, said := s.party(i), s.governing(i)
	switch {
	case p.acts():
		return []consensus.Code{p.code}
	case p != nil && !p.nameless(said >= 0):
		return nil
	case p == nil && s.is("the members", i) && said >= 0:
		return s.codes(s.gatherBack(max(0, s.says[said].speaker)))
	case p == nil && s.is("they", i):
		codes := s.codes(s.actorsBefore(i))
		if len(codes) == 2 || len(codes) > 2 && said >= 0 {
			return codes
		}
		return nil
	}
	if code := s.meant(i, said); code != "" {
		return []consensus.Code{code}
	}
	return nil
}

// meant gives the member that "it", "he" or "the government" stands for.
func (s *sentence) meant(i, said int) consensus.Code {
	we := s.is("we", i)
	if said >= 0 {
		p := s.party(s.says[said].speaker)
		switch {
		case s.says[said].speaker < 0 && s.kind(s.auxiliary(said)-1) == aParty:
			return "" // "the wife of the minister said she"
		case p != nil && (p.role == aDiplomat || p.role == anOfficial) && !we:
			return "" // a diplomat's "it" may be the alliance
		case p != nil:
			return p.member()
		}
	}
	if we {
		return s.voice(i).member()
	}
	code, found := s.onlyActor(i)
	if !found {
		before := s.previous()
		code, _ = before.onlyActor(len(before.items))
		another := func(it item) bool {
			return it.party != nil && it.party.key == "" && it.party.code != "" && it.party.code != code
		}
		if !s.is("he", i) && slices.ContainsFunc(before.items, another) { // "He spoke to Sikorski about Spain. It backs"
			return ""
		}
	}
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
func (s *sentence) actorsBefore(until int) (items []int) {
	for i := range until {
		p := s.party(i)
		if p != nil && p.code != "" && !p.former && !p.adjective() && p.key == "" && !s.items[i].of && !(s.is("place before", i-1) && p.role == noRole) {
			items = append(items, i)
		}
	}
	return items
}

func (s *sentence) codes(items []int) []consensus.Code {
	var codes []consensus.Code
	for _, i := range items {
		if p := s.party(i); p.code != "" && !slices.Contains(codes, p.code) {
			codes = append(codes, p.code)
		}
	}
	return codes
}
