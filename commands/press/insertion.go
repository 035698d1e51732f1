package press

import (
	"strings"
)

// insertion gives the place after what may stand between the parts of a pattern, and what it
// makes of the verb: an adverb, a time, a word that turns it ("ne s'oppose pas à").
func (s *sentence) insertion(i int) (int, scope) {
	for j, list := range []string{"after verb negated", "after verb notyet", "after verb nolonger"} {
		if n := s.on(list, i); n > 0 {
			return i + n, []scope{negated, notYet, noLonger}[j]
		}
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
