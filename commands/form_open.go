package commands

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"natobot/consensus"
)

// FormOf tells whether a text opens a form, without asking the ledger: a verb that records
// and has no parts. The draft has that verb, and the entry that a correction names.
func FormOf(text string) (Draft, bool) {
	verb, entry, ok := Bare(text)
	return Draft{Verb: verb, Target: entry}, ok
}

// whole gives a reply as sections, its title the first of them.
func whole(r Reply) []Section {
	return append([]Section{Paragraph{Text: r.TitleLine()}}, r.Sections...)
}

// openForm gives the form for a draft, with what was filled in so far.
func openForm(b basis, draft Draft) (Form, error) {
	values := b.begun()
	maps.Copy(values, draft.Values)
	draft.Values = values
	form := Form{Title: formTitle(draft), Draft: draft, Submit: "Review"}
	if b.old.Number != 0 {
		stands, err := Entry(b.view, b.old.Number)
		if err != nil {
			return Form{}, err
		}
		form.Sections = append(whole(stands), b.leftOut()...)
	}
	for _, f := range b.fields(values) {
		in := b.input(f, values[f])
		if slices.Contains(draft.Guessed, f) {
			in.Hint = strings.TrimSpace(guessMark + " " + in.Hint)
		}
		if in.Kind == Choice && len(in.Options) == 0 {
			if in.Optional {
				continue
			}
			return Form{}, sayNoCandidateYet()
		}
		form.Inputs = append(form.Inputs, in)
	}
	return form, nil
}

// input gives a field as this draft's form asks for it.
func (b basis) input(f Field, value string) Input {
	in := b.asked(f)
	in.Options, in.Value = b.options(f, value), value
	if in.Kind == Choice && !slices.ContainsFunc(in.Options, func(o Option) bool { return o.Value == value }) {
		in.Value = "" // nothing is chosen that cannot be
	}
	return in
}

// asked gives a field as this draft asks for it, but for its options and value.
func (b basis) asked(f Field) Input {
	in := inputOf(f)
	switch {
	case b.verb == "candidate" && f == FieldCandidate:
		in.Optional, in.Hint = true, "Empty for somebody new, whose name goes below."
	case b.verb == "candidate" && f == FieldName, b.old.Number != 0 && f == FieldName && b.old.Name == "":
		in.Optional = true
	case b.kind == consensus.Note && f == FieldQuote:
		in.Max = 900 // beside the fact, for both travel in one field of Slack's
	case b.verb == "note" && (f == FieldMember || f == FieldCandidate):
		in.Optional, in.Hint = true, "A note is about a candidate or about a member."
	case b.old.Number != 0 && (f == FieldVia && b.old.Source.Via != 0 || f == FieldOf && b.old.Of != 0):
		in.Optional, in.Hint = false, ""
	case f == FieldOn && b.old.On.Precision != consensus.Exact:
		in.Hint = "Known as " + b.old.On.String() + "; another day here replaces that."
	}
	return in
}

// most is how many options Slack shows in one choice, and longest its characters.
const (
	mostOptions   = 100
	longestOption = 75
)

// options lists the choices of a field; what is chosen already is always among them.
func (b basis) options(f Field, chosen string) []Option {
	var list []Option
	add := func(value, label string) {
		if r := []rune(label); len(r) > longestOption {
			label = string(r[:longestOption-1]) + "…"
		}
		if len(list) < mostOptions || value == chosen {
			list = append(list[:min(len(list), mostOptions-1)], Option{value, label})
		}
	}
	switch f {
	case FieldMember, FieldCountry:
		for _, m := range b.book.Everyone(b.at.Known) {
			add(string(m.Code), cmp.Or(map[Field]string{FieldMember: memberChoice(m, b.today)}[f], m.Name))
		}
		if _, member := b.book.Member(consensus.Code(chosen), b.at.Known); !member && f == FieldCountry && chosen != "" {
			add(chosen, b.country(consensus.Code(chosen)))
		}
	case FieldCandidate:
		for _, t := range b.race.Standing(b.at).Tallies {
			add(string(t.Candidate.Key), b.introduced(t.Candidate))
		}
		if key := b.old.Candidate; key != "" && !slices.ContainsFunc(list, func(o Option) bool { return o.Value == string(key) }) {
			add(string(key), b.person(key))
		}
	case FieldPosition:
		for _, p := range consensus.Positions() {
			add(p.String(), positionGloss(p))
		}
	case FieldStatus:
		for _, s := range consensus.Statuses() {
			add(s.String(), statusGloss(s))
		}
	case FieldQualifier:
		for q := consensus.About; q <= consensus.Exactly; q++ {
			add(q.String(), q.String())
		}
	case FieldVia:
		for _, a := range consensus.Attributions() {
			add(a.String(), viaGloss(a))
		}
	}
	return list
}
