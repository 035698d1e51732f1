package commands

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"natobot/consensus"
)

// basis is what a draft is about: the race, the kind of entry that it makes, and the entry
// that it replaces or strikes, which has no Number where the draft is a new report.
type basis struct {
	view
	verb string
	kind consensus.Kind
	old  consensus.Entry
}

// basisOf gives what a draft of that verb is about: a new report in the race of a view, or
// what is to become of an entry that stands. It refuses a verb that has no form, an entry
// that cannot be corrected, and a new report on a closed race.
func basisOf(v view, verb string, old consensus.Entry) (basis, error) {
	b := basis{view: v, verb: verb, old: old}
	switch verb {
	case "stance":
		b.kind = consensus.StanceKind
	case "claim":
		b.kind = consensus.ClaimKind
	case "candidate":
		b.kind = consensus.Candidacy
	case "note":
		b.kind = consensus.Note
	case "retract":
		b.kind = consensus.Retraction
		return b, nil
	case "correct":
		b.kind = old.Kind
		if old.Kind.Correctable() == 0 {
			return b, sayNotCorrectable(old)
		}
		return b, nil
	default:
		return b, sayNoForm(verb)
	}
	return b, v.open()
}

// fields lists the fields that a draft has, in the order of the form.
func (b basis) fields(values map[Field]string) []Field {
	source := []Field{FieldVia, FieldWho, FieldOn, FieldLink, FieldOutlet, FieldQuote}
	var own []Field
	switch b.kind {
	case consensus.Retraction:
		return []Field{FieldBecause}
	case consensus.StanceKind:
		own = []Field{FieldMember, FieldCandidate, FieldPosition}
		if b.conditional(values) {
			own = append(own, FieldCondition)
		}
	case consensus.ClaimKind:
		own = []Field{FieldCandidate, FieldQualifier, FieldCount, FieldOf, FieldMissing}
	case consensus.Candidacy:
		own = []Field{FieldCandidate, FieldName, FieldCountry, FieldStatus}
		if b.old.Number != 0 { // another person is another entry
			own = own[1:]
		}
	case consensus.Note:
		switch {
		case b.old.Member != "":
			own = []Field{FieldMember, FieldText}
		case b.old.Candidate != "":
			own = []Field{FieldCandidate, FieldText}
		default:
			own = []Field{FieldCandidate, FieldMember, FieldText}
		}
	}
	return slices.DeleteFunc(append(own, source...), b.overlong)
}

// overlong tells of a field of the entry that says more than the field of a form holds: it
// is left out, and so it stays as it is.
func (b basis) overlong(f Field) bool {
	most := b.asked(f).Max
	return most > 0 && b.old.Number != 0 && utf8.RuneCountInString(b.says()[f]) > most
}

// leftOut tells which fields of the entry a form cannot hold.
func (b basis) leftOut() []Section {
	var labels []string
	for f := range b.says() {
		if b.verb == "correct" && b.overlong(f) {
			labels = append(labels, strings.ToLower(inputOf(f).Label))
		}
	}
	if labels == nil {
		return nil
	}
	slices.Sort(labels)
	return []Section{note(tooLongForForm(labels, b.old.Number))}
}

// conditional tells whether the form asks for a condition: a holdout may carry one, and
// one that was typed before the position was changed does not get lost.
func (b basis) conditional(values map[Field]string) bool {
	typed := values[FieldCondition]
	return values[FieldPosition] == consensus.Holdout.String() || typed != "" && typed != b.old.Condition
}

// begun gives the values that a form begins with: today, or what the entry says.
func (b basis) begun() map[Field]string {
	if b.old.Number == 0 {
		return map[Field]string{FieldOn: b.today.String()}
	}
	says, has := b.says(), map[Field]string{}
	for _, f := range b.fields(says) {
		has[f] = says[f]
	}
	return has
}

// says gives what the entry says, in the words of fields.
func (b basis) says() map[Field]string {
	e := b.old
	values := map[Field]string{
		FieldMember: string(e.Member), FieldCandidate: string(e.Candidate), FieldName: e.Name, FieldCountry: string(e.Country),
		FieldCondition: e.Condition, FieldStatus: e.Status.String(), FieldText: e.Text,
		FieldVia: e.Source.Via.String(), FieldWho: e.Source.Who, FieldOn: e.On.Day.String(),
		FieldLink: e.Source.Link, FieldOutlet: e.Source.Outlet, FieldQuote: e.Source.Quote,
	}
	switch e.Kind {
	case consensus.StanceKind:
		values[FieldPosition] = e.Position.String()
	case consensus.ClaimKind:
		values[FieldQualifier], values[FieldCount] = e.Qualifier.String(), strconv.Itoa(e.Count)
		if e.Of != 0 {
			values[FieldOf] = strconv.Itoa(e.Of)
		}
		values[FieldMissing] = strings.Join(b.listed(e.Missing), ", ")
	}
	return values
}
