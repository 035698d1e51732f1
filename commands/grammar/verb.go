package grammar

import (
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// passOver leaves out the words that change nothing: "officially backs" is "backs". A name keeps
// its own.
func (r *reading) passOver() {
	kept := slices.Clone(r.words[:r.at])
	for i, w := range r.words[r.at:] {
		if w.kind != wordToken || !lexicon.Contains(emptyWords, w.key) || i > 0 && w.capitalised() && !r.shouts() {
			kept = append(kept, w)
		}
	}
	r.words = kept
}

// shouts tells whether all of the text is typed in capitals.
func (r *reading) shouts() bool { return r.text == strings.ToUpper(r.text) }

// skipName passes over the slash command, which may be typed, and typed twice.
func (r *reading) skipName() {
	for r.isName(r.at) {
		r.at++
	}
	r.first = r.at
}

// isName tells whether a word is the slash command, whichever it is here: what begins with a slash,
// or its usual name without one.
func (r *reading) isName(i int) bool {
	return strings.HasPrefix(r.key(i), "/") || r.key(i) == consensus.DefaultBody
}

// verb reads the name of the command. No words at all ask for the status.
func (r *reading) verb() (Command, error) {
	if r.done() {
		return named(r.commands, "status"), nil
	}
	if c := named(r.commands, r.key(r.at)); c.Name != "" {
		r.at++
		r.first = r.at
		return c, nil
	}
	return Command{}, r.noVerb()
}

// noVerb refuses a text that begins with no command, with the command that it would
// have been.
func (r *reading) noVerb() error {
	typed := r.words[r.at].text
	if list := lexicon.Fuzzy(r.key(r.at), commandHints(r)); len(list) > 0 {
		r.instead(r.at, 1, list)
		return r.askNear("no command", list, typed)
	}
	whole := r.text[r.words[r.at].start:]
	member, _ := r.memberAt(r.at)
	people, _ := r.peopleAt(r.at)
	switch {
	case r.anywhere(r.saysPosition) &&
		r.anywhere(func(at int) bool { _, n := r.memberAt(at); return n > 0 }):
		r.try("stance " + whole)
	case member.Code != "":
		r.try("member " + whole)
	case len(people) > 0:
		r.try("candidate " + whole)
	default: // "who is missing"
		r.anywhere(func(at int) bool {
			c := named(r.commands, r.key(at))
			if c.Name != "" {
				r.try(c.Name)
			}
			return c.Name != ""
		})
	}
	if len(r.u.Try) > 0 {
		return sentences.Ask("no verb", typed, r.u.Try[0])
	}
	return sentences.Ask("no command", typed)
}

// anywhere tells whether something stands at any place from here on.
func (r *reading) anywhere(is func(at int) bool) bool {
	for at := r.at; at < len(r.words); at++ {
		if is(at) {
			return true
		}
	}
	return false
}
