package grammar

import (
	"strings"
	"unicode/utf8"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// The rules of what is typed that hold for the fields of a form too.

// Bare tells whether a text opens a form: a verb that records and has no parts. A correction
// and a retraction name their entry.
func Bare(text string) (verb string, entry int, ok bool) {
	words, err := scan(text)
	if err != nil {
		return "", 0, false
	}
	r := &reading{words: words}
	r.skipName()
	verb, rest := r.key(r.at), len(words)-r.at-1
	switch {
	case rest == 0 && lexicon.Contains("stance,claim,candidate,note", verb):
		return verb, 0, true
	case rest == 1 && lexicon.Contains("correct,retract", verb):
		n, ok := lexicon.Digits(strings.TrimPrefix(r.key(r.at+1), "#"))
		return verb, n, ok && n > 0
	}
	return "", 0, false
}

// Longest is how many characters a text may have. It is more than anybody types and
// little enough that every text is read in a moment.
const Longest = 8000

// CheckText refuses a text that is none.
func CheckText(text string) error {
	switch {
	case !utf8.ValidString(text):
		return sentences.Ask("broken")
	case strings.ContainsRune(text, 0):
		return sentences.Ask("zero byte")
	}
	return nil
}

// SettleDay gives a report its day: today where it has none. A day that lies ahead is refused.
func SettleDay(on consensus.When, today consensus.Day) (consensus.When, error) {
	if on.Day == 0 {
		on = consensus.On(today)
	}
	if on.Day > today {
		return consensus.When{}, lexicon.SayAhead(on)
	}
	return on, nil
}

// SettleSource gives a report its attribution where it has none: on the record where
// somebody is named, else reported.
func SettleSource(n *lexicon.Names, s *consensus.Source) error {
	switch {
	case s.Via != consensus.NoAttribution:
	case s.Who == "":
		s.Via = consensus.Reported
	case nobodyNamed(n, s.Who):
		return sentences.Ask("unnamed", s.Who)
	default:
		s.Via = consensus.OnRecord
	}
	return nil
}

// LeftOut reads the names of members as a command reads them behind "missing".
func LeftOut(n *lexicon.Names, text string) (consensus.Codes, error) {
	words, err := scan(text)
	if err != nil || len(words) == 0 {
		return "", err
	}
	r := &reading{names: n, text: text, words: words, u: &Understood{}}
	if _, n := r.memberHere(0); n > 0 || r.noneHere() {
		err = r.leftOut()
	}
	if err == nil && !r.done() {
		err = r.noMemberHere()
	}
	return r.u.Fact.Missing, err
}

// NearCandidates gives the candidates whose names are nearly that of somebody.
func NearCandidates(n *lexicon.Names, name string) []lexicon.Hint {
	return lexicon.Fuzzy(lexicon.Key(name), candidatePart().hints(&reading{names: n}))
}
