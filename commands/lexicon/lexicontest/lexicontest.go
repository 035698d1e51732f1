// Package lexicontest has the words that tests of the desk's rooms read with.
package lexicontest

import (
	"natobot/commands/lexicon"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// Article is the desk on the day after the article: Friday, 23 February 2024.
func Article() lexicon.Vocabulary {
	return lexicon.Vocabulary{
		Today:   20240223,
		Body:    bodies.NATO(),
		Members: bodies.NATO().Members,
		Candidates: []consensus.Candidate{
			{Key: "mark-rutte", Name: "Mark Rutte", Country: "NL", Status: consensus.Declared},
			{Key: "kaja-kallas", Name: "Kaja Kallas", Country: "EE", Status: consensus.Interested},
			{Key: "krisjanis-karins", Name: "Krišjānis Kariņš", Country: "LV", Status: consensus.Interested},
			{Key: "mette-frederiksen", Name: "Mette Frederiksen", Country: "DK", Status: consensus.RuledOut},
			{Key: "ursula-von-der-leyen", Name: "Ursula von der Leyen", Country: "DE", Status: consensus.Mooted},
		},
		Races: []string{"2014", "2024"},
	}
}
