package english

import (
	"fmt"
	"strings"

	"natobot/consensus"
)

// Sentence answers what cannot be done as it was asked: what is wrong, and what to do about it.
type Sentence struct {
	Message, Hint string
	Tried         string // the hint where there is something to try; "" for the same
	Kind          consensus.ErrorKind
}

// Sentences are those of a room, by what they are called.
type Sentences map[string]Sentence

// kinds are those that a sentence may have behind its name; without one, a person can mend what is wrong.
var kinds = map[string]consensus.ErrorKind{
	"": consensus.Invalid, "not found)": consensus.NotFound, "forbidden)": consensus.Forbidden, "unavailable)": consensus.Unavailable,
}

// ReadSentences reads a file of sentences. A paragraph is one of them: what it is called and of what
// kind it is, what is wrong, what to do and, where that is another, what to do where something can be tried. In a
// sentence {1} stands for its first part: between backticks for a text as it was typed, behind
// the mark of the slash command for one to copy. It panics where the file is not one: it is part of the program.
func ReadSentences(file string) Sentences {
	all := Sentences{}
	for paragraph := range strings.SplitSeq(strings.TrimSpace(file), "\n\n") {
		lines := append(strings.Split(paragraph, "\n"), "", "")
		if strings.HasPrefix(paragraph, "#") {
			continue
		}
		name, of, _ := strings.Cut(lines[0], " (")
		kind, known := kinds[of]
		if _, twice := all[name]; twice || !known || len(lines) < 4 || len(lines) > 6 {
			panic(fmt.Sprintf("sentences: there twice, of no kind, or not of two to four lines: %q", paragraph))
		}
		all[name] = Sentence{strings.TrimSpace(lines[1]), strings.TrimSpace(lines[2]), strings.TrimSpace(lines[3]), kind}
	}
	return all
}

// Of gives a sentence with its parts.
func (all Sentences) Of(name string, parts ...any) Sentence {
	s, ok := all[name]
	if !ok {
		panic("no sentence is called " + name)
	}
	var pairs []string
	for i, part := range parts {
		place, text := fmt.Sprintf("{%d}", i+1), fmt.Sprint(part)
		pairs = append(pairs, "`"+place+"`", AsTyped(text), "`/§ "+place+"`", TypeThis(text), place, text)
	}
	put := strings.NewReplacer(pairs...).Replace
	return Sentence{put(s.Message), put(s.Hint), put(s.Tried), s.Kind}
}

// Ask refuses with a sentence.
func (all Sentences) Ask(name string, parts ...any) error {
	s := all.Of(name, parts...)
	return consensus.Refuse(s.Kind, s.Message, s.Hint)
}
