package form

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// parts are those of a report that the fields give.
var parts = map[answer.Field]consensus.Parts{
	answer.FieldMember: consensus.PartMember, answer.FieldCandidate: consensus.PartCandidate, answer.FieldCountry: consensus.PartCountry,
	answer.FieldPosition: consensus.PartPosition, answer.FieldCondition: consensus.PartCondition, answer.FieldStatus: consensus.PartStatus,
	answer.FieldQualifier: consensus.PartCount, answer.FieldCount: consensus.PartCount, answer.FieldOf: consensus.PartCount,
	answer.FieldMissing: consensus.PartMissing, answer.FieldText: consensus.PartText, answer.FieldBecause: consensus.PartText,
	answer.FieldVia: consensus.PartVia, answer.FieldWho: consensus.PartWho, answer.FieldOn: consensus.PartOn,
	answer.FieldLink: consensus.PartLink, answer.FieldOutlet: consensus.PartOutlet, answer.FieldQuote: consensus.PartQuote,
}

// set reads one field into the report. A field that is empty gives nothing, unless it is
// emptied by a correction.
func (f *filling) set(field answer.Field) {
	value := f.text(field)
	empty := value == "" && (f.old.Number == 0 || !f.asked(field).Optional)
	if empty || !f.fits(field, value) {
		return
	}
	fact, part := &f.u.Fact, parts[field]
	switch field {
	case answer.FieldMember:
		fact.Member = f.member(value)
		f.u.Member = fact.Member
	case answer.FieldCandidate:
		fact.Candidate = f.candidate(value)
		f.u.Candidate = fact.Candidate
	case answer.FieldName:
		part = f.name(value)
	case answer.FieldPosition:
		part = f.position(value)
	case answer.FieldCountry:
		fact.Country = f.ofCountry(value)
	case answer.FieldMissing:
		fact.Missing = f.leftOut(value)
	case answer.FieldBecause:
		f.u.Because = value
	case answer.FieldUntil:
		f.u.Until = f.until(value)
	case answer.FieldLink:
		fact.Source.Link = f.link(value)
	case answer.FieldOn:
		f.on = f.day(value)
	case answer.FieldPrint:
		part = f.print(value)
	default:
		part = f.plain(field, value)
	}
	f.u.Given |= part
}

// position reads a position, or how far a member has come that leans towards a motion.
func (f *filling) position(value string) consensus.Parts {
	var stage consensus.Stage
	if stage.UnmarshalText([]byte(value)) != nil || stage == consensus.NoStage {
		return f.plain(answer.FieldPosition, value)
	}
	f.u.Fact.Position, f.u.Fact.Stage = consensus.Leans, stage
	return consensus.PartPosition
}

// plain reads a field as what its part of a report is: a text, a number or one of some words.
func (f *filling) plain(field answer.Field, value string) consensus.Parts {
	e := consensus.Entry{Fact: f.u.Fact}
	for _, part := range consensus.Fields() {
		if part.Name != string(field) {
			continue
		}
		switch into := part.In(&e).(type) {
		case *string:
			*into = value
		case *int:
			*into = f.number(field, value)
		case consensus.Word:
			if value != "" && into.UnmarshalText([]byte(value)) != nil {
				f.problem(field, sentences.Ask("no choice", value))
				return 0
			}
		}
	}
	f.u.Fact = e.Fact
	return parts[field]
}

// print reads whether the report is for publication, which a new one is unless it says so.
func (f *filling) print(value string) consensus.Parts {
	if value != answer.Publish && value != answer.DeskOnly {
		f.problem(answer.FieldPrint, sentences.Ask("no choice", value))
	}
	f.u.Fact.DeskOnly = value == answer.DeskOnly
	if !f.u.Fact.DeskOnly && f.old.Number == 0 {
		return 0
	}
	return consensus.PartDesk
}

