package grammar

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Understand reads a command, with or without the slash command before it. It accounts for every
// word or refuses with a question, a *consensus.Error of kind Invalid or NotFound;
// beside it, the Understood tells which command it was and what may have been meant.
//
// Recording commands get their defaults (docs/product.md §2): today, and on the record where
// somebody is named, else reported. A correction gets none, and its Fact no Kind: what
// the entry that it corrects is, the ledger knows.
func Understand(lex lexicon.Vocabulary, text string) (Understood, error) {
	return UnderstandNames(lexicon.NewNames(lex), text)
}

// UnderstandNames is [Understand] for who reads many commands with the same vocabulary: its
// names are indexed once.
func UnderstandNames(n *lexicon.Names, text string) (Understood, error) {
	return UnderstandNear(n, text, 0)
}

// UnderstandNear reads a command whose days without a year go by another day, where that is not
// 0: that of the entry which it mends, or of the line before it.
func UnderstandNear(n *lexicon.Names, text string, near consensus.Day) (Understood, error) {
	r, err := understand(&reading{names: n, text: text, near: near, commands: table})
	return *r.u, err
}

// understand reads the text of a reading that has nothing else yet.
func understand(r *reading) (*reading, error) {
	u := &Understood{}
	r.u = u
	words, err := scan(r.text)
	if err != nil {
		return r, err
	}
	r.words = words
	r.skipName()
	if asked, err := r.asks(); asked {
		return r, err
	}
	c, err := r.verb()
	if err != nil {
		return r, err
	}
	u.Command, u.Role, u.Records, r.command = c.Name, c.Role, c.Records, c
	if lexicon.Contains("stance,claim,candidate,note,correct", c.Name) {
		r.passOver()
		if err := r.takeDeskOnly(); err != nil {
			return r, err
		}
	}
	err = c.parse(r)
	u.Records = u.Records && !u.Bare
	return r, err
}

// reading is a text on its way to being understood.
type reading struct {
	names    *lexicon.Names
	text     string
	words    []token
	at       int       // the word that is read next
	first    int       // the first word after the verb
	commands []Command // the table
	command  Command
	form     form // of the command, that which is meant
	u        *Understood
	near     consensus.Day // a day without a year goes by this one; 0: by today
	tries    int           // how many suggestions led to this text
	plain    bool          // a question mark means nothing

	said   []saying       // what was understood, in order
	person int            // the first word of the candidate's name
	day    consensus.When // of the clause "on" or "by"
	joint  string         // an "and" that is still to be accounted for
}

// saying is one part that was understood: what it is, and how to say it.
type saying struct{ noun, shown string }

// part is something that may stand in a command, in any order.
type part struct {
	// read reads the part at the reading's place, and tells whether it was there.
	read func(*reading) (bool, error)
	// hints gives what could have been written, for near misses; it may be nil.
	hints func(*reading) []lexicon.Hint
	// takes tells what the part is, by the noun that it is accepted as, where a refusal
	// depends on it.
	takes string
}

// read reads all that is left, as parts in any order.
func (r *reading) read(parts ...part) error {
	for !r.done() {
		if err := r.one(parts); err != nil {
			return err
		}
	}
	if r.joint != "" {
		return r.unknown(r.joint, nil)
	}
	return r.takeOutlet()
}

func (r *reading) one(parts []part) error {
	for _, p := range parts {
		if ok, err := p.read(r); ok || err != nil {
			return err
		}
	}
	if r.andAt(r.at) == 1 && r.at+1 < len(r.words) && r.at > r.first {
		r.joint = r.words[r.at].text // two of a kind are asked about when the second one comes
		r.at++
		return nil
	}
	return r.notUnderstood(parts)
}

// andAt counts the words at a place that join what follows to what stands before: "and", "as well
// as".
func (r *reading) andAt(at int) int { return cmp.Or(r.width(at, andWords), r.width(at, alsoWords)) }

