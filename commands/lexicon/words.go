package lexicon

import (
	"embed"
	"encoding"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"natobot/consensus"
)

// The files of words/ are the lists that an editor may add to; each says at its head what its
// lines are, and where it comes from.
//
//go:embed words/*.txt
var files embed.FS

// The lists that other rooms read too, phrases separated by commas: see Contains.
var (
	Particles  = names.List("particles") // words that names keep in small letters
	Titles     = names.List("titles")    // are no part of a person's name
	UnitWords  = numbers.List("units")   // zero, one, two … each in its place
	MemberNoun = numbers.List("members") // what a claim counts
	Outlets    = ReadWords(files, "outlets").List("outlets")
	Metonyms   = metonyms() // what people write for a member, with its code: "berlin=DE"
)

var (
	positions    = synonyms[consensus.Position]("positions")
	attributions = synonyms[consensus.Attribution]("attributions")
	statuses     = synonyms[consensus.Status]("statuses")
	qualifiers   = synonyms[consensus.Qualifier]("qualifiers")

	names    = ReadWords(files, "names")
	numbers  = ReadWords(files, "numbers")
	calendar = ReadWords(files, "calendar")
	letters  = ReadWords(files, "letters")
	flags    = ReadWords(files, "flags")
	groups   = ReadWords(files, "groups")
	endonyms = ReadWords(files, "endonyms")
	likeness = ReadWords(files, "lookalikes")
	schemes  = ReadWords(files, "schemes").List("schemes")
)

// Words are the lists of one file, in its order.
type Words []WordList

// WordList is what people write for one word, separated by commas.
type WordList struct{ Word, Phrases string }

// ReadWords reads the file of that name in the folder "words". It panics where the file is not
// one: it is part of the program.
func ReadWords(files fs.FS, name string) Words {
	text, err := fs.ReadFile(files, "words/"+name+".txt")
	if err != nil {
		panic(err)
	}
	return ParseWords(string(text))
}

// ParseWords reads the text of such a file.
func ParseWords(text string) (words Words) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		word, phrases, ok := strings.Cut(line, ": ")
		if !ok {
			panic(fmt.Sprintf("words: no colon in %q", line))
		}
		phrases = strings.ReplaceAll(phrases, ", ", ",")
		if i := slices.IndexFunc(words, func(l WordList) bool { return l.Word == word }); i >= 0 {
			words[i].Phrases += "," + phrases
			continue
		}
		words = append(words, WordList{word, phrases})
	}
	return words
}

// List gives the phrases of a word, separated by commas: see Contains. It panics where the file
// has no such word.
func (w Words) List(word string) string {
	for _, l := range w {
		if l.Word == word {
			return l.Phrases
		}
	}
	panic("no words for " + word)
}

// find gives the place of the list that has a phrase, and -1 for none.
func (w Words) find(phrase string) int {
	return slices.IndexFunc(w, func(l WordList) bool { return Contains(l.Phrases, phrase) })
}

// Synonyms are the phrases for a value, separated by commas. The first is the one that
// suggestions show.
type Synonyms[T any] struct {
	Value   T
	Phrases string
}

// Positions gives what people write for each position.
func Positions() []Synonyms[consensus.Position] { return positions }

// Attributions gives what people write for each attribution.
func Attributions() []Synonyms[consensus.Attribution] { return attributions }

// Statuses gives what people write for each status.
func Statuses() []Synonyms[consensus.Status] { return statuses }

// Qualifiers gives what people write for each qualifier.
func Qualifiers() []Synonyms[consensus.Qualifier] { return qualifiers }

// synonyms reads a file whose words are values.
func synonyms[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](name string) []Synonyms[T] {
	var list []Synonyms[T]
	for _, l := range ReadWords(files, name) {
		var value T
		if err := P(&value).UnmarshalText([]byte(l.Word)); err != nil {
			panic(err)
		}
		list = append(list, Synonyms[T]{value, l.Phrases})
	}
	return list
}

func metonyms() string {
	var pairs []string
	for _, l := range ReadWords(files, "metonyms") {
		for phrase := range strings.SplitSeq(l.Phrases, ",") {
			pairs = append(pairs, phrase+"="+l.Word)
		}
	}
	return strings.Join(pairs, ",")
}

// Spelled reads a number that is written out: "twenty-eight".
func Spelled(phrase string) (int, bool) {
	first, second, both := strings.Cut(phrase, " ")
	if i := slices.Index(units, phrase); i >= 0 {
		return i, true
	}
	ten := slices.Index(tens, first)
	if ten < 0 || !both {
		return 10 * (ten + 2), ten >= 0
	}
	unit := slices.Index(units, second)
	return 10*(ten+2) + unit, 0 < unit && unit < 10
}

var (
	units = strings.Split(UnitWords, ",")
	tens  = strings.Split(numbers.List("tens"), ",")
)

// Group gives the members that a group's name, in the spelling of Key, may stand for: the body's own
// meaning goes before the usual one.
func (n *Names) Group(key string) []consensus.Code {
	key = strings.TrimPrefix(key, "the ")
	named := func(name string) bool { return strings.TrimPrefix(Key(name), "the ") == key }
	if n.Vocabulary.Body != nil {
		for _, g := range n.Vocabulary.Body.Groups {
			if slices.ContainsFunc(g.Names, named) {
				return g.Codes
			}
		}
	}
	i := groups.find(key)
	if i < 0 {
		return nil
	}
	var codes []consensus.Code
	for code := range strings.FieldsSeq(groups[i].Word) {
		codes = append(codes, consensus.Code(code))
	}
	return codes
}
