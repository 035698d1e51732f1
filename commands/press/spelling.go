package press

import (
	"strings"

	"natobot/commands/lexicon"
)

// spelling is how a word is taken apart: "won't = will not", "…n't = … not", "l'… = le …".
// A result that ends in an apostrophe is a possessive.
type spelling struct {
	head, tail string // what the word begins or ends with
	whole      bool
	into       []string
}

// spelled is a word of a word: its key, and where in it it stands.
type spelled struct {
	key   string
	of    bool
	fixed bool // given by a rule, not by its letters
	stretch
}

func (l *language) addSpelling(name, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		from, into, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok || name != "spelling" {
			continue
		}
		for _, apostrophe := range []string{"'", "’", "ʼ"} {
			variant := strings.ReplaceAll(from, "'", apostrophe)
			head, tail, open := strings.Cut(variant, "…")
			l.spelling = append(l.spelling, spelling{head, tail, !open, strings.Fields(into)})
			if variant == from && apostrophe == "'" && !strings.Contains(from, "'") {
				break
			}
		}
	}
}

// longestWord is how long a word is that is still taken apart.
const longestWord = 80

// spell gives the words of which a written word consists.
func (l *language) spell(raw string) (list []spelled) {
	for _, s := range l.spelling {
		from, to := len(s.head), len(raw)-len(s.tail)
		fits := len(raw) <= longestWord && from <= to && s.whole == (from == to) && strings.EqualFold(raw[:from], s.head) && strings.EqualFold(raw[to:], s.tail)
		if !fits {
			continue
		}
		beside := stretch{0, from}
		if from == 0 {
			beside = stretch{to, len(raw)}
		}
		for _, into := range s.into {
			rest, stem := strings.CutPrefix(into, "…")
			if !stem {
				list = append(list, spelled{into, false, true, beside})
				continue
			}
			for _, in := range l.spell(raw[from:to]) {
				list = append(list, spelled{in.key, in.of || rest == "'", in.fixed, stretch{in.start + from, in.end + from}})
			}
		}
		return list
	}
	return []spelled{{lexicon.Key(raw), false, false, stretch{0, len(raw)}}}
}

// addVerb reads the names of the forms, an ending ("-e: e es ed ing") or a verb.
func (l *language) addVerb(name, text string) {
	if name == "forms" {
		l.forms = strings.Fields(text)
		return
	}
	l.verbs[name] = strings.Fields(text)
}

// inflected goes through the forms of a verb: those of the files, or by its longest ending.
func (l *language) inflected(verb string) func(yield func(form, spelled string) bool) {
	stem, forms := "", l.verbs[verb]
	for n := 0; forms == nil && n <= len(verb); n++ {
		if forms = l.verbs["-"+verb[n:]]; forms != nil {
			stem = verb[:n]
		}
	}
	return func(yield func(form, spelled string) bool) {
		for i, f := range forms {
			if i >= len(l.forms) {
				return
			}
			for ending := range strings.SplitSeq(f, "/") {
				if !yield(l.forms[i], stem+strings.TrimPrefix(ending, "-")) {
					return
				}
			}
		}
	}
}
