package press

import (
	"strings"
)

// insertion gives the place after what may stand between the parts of a pattern: an adverb,
// a time, a word after the verb that turns it ("ne s'oppose pas à").
func (s *sentence) insertion(i int) (int, scope) {
	if n := s.on("after verb negated", i); n > 0 {
		return i + n, negated
	}
	if n := s.on("after verb notyet", i); n > 0 {
		return i + n, notYet
	}
	if n := s.on("after verb nolonger", i); n > 0 {
		return i + n, noLonger
	}
	if n := s.timeAt(i); n > 0 {
		return i + n, 0
	}
	if s.adverb(i) && !s.lang.verbal[s.word(i)] {
		return i + max(1, s.on("adverbs", i)), 0
	}
	return i, 0
}

// adverb tells of a word that changes nothing: by a list, or by its ending.
func (s *sentence) adverb(i int) bool {
	if s.on("adverbs", i) > 0 {
		return true
	}
	k := s.word(i)
	for ending := range s.lang.lists["adverb endings"] {
		if len(k) > len(ending)+2 && strings.HasSuffix(k, ending) && !s.items[i].capital {
			return !s.is("no adverbs", i)
		}
	}
	return false
}
