package press

import (
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
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
	key      string
	of       bool
	fixed    bool // given by a rule, not by its letters
	from, to int
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
func (l *language) spell(raw string) []spelled {
	for _, s := range l.spelling {
		if len(raw) > longestWord {
			break
		}
		n := len(raw) - len(s.head) - len(s.tail)
		if s.whole && strings.EqualFold(raw, s.head) {
			return s.parts(0, len(raw))
		}
		if s.whole || n <= 0 || !strings.EqualFold(raw[:len(s.head)], s.head) || !strings.EqualFold(raw[len(raw)-len(s.tail):], s.tail) {
			continue
		}
		from, to := len(s.head), len(raw)-len(s.tail)
		inner := l.spell(raw[from:to])
		var list []spelled
		for _, into := range s.into {
			switch rest, stem := strings.CutPrefix(into, "…"); {
			case stem:
				for _, in := range inner {
					list = append(list, spelled{in.key, in.of || rest == "'", in.fixed, in.from + from, in.to + from})
				}
			case s.head != "":
				list = append(list, spelled{into, false, true, 0, from})
			default:
				list = append(list, spelled{into, false, true, to, len(raw)})
			}
		}
		return list
	}
	return []spelled{{l.key(raw), false, false, 0, len(raw)}}
}

func (s spelling) parts(from, to int) []spelled {
	var list []spelled
	for _, into := range s.into {
		list = append(list, spelled{into, false, true, from, to})
	}
	return list
}

// key gives a word as the lists have it.
func (l *language) key(word string) string { return lexicon.Key(word) }

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

// addName reads what names a country, or how a candidate is spelled elsewhere.
func (l *language) addName(name, text string) {
	kind, code, _ := strings.Cut(name, " ")
	for _, p := range l.phrases(text) {
		key := strings.Join(p.words, " ")
		if kind == "candidate" {
			l.aliases[key] = lexicon.Key(code)
			continue
		}
		l.names[key] = place{consensus.Code(code), placeKinds[kind]}
	}
}

// number is a number in words, and whether it is a rough one: "une vingtaine".
type number struct {
	n     int
	rough bool
}

func (l *language) addNumber(name, text string) {
	word, rough := strings.CutPrefix(name, "about ")
	n, _ := lexicon.Digits(word)
	for _, p := range l.phrases(text) {
		l.numbers[strings.Join(p.words, " ")] = number{n, rough}
		l.know(p)
	}
}
