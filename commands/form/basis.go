package form

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// Basis is what a draft is about: the race, the kind of entry that it makes, and the entry
// that it replaces or strikes, which has no Number where the draft is a new report.
type Basis struct {
	report.View
	Verb string
	kind consensus.Kind
	old  consensus.Entry
}

// NewBasis gives what a draft of that verb is about: a new report in the race of a view, or
// what is to become of an entry that stands. It refuses a verb that has no form, an entry
// that cannot be corrected, and a new report on a closed race.
func NewBasis(v report.View, verb string, old consensus.Entry) (Basis, error) {
	kind, ok := map[string]consensus.Kind{
		"stance": consensus.StanceKind, "claim": consensus.ClaimKind, "candidate": consensus.Candidacy, "note": consensus.Note,
		"retract": consensus.Retraction, "correct": old.Kind,
	}[verb]
	b := Basis{View: v, Verb: verb, kind: kind, old: old}
	switch {
	case !ok:
		return b, sentences.Ask("no form", verb)
	case verb == "correct" && kind.Correctable() == 0:
		return b, SayNotCorrectable(old)
	case verb == "correct", verb == "retract":
		return b, nil
	}
	return b, v.Open()
}

// fields lists the fields that a draft has, in the order of the form.
func (b Basis) fields(values map[answer.Field]string) []answer.Field {
	source := []answer.Field{answer.FieldVia, answer.FieldWho, answer.FieldOn, answer.FieldLink, answer.FieldOutlet, answer.FieldQuote}
	var own []answer.Field
	switch b.kind {
	case consensus.Retraction:
		return []answer.Field{answer.FieldBecause}
	case consensus.StanceKind:
		own = []answer.Field{answer.FieldMember, answer.FieldCandidate, answer.FieldPosition}
		if b.conditional(values) {
			own = append(own, answer.FieldCondition)
		}
	case consensus.ClaimKind:
		own = []answer.Field{answer.FieldCandidate, answer.FieldQualifier, answer.FieldCount, answer.FieldOf, answer.FieldMissing}
	case consensus.Candidacy:
		own = []answer.Field{answer.FieldCandidate, answer.FieldName, answer.FieldCountry, answer.FieldStatus}
		if b.motion(values) { // which has no country
			own = slices.Delete(own, 2, 3)
		}
		if b.old.Number != 0 { // another person is another entry
			own = own[1:]
		}
	case consensus.Note:
		switch {
		case b.old.Member != "":
			own = []answer.Field{answer.FieldMember, answer.FieldText}
		case b.old.Candidate != "":
			own = []answer.Field{answer.FieldCandidate, answer.FieldText}
		default:
			own = []answer.Field{answer.FieldCandidate, answer.FieldMember, answer.FieldText}
		}
	}
	if b.kind.Correctable().Has(consensus.PartDesk) {
		source = append(source, answer.FieldPrint)
	}
	if b.old.Number == 0 {
		source = append(source, answer.FieldUntil)
	}
	return slices.DeleteFunc(append(own, source...), b.overlong)
}

// overlong tells of a field of the entry that says more than the field of a form holds: it
// is left out, and so it stays as it is.
func (b Basis) overlong(f answer.Field) bool {
	most := b.asked(f).Max
	return most > 0 && b.old.Number != 0 && utf8.RuneCountInString(b.says()[f]) > most
}

// leftOut tells which fields of the entry a form cannot hold.
func (b Basis) leftOut() []answer.Section {
	var labels []string
	for f := range b.says() {
		if b.Verb == "correct" && b.overlong(f) {
			labels = append(labels, strings.ToLower(inputOf(f).Label))
		}
	}
	if labels == nil {
		return nil
	}
	slices.Sort(labels)
	return []answer.Section{report.Note(tooLongForForm(labels, b.old.Number))}
}

// conditional tells whether the form asks for a condition: a holdout may carry one, and
// one that was typed before the position was changed does not get lost.
func (b Basis) conditional(values map[answer.Field]string) bool {
	typed := values[answer.FieldCondition]
	return values[answer.FieldPosition] == consensus.Holdout.String() || typed != "" && typed != b.old.Condition
}

// begun gives the values that a form begins with: today, or what the entry says.
func (b Basis) begun() map[answer.Field]string {
	if b.old.Number == 0 {
		return map[answer.Field]string{answer.FieldOn: b.Today.String(), answer.FieldPrint: answer.Publish}
	}
	says, has := b.says(), map[answer.Field]string{}
	for _, f := range b.fields(says) {
		has[f] = says[f]
	}
	return has
}

// says gives what the entry says, in the words of fields.
func (b Basis) says() map[answer.Field]string {
	e := b.old
	values := map[answer.Field]string{}
	for _, part := range consensus.Fields() {
		field := answer.Field(part.Name)
		switch of := part.In(&e).(type) {
		case *string:
			values[field] = *of
		case *int:
			values[field] = strconv.Itoa(*of)
		case fmt.Stringer:
			values[field] = of.String()
		}
	}
	values[answer.FieldPosition] = cmp.Or(string(e.Stage), values[answer.FieldPosition])
	values[answer.FieldOn], values[answer.FieldMissing] = e.On.Day.String(), strings.Join(b.Listed(e.Missing), ", ")
	if e.Of == 0 {
		values[answer.FieldOf] = ""
	}
	values[answer.FieldPrint] = answer.Publish
	if e.DeskOnly {
		values[answer.FieldPrint] = answer.DeskOnly
	}
	return values
}