// gap gives what stands before the word at a place, and after the last one behind it: what no word
// holds. Commas, brackets and question marks are there.
func (r *reading) gap(at int) string {
	from, to := 0, len(r.text)
	if at > 0 {
		from = r.words[at-1].end
	}
	if at < len(r.words) {
		to = r.words[at].start
	}
	return r.text[from:to]
}

func (r *reading) done() bool { return r.at >= len(r.words) }

// key gives the key of the word at a place, "" where there is no word.
func (r *reading) key(at int) string {
	if at >= len(r.words) || r.words[at].kind != wordToken {
		return ""
	}
	return r.words[at].key
}

// phrase joins the keys of n words; it is "" where one of them is no word.
func (r *reading) phrase(at, n int) string {
	if n == 1 {
		return r.key(at)
	}
	keys := make([]string, 0, n)
	for i := at; i < at+n; i++ {
		key := r.key(i)
		if key == "" {
			return ""
		}
		keys = append(keys, key)
	}
	return strings.Join(keys, " ")
}

// typed gives n words as they stand in the text.
func (r *reading) typed(at, n int) string {
	return r.text[r.words[at].start:r.words[at+n-1].end]
}

// accept notes that a part was understood. The same part twice is no contradiction
// when both say the same.
func (r *reading) accept(noun, shown string) error {
	for _, s := range r.said {
		if s.noun == noun && s.shown != shown {
			return sayTwo(noun, s.shown, shown)
		}
	}
	if slices.Contains(r.said, saying{noun, shown}) {
		r.joint = "" // "backs and endorses"
		return nil
	}
	r.said = append(r.said, saying{noun, shown})
	return nil
}

// take goes past n words that are a part, and notes that it was understood.
func (r *reading) take(n int, given consensus.Parts, noun, shown string) error {
	r.at += n
	r.u.Given |= given
	return r.accept(noun, shown)
}

// has tells whether a part was understood already.
func (r *reading) has(noun string) bool {
	return slices.ContainsFunc(r.said, func(s saying) bool { return s.noun == noun })
}

// clause makes a part of a word that begins it and what reads the rest.
func clause(word string, rest func(*reading) error) part {
	return part{
		read: func(r *reading) (bool, error) {
			if r.key(r.at) != word {
				return false, nil
			}
			r.at++
			return true, rest(r)
		},
		hints: hinted(word),
	}
}

// find gives the value of the longest phrase at a place, and how many words it has.
func find[T any](r *reading, at int, list []lexicon.Synonyms[T]) (value T, width int) {
	return longest(r, at, func(phrase string) (value T, ok bool) {
		for _, s := range list {
			if lexicon.Contains(s.Phrases, phrase) {
				return s.Value, true
			}
		}
		return value, false
	})
}

// longest gives what the longest phrase at a place means, and how many words that has; 0 for none.
func longest[T any](r *reading, at int, means func(phrase string) (T, bool)) (none T, width int) {
	for n := min(6, len(r.words)-at); n > 0; n-- {
		if value, ok := means(r.phrase(at, n)); ok {
			return value, n
		}
	}
	return none, 0
}

// width counts the words of the longest phrase of a list that stands at a place.
func (r *reading) width(at int, phrases string) int {
	_, n := longest(r, at, func(phrase string) (bool, bool) { return true, lexicon.Contains(phrases, phrase) })
	return n
}

// hintsOf gives the single words and phrases of a list for near misses. A suggestion
// shows the list's first phrase, which is the product's own word.
func hintsOf[T any](list []lexicon.Synonyms[T]) []lexicon.Hint {
	var hints []lexicon.Hint
	for _, s := range list {
		own, _, _ := strings.Cut(s.Phrases, ",")
		for phrase := range strings.SplitSeq(s.Phrases, ",") {
			hints = append(hints, lexicon.Hint{Key: phrase, Show: own})
		}
	}
	return hints
}

// shouted tells whether a word is typed in capitals, as codes are.
func (t token) shouted() bool { return t.text == strings.ToUpper(t.text) }

// capitalised tells whether a word begins with a large letter, as names do.
func (t token) capitalised() bool {
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}
