package grammar

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

//go:embed sentences.txt
var sentencesFile string

var sentences = english.ReadSentences(sentencesFile)

// Ask refuses with a sentence that a form, a table and the desk share with what is typed.
func Ask(name string, parts ...any) error { return sentences.Ask(name, parts...) }

// ask refuses a text: with a whole command that may be meant, where there is one.
func (r *reading) ask(name string, parts ...any) error { return r.askNear(name, nil, parts...) }

// askNear refuses a text: with what is near to it, where something is, or as ask does.
func (r *reading) askNear(name string, near []lexicon.Hint, parts ...any) error {
	if len(r.u.Try) > 0 {
		parts = append(parts, r.u.Try[0])
	}
	s := sentences.Of(name, parts...)
	switch {
	case len(near) > 0:
		s.Hint = didYouMean(near, r.u.Try)
	case s.Tried != "" && len(r.u.Try) > 0:
		s.Hint = s.Tried
	case s.Hint == "":
		s.Hint = r.howTo()
	}
	return consensus.Ask(s.Message, s.Hint)
}

// notKnown refuses words, with what was understood before them.
func (r *reading) notKnown(typed string, near []lexicon.Hint) error {
	if len(r.said) == 0 {
		return r.askNear("unknown", near, typed)
	}
	return r.askNear("unknown behind", near, typed, r.understood())
}

// missing asks for a part that the command cannot do without.
func (r *reading) missing(question string) error {
	if len(r.said) > 0 {
		question += " Understood: " + r.understood() + "."
	}
	return consensus.Ask(question, r.howTo())
}

// understood lists what was, as it is shown, quotations cut short.
func (r *reading) understood() string {
	var list []string
	for _, s := range r.said {
		if utf8.RuneCountInString(s.shown) > english.ShownRunes {
			s.shown = string([]rune(s.shown)[:english.ShownRunes]) + "…"
		}
		list = append(list, s.shown)
	}
	return strings.Join(list, ", ")
}

// noMember tells of a country or a word that it is no member.
func (r *reading) noMember(country string, near []lexicon.Hint) error {
	body := ""
	if r.names.Vocabulary.Body != nil {
		body = " of " + r.names.Vocabulary.Body.Name
	}
	return r.askNear("no member", near, english.Capital(country), body)
}

// didYouMean asks after near misses, with the whole command to copy where there is one.
func didYouMean(hints []lexicon.Hint, try []string) string {
	if len(hints) == 0 {
		return ""
	}
	s := "Did you mean " + lexicon.OrList(hints) + "?"
	if len(hints) == 1 && len(try) == 1 {
		s += " Then write " + english.TypeThis(try[0]) + "."
	}
	return s
}

// howTo gives the usage of the command and an example to copy.
func (r *reading) howTo() string {
	usage, example := r.usage()
	s := "Write " + english.TypeThis(usage)
	if example != usage {
		s += ", for example " + english.TypeExample(example)
	}
	s += "."
	for _, l := range wordsOf(usage, r.ofMotion() || r.command.Name == "candidate" && r.names.OfMotions()) {
		s += " " + l.Word + ": " + strings.ReplaceAll(l.Phrases, ",", ", ") + "."
	}
	return s
}

// usage gives the way of using the command that was meant, as far as it was understood, and an
// example of it: some commands ask where they stand with a name alone, and record with more.
func (r *reading) usage() (usage, example string) {
	c := r.command
	begin := c.Name + " " + r.u.Sub
	usage, example = c.Usage[0], c.Examples[0]
	records := r.u.Records || len(r.said) > 0
	switch {
	case r.u.Sub != "":
		return beginning(c.Usage, begin, usage), beginning(c.Examples, begin, example)
	case r.u.Fact.Motion && c.Name == "candidate":
		return c.Usage[2], c.Examples[3]
	case len(c.Usage) > 1 && (records || usage == "" || usage == c.Name): // the form that has parts
		return c.Usage[1], c.Examples[1]
	}
	return usage, example
}

// beginning gives the first of a list that begins so, or what there is otherwise.
func beginning(list []string, begin, otherwise string) string {
	for _, s := range list {
		if strings.HasPrefix(s, begin) {
			return s
		}
	}
	return otherwise
}

func sayTwo(noun, first, second string) error {
	if lexicon.Contains("positions,members,candidates", noun) {
		return sentences.Ask("two "+noun, first, second)
	}
	return sentences.Ask("twice", first, second, noun)
}

// SayNoRace tells which races there are beside the present one, for a key that none of them has;
// typed is "" where `race` came without a key.
func SayNoRace(typed string, races []string) error {
	s, kind := sentences.Of("no race", typed, strings.Join(races, ", ")), consensus.NotFound
	switch {
	case len(races) == 0:
		s = sentences.Of("no other race")
	case typed == "":
		s, kind = sentences.Of("race needs key", typed, strings.Join(races, ", ")), consensus.Invalid
	}
	return consensus.Refuse(kind, s.Message, s.Hint)
}

// SayNotYetCandidate tells how to add somebody new. It names the candidates where they are few
// enough to be read, up to eight; nil where that does not help.
func SayNotYetCandidate(name string, candidates []consensus.Candidate) error {
	name = strings.ReplaceAll(name, "`", "'")
	if len(candidates) == 0 || len(candidates) > 8 {
		return sentences.Ask("not yet candidate", name)
	}
	var names []string
	for _, c := range candidates {
		names = append(names, c.Name)
	}
	return sentences.Ask("not among few", name, english.Series(names))
}
