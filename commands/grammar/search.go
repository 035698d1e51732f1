package grammar

import (
	"strings"
	"unicode"

	"natobot/commands/lexicon"
)

// parseSearch reads the words that are searched for, which may be any, and, of a page that follows
// another, the entry before which it begins.
func parseSearch(r *reading, u *Understood) error {
	end := len(r.words)
	if end > r.at && r.key(end-1) == "here" {
		u.Here, end = true, end-1
	}
	if figures, is := strings.CutPrefix(r.key(end-1), "#"); is && end-2 >= r.at && r.key(end-2) == "before" {
		if n, ok := lexicon.Digits(figures); ok && n > 0 {
			u.Target, end = n, end-2
		}
	}
	for ; r.at < end; r.at++ {
		if w := r.words[r.at]; strings.IndexFunc(w.text, searchable) >= 0 {
			u.Words = append(u.Words, w.text)
		}
	}
	r.at = len(r.words)
	if len(u.Words) == 0 {
		return r.missing("Which words?")
	}
	return nil
}

// searchable tells what words are found by.
func searchable(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }
