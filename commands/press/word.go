package press

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"natobot/commands/lexicon"
)

// word reads letters, digits and what stands between them in one word: the apostrophe,
// the full stops of "U.S.", the marks of a date in numbers, hyphens. Then it is taken apart.
func (c *cutter) word(rest string) {
	end, before := 0, rune(0)
	for end < len(rest) {
		r, width := utf8.DecodeRuneInString(rest[end:])
		after, _ := utf8.DecodeRuneInString(rest[end+width:])
		short := r == '.' && initials(rest[:end]) && (unicode.IsUpper(after) || initials(rest[:end+1]))
		if !joins(before, r, after) && !short {
			break
		}
		before, end = r, end+width
	}
	at := c.at
	for _, s := range c.lang.spell(rest[:end]) {
		c.simple(at+s.start, at+s.end, s)
	}
	c.at = at + end
	last := &c.items[len(c.items)-1]
	after := strings.TrimPrefix(strings.TrimPrefix(c.text[c.at:], "'"), "’")
	if len(after) < len(c.text[c.at:]) && strings.HasSuffix(last.key, "s") && strings.HasPrefix(after, " ") && c.closes == 0 {
		last.of = true // "the Netherlands' backing"
	}
}

// joins tells whether a character goes on in a word.
func joins(before, r, after rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune("'’ʼ-‑", r) && unicode.IsLetter(after) ||
		strings.ContainsRune(".,/-", r) && unicode.IsDigit(before) && unicode.IsDigit(after)
}

// simple adds a word, a word with hyphens as its parts.
func (c *cutter) simple(from, to int, s spelled) {
	raw := c.text[from:to]
	parts := strings.FieldsFunc(raw, func(r rune) bool { return r == '-' || r == '‑' })
	if s.fixed || unicode.IsDigit(rune(raw[0])) && unicode.IsDigit(rune(raw[len(raw)-1])) {
		parts = []string{raw} // "2024-02-22"
	}
	for _, part := range parts {
		c.at = from + strings.Index(c.text[from:to], part)
		key := s.key
		if part != raw {
			key = lexicon.Key(part)
		}
		it := c.add(aWord, len(part), key)
		first, _ := utf8.DecodeRuneInString(part)
		it.capital = unicode.IsUpper(first)
		it.of = s.of && it.end == to
		it.loud = it.capital && strings.ToUpper(part) == part && !s.fixed // "D'après" is not Germany
		from = it.end
	}
}

// initials tells whether a word consists of capitals with full stops so far: "U", "U.S".
func initials(word string) bool {
	if len(word) > longestWord {
		return false
	}
	for i, r := range word {
		if i%2 == 0 && !unicode.IsUpper(r) || i%2 == 1 && r != '.' {
			return false
		}
	}
	return word != ""
}
