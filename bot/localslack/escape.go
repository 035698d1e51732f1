package localslack

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a person types becomes what an app with should_escape gets: mentions, channels and
// links in angle brackets, every other & < > as an entity.
var typed = regexp.MustCompile(`https?://[^\s<>|"“”]+|@[\pL\pN._-]+|#[\pL\pN_-]+`)

// escape does so for one text. The caller holds the lock.
func (s *Server) escape(text string) string {
	var b strings.Builder
	end := 0
	for _, at := range typed.FindAllStringIndex(text, -1) {
		if insideWord(text[:at[0]]) {
			continue
		}
		word := text[at[0]:at[1]]
		marked, used := s.mark(word)
		b.WriteString(entities(text[end:at[0]]))
		b.WriteString(marked)
		end = at[0] + used
	}
	b.WriteString(entities(text[end:]))
	return b.String()
}

// insideWord tells an address (ines@example.org) from a mention.
func insideWord(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// mark gives what a word stands for and how much of it was used.
func (s *Server) mark(word string) (marked string, used int) {
	switch {
	case strings.HasPrefix(word, "http"):
		url := strings.TrimRight(word, ".,;:!?)'")
		return "<" + entities(url) + ">", len(url)
	case word == "@here" || word == "@channel" || word == "@everyone":
		return "<!" + word[1:] + ">", len(word)
	case word[0] == '@':
		name := strings.TrimRight(word[1:], ".-")
		if strings.EqualFold(name, s.o.AppName) {
			return "<@" + BotUserID + ">", len(name) + 1
		}
		for _, p := range s.people {
			if strings.EqualFold(p.Name, name) {
				return "<@" + p.ID + "|" + p.Name + ">", len(name) + 1
			}
		}
	case word[0] == '#':
		for _, c := range s.channels {
			if c.Person == "" && strings.EqualFold(c.Name, word[1:]) {
				return "<#" + c.ID + "|" + c.Name + ">", len(word)
			}
		}
	}
	return entities(word), len(word)
}

func entities(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
