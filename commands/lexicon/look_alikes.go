package lexicon

import (
	"strings"
	"unicode"
)

// LookAlike gives a text with the letters of other alphabets that look like Latin ones replaced,
// and whether it had any. A text that has other letters of such an alphabet too is a word of it,
// and stays as it is.
func LookAlike(text string) (latin string, had bool) {
	if isASCII(text) {
		return text, false
	}
	var b strings.Builder
	for _, r := range text {
		if !unicode.In(r, unicode.Cyrillic, unicode.Greek) {
			b.WriteRune(r)
			continue
		}
		i := likeness.find(string(r))
		if i < 0 {
			return text, false
		}
		b.WriteString(likeness[i].Word)
		had = true
	}
	return b.String(), had
}
