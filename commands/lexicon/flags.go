package lexicon

import (
	"strings"
	"unicode/utf8"
)

// FlagEmoji reads a flag emoji, as a character or in Slack's spelling, and gives the code
// of its country in small letters.
func FlagEmoji(rest string) (code string, width int) {
	first, n := utf8.DecodeRuneInString(rest)
	second, m := utf8.DecodeRuneInString(rest[n:])
	if IsRegional(first) && IsRegional(second) {
		return string([]rune{first - '🇦' + 'a', second - '🇦' + 'a'}), n + m
	}
	if first != ':' {
		return "", 0
	}
	end := strings.IndexByte(rest[1:], ':')
	if end < 0 {
		return "", 0
	}
	name := strings.ToLower(rest[1 : end+1])
	short, long := strings.CutPrefix(name, "flag-")
	if long && len(short) == 2 {
		return short, end + 2
	}
	if i := flags.find(name); i >= 0 {
		return flags[i].Word, end + 2
	}
	return "", 0
}

// IsRegional tells of the letters that flags are made of.
func IsRegional(r rune) bool { return r >= '🇦' && r <= '🇿' }
