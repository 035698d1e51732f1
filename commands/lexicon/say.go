package lexicon

import (
	_ "embed"
	"strings"
	"time"

	"natobot/commands/english"
	"natobot/consensus"
)

//go:embed sentences.txt
var sentencesFile string

var sentences = english.ReadSentences(sentencesFile)

// SayOtherScheme refuses a link that is neither https nor http.
func SayOtherScheme(word string) error { return sentences.Ask("other scheme", word) }

// SayAhead refuses a day that lies ahead: what is recorded has happened.
func SayAhead(when consensus.When) error {
	return sentences.Ask("ahead", strings.TrimPrefix(when.String(), "by "))
}

func sayOtherWeekday(when consensus.When, weekday time.Weekday) error {
	if when.Precision != consensus.Exact {
		return sentences.Ask("weekday of which day", weekday)
	}
	return sentences.Ask("other weekday", when.Day.Long(), when.Day.Weekday(), weekday)
}
