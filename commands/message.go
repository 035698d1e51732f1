package commands

import (
	"context"
	"slices"
	"strconv"
	"time"

	"natobot/consensus"
)

// Drafts reads a message and gives a draft for every stance that its words report. There
// is always at least one, which may hold little more than the day. It records nothing.
func (d *Desk) Drafts(ctx context.Context, req Request, m Message) []Draft {
	err := d.catchUp(ctx) // an older ledger knows enough names
	d.mu.RLock()
	lex := d.names().lex
	d.mu.RUnlock()
	day := lex.Today
	if m.At != 0 {
		day = min(day, consensus.DayOf(time.Unix(m.At, 0).In(d.Zone)))
	}
	if err != nil {
		return []Draft{drafted(stance{day: day})}
	}
	return readMessage(lex, day, m.Text)
}

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
func readMessage(lex Lexicon, day consensus.Day, text string) []Draft {
	if len(text) > longestMessage {
		return []Draft{drafted(stance{day: day})}
	}
	m := newMessage(lex, day, text)
	var stances []stance
	for i := range m.sentences {
		stances = append(stances, m.stancesIn(i)...)
	}
	var drafts []Draft
	for _, s := range distinct(stances) {
		s.source.Link = m.link
		drafts = append(drafts, drafted(s))
	}
	if len(drafts) == 0 {
		drafts = append(drafts, drafted(stance{day: day, source: consensus.Source{Link: m.link, Quote: m.onlyQuote()}}))
	}
	return drafts
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

// drafted puts a stance into a draft. Everything in it is a guess.
func drafted(s stance) Draft {
	d := Draft{Verb: "stance", Values: map[Field]string{}}
	set := func(field Field, value string) {
		if value != "" {
			d.Values[field] = value
			d.Guessed = append(d.Guessed, field)
		}
	}
	if c := s.claim; c != nil {
		d.Verb = "claim"
		set(FieldQualifier, c.qualifier.String())
		set(FieldCount, strconv.Itoa(c.count))
		if c.of > 0 {
			set(FieldOf, strconv.Itoa(c.of))
		}
	} else if s.read {
		set(FieldMember, string(s.member))
		set(FieldPosition, s.position.String())
	}
	set(FieldCandidate, string(s.candidate))
	set(FieldCondition, s.condition)
	set(FieldVia, s.source.Via.String())
	set(FieldWho, s.source.Who)
	set(FieldOn, s.day.String())
	set(FieldLink, s.source.Link)
	set(FieldQuote, s.source.Quote)
	return d
}
