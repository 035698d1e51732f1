package press

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// embargoWords are what the files of a language say of embargoes.
type embargoWords struct {
	begins, perhaps [][]string
	goods, passed   []string
	english         map[string]string // a word of the language → the English one
}

var embargoLists = sync.OnceValue(func() (list []embargoWords) {
	for _, folder := range []string{"en", "fr"} {
		w := embargoWords{english: map[string]string{}}
		for name, text := range entries(folder, "embargo.txt") {
			for phrase := range strings.SplitSeq(text, ",") {
				words := embargoKeys(phrase)
				switch name {
				case "begins":
					w.begins = append(w.begins, words)
				case "perhaps":
					w.perhaps = append(w.perhaps, words)
				case "goods":
					w.goods = append(w.goods, words...)
				case "passed over":
					w.passed = append(w.passed, words...)
				default:
					w.english[strings.Join(words, " ")] = name
				}
			}
		}
		list = append(list, w)
	}
	return list
})

// embargoWord is a word of a message as embargoes are read in it.
type embargoWord struct {
	key         string
	loud        bool // in capitals
	start, line int
}

// embargoKeys gives the words of a text, folded, without the marks around them.
func embargoKeys(text string) []string {
	var keys []string
	for _, w := range embargoWordsOf(text) {
		keys = append(keys, w.key)
	}
	return keys
}

var unspaced = regexp.MustCompile(`\S+`)

func embargoWordsOf(text string) []embargoWord {
	var list []embargoWord
	begin, i := 0, 0
	for line := range strings.Lines(text) {
		for _, at := range unspaced.FindAllStringIndex(line, -1) {
			raw := line[at[0]:at[1]]
			word := strings.TrimFunc(raw, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if word != "" {
				key := lexicon.Fold(strings.ReplaceAll(word, "’", "'"))
				list = append(list, embargoWord{key, word == strings.ToUpper(word), begin + at[0], i})
			}
		}
		begin, i = begin+len(line), i+1
	}
	return list
}

// mostEmbargoes is how many are looked at: a message has one or two.
const mostEmbargoes = 10

// longestMoment is how many words a moment has at most.
const longestMoment = 10

// embargo reads until when a message may not be published: the moment, or what it says of one
// that is not understood; neither where it speaks of none.
func embargo(text string, day consensus.Day) (until lexicon.Moment, open string) {
	words := embargoWordsOf(text)
	found := 0
	for at := range words {
		for _, l := range embargoLists() {
			n, sure := l.at(words, at)
			if n == 0 || found > mostEmbargoes || at > 0 && words[at].key == "embargo" && slices.Contains(l.goods, words[at-1].key) {
				continue
			}
			found++
			if m, ok := l.moment(words, at+n, day); ok {
				return m, ""
			}
			if sure && open == "" {
				open = strings.TrimSpace(lineAt(text, words[at].start))
			}
		}
	}
	return lexicon.Moment{}, open
}

// at tells how many words at a place begin an embargo, and whether they surely do.
func (l embargoWords) at(words []embargoWord, at int) (n int, sure bool) {
	for _, list := range []struct {
		phrases [][]string
		sure    bool
	}{{l.begins, true}, {l.perhaps, false}} {
		for _, phrase := range list.phrases {
			if len(phrase) > n && len(phrase) <= len(words)-at && slices.EqualFunc(phrase, words[at:at+len(phrase)], func(p string, w embargoWord) bool { return p == w.key }) {
				n, sure = len(phrase), list.sure
			}
		}
	}
	return n, sure
}

// moment reads the moment that follows. One in a time zone that nobody knows is none.
func (l embargoWords) moment(words []embargoWord, at int, day consensus.Day) (lexicon.Moment, bool) {
	for at < len(words) && slices.Contains(l.passed, words[at].key) && l.english[words[at].key] == "" {
		at++
	}
	var keys []string
	for i := at; i < min(len(words), at+longestMoment) && words[i].line == words[max(0, at-1)].line; i++ {
		key := words[i].key
		if english, ok := l.english[key]; ok {
			key = english
		}
		keys = append(keys, key)
	}
	for n := len(keys); n > 0; n-- {
		m, ok, err := lexicon.ReadMoment(keys[:n], day)
		if err != nil || !ok {
			continue
		}
		return m, m.Zone != "" || !unknownZone(words, at+n)
	}
	return lexicon.Moment{}, false
}

// unknownZone tells whether a time zone follows that no list has: "PST", "Tokyo time".
func unknownZone(words []embargoWord, at int) bool {
	const shortest, longest = 3, 5
	if at >= len(words) {
		return false
	}
	w := words[at]
	abbreviated := w.loud && len(w.key) >= shortest && len(w.key) <= longest && strings.HasSuffix(w.key, "t")
	named := at+1 < len(words) && words[at+1].key == "time"
	return abbreviated || named || w.key == "heure" || w.key == "local"
}

// lineAt gives the line of a text that a place is in.
func lineAt(text string, at int) string {
	begin := strings.LastIndexByte(text[:at], '\n') + 1
	line, _, _ := strings.Cut(text[begin:], "\n")
	return line
}
