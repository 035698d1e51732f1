package press

import (
	"cmp"
	"slices"
	"strings"

	"natobot/commands/lexicon"
	"natobot/consensus"
)

// LongestMessage is the longest message that is read: what Slack's can hold.
const LongestMessage = 40_000

// Draft is what the words of a message report, as far as they do.
type Draft struct {
	Kind      consensus.Kind // a stance or a claim; 0 where nothing was read
	Member    consensus.Code
	Candidate consensus.Key
	Position  consensus.Position
	Condition string
	Source    consensus.Source
	On        consensus.When
	Qualifier consensus.Qualifier // of a claim, as the next three
	Count, Of int
	Missing   []consensus.Code
	Words     string // what it was read from

	// Until is when the message may be published by its own word, and Embargo what it says of
	// that where it is not understood.
	Until   lexicon.Moment
	Embargo string
}

// message is a message that is being read.
type message struct {
	*cutter
	lex       lexicon.Vocabulary
	names     *lexicon.Names
	places    map[string]place
	people    *lexicon.Holders
	day       consensus.Day // the day it was written, or that its dateline gives
	since     consensus.Day // that day, or the first that it may be
	outlet    string        // what the message names for all that it says
	met       map[string]consensus.Code
	sentences []*sentence
	line      casing        // the one that was looked at last
	sole      consensus.Key // the only candidate that the message names; "" for none or several
}

// Read reads what a message reports, by rules that are the same for every message and
// every time. It guesses only where two readers would agree, since a draft that is wrong
// is likelier to be recorded than one that is empty. There is always one draft, which may
// hold no more than the day and the link.
func Read(lex lexicon.Vocabulary, day consensus.Day, text string) []Draft {
	empty := Draft{On: consensus.On(day)}
	if len(text) > LongestMessage {
		return []Draft{empty}
	}
	empty.Until, empty.Embargo = embargo(text, day)
	m := newMessage(lex, day, text)
	var drafts []Draft
	for _, s := range m.sentences {
		if !s.void() {
			drafts = append(append(drafts, s.drafts()...), s.motionDrafts()...)
		}
	}
	drafts = distinct(drafts)
	for i := range drafts {
		drafts[i].Until, drafts[i].Embargo = empty.Until, empty.Embargo
		drafts[i].Source.Link = m.link
		if drafts[i].Source.Outlet == "" {
			drafts[i].Source.Outlet = m.outlet
		}
	}
	if len(drafts) == 0 {
		empty.Source.Link = m.link
		drafts = []Draft{empty}
	}
	return drafts
}

func newMessage(lex lexicon.Vocabulary, day consensus.Day, text string) *message {
	l := languageOf(text)
	names := lexicon.NewNames(lex)
	m := &message{
		cutter: cut(l, text), lex: lex, names: names, places: placesOf(l, names),
		people: lexicon.OfficeHolders(), day: day, since: cmp.Or(lex.Since, day), met: map[string]consensus.Code{},
	}
	m.alias()
	m.divide()
	return m
}

// alias adds the spellings of names that the press has for candidates.
func (m *message) alias() {
	for spelling, line := range m.lang.names {
		name, alias := strings.CutPrefix(line, "candidate ")
		for _, c := range m.lex.Candidates {
			if alias && strings.HasSuffix(lexicon.Key(c.Name), lexicon.Key(name)) {
				m.names.People[spelling] = []consensus.Key{c.Key}
			}
		}
	}
}

// distinct leaves out what a message says twice: of one member towards one candidate the
// same position. Two positions are two stances, in the order of the text.
func distinct(drafts []Draft) []Draft {
	var list []Draft
	for _, d := range drafts {
		i := slices.IndexFunc(list, func(o Draft) bool {
			return o.Kind == d.Kind && o.Member == d.Member && o.Candidate == d.Candidate && o.Position == d.Position && o.Count == d.Count
		})
		switch {
		case i < 0:
			list = append(list, d)
		case list[i].Source.Via == consensus.NoAttribution && d.Source.Via != consensus.NoAttribution:
			if d.Condition == "" {
				d.Condition = list[i].Condition
			}
			list[i] = d // the same, on somebody's word
		}
	}
	return list
}
