package form

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"natobot/commands/answer"
	"natobot/commands/lexicon"
	"natobot/commands/press"
	"natobot/consensus"
)

// Embargoed puts into a draft until when the message it was read from may not be published, as
// the desk's own clock shows it; a moment that has passed holds nothing.
func Embargoed(d answer.Draft, s press.Draft, zone *time.Location, now time.Time) answer.Draft {
	if at, ok := s.Until.In(zone); s.Until.Day != 0 && ok && at.After(now) {
		d.Values[answer.FieldUntil] = lexicon.MomentOf(at, zone).String()
		d.Guessed = append(d.Guessed, answer.FieldUntil)
	}
	d.Embargo = shortened(s.Embargo)
	return d
}

// longestWords is how much of the words that a draft was read from its form shows.
const longestWords = 300

// Drafted puts what was read in a message into a draft. Everything in it is a guess.
func Drafted(s press.Draft) answer.Draft {
	d := answer.Draft{Verb: "stance", Values: map[answer.Field]string{}, Words: shortened(s.Words)}
	set := func(field answer.Field, value string) {
		if value != "" {
			d.Values[field] = value
			d.Guessed = append(d.Guessed, field)
		}
	}
	switch s.Kind {
	case consensus.ClaimKind:
		d.Verb = "claim"
		set(answer.FieldQualifier, s.Qualifier.String())
		set(answer.FieldCount, strconv.Itoa(s.Count))
		if s.Of > 0 {
			set(answer.FieldOf, strconv.Itoa(s.Of))
		}
		set(answer.FieldMissing, missing(s.Missing))
	case consensus.StanceKind:
		set(answer.FieldMember, string(s.Member))
		set(answer.FieldPosition, s.Position.String())
	}
	set(answer.FieldCandidate, string(s.Candidate))
	set(answer.FieldCondition, s.Condition)
	set(answer.FieldVia, s.Source.Via.String())
	set(answer.FieldWho, s.Source.Who)
	set(answer.FieldOn, s.On.Day.String())
	set(answer.FieldLink, s.Source.Link)
	set(answer.FieldOutlet, s.Source.Outlet)
	set(answer.FieldQuote, s.Source.Quote)
	return d
}

// missing gives whom a claim leaves out as a person would type it.
func missing(codes []consensus.Code) string {
	list := make([]string, len(codes))
	for i, c := range codes {
		list[i] = string(c)
	}
	return strings.Join(list, ", ")
}

func shortened(words string) string {
	if utf8.RuneCountInString(words) <= longestWords {
		return words
	}
	return string([]rune(words)[:longestWords]) + " …"
}
