package grammar

import (
	"slices"
	"strings"

	"natobot/commands/lexicon"
)

// mostTries is how many slips of one text are mended in a suggestion.
const mostTries = 4

// try suggests a text, if it can be run as it stands and still says all that was understood of
// what was typed. Where it has another slip, that is mended too.
func (r *reading) try(text string) {
	if r.tries == mostTries {
		return
	}
	tried, err := understand(&reading{names: r.names, text: text, near: r.near, commands: r.commands, tries: r.tries + 1})
	if err != nil {
		if len(tried.u.Try) != 1 {
			return
		}
		text = tried.u.Try[0]
		if tried, err = understand(&reading{names: r.names, text: text, near: r.near, commands: r.commands, tries: mostTries}); err != nil {
			return
		}
	}
	if !tried.u.Bare && r.saysAlso(tried) {
		r.u.Try = append(r.u.Try, text)
	}
}

// saysAlso tells whether another reading says all that this one understood so far. Lists may go on.
func (r *reading) saysAlso(other *reading) bool {
	for _, s := range r.said {
		if !slices.Contains(other.said, s) && !lexicon.Contains(listNouns, s.noun) {
			return false
		}
	}
	for _, code := range r.u.members() {
		if !slices.Contains(other.u.members(), code) {
			return false
		}
	}
	for _, code := range r.u.Fact.Missing.List() {
		if !other.u.Fact.Missing.Has(code) {
			return false
		}
	}
	return true
}

// listNouns are the parts that are lists of members.
const listNouns = "members,lists of members left out"

// tryAll suggests texts.
func (r *reading) tryAll(texts ...string) {
	for _, text := range texts {
		r.try(text)
	}
}

// ownMeaning tells whether a word is one of the language that nobody means as a slip of ours.
func ownMeaning(word string) bool { return lexicon.Contains(ownWords, word) }

// instead sets what to try: the text with n words replaced by each of the hints.
func (r *reading) instead(at, n int, hints []lexicon.Hint) {
	for _, h := range hints {
		after := strings.TrimPrefix(r.text[r.words[at+n-1].end:], ".") // of "Jr."
		r.try(r.text[r.start():r.words[at].start] + h.Show + after)
	}
}

// start gives the place in the text behind the slash command: what is tried has none before it.
func (r *reading) start() int {
	for i := range r.words {
		if !r.isName(i) {
			return r.words[i].start
		}
	}
	return len(r.text)
}
