package press

import (
	"natobot/consensus"
)

// credit gives on whose word a stance is: what a person or office of the member itself
// says is on the record, what a third country's says is only reported.
func (s *sentence) credit(p *party, code consensus.Code, key consensus.Key) (via consensus.Attribution, who string) {
	if !p.name.empty() {
		who = possessive(s.words(p.name))
	} else if p.role == anOffice {
		who = possessive(s.words(p.office))
	}
	unnamed := map[role]consensus.Attribution{anOfficial: consensus.Official, aDiplomat: consensus.Diplomat, aCamp: consensus.Camp, thePress: consensus.Reported, anAnalyst: consensus.Inferred}
	switch {
	case unnamed[p.role] != 0:
		return unnamed[p.role], ""
	case p.key != "" && p.key == key:
		return consensus.Camp, who
	case p.role == aGroup, p.foreign(code) && (who != "" || p.role == aSpokesman):
		return consensus.Reported, who
	case p.role == aSpokesman:
		return consensus.Spokesperson, who
	case p.role == anOffice && (p.code != "" || !p.name.empty()):
		return consensus.OnRecord, who
	}
	return consensus.NoAttribution, ""
}

// resolved gives the party at an item, or the person that a pronoun of speech stands for:
// the last one before it, or the only one of the sentence before.
func (s *sentence) resolved(at int) *party {
	if p := s.party(at); p != nil || at < 0 {
		return p
	}
	for j := at - 1; j >= 0; j-- {
		if p := s.party(j); p.member() != "" && !p.name.empty() && (p.key == "" || s.leads(j)) {
			return p
		}
	}
	if s.index == 0 {
		return nil
	}
	var one *party
	for _, it := range s.sentences[s.index-1].items {
		if p := it.party; p != nil && !p.name.empty() && !it.of {
			if one == nil {
				one = p
			}
		}
	}
	return one
}

// voice gives who says the words at an item of a quotation; nil where that is not said.
func (s *sentence) voice(i int) *party {
	if at := s.speaker(i, i); at >= 0 {
		return s.resolved(at)
	}
	return nil
}

// speaker gives the item of who says a clause that begins at an item and ends at another.
func (s *sentence) speaker(from, to int) int {
	if v := s.governing(from); v >= 0 && s.says[v].weight == stated {
		return s.says[v].speaker
	}
	if at := s.attributed(to); at >= 0 {
		return at
	}
	if at := s.attributed(from); at > from && at < to { // "Slovakia, a spokeswoman said, will"
		return at
	}
	if at := s.announced(from); at >= 0 {
		return at
	}
	quoted := s.items[min(from, len(s.items)-1)].quote >= 0
	for i := from - 1; i >= 0 && (quoted || s.kind(i) != aBreak); i-- {
		if at := s.introduced(i, from, quoted); at >= 0 {
			return at
		}
	}
	return -1
}

// introduced gives who says what follows: "Tusk told us: …", "according to Tusk, …".
func (s *sentence) introduced(i, from int, quoted bool) int {
	if n := s.on("according", i); n > 0 && !s.broken(i, from) {
		return s.partyFrom(i + n)
	}
	opens := s.saysAt(i) && s.says[i].weight == stated && !s.denied(i) && (quoted && s.items[i].quote < 0 || s.kind(i+s.says[i].n) == aColon)
	if !opens {
		return -1
	}
	return s.says[i].speaker
}

// broken tells whether a mark parts two items.
func (s *sentence) broken(from, to int) bool {
	for i := from; i < to; i++ {
		if parts(s.kind(i)) {
			return true
		}
	}
	return false
}

// foreign tells whether a party speaks for somebody else than a member.
func (p *party) foreign(code consensus.Code) bool {
	return p.outside || p.former || p.code != "" && code != "" && p.code != code
}
