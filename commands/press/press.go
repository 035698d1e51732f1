package press

import (
	"slices"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// LongestMessage is the longest message that is read: what Slack's can hold.
const LongestMessage = 40_000

// Draft is what the words of a message report, as far as they do.
type Draft struct {
	Member    consensus.Code
	Candidate consensus.Key
	Position  consensus.Position
	Read      bool // member, candidate and position were
	Condition string
	Source    consensus.Source
	Day       consensus.Day
	Claim     *party
}

// message is a message that is being read.
type message struct {
	*cutter
	names  *lexicon.Names
	prose  *prose
	places map[string]seat // what words mean a member
	day    consensus.Day

	titled, loud bool // of the sentence that is being read
	met          map[string]consensus.Code
	sentences    []*sentence
	sole         consensus.Key // the only candidate that the message names; "" for none or several
}

// Read reads what a message reports, by rules that are the same for every message
// and every time. It guesses only where two readers would agree, since a draft that is
// wrong is likelier to be recorded than one that is empty.
func Read(lex lexicon.Vocabulary, day consensus.Day, text string) []Draft {
	if len(text) > LongestMessage {
		return []Draft{{Day: day}}
	}
	m := newMessage(lex, day, text)
	var stances []Draft
	for i := range m.sentences {
		stances = append(stances, m.stancesIn(i)...)
	}
	stances = distinct(stances)
	for i := range stances {
		stances[i].Source.Link = m.link
	}
	if len(stances) == 0 {
		stances = []Draft{{Day: day, Source: consensus.Source{Link: m.link, Quote: m.onlyQuote()}}}
	}
	return stances
}

func newMessage(lex lexicon.Vocabulary, day consensus.Day, text string) *message {
	m := &message{
		cutter: cut(text), names: lexicon.NewNames(lex), prose: tables(), places: placesOf(lex.Members),
		day: day, met: map[string]consensus.Code{},
	}
	m.divide()
	return m
}

// distinct leaves out what a message says twice: of one member towards one candidate the
// same position. Two positions are two stances, in the order of the text.
func distinct(stances []Draft) []Draft {
	var list []Draft
	for _, s := range stances {
		i := slices.IndexFunc(list, func(o Draft) bool {
			return o.Member == s.Member && o.Candidate == s.Candidate && o.Position == s.Position && (o.Claim == nil) == (s.Claim == nil)
		})
		switch {
		case i < 0:
			list = append(list, s)
		case list[i].Source.Via == consensus.NoAttribution && s.Source.Via != consensus.NoAttribution:
			s.Condition = list[i].Condition
			list[i] = s // the same, on somebody's word
		}
	}
	return list
}
