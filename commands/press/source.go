package press

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// attributed gives the item of the party whose word a clause is, where that is said
// after it: "…, says Tusk", "according to a diplomat"; -1 for none.
func (s *sentence) attributed(from int) int {
	for i := from; i < len(s.items); i++ {
		if s.key(i) == "according" || s.key(i) == "per" {
			if w := s.says[i]; s.kind(w.end) == aParty {
				return w.end
			}
		}
		if s.speech(i) != stated && s.speech(i) != hinted {
			continue
		}
		w := s.says[i]
		if at := s.speaker(i); at >= from && s.setOff(at-1) {
			return at
		}
		if s.setOff(i-1) && s.kind(w.end) == aParty && w.form != baseForm {
			return w.end
		}
	}
	return s.signed(from)
}

// setOff tells whether an attribution may begin after an item.
func (s *sentence) setOff(i int) bool {
	return s.kind(i) == aComma || s.kind(i) == aMark || s.kind(i) == aBreak || s.kind(i) == aBracket || s.kind(i) == aQuestion || i < 0
}

// signed gives the party that a dash at the end names: `"We back Rutte" – Tusk`.
func (s *sentence) signed(from int) int {
	for i := len(s.items) - 1; i > from && i > len(s.items)-3; i-- {
		if s.kind(i) != aParty {
			continue
		}
		p := s.party(i)
		if b := s.kind(i - 1); (b == aBreak || b == aBracket) && p.key == "" && !p.bare && !p.adjective {
			return i
		}
	}
	return -1
}

// around gives who is quoted when the sentence itself does not say: who speaks at its
// beginning, or in the sentences beside it.
func (s *sentence) around(i int) (*sentence, int) {
	if at := s.announced(); at >= 0 && at < i {
		return s, at
	}
	quoted := s.quoted(i)
	for j := i - 1; j >= 0; j-- {
		if s.speech(j) == stated && !(quoted && s.quoted(j)) { // who is quoted, not whom they quote
			if at := s.speaker(j); at >= 0 {
				return s, at
			}
		}
		if s.key(j) == "according" && s.kind(j+2) == aParty {
			return s, j + 2
		}
	}
	if !quoted {
		return s, -1
	}
	for _, index := range []int{s.index - 1, s.index + 1} {
		if index < 0 || index >= len(s.m.sentences) {
			continue
		}
		other := s.m.sentences[index]
		for j := range other.items {
			if other.speech(j) != stated {
				continue
			}
			if at := other.speaker(j); at >= 0 && other.party(at) != nil {
				return other, at
			}
			if w := other.says[j]; other.setOff(j-1) && other.kind(w.end) == aParty {
				return other, w.end
			}
		}
		if at := other.announced(); at >= 0 && index < s.index {
			return other, at
		}
	}
	return s, -1
}

// announced gives the party with which a sentence begins, before a colon: "Tusk: …".
func (s *sentence) announced() int {
	at := -1
	for i := 0; i < min(12, len(s.items)); i++ {
		switch {
		case s.kind(i) == aColon:
			return at
		case s.kind(i) == aParty && at < 0 && !s.items[i].of:
			at = i
		case s.isVerb(i) && at >= 0 && !lexicon.Contains("to,on,at,the,a", s.key(i)), parts(s.kind(i)):
			return -1
		}
	}
	return -1
}

// quoted tells whether an item stands in quotation marks.
func (s *sentence) quoted(i int) bool {
	for _, q := range s.m.quotes {
		if s.items[i].start >= q.start && s.items[i].end <= q.end {
			return true
		}
	}
	return false
}

// source gives on whose word a stance is.
func (s *sentence) source(c assertion, subject int, key consensus.Key) consensus.Source {
	src := consensus.Source{Quote: s.quote(c.start)}
	from, at := s, -1
	switch {
	case c.speech >= 0:
		at = s.speaker(c.speech)
	case s.attributed(c.end) >= 0:
		at = s.attributed(c.end)
	case s.declares(c.group):
		at = subject
	default:
		from, at = s.around(c.start)
	}
	if at >= 0 && from.party(at) == nil { // "he said"
		from, at = from.named(at, key)
	}
	if at >= 0 {
		src.Via, src.Who = from.word(at, key)
	}
	switch {
	case src.Via != consensus.NoAttribution:
	case c.any(seen):
		src.Via = consensus.Inferred
	case c.any(rumoured) || s.rumoured():
		src.Via = consensus.Reported
	}
	return src
}

func (s *sentence) rumoured() bool {
	for i := range s.items {
		if lexicon.Contains("reportedly,apparently,allegedly", s.key(i)) {
			return true
		}
	}
	return false
}

// named gives the person that a pronoun of speech stands for: the last one before it,
// or the first of the sentence before; the candidate does not speak for others.
func (s *sentence) named(i int, key consensus.Key) (*sentence, int) {
	for j := i - 1; j >= 0; j-- {
		if p := s.party(j); p != nil && !p.name.empty() && p.key != key {
			return s, j
		}
	}
	if s.index == 0 {
		return s, -1
	}
	before := s.m.sentences[s.index-1]
	for j := range before.items {
		if p := before.party(j); p != nil && !p.name.empty() && p.key != key && !before.items[j].of {
			return before, j
		}
	}
	return s, -1
}

// word gives the attribution and the name of a speaker.
func (s *sentence) word(at int, key consensus.Key) (consensus.Attribution, string) {
	p := s.party(at)
	who := s.m.text[p.name.start:p.name.end]
	switch p.role {
	case spokesRole:
		return consensus.Spokesperson, who
	case officialRole:
		return consensus.Official, who
	case diplomatRole:
		return consensus.Diplomat, who
	case campRole:
		return consensus.Camp, ""
	case pressRole:
		return consensus.Reported, ""
	case analystRole:
		return consensus.Inferred, ""
	}
	switch {
	case p.key != "" && p.key == key:
		return consensus.Camp, who
	case who == "" || p.Count > 0:
		return consensus.NoAttribution, ""
	case lexicon.Contains(lexicon.Outlets, lexicon.Key(strings.TrimSuffix(strings.TrimSuffix(who, "'s"), "’s"))):
		return consensus.Reported, ""
	}
	return consensus.OnRecord, who
}

// declares tells whether the verb itself is one of saying: "Tusk announced support for".
func (s *sentence) declares(g group) bool {
	for i := g.start; i < g.end; i++ {
		if s.speech(i) == stated {
			return true
		}
	}
	return false
}
