package form

import (
	"strconv"

	"natobot/commands/answer"
	"natobot/commands/press"
)

// Drafted puts a stance into a draft. Everything in it is a guess.
func Drafted(s press.Draft) answer.Draft {
	d := answer.Draft{Verb: "stance", Values: map[answer.Field]string{}}
	set := func(field answer.Field, value string) {
		if value != "" {
			d.Values[field] = value
			d.Guessed = append(d.Guessed, field)
		}
	}
	if c := s.Claim; c != nil {
		d.Verb = "claim"
		set(answer.FieldQualifier, c.Qualifier.String())
		set(answer.FieldCount, strconv.Itoa(c.Count))
		if c.Of > 0 {
			set(answer.FieldOf, strconv.Itoa(c.Of))
		}
	} else if s.Read {
		set(answer.FieldMember, string(s.Member))
		set(answer.FieldPosition, s.Position.String())
	}
	set(answer.FieldCandidate, string(s.Candidate))
	set(answer.FieldCondition, s.Condition)
	set(answer.FieldVia, s.Source.Via.String())
	set(answer.FieldWho, s.Source.Who)
	set(answer.FieldOn, s.Day.String())
	set(answer.FieldLink, s.Source.Link)
	set(answer.FieldQuote, s.Source.Quote)
	return d
}
