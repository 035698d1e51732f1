package form

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// FormOf tells whether a text opens a form, without asking the ledger: a verb that records
// and has no parts. The draft has that verb, and the entry that a correction names.
func FormOf(text string) (answer.Draft, bool) {
	verb, entry, ok := grammar.Bare(text)
	return answer.Draft{Verb: verb, Target: entry}, ok
}

// Whole gives a reply as sections, its title the first of them.
func Whole(r answer.Reply) []answer.Section {
	return append([]answer.Section{answer.Paragraph{Text: r.TitleLine()}}, r.Sections...)
}

// Open gives the form for a draft, with what was filled in so far.
func Open(b Basis, draft answer.Draft) (answer.Form, error) {
	values := b.begun()
	maps.Copy(values, draft.Values)
	if draft.Values == nil && (b.kind == consensus.StanceKind || b.kind == consensus.ClaimKind) && b.old.Number == 0 {
		values[answer.FieldCandidate] = b.leader()
	}
	draft.Values = values
	form := answer.Form{Title: FormTitle(draft), Draft: draft, Submit: "Review"}
	if b.old.Number != 0 {
		stands, err := report.Entry(b.View, b.old.Number)
		if err != nil {
			return answer.Form{}, err
		}
		form.Sections = append(Whole(stands), b.leftOut()...)
	}
	if draft.Words != "" {
		form.Sections = append(form.Sections, readFrom(draft.Words))
	}
	if draft.Embargo != "" && values[answer.FieldUntil] == "" {
		form.Sections = append(form.Sections, answer.Paragraph{Text: sayEmbargo(draft.Embargo)})
	}
	for _, f := range b.fields(values) {
		in := b.input(f, values)
		if slices.Contains(draft.Guessed, f) {
			in.Hint = strings.TrimSpace(guessMark + " " + in.Hint)
		}
		if in.Kind == answer.Choice && len(in.Options) == 0 {
			if in.Optional {
				continue
			}
			return answer.Form{}, sentences.Ask("no candidate yet")
		}
		form.Inputs = append(form.Inputs, in)
	}
	return form, nil
}

// leader gives whom a new report is most likely about: the one in the race whom more members
// back or accept than any other; "" where there is none. A draft read from words has what the
// words say, and no such guess.
func (b Basis) leader() string {
	agree := func(t consensus.Tally) int { return t.Count(consensus.Backs, consensus.Accepts) }
	list := slices.DeleteFunc(b.Race.Standing(b.At).Tallies, func(t consensus.Tally) bool { return !t.Candidate.Status.Live() })
	if len(list) == 1 || len(list) > 1 && agree(list[0]) > agree(list[1]) {
		return string(list[0].Candidate.Key)
	}
	return ""
}

// motion tells whether a draft is about a motion: what it names is one, or what leads where it
// names none.
func (b Basis) motion(values map[answer.Field]string) bool {
	if c, named := b.Race.Candidate(cmp.Or(b.old.Candidate, consensus.Key(values[answer.FieldCandidate])), b.At); named {
		return c.Motion
	}
	list := b.Race.Standing(b.At).Tallies
	return len(list) > 0 && list[0].Candidate.Motion
}

// input gives a field as this draft's form asks for it.
func (b Basis) input(f answer.Field, values map[answer.Field]string) answer.Input {
	in, motion, value := b.asked(f), b.motion(values), values[f]
	in.Value = value
	switch {
	case in.Kind == answer.Choice:
		in.Options = b.options(f, value, motion)
	case f == answer.FieldCandidate:
		in.Value = b.Person(consensus.Key(value))
	case f == answer.FieldName && motion:
		in.Hint = "As it is printed."
	case f == answer.FieldName && len(b.Race.Standing(b.At).Tallies) == 0:
		in.Hint += ` A text that all are to ratify or adopt: "Finland's accession" motion.`
	case f == answer.FieldCount && motion:
		in.Label = "Members that have ratified"
	}
	if in.Kind == answer.Choice && !slices.ContainsFunc(in.Options, func(o answer.Option) bool { return o.Value == value }) {
		in.Value = "" // nothing is chosen that cannot be
	}
	return in
}

