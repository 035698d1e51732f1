package commands

import (
	"slices"

	"natobot/consensus"
)

// longestMessage is the longest message that is read: what Slack's can hold.
const longestMessage = 40_000

// stance is what the words of a message report, as far as they do.
type stance struct {
	member    consensus.Code
	candidate consensus.Key
	position  consensus.Position
	read      bool // member, candidate and position were
	condition string
	source    consensus.Source
	day       consensus.Day
	claim     *party
}

// message is a message that is being read.
type message struct {
	*cutter
	names  *names
	prose  *prose
	places map[string]seat // what words mean a member
	day    consensus.Day

	titled, loud bool // of the sentence that is being read
	met          map[string]consensus.Code
	sentences    []*sentence
	sole         consensus.Key // the only candidate that the message names; "" for none or several
}

// readMessage reads what a message reports, by rules that are the same for every message
// and every time. It guesses only where two readers would agree, since a draft that is
// wrong is likelier to be recorded than one that is empty.
func readMessage(lex Lexicon, day consensus.Day, text string) []stance {
	if len(text) > longestMessage {
		return []stance{{day: day}}
	}
	m := newMessage(lex, day, text)
	var stances []stance
	for i := range m.sentences {
		stances = append(stances, m.stancesIn(i)...)
	}
	stances = distinct(stances)
	for i := range stances {
		stances[i].source.Link = m.link
	}
	if len(stances) == 0 {
		stances = []stance{{day: day, source: consensus.Source{Link: m.link, Quote: m.onlyQuote()}}}
	}
	return stances
}

func newMessage(lex Lexicon, day consensus.Day, text string) *message {
	m := &message{
		cutter: cut(text), names: newNames(lex), prose: tables(), places: placesOf(lex.Members),
		day: day, met: map[string]consensus.Code{},
	}
	m.divide()
	return m
}

// distinct leaves out what a message says twice: of one member towards one candidate the
// same position. Two positions are two stances, in the order of the text.
func distinct(stances []stance) []stance {
	var list []stance
	for _, s := range stances {
		i := slices.IndexFunc(list, func(o stance) bool {
			return o.member == s.member && o.candidate == s.candidate && o.position == s.position && (o.claim == nil) == (s.claim == nil)
		})
		switch {
		case i < 0:
			list = append(list, s)
		case list[i].source.Via == consensus.NoAttribution && s.source.Via != consensus.NoAttribution:
			s.condition = list[i].condition
			list[i] = s // the same, on somebody's word
		}
	}
	return list
}
