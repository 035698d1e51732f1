package grammar

import (
	"strings"
	"unicode"

	"natobot/commands/lexicon"
)

// name reads a quoted text, or up to five capitalised words that can be nothing else.
func (r *reading) name(clause, noun string) (string, error) {
	if !r.done() && r.words[r.at].kind == quoteToken {
		r.at++
		return r.words[r.at-1].text, nil
	}
	n := r.run(r.at)
	if n == 0 {
		return "", sentences.Ask("needs words", clause, noun)
	}
	if n > 5 || !r.looksNamed(r.at, n) || r.namesOther(r.at, n) {
		return "", sentences.Ask("needs quotes", clause, noun, r.typed(r.at, min(n, 5)))
	}
	r.at += n
	return r.joined(r.at-n, n), nil
}

// run counts the words from a place up to the next clause.
func (r *reading) run(at int) int {
	n := 0
	for at+n < len(r.words) && r.words[at+n].kind == wordToken && !lexicon.Contains(clauseWords, r.key(at+n)) {
		if _, width, err := r.bareDayAt(at + n); width > 0 || err != nil {
			break
		}
		if n > 0 && strings.ContainsAny(r.gap(at+n), "([") || r.perAt(at+n) > 0 {
			break
		}
		n++
	}
	return n
}

// looksNamed tells whether words are written as a name is: with large first letters,
// but for particles like "von der", and without numbers or signs.
func (r *reading) looksNamed(at, n int) bool {
	named := false
	for _, w := range r.words[at : at+n] {
		if !lettersOnly(w.text) || !w.capitalised() && !lexicon.Contains(lexicon.Particles, w.key) {
			return false
		}
		named = named || w.capitalised()
	}
	return named
}

// lettersOnly tells whether a word is made of what names are made of.
func lettersOnly(word string) bool {
	for _, r := range word {
		if !unicode.In(r, unicode.L, unicode.M) && !strings.ContainsRune("-‐‑.'’ʼ`", r) {
			return false
		}
	}
	return true
}

// namesOther tells whether words that are to be a name also hold something that the
// command may need elsewhere: a member anywhere, or a candidate in a part of them.
func (r *reading) namesOther(at, n int) bool {
	for i := at; i < at+n; i++ {
		if _, width := r.memberAt(i); width > 0 && !r.ordinaryAt(i) {
			return true
		}
		if _, width := r.peopleAt(i); width > 0 && (i > at || width < n) {
			return true
		}
	}
	return false
}

// ordinaryAt tells whether a word is a member's code or name to the vocabulary and an English word
// as it is typed: in small letters, without accents.
func (r *reading) ordinaryAt(at int) bool {
	if !lexicon.OrdinaryWord(r.key(at)) {
		return false
	}
	text := r.words[at].text
	return !r.words[at].shouted() && !strings.ContainsFunc(text, func(c rune) bool { return c > unicode.MaxASCII })
}

func (r *reading) joined(at, n int) string { return strings.Join(texts(r.words[at:at+n]), " ") }
