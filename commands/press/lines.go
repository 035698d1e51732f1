package press

import (
	"strings"
	"unicode"

	"natobot/commands/lexicon"
)

// casing gives what capitals say in the line that an item stands in.
func (s *sentence) casing(i int) casing {
	at := s.items[i].start
	if at >= s.line.from && at < s.line.to {
		return s.line
	}
	from, to := strings.LastIndexByte(s.text[:at], '\n')+1, len(s.text)
	if n := strings.IndexByte(s.text[at:], '\n'); n >= 0 {
		to = at + n
	}
	words, capitals := 0, 0
	line := s.text[from:min(to, from+400)]
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
	s.line = casing{from, max(to, at+1), words > 2 && capitals >= words-words/8, !strings.ContainsFunc(line, unicode.IsLower)}
	return s.line
}

// timed tells whether a word is the name of a month or day, not of a person.
func (s *sentence) timed(i int) bool {
	_, month := lexicon.MonthNamed(s.word(i))
	_, day := lexicon.WeekdayNamed(s.word(i))
	return s.word(i) != "" && (month || day || s.lang.days[s.word(i)] != "")
}

// meet remembers for which member a person spoke, so that the surname alone will do.
func (s *sentence) meet(p *party) {
	if p == nil || p.code == "" || p.name.empty() || p.key != "" || p.former || p.outside || p.role != anOffice {
		return
	}
	words := strings.Fields(lexicon.Key(possessive(s.words(p.name))))
	for i := range words {
		s.met[strings.Join(words[i:], " ")] = p.code
	}
}
