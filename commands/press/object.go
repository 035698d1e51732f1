package press

import (
	"cmp"

	"natobot/consensus"
)

// object finds the candidate that an object names: who, its item and the place after it.
func (s *sentence) object(i int) (key consensus.Key, at, after int) {
	for range 10 {
		i = s.seen(i)
		p := s.party(i)
		if key, after := s.nominee(i); key != "" {
			return key, i, after
		}
		described := s.kind(i) == aComma && s.is("described as", i-1)
		switch {
		case p != nil && (p.key != "" && (p.role == aCamp || p.owned) || p.key == "" && (p.code == "" || !p.name.empty())):
			return "", -1, i
		case p != nil && p.key != "":
			return s.own(i, p.key)
		case p != nil && s.described(p) != "":
			return s.own(i, s.described(p))
		case p != nil && p.adjective(), described: // "outgoing Dutch"
		case s.is("his", i) && s.bid(i+1) > 0:
			return s.him(i), i, i + 1 + s.bid(i+1)
		case s.is("him", i):
			return s.him(i), i, i + 1
		case s.is("me", i):
			if p := s.voice(i); p != nil {
				key = p.key
			}
			return key, i, i + 1
		case !s.is("before candidate", i) && !s.is("determiners", i) && (!s.adverb(i) || s.lang.verbal[s.word(i)]):
			return "", -1, i
		}
		i++
	}
	return "", -1, i
}

// nominee gives whom "the Turkish candidate" means, where one is from there, and the place behind it and
// behind the name that may follow. "Türkiye's candidate" may be from elsewhere.
func (s *sentence) nominee(i int) (key consensus.Key, after int) {
	p := s.party(i)
	if p == nil || !s.lang.lists["candidate nouns"].has(p.head) || p.kind != anAdjective || p.former || p.vague || !p.name.empty() {
		return "", i
	}
	c, ok := s.onlyFrom(p.code)
	if !ok {
		return "", i
	}
	after = i + 1
	if q := s.party(after + 1); s.kind(after) == aComma && q != nil && !q.name.empty() {
		if q.key != c.Key || q.owned || q.role == aCamp {
			return "", i
		}
		after += 2
	}
	return c.Key, after
}

// bid gives how many items a candidate's own candidacy takes: "bid", "possible nomination".
func (s *sentence) bid(i int) int {
	for n := 0; n < 5; n++ {
		if k := s.on("bids", i+n); k > 0 {
			return n + k + s.on("bid tails", i+n+k)
		}
		if !s.is("before bid", i+n) {
			return 0
		}
	}
	return 0
}

// candidateLeft gives the item in the place of a subject where a candidate may stand:
// "Rutte is", "Rutte's bid is", "Rutte, backed by".
func (s *sentence) candidateLeft(start int) int {
	if subjects := s.subjects(group{match: match{pattern: &pattern{}}, start: start}); len(subjects) == 1 {
		return subjects[0]
	}
	at := s.back(start - 1)
	if s.kind(at) == aComma || s.kind(at) == anOpening || s.on("relative", at) > 0 {
		at = s.back(at - 1)
	}
	return s.past(s.beforePhrase(at, "bid tails"), -1, "bids", "before bid")
}

// candidateAt gives the candidate that an item in the place of a subject is.
func (s *sentence) candidateAt(i int) consensus.Key {
	p := s.party(i)
	switch {
	case p != nil && p.key != "" && p.role != aCamp:
		return p.key
	case p != nil && p.code != "" && p.name.empty():
		key, _ := s.nominee(i)
		return cmp.Or(key, s.described(p))
	case s.is("he", i):
		return s.antecedent(i)
	}
	return ""
}

// own tells the candidate from what is only theirs: "Rutte's plan", "a Rutte critic".
func (s *sentence) own(i int, key consensus.Key) (consensus.Key, int, int) {
	n := s.bid(i + 1)
	if p := s.party(i + 1); n == 0 && (s.items[i].of || p != nil && !p.acts()) {
		return "", -1, i
	}
	return key, i, i + 1 + n
}
