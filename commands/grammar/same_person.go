package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"natobot/commands/lexicon"
)

// reservedName tells whether a name is nothing but words of commands: "about" is nobody.
func (r *reading) reservedName(name string) bool {
	return !slices.ContainsFunc(strings.Fields(lexicon.Key(name)), func(word string) bool { return !r.isReserved(word) })
}

func (r *reading) isReserved(word string) bool {
	for _, list := range function {
		if list.Word != "vague" && lexicon.Contains(list.Phrases, word) {
			return true
		}
	}
	return named(r.commands, word).Name != "" || phraseOf(lexicon.Positions(), word) || phraseOf(lexicon.Attributions(), word) ||
		phraseOf(lexicon.Statuses(), word) || phraseOf(lexicon.Qualifiers(), word)
}

func phraseOf[T any](list []lexicon.Synonyms[T], phrase string) bool {
	return slices.ContainsFunc(list, func(s lexicon.Synonyms[T]) bool { return lexicon.Contains(s.Phrases, phrase) })
}

// samePerson asks about a name that has the words of a candidate's in another order, with a
// suffix or a title, or with initials: "Rutte, Mark", "Mark Rutte Jr.", "M. Rutte". It stands in n
// words at a place.
func (r *reading) samePerson(name string, at, n int) error {
	typed := nameWords(name)
	for _, c := range r.names.Vocabulary.Candidates {
		if !sameWords(typed, nameWords(c.Name)) {
			continue
		}
		r.instead(at, n, []lexicon.Hint{{Show: c.Name}})
		return r.ask("same person", name, c.Name)
	}
	return nil
}

// restOfName asks about a word that makes a candidate's name longer: "Rutte, Mark".
func (r *reading) restOfName([]part) error {
	if !r.has("candidates") || r.person < r.first || r.person >= r.at {
		return nil
	}
	n := r.at + 1 - r.person
	if name := r.typed(r.person, n); sameWords(nameWords(name), nameWords(r.names.Candidate(r.u.Candidate).Name)) {
		return r.samePerson(name, r.person, n)
	}
	return nil
}

// nameWords gives the words of a name that tell people apart, sorted.
func nameWords(name string) []string {
	if latin, had := lexicon.LookAlike(name); had {
		name = latin
	}
	var words []string
	for word := range strings.FieldsSeq(lexicon.Key(name)) {
		if !lexicon.Contains(lexicon.Titles, word) && !lexicon.Contains(suffixes, word) && !lexicon.Contains(lexicon.Particles, word) {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words
}

// sameWords tells whether two names have the same words, an initial standing for a first name.
func sameWords(a, b []string) bool {
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	rest := slices.Clone(b)
	full := 0
	for _, word := range a {
		i := slices.Index(rest, word)
		if i < 0 && utf8.RuneCountInString(word) == 1 {
			i = slices.IndexFunc(rest, func(s string) bool { return strings.HasPrefix(s, word) })
		} else {
			full++
		}
		if i < 0 {
			return false
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return full > 0
}
