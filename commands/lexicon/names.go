package lexicon

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"natobot/commands/english"
	"natobot/consensus"
)

// Fold gives a text as the vocabulary compares it: without accents and case.
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	s = cases.Fold().String(norm.NFKD.String(s))
	var b strings.Builder
	for _, r := range s {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteString(unaccented(unicode.ToLower(r))) // folding leaves some scripts in capitals
		}
	}
	return b.String()
}

// unaccented gives the plain spelling of letters that are no letter plus accent to
// Unicode, so that decomposing leaves them as they are.
func unaccented(r rune) string {
	if i := letters.find(string(r)); i >= 0 {
		return letters[i].Word
	}
	return string(r)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Key gives a word or name as the vocabulary has it: folded, hyphens as spaces,
// without full stops and apostrophes: "U.S." is "us", "Mark-Rutte" "mark rutte".
func Key(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range Fold(s) {
		switch {
		case strings.ContainsRune(".'’‘ʼ`", r):
		case r == '_' || r == ',' || unicode.Is(unicode.Pd, r) || unicode.IsSpace(r):
			blank = b.Len() > 0
		case !unicode.Is(unicode.Cf, r):
			if blank {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			blank = false
		}
	}
	return b.String()
}

// CandidateKey gives the key of a candidate of that full name: "mark-rutte". Letters
// and digits of any script count, nothing else does.
func CandidateKey(name string) consensus.Key {
	words := strings.FieldsFunc(Key(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return consensus.Key(strings.Join(words, "-"))
}

// Names is what words can refer to, by their keys.
type Names struct {
	Vocabulary Vocabulary
	Members    map[string]consensus.Code
	People     map[string][]consensus.Key // a surname may be that of two
}

// NewNames indexes a vocabulary: members by all that they are known by, candidates by their keys,
// their full names in any order of parts, and every ending of these: "von der leyen", "leyen". Where
// the surname comes first, it does so alone too: "Yoo" is Yoo Myung-hee.
func NewNames(lex Vocabulary) *Names {
	n := &Names{Vocabulary: lex, Members: make(map[string]consensus.Code, 8*len(lex.Members)), People: map[string][]consensus.Key{}}
	shared := map[string]bool{} // two members': never a guess
	for _, m := range lex.Members {
		for _, key := range MemberKeys(m) {
			shared[key] = shared[key] || n.Members[key] != "" && n.Members[key] != m.Code
			n.Members[key] = m.Code
		}
	}
	maps.DeleteFunc(n.Members, func(key string, _ consensus.Code) bool { return shared[key] })
	for _, c := range lex.Candidates {
		n.addPerson(Key(string(c.Key)), c.Key)
		words := strings.Fields(Key(c.Name))
		for i := range words { // the full name, and every surname of it: "von der leyen", "leyen"
			n.addPerson(strings.Join(words[i:], " "), c.Key)
			n.addPerson(strings.Join(append(slices.Clone(words[i:]), words[:i]...), " "), c.Key) // "Myung-hee Yoo"
		}
		if len(words) > 0 && Contains(names.List("surname first"), strings.ToLower(string(c.Country))) {
			n.addPerson(words[0], c.Key)
		}
	}
	return n
}

// MemberKeys gives all that a member is known by.
func MemberKeys(m consensus.Member) []string {
	keys := englishKeys(m)
	for _, l := range endonyms {
		if l.Word == string(m.Code) {
			keys = append(keys, strings.Split(l.Phrases, ",")...)
		}
	}
	if names := CountryCoded(m.Code).Names; m.Entry != 0 && names != "" { // an entry gives a new member no aliases
		keys = append(keys, strings.Split(names, ",")...)
	}
	return keys
}

// englishKeys gives the codes, names and adjectives of a member, each once.
func englishKeys(m consensus.Member) []string {
	var keys []string
	for _, name := range slices.Concat([]string{string(m.Code), m.Alpha3, m.Name}, m.Adjectives, m.Aliases) {
		if key := Key(name); key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func (n *Names) addPerson(name string, key consensus.Key) {
	if !slices.Contains(n.People[name], key) {
		n.People[name] = append(n.People[name], key)
	}
}

// Most is how many members a claim can count among: more than there are may be a slip, to be
// asked about by its day.
func (n *Names) Most() int { return max(99, len(n.Vocabulary.Members)) }

// Member gives the member that a name in the vocabulary's spelling means.
func (n *Names) Member(key string) (consensus.Member, bool) {
	code, ok := n.Members[key]
	if !ok {
		return consensus.Member{}, false
	}
	return n.MemberByCode(code)
}

// MemberByCode gives a member of the vocabulary, and false for a code that is none's.
func (n *Names) MemberByCode(code consensus.Code) (consensus.Member, bool) {
	for _, m := range n.Vocabulary.Members {
		if m.Code == code {
			return m, true
		}
	}
	return consensus.Member{}, false
}

// Candidate gives a candidate of the vocabulary. One that is not in it goes by the key as a name.
func (n *Names) Candidate(key consensus.Key) consensus.Candidate {
	for _, c := range n.Vocabulary.Candidates {
		if c.Key == key {
			return c
		}
	}
	return consensus.Candidate{Key: key, Name: string(key)}
}

// Surname gives the name by which a headline calls a candidate: "Rutte", "von der Leyen", "Yoo"; a
// motion has no shorter one.
func Surname(c consensus.Candidate) string {
	if c.Motion {
		return c.Name
	}
	if first, _, is := strings.Cut(c.Name, " "); is && Contains(names.List("printed so"), strings.ToLower(string(c.Country))) {
		return first
	}
	return english.Surname(c.Name)
}

// SmallWord tells of the code of a member that, in small letters, it is always an English word.
func SmallWord(key string) bool { return Contains(names.List("small"), key) }

// OrdinaryWord tells of the key of a member that it is an English word too: in the middle of a
// sentence "is" is not Iceland.
func OrdinaryWord(key string) bool {
	return Contains(names.List("ordinary"), key)
}

// Vocabulary is what words can refer to at the moment of asking: without it neither
// "Warsaw's neighbour" nor "yesterday" nor "Rutte" means anything.
type Vocabulary struct {
	Today      consensus.Day   // in the desk's zone
	Body       *consensus.Body // whose members these are; nil where that is not said
	Members    []consensus.Member
	Candidates []consensus.Candidate // of the race, whatever their status
	Races      []string              // the keys of the ledger's races

	// Since is the first day when a message may have been written, where that is not known; 0
	// where it is.
	Since consensus.Day

	// Published tells whether the ledger has a publisher of that name; nil where no ledger is asked.
	Published func(name string) bool
}
