package grammar

import (
	"slices"
	"strings"
	"unicode"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// takeDeskOnly takes the words out that say whether a report is for publication: "desk only",
// and in a correction "for publication" too. They may stand anywhere, and end a name.
func (r *reading) takeDeskOnly() error {
	for at := r.at; at < len(r.words); at++ {
		shown, n := "desk only", r.width(at, deskOnlyWords)
		if n == 0 && r.command.Name == "correct" {
			shown, n = "for publication", r.width(at, publicWords)
		}
		if n == 0 {
			continue
		}
		if err := r.accept("notes on publication", shown); err != nil {
			return err
		}
		r.u.Fact.DeskOnly = shown == "desk only"
		r.u.Given |= consensus.PartDesk
		r.words = slices.Delete(r.words, at, at+n)
		at--
	}
	return nil
}

// ForTheDesk tells whether a message says of itself that it is not for publication.
func ForTheDesk(message string) bool {
	words := strings.FieldsFunc(lexicon.Key(message), func(r rune) bool { return !unicode.IsLetter(r) })
	text := " " + strings.Join(words, " ") + " "
	return slices.ContainsFunc(strings.Split(deskOnlyWords+","+inConfidence, ","), func(phrase string) bool {
		return strings.Contains(text, " "+phrase+" ")
	})
}
