package commands

import "strconv"

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
