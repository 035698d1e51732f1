package commands

import (
	"errors"
	"maps"
	"strings"

	"natobot/consensus"
)

// filling is a draft on its way to being a report: what the fields say, and what is wrong
// with them.
type filling struct {
	basis
	values   map[Field]string
	names    *names
	on       consensus.When // the day that was filled in
	u        *Understood
	problems map[Field]string
}

// fill reads the fields of a draft. What it gives is what the same report would be
// understood as if it were typed, with every rule that holds for it; problems say what is
// wrong at which field.
func (b basis) fill(n *names, draft Draft) (Understood, map[Field]string) {
	u := Understood{Command: b.verb, Role: consensus.Reporter, Records: true, Target: b.old.Number}
	f := &filling{
		basis: b, values: b.begun(), u: &u, problems: map[Field]string{},
		names: n,
	}
	maps.Copy(f.values, draft.Values)
	switch {
	case b.kind == consensus.Retraction:
		f.set(FieldBecause)
		f.require(FieldBecause)
		u.Fact = consensus.Fact{Kind: b.kind, Target: u.Target, Text: u.Because, On: consensus.On(b.today)}
	case b.old.Number != 0:
		f.change()
	default:
		f.report()
	}
	return u, f.problems
}

// report reads a new report, whole.
func (f *filling) report() {
	f.u.Fact.Kind = f.kind
	for _, field := range f.fields(f.values) {
		f.set(field)
		if !f.asked(field).Optional && field != FieldOn {
			f.require(field)
		}
	}
	f.one()
	on, err := SettleDay(f.on, f.today)
	f.problem(FieldOn, err)
	f.u.Fact.On = on
	f.problem(FieldVia, SettleSource(f.names, &f.u.Fact.Source))
	f.check(f.u.Fact)
}

// one checks that a status is of one person and a note of one subject.
func (f *filling) one() {
	switch {
	case f.kind == consensus.Candidacy && f.text(FieldName) != "" && f.text(FieldCandidate) != "":
		f.problem(FieldName, sayTwoPeople(f.person(consensus.Key(f.text(FieldCandidate))), f.text(FieldName)))
	case f.kind == consensus.Candidacy && f.text(FieldName) == "" && f.text(FieldCandidate) == "":
		f.problem(FieldCandidate, consensus.Ask(question(f.kind, FieldCandidate), ""))
	case f.kind == consensus.Note && f.u.Given.Has(consensus.PartMember|consensus.PartCandidate):
		f.problem(FieldMember, sayNoteOfBoth())
	case f.kind == consensus.Note && f.text(FieldMember) == "" && f.text(FieldCandidate) == "":
		f.problem(FieldCandidate, consensus.Ask(question(f.kind, FieldCandidate), ""))
	}
}

// change reads a correction: the fields that no longer say what the entry says.
func (f *filling) change() {
	begun := f.begun()
	for _, field := range f.fields(f.values) {
		if f.text(field) == strings.TrimSpace(begun[field]) {
			continue
		}
		f.set(field)
		if !f.asked(field).Optional {
			f.require(field)
		}
	}
	f.u.Fact.Target, f.u.Fact.On = f.u.Target, f.on
	if f.on.Day > f.today {
		f.problem(FieldOn, sayAhead(f.on))
	}
	if f.u.Given.Has(consensus.PartCount) { // a claim's count is one part: what did not change of it is given again
		f.set(FieldQualifier)
		f.set(FieldCount)
		f.set(FieldOf)
	}
	fact := f.old.With(f.u.Fact, f.u.Given)
	if fact.Position != consensus.Holdout && !f.u.Given.Has(consensus.PartCondition) {
		fact.Condition = ""
	}
	f.check(fact)
}

// check holds the rules on what goes together, each at the field that mends it.
func (f *filling) check(fact consensus.Fact) {
	switch {
	case fact.Kind == consensus.StanceKind && f.problems[FieldPosition] == "":
		field := FieldLink
		if fact.Condition != "" && fact.Position != consensus.Holdout {
			field = FieldCondition
		}
		if err := checkStance(fact); err != nil {
			f.problem(field, err)
		}
	case fact.Kind == consensus.ClaimKind:
		f.checkCount(fact)
		if fact.Missing != "" && f.problems[FieldOn] == "" {
			f.problem(FieldMissing, checkMissing(fact, f.names.lex.Members))
		}
	}
}

func (f *filling) checkCount(fact consensus.Fact) {
	members, of := len(f.names.lex.Members), f.u.Fact.Of
	switch {
	case f.u.Given.Has(consensus.PartCount) && f.text(FieldOf) != "" && (of < 1 || of > 99):
		f.problem(FieldOf, sayNoTotal(of))
	case fact.Of != 0 && fact.Count > fact.Of:
		f.problem(FieldCount, sayTooMany(fact.Count, fact.Of))
	case fact.Of == 0 && fact.Count > members:
		f.problem(FieldCount, sayMoreThanMembers(fact.Count, members))
	}
}

// problem notes what is wrong at a field. The first thing wrong with a field is said.
func (f *filling) problem(field Field, err error) {
	var e *consensus.Error
	if _, said := f.problems[field]; errors.As(err, &e) && !said {
		f.problems[field] = atField(e)
	}
}

// require asks for a field that is empty.
func (f *filling) require(field Field) {
	count, counted := digits(f.text(FieldCount))
	switch {
	case f.text(field) != "":
	case field == FieldQualifier && counted:
		f.problem(field, sayNoQualifier(count))
	default:
		f.problem(field, consensus.Ask(question(f.kind, field), ""))
	}
}

// text gives what a field holds, without the spaces around it.
func (f *filling) text(field Field) string { return strings.TrimSpace(f.values[field]) }