// asked gives a field as this draft asks for it, but for its options and value.
func (b Basis) asked(f answer.Field) answer.Input {
	in := inputOf(f)
	switch {
	case b.Verb == "candidate" && f == answer.FieldCandidate:
		in.Optional, in.Hint = true, "Empty for somebody new, whose name goes below."
	case b.Verb == "candidate" && f == answer.FieldName, b.old.Number != 0 && f == answer.FieldName && b.old.Name == "":
		in.Optional = true
	case b.kind == consensus.Note && f == answer.FieldQuote:
		in.Max = 840 // beside the fact, for both travel in one field of Slack's
	case b.Verb == "note" && (f == answer.FieldMember || f == answer.FieldCandidate):
		in.Optional, in.Hint = true, "A note is about a candidate or about a member."
	case b.old.Number != 0 && (f == answer.FieldVia && b.old.Source.Via != 0 || f == answer.FieldOf && b.old.Of != 0):
		in.Optional, in.Hint = false, ""
	case f == answer.FieldOn && b.old.On.Precision != consensus.Exact:
		in.Hint = "Known as " + b.old.On.String() + "; another day here replaces that."
	}
	switch {
	case (f == answer.FieldMember || f == answer.FieldCountry) && len(b.Race.Everyone(b.At.Known)) > mostOptions:
		in.Kind, in.Max, in.Hint = answer.ShortText, 80, "By its name or code; there are more than Slack lists."
	case f == answer.FieldCandidate && len(b.Race.Standing(b.At).Tallies) > mostOptions:
		in.Kind, in.Max, in.Hint = answer.ShortText, 80, strings.TrimSpace("By name; there are more than Slack lists. "+in.Hint)
	}
	return in
}

// most is how many options Slack shows in one choice, and longest its characters.
const (
	mostOptions   = 100
	longestOption = 75
)

// options lists the choices of a field; what is chosen already is always among them.
func (b Basis) options(f answer.Field, chosen string, motion bool) []answer.Option {
	var list []answer.Option
	add := func(value, label string) {
		if r := []rune(label); len(r) > longestOption {
			label = string(r[:longestOption-1]) + "…"
		}
		if len(list) < mostOptions || value == chosen {
			list = append(list[:min(len(list), mostOptions-1)], answer.Option{Value: value, Label: label})
		}
	}
	switch f {
	case answer.FieldMember, answer.FieldCountry:
		for _, m := range b.Race.Everyone(b.At.Known) {
			add(string(m.Code), cmp.Or(map[answer.Field]string{answer.FieldMember: memberChoice(m, b.Today)}[f], m.Name))
		}
		if _, member := b.Race.Member(consensus.Code(chosen), b.At.Known); !member && f == answer.FieldCountry && chosen != "" {
			add(chosen, b.Country(consensus.Code(chosen)))
		}
	case answer.FieldCandidate:
		for _, t := range b.Race.Standing(b.At).Tallies {
			add(string(t.Candidate.Key), b.Introduced(t.Candidate))
		}
		if key := b.old.Candidate; key != "" && !slices.ContainsFunc(list, func(o answer.Option) bool { return o.Value == string(key) }) {
			add(string(key), b.Person(key))
		}
	case answer.FieldPosition:
		addPositions(add, motion)
	case answer.FieldStatus:
		addStatuses(add, motion)
	case answer.FieldQualifier:
		for q := consensus.About; q <= consensus.Exactly; q++ {
			add(q.String(), q.String())
		}
	case answer.FieldPrint:
		for _, value := range []string{answer.Publish, answer.DeskOnly} {
			add(value, printGloss(value))
		}
	case answer.FieldVia:
		for _, a := range consensus.Attributions() {
			add(a.String(), answer.AttributionMeans(a))
		}
	}
	return list
}

// addPositions adds the positions of the scale. A motion has no word for one of them, and one for each
// stage on the way to ratifying.
func addPositions(add func(value, label string), motion bool) {
	says := func(p consensus.Position, s consensus.Stage) string {
		return answer.InChart(1, consensus.Saying{Position: p, Stage: s, Motion: true})
	}
	for _, p := range consensus.Positions() {
		switch {
		case !motion:
			add(p.String(), answer.PositionMeans(p))
		case p != consensus.Accepts:
			add(p.String(), says(p, consensus.NoStage))
		}
		if motion && p == consensus.Leans {
			for _, s := range []consensus.Stage{consensus.Announced, consensus.Signed, consensus.Approved} {
				add(string(s), says(p, s))
			}
		}
	}
}

// addStatuses adds the statuses that a candidate of the kind can have.
func addStatuses(add func(value, label string), motion bool) {
	for _, s := range consensus.Statuses() {
		if word := answer.Status(consensus.Candidate{Motion: true, Status: s}); !motion {
			add(s.String(), statusGloss(s))
		} else if word != "" {
			add(s.String(), word)
		}
	}
}
