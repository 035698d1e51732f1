package press

import (
	"strings"
	"unicode"
)

// casing tells what capitals say in a line.
type casing struct {
	from, to     int
	titled, loud bool
}

// casing gives what capitals say in the line that an item stands in.
func (s *sentence) casing(i int) casing {
	at := s.items[i].start
	if at >= s.line.from && at < s.line.to {
		return s.line
	}
	from := strings.LastIndexByte(s.text[:at], '\n') + 1
	line, _, _ := strings.Cut(s.text[from:], "\n")
	to := max(from+len(line), at+1)
	line = line[:min(len(line), 400)]
	words, capitals := 0, 0
	for word := range strings.FieldsSeq(line) {
		r := []rune(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
		if len(r) < 4 {
			continue
		}
		words++
		if unicode.IsUpper(r[0]) {
			capitals++
		}
	}
	s.line = casing{from, to, words > 2 && capitals >= words-words/8, !strings.ContainsFunc(line, unicode.IsLower)}
	return s.line
}