// fits checks what holds for every text: it has letters alone, and not more than fit.
func (f *filling) fits(field answer.Field, value string) bool {
	err := grammar.CheckText(value)
	most := cmp.Or(f.asked(field).Max, grammar.Longest)
	if n := utf8.RuneCountInString(value); err == nil && n > most {
		err = sentences.Ask("too long", n, most)
	}
	f.problem(field, err)
	return err == nil
}

func (f *filling) member(value string) consensus.Code {
	m, ok := f.memberCalled(value)
	if !ok {
		f.problem(answer.FieldMember, sentences.Ask("no choice", value))
	}
	return m.Code
}

// memberCalled finds a member by what is chosen, its code, or by what is typed where there is no list.
func (f *filling) memberCalled(value string) (consensus.Member, bool) {
	if m, ok := f.names.MemberByCode(consensus.Code(strings.ToUpper(value))); ok {
		return m, true
	}
	return f.names.Member(lexicon.Key(value))
}

func (f *filling) ofCountry(value string) consensus.Code {
	m, member := f.memberCalled(value)
	switch {
	case member:
		return m.Code
	case value != "" && lexicon.CountryCoded(consensus.Code(value)).Code == "":
		f.problem(answer.FieldCountry, sentences.Ask("no choice", value))
		return ""
	}
	return consensus.Code(value)
}

// candidate reads what is chosen, a key, or a name that is typed where there is no list.
func (f *filling) candidate(value string) consensus.Key {
	if _, named := f.Race.Candidate(consensus.Key(value), f.At); named {
		return consensus.Key(value)
	}
	if people := f.names.People[lexicon.Key(value)]; len(people) == 1 {
		return people[0]
	}
	f.problem(answer.FieldCandidate, grammar.SayNotYetCandidate(value, f.names.Vocabulary.Candidates))
	return ""
}

// name reads the name of somebody new; where there is somebody of that very name, they are
// meant.
func (f *filling) name(name string) consensus.Parts {
	motion, isMotion := grammar.NewMotion(name)
	if isMotion && f.old.Number == 0 {
		name, f.u.Fact.Motion = motion, true
	}
	key := lexicon.CandidateKey(name)
	switch {
	case f.old.Number != 0:
		f.u.Fact.Name = name
		return consensus.PartName
	case key == "":
		f.problem(answer.FieldName, grammar.Ask("not a name", name))
		return 0
	}
	if people := f.names.People[lexicon.Key(name)]; len(people) == 1 {
		f.u.Fact.Candidate, f.u.Candidate = people[0], people[0]
		return consensus.PartCandidate
	}
	f.u.Fact.Candidate, f.u.Candidate, f.u.Fact.Name = key, key, name
	return consensus.PartCandidate | consensus.PartName
}

// leftOut reads the names of members as a command reads them behind "missing".
func (f *filling) leftOut(value string) consensus.Codes {
	codes, err := grammar.LeftOut(f.names, value)
	f.problem(answer.FieldMissing, err)
	return codes
}

func (f *filling) day(value string) consensus.When {
	if value == "" {
		return consensus.When{}
	}
	when, err := lexicon.ParseDay(value, f.Today)
	f.problem(answer.FieldOn, err)
	return when
}

// until reads until when a report is held, as the desk's own clock shows it.
func (f *filling) until(value string) lexicon.Moment {
	m, ok, err := lexicon.ReadMoment(strings.Fields(value), f.Today)
	if err == nil && !ok {
		err = sentences.Ask("no moment", value)
	}
	f.problem(answer.FieldUntil, err)
	return m.By(f.Zone)
}

// link reads an address as a typed one is read, but for Slack's escapes: a form has none.
func (f *filling) link(value string) string {
	if value == "" {
		return ""
	}
	link, err := lexicon.ReadLink(value)
	f.problem(answer.FieldLink, err)
	return link
}

// number reads a number, in figures or in words.
func (f *filling) number(field answer.Field, value string) int {
	n, ok := lexicon.Digits(value)
	if !ok {
		n, ok = lexicon.Spelled(lexicon.Key(value))
	}
	if !ok && value != "" {
		f.problem(field, sentences.Ask("no number", value))
	}
	return n
}
