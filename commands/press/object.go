package press

import (
	"natobot/consensus"
)

// object finds the candidate that an object names: who, its item and the place after it.
func (s *sentence) object(i int) (key consensus.Key, at, after int) {
	for range 10 {
		i = s.seen(i)
		if s.party(i) != nil {
			key, passed := s.objectParty(i)
			if key != "" {
				return s.own(i, key)
			}
			if !passed {
				return "", -1, i
			}
			i++
			continue
		}
		switch {
		case s.is("his", i) && s.bid(i+1) > 0:
			return s.him(i), i, i + 1 + s.bid(i+1)
		case s.is("him", i):
			return s.him(i), i, i + 1
		case s.is("me", i):
			if p := s.voice(i); p != nil {
				key = p.key
			}
			return key, i, i + 1
		case !s.beforeObject(i):
			return "", -1, i
		}
		i++
	}
	return "", -1, i
}

// objectParty gives the candidate that a party is; passed tells of one that only describes:
// "outgoing Dutch".
func (s *sentence) objectParty(i int) (key consensus.Key, passed bool) {
	p := s.party(i)
	switch {
	case p.key != "" && (p.role == aCamp || p.owned), p.key == "" && (p.code == "" || !p.name.empty()):
		return "", false
	case p.key != "":
		return p.key, false
	}
	return s.described(p), p.adjective()
}

// beforeObject tells of what may stand before the candidate's name and change nothing.
func (s *sentence) beforeObject(i int) bool {
	described := s.kind(i) == aComma && s.is("described as", i-1)
	return described || s.is("before candidate", i) || s.is("determiners", i) || s.adverb(i) && !s.lang.verbal[s.word(i)]
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
	for n := 6; n > 1; n-- {
		if k := at - n + 1; k > 0 && s.on("bid tails", k) == n {
			at = k - 1
		}
	}
	for s.is("bids", at) || s.is("before bid", at) {
		at--
	}
	return at
}

// candidateAt gives the candidate that an item in the place of a subject is.
func (s *sentence) candidateAt(i int) consensus.Key {
	p := s.party(i)
	switch {
	case p != nil && p.key != "" && p.role != aCamp:
		return p.key
	case p != nil && p.code != "" && p.name.empty():
		return s.described(p)
	case s.is("he", i):
		return s.antecedent(i)
	}
	return ""
}

// own tells the candidate from what is only theirs: "Rutte's plan", "a Rutte critic".
func (s *sentence) own(i int, key consensus.Key) (consensus.Key, int, int) {
	n := s.bid(i + 1)
	switch {
	case n > 0:
		return key, i, i + 1 + n
	case s.items[i].of:
		return "", -1, i
	}
	if p := s.party(i + 1); p != nil && !p.acts() {
		return "", -1, i
	}
	return key, i, i + 1
}
