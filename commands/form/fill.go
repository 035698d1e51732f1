package form

import (
	"errors"
	"maps"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// filling is a draft on its way to being a report: what the fields say, and what is wrong
// with them.
type filling struct {
	Basis
	values   map[answer.Field]string
	names    *lexicon.Names
	on       consensus.When // the day that was filled in
	u        *grammar.Understood
	problems map[answer.Field]string
}

// fill reads the fields of a draft. What it gives is what the same report would be
// understood as if it were typed, with every rule that holds for it; problems say what is
// wrong at which field.
func (b Basis) fill(n *lexicon.Names, draft answer.Draft) (grammar.Understood, map[answer.Field]string) {
	u := grammar.Understood{Command: b.Verb, Role: consensus.Reporter, Records: true, Target: b.old.Number}
	f := &filling{
		Basis: b, values: b.begun(), u: &u, problems: map[answer.Field]string{},
		names: n,
	}
	maps.Copy(f.values, draft.Values)
	switch {
	case b.kind == consensus.Retraction:
		f.set(answer.FieldBecause)
		f.require(answer.FieldBecause)
		u.Fact = consensus.Fact{Kind: b.kind, Target: u.Target, Text: u.Because, On: consensus.On(b.Today)}
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
		if !f.asked(field).Optional && field != answer.FieldOn {
			f.require(field)
		}
	}
	f.one()
	if f.kind == consensus.Candidacy {
		f.ofKind()
	}
	on, err := grammar.SettleDay(f.on, f.Today)
	f.problem(answer.FieldOn, err)
	f.u.Fact.On = on
	if grammar.SettleSource(f.names, &f.u.Fact.Source) != nil {
		f.problem(answer.FieldVia, sentences.Ask("whose word", f.u.Fact.Source.Who))
	}
	f.check(f.u.Fact)
}

// one checks that a status is of one person and a note of one subject.
func (f *filling) one() {
	switch {
	case f.kind == consensus.Candidacy && f.text(answer.FieldName) != "" && f.text(answer.FieldCandidate) != "":
		f.problem(answer.FieldName, sentences.Ask("two people", f.Person(consensus.Key(f.text(answer.FieldCandidate))), f.text(answer.FieldName)))
	case f.kind == consensus.Candidacy && f.text(answer.FieldName) == "" && f.text(answer.FieldCandidate) == "":
		f.problem(answer.FieldCandidate, consensus.Ask(question(f.kind, answer.FieldCandidate), ""))
	case f.kind == consensus.Note && f.u.Given.Has(consensus.PartMember|consensus.PartCandidate):
		f.problem(answer.FieldMember, grammar.Ask("note of both"))
	case f.kind == consensus.Note && f.text(answer.FieldMember) == "" && f.text(answer.FieldCandidate) == "":
		f.problem(answer.FieldCandidate, consensus.Ask(question(f.kind, answer.FieldCandidate), ""))
	}
}

// ofKind settles whether a status is a motion's: what is in the race stays what it is, and what is new
// is what its name says, else what leads.
func (f *filling) ofKind() {
	fact := &f.u.Fact
	c, named := f.Race.Candidate(fact.Candidate, f.At)
	fact.Motion = c.Motion || !named && (fact.Motion || f.motion(f.values))
	if fact.Motion && fact.Country != "" {
		f.problem(answer.FieldCountry, sentences.Ask("motion's country"))
	}
	if fact.Motion && answer.Status(consensus.Candidate{Motion: true, Status: fact.Status}) == "" {
		f.problem(answer.FieldStatus, sentences.Ask("motion's status", fact.Status))
	}
}

// change reads a correction: the fields that no longer say what the entry says.
func (f *filling) change() {
	begun := f.begun()
	for _, field := range f.fields(f.values) {
		was := strings.TrimSpace(begun[field])
		if text := f.text(field); text == was || field == answer.FieldCandidate && text == f.Person(consensus.Key(was)) {
			continue
		}
		f.set(field)
		if !f.asked(field).Optional {
			f.require(field)
		}
	}
	if f.u.Given == 0 && len(f.problems) == 0 {
		f.problem("", sentences.Ask("nothing changed", f.u.Target))
	}
	f.u.Fact.Target, f.u.Fact.On = f.u.Target, f.on
	if f.on.Day > f.Today {
		f.problem(answer.FieldOn, lexicon.SayAhead(f.on))
	}
	if f.u.Given.Has(consensus.PartCount) { // a claim's count is one part: what did not change of it is given again
		f.set(answer.FieldQualifier)
		f.set(answer.FieldCount)
		f.set(answer.FieldOf)
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
	case fact.Kind == consensus.StanceKind && f.problems[answer.FieldPosition] == "":
		switch err := grammar.CheckStance(fact); {
		case err == nil:
		case fact.Condition != "" && fact.Position != consensus.Holdout:
			f.problem(answer.FieldCondition, err)
		default:
			f.problem(answer.FieldLink, sentences.Ask("no source"))
		}
	case fact.Kind == consensus.ClaimKind:
		f.checkCount(fact)
		if fact.Missing != "" && f.problems[answer.FieldOn] == "" {
			f.problem(answer.FieldMissing, grammar.CheckMissing(fact, f.names.Vocabulary.Members))
		}
	}
}

func (f *filling) checkCount(fact consensus.Fact) {
	members, of := len(f.names.Vocabulary.Members), f.u.Fact.Of
	switch {
	case f.u.Given.Has(consensus.PartCount) && f.text(answer.FieldOf) != "" && (of < 1 || of > f.names.Most()):
		f.problem(answer.FieldOf, grammar.Ask("no total", of))
	case fact.Of != 0 && fact.Count > fact.Of:
		f.problem(answer.FieldCount, grammar.Ask("too many", fact.Count, fact.Of))
	case fact.Of == 0 && fact.Count > members:
		f.problem(answer.FieldCount, grammar.Ask("more than members", fact.Count, members))
	}
}

// problem notes what is wrong at a field. The first thing wrong with a field is said.
func (f *filling) problem(field answer.Field, err error) {
	var e *consensus.Error
	if _, said := f.problems[field]; errors.As(err, &e) && !said {
		f.problems[field] = atField(e)
	}
}

// require asks for a field that is empty.
func (f *filling) require(field answer.Field) {
	count, counted := lexicon.Digits(f.text(answer.FieldCount))
	switch {
	case f.text(field) != "":
	case field == answer.FieldQualifier && counted:
		f.problem(field, grammar.Ask("no qualifier", count))
	default:
		f.problem(field, consensus.Ask(question(f.kind, field), ""))
	}
}

// text gives what a field holds, without the spaces around it.
func (f *filling) text(field answer.Field) string { return strings.TrimSpace(f.values[field]) }
