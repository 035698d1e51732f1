package press

import (
	"strings"
)

// inserted is what may stand between the parts of a pattern: where it ends, and what it makes
// of the verb.
type inserted struct {
	after int
	scope scope
}

// insertion gives the place after what may stand between the parts of a pattern.
func (s *sentence) insertion(i int) (int, scope) {
	if i >= len(s.between) {
		return i, 0
	}
	return s.between[i].after, s.between[i].scope
}

// insertedAt reads an adverb, a time, a word after the verb that turns it ("ne s'oppose pas à").
func (s *sentence) insertedAt(i int) inserted {
	for _, turns := range []string{"negated", "notyet", "nolonger"} {
		if n := s.on("after verb "+turns, i); n > 0 {
			return inserted{i + n, scopeNamed(turns)}
		}
	}
	n := s.timeAt(i)
	if n == 0 && s.adverb(i) && !s.lang.verbal[s.word(i)] {
		n = max(1, s.on("adverbs", i))
	}
	return inserted{i + n, 0}
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
