package press

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"natobot/commands/lexicon"
)

//go:embed en/*.txt fr/*.txt positions.txt
var files embed.FS

// language is all that the files of a folder say.
type language struct {
	lists    map[string]list
	forms    []string            // the names of a verb's forms, in the order of the files
	verbs    map[string][]string // a verb or an ending → its forms
	spelling []spelling
	patterns map[string][]pattern // by their first word
	world    map[string]place     // countries that may be no members
	names    map[string]string    // what names a country or candidate, a number, a time → what it means
	numbers  map[string]string
	days     map[string]string
	verbal   map[string]bool // forms of the verbs that patterns begin with
	known    map[string]bool // words that are no names, whatever their first letter
}

// phrase is a phrase of a list, and the form of the verb in it.
type phrase struct {
	words []string
	form  string
}

// list are phrases by their first word.
type list map[string][]phrase

// library is what is read once and never changes.
type library struct {
	languages []*language
	positions []rule
}

var shelf = sync.OnceValue(func() library {
	folders, _ := fs.ReadDir(files, ".")
	var lib library
	for _, f := range folders {
		if f.IsDir() {
			lib.languages = append(lib.languages, readLanguage(f.Name()))
		}
	}
	lib.positions = readRules("positions.txt")
	return lib
})

func readLanguage(folder string) *language {
	l := &language{
		lists: map[string]list{}, verbs: map[string][]string{}, patterns: map[string][]pattern{}, world: map[string]place{},
		names: map[string]string{}, numbers: map[string]string{}, days: map[string]string{}, known: map[string]bool{}, verbal: map[string]bool{},
	}
	for _, f := range []struct {
		file string
		add  func(name, text string)
	}{
		{"spelling", l.addSpelling},
		{"verbs", l.addVerb},
		{"words", l.addList},
		{"scopes", l.addList},
		{"speakers", l.addList},
		{"tails", l.addList},
		{"motions", l.addList},
		{"names", l.meanings(l.names, false)},
		{"numbers", l.meanings(l.numbers, true)},
		{"days", l.meanings(l.days, true)},
		{"patterns", l.addPattern},
	} {
		for name, text := range entries(folder, f.file+".txt") {
			f.add(name, text)
		}
	}
	l.addWorld()
	return l
}

// entries goes through a file: "name: text", or "[name]" and the lines below it. A line
// that begins with a blank goes on from the one before.
func entries(folder, file string) func(yield func(name, text string) bool) {
	data, _ := files.ReadFile(path.Join(folder, file))
	return func(yield func(name, text string) bool) {
		name, text, section := "", "", false
		for line := range strings.Lines(string(data) + "[end]\n") {
			line = strings.TrimRight(line, "\n")
			head, rest, listed := strings.Cut(line, ":")
			heading := strings.HasPrefix(line, "[")
			switch {
			case strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "":
			case strings.HasPrefix(line, " ") || !heading && (section || !listed):
				text += "\n" + line
			default:
				if name != "" && !yield(name, text) {
					return
				}
				name, text, section = strings.TrimSpace(head), rest, heading
				if heading {
					name, text = strings.Trim(line, "[]"), ""
				}
			}
		}
	}
}

// phrases reads a list of phrases with commas between them; "word*" is a verb in all its forms.
func (l *language) phrases(text string) []phrase {
	var all []phrase
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '\n' }) {
		variants := []phrase{{}}
		for _, field := range strings.Fields(part) {
			variants = l.extended(variants, field)
		}
		for _, v := range variants {
			if len(v.words) > 0 {
				all = append(all, v)
			}
		}
	}
	return all
}

// extended adds a word to each phrase, in all its forms where it has some.
func (l *language) extended(variants []phrase, field string) []phrase {
	verb, inflected := strings.CutSuffix(field, "*")
	if !inflected {
		for i := range variants {
			variants[i].words = append(variants[i].words, l.keys(field)...)
		}
		return variants
	}
	var all []phrase
	for form, spelled := range l.inflected(verb) {
		for _, v := range variants {
			words := append(append([]string{}, v.words...), l.keys(spelled)...)
			if v.form != "" {
				form = v.form
			}
			all = append(all, phrase{words, form})
		}
	}
	return all
}

// meanings gives what files phrases by what they mean.
func (l *language) meanings(into map[string]string, known bool) func(name, text string) {
	return func(name, text string) {
		for _, p := range l.phrases(text) {
			into[strings.Join(p.words, " ")] = name
			if known {
				l.know(p.words)
			}
		}
	}
}

func (l *language) addList(name, text string) {
	if l.lists[name] == nil {
		l.lists[name] = list{}
	}
	for _, p := range l.phrases(text) {
		l.lists[name][p.words[0]] = append(l.lists[name][p.words[0]], p)
		if name != "labels" && name != "void labels" {
			l.know(p.words)
		}
	}
}

func (l *language) know(words []string) {
	for _, word := range words {
		l.known[word] = true
	}
}

// keys gives the words of a text of the files as the words of a message are given.
func (l *language) keys(text string) []string {
	var keys []string
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '-' }) {
		for _, s := range l.spell(word) {
			keys = append(keys, s.key)
		}
	}
	return keys
}

// has tells whether a list has a phrase.
func (l list) has(text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	return slices.ContainsFunc(l[first], func(p phrase) bool {
		return len(p.words) == 1 && rest == "" || rest != "" && strings.Join(p.words[1:], " ") == rest
	})
}

// languageOf gives the language that most of a text's little words belong to.
func languageOf(text string) *language {
	words := strings.FieldsFunc(lexicon.Fold(text), func(r rune) bool { return strings.ContainsRune(" \n\t'’.,:;!?\"«»()-", r) })
	best, most := shelf().languages[0], 0
	for _, l := range shelf().languages {
		n := 0
		for _, w := range words {
			if l.lists["little words"].has(w) || l.verbal[w] {
				n++
			}
		}
		if n > most {
			best, most = l, n
		}
	}
	return best
}
