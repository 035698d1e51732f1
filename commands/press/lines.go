package press

import (
	"strings"
	"unicode"

	"natobot/commands/lexicon"
)

func (m *message) letters(i int) (titled, loud bool) {
	at := m.items[i].start
	if at >= m.line.from && at < m.line.to {
		return m.line.titled, m.line.loud
	}
	from, to := strings.LastIndexByte(m.text[:at], '\n')+1, len(m.text)
	if n := strings.IndexByte(m.text[at:], '\n'); n >= 0 {
		to = at + n
	}
	words, capitals, small := 0, 0, 0
	for word := range strings.FieldsSeq(m.text[from:min(to, from+400)]) {
		r := []rune(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
		switch {
		case len(r) < 4:
		case unicode.IsUpper(r[0]):
			capitals++
			words++
		default:
			words++
		}
		for _, l := range r {
			if unicode.IsLower(l) {
				small++
			}
		}
	}
	m.line = casing{from, max(to, at+1), words > 2 && capitals >= words-words/8, small == 0}
	return m.line.titled, m.line.loud
}

// timed tells whether a word is the name of a month or day, not of a person.
func (m *message) timed(i int) bool {
	_, month := lexicon.MonthNamed(m.key(i))
	_, day := lexicon.WeekdayNamed(m.key(i))
	return m.key(i) != "" && (month || day || m.lang.days[m.key(i)] != "")
}

// meet remembers for which member a person spoke, so that the surname alone will do.
func (m *message) meet(p *party) {
	if p == nil || p.code == "" || p.name.empty() || p.key != "" || p.former || p.outside || p.role != anOffice {
		return
	}
	words := strings.Fields(lexicon.Key(possessive(m.words(p.name))))
	for i := range words {
		m.met[strings.Join(words[i:], " ")] = p.code
	}
}
