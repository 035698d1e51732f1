package press

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// embargoWords are what a language says of embargoes: phrases by the names of its file, and
// its words for English ones.
type embargoWords struct {
	phrases map[string][][]string
	english map[string]string
}

var embargoLists = sync.OnceValue(func() (list []embargoWords) {
	for _, folder := range []string{"en", "fr"} {
		w := embargoWords{map[string][][]string{}, map[string]string{}}
		for name, text := range entries(folder, "embargo.txt") {
			for phrase := range strings.SplitSeq(text, ",") {
				keys, _ := embargoKeys(phrase)
				switch name {
				case "begins", "perhaps", "goods", "passed over":
					w.phrases[name] = append(w.phrases[name], keys)
				default:
					w.english[strings.Join(keys, " ")] = name
				}
			}
		}
		list = append(list, w)
	}
	return list
})

// embargoKeys gives the words of a line, as they are written and folded, without the marks
// around them.
func embargoKeys(line string) (keys, raw []string) {
	for word := range strings.FieldsSeq(line) {
		word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if word != "" {
			keys, raw = append(keys, lexicon.Fold(strings.ReplaceAll(word, "’", "'"))), append(raw, word)
		}
	}
	return keys, raw
}

// mostEmbargoes is how many are looked at, a message has one or two, and longestMoment how
// many words a moment has at most.
const mostEmbargoes, longestMoment = 10, 10

// embargo reads until when a message may not be published: the moment, or what it says of one
// that is not understood; neither where it speaks of none.
func embargo(text string, day consensus.Day) (until lexicon.Moment, open string) {
	found := 0
	for line := range strings.Lines(text) {
		keys, raw := embargoKeys(line)
		for at := range keys {
			for _, l := range embargoLists() {
				begins, perhaps := l.on("begins", keys[at:]), l.on("perhaps", keys[at:])
				n := max(begins, perhaps)
				if n == 0 || found == mostEmbargoes || at > 0 && keys[at] == "embargo" && l.on("goods", keys[at-1:]) > 0 {
					continue
				}
				found++
				if m, ok := l.moment(keys[at+n:], raw[at+n:], day); ok {
					return m, ""
				}
				if begins == n && open == "" {
					open = strings.TrimSpace(line)
				}
			}
		}
	}
	return lexicon.Moment{}, open
}

// on gives how many words the longest phrase of a list takes with which some words begin.
func (l embargoWords) on(name string, keys []string) (n int) {
	for _, phrase := range l.phrases[name] {
		if len(phrase) > n && len(phrase) <= len(keys) && slices.Equal(phrase, keys[:len(phrase)]) {
			n = len(phrase)
		}
	}
	return n
}

// moment reads the moment that some words begin with. One in a time zone that nobody knows
// is none.
func (l embargoWords) moment(keys, raw []string, day consensus.Day) (lexicon.Moment, bool) {
	for len(keys) > 0 && l.on("passed over", keys[:1]) > 0 && l.english[keys[0]] == "" {
		keys, raw = keys[1:], raw[1:]
	}
	words := slices.Clone(keys[:min(len(keys), longestMoment)])
	for i, key := range words {
		words[i] = cmp.Or(l.english[key], key)
	}
	for n := len(words); n > 0; n-- {
		if m, ok, err := lexicon.ReadMoment(words[:n], day); ok && err == nil {
			return m, m.Zone != "" || !unknownZone(keys[n:], raw[n:])
		}
	}
	return lexicon.Moment{}, false
}

// unknownZone tells whether a time zone follows that no list has: "PST", "Tokyo time".
func unknownZone(keys, raw []string) bool {
	const shortest, longest = 3, 5
	if len(keys) == 0 {
		return false
	}
	abbreviated := raw[0] == strings.ToUpper(raw[0]) && len(keys[0]) >= shortest && len(keys[0]) <= longest && strings.HasSuffix(keys[0], "t")
	return abbreviated || len(keys) > 1 && keys[1] == "time" || keys[0] == "heure" || keys[0] == "local"
}
