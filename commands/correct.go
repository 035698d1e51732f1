package commands

import (
	"slices"

	"natobot/commands/english"
	"natobot/commands/form"
	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// correcting decides on a correction: parts that are not given stay.
func correcting(q query) (consensus.Entry, error) {
	old, err := q.mendable(q.u.Target)
	if err != nil {
		return consensus.Entry{}, err
	}
	fact, err := merged(old, q.u)
	if err != nil {
		return consensus.Entry{}, err
	}
	if err := possible(q.Of(old), fact); err != nil {
		return consensus.Entry{}, err
	}
	if fact.Same(old.Fact) {
		return consensus.Entry{}, sentences.Ask("said already", old.Number)
	}
	fact.Target = old.Number
	return consensus.Entry{Race: old.Race, Fact: fact}, nil
}

// retractingAll decides on the retraction of one entry, or of several.
func retractingAll(q query) ([]consensus.Entry, error) {
	targets := q.u.Targets
	if len(targets) == 0 {
		targets = []int{q.u.Target}
	}
	return each(targets, func(number int) (consensus.Entry, error) {
		q.u.Target = number
		return retracting(q)
	})
}

// retracting decides on a retraction, whichever way it came in.
func retracting(q query) (consensus.Entry, error) {
	old, err := q.mendable(q.u.Target)
	return retraction(q.View, old, q.u.Because), err
}

// undo retracts the asker's own latest standing entry, a retraction too: then what it
// struck stands again. What an undo itself retracted stays so, and the next undo goes
// one entry further back. What was reported of several members in one command goes together.
func undo(q query) ([]consensus.Entry, error) {
	old, err := undone(q)
	if err != nil {
		return nil, err
	}
	return q.undoing(old)
}

// undone gives the entry that an undo takes back.
func undone(q query) (consensus.Entry, error) {
	for number := range q.Book.Latest(q.req.User.ID) {
		old, err := q.mendable(number)
		if err != nil {
			return old, err
		}
		spent := old.Kind == consensus.Retraction && old.Text == report.Undone ||
			old.Kind == consensus.Echo && q.Book.StruckBy(old.Target, q.At.Known) != 0 // it repeats what counts no more
		if !spent {
			return old, nil
		}
	}
	return consensus.Entry{}, sentences.Ask("nothing to undo")
}

func retraction(v report.View, old consensus.Entry, because string) consensus.Entry {
	return consensus.Entry{Race: old.Race, Fact: consensus.Fact{
		Kind: consensus.Retraction, On: consensus.On(v.Today), Target: old.Number, Text: because,
	}}
}

// mendable gives an entry that stands and that this person may strike: who recorded it,
// also as the second to report the same, and editors. What editors decide is theirs alone.
func (q query) mendable(number int) (consensus.Entry, error) {
	e, err := numbered(q.View, number)
	if err != nil {
		return e, err
	}
	if by := q.Book.StruckBy(number, q.At.Known); by != 0 {
		return e, struckAlready(q.View, number, by)
	}
	own := slices.Contains(q.Book.Recorders(number, q.At.Known), q.req.User.ID) && !editorial(e.Kind)
	if !own && q.Role < consensus.Editor {
		return e, sentences.Ask("not yours", number)
	}
	return e, nil
}

// numbered gives the entry of a number that somebody typed.
func numbered(v report.View, number int) (consensus.Entry, error) {
	if number < 1 || number > v.At.Known {
		return consensus.Entry{}, report.SayNoEntry(number, v.At.Known)
	}
	return v.Entry(number), v.Err()
}

// editorial tells whether an entry of that kind is a decision of editors.
func editorial(k consensus.Kind) bool {
	switch k {
	case consensus.Scheduling, consensus.Granting, consensus.Settling, consensus.Following, consensus.Reviewing, consensus.BeatKind, consensus.ChannelRace:
		return true
	}
	return false
}

// struckAlready refuses to strike twice, and names the entry that stands instead.
func struckAlready(v report.View, number, by int) error {
	switch e := v.Entry(by); {
	case v.Err() != nil:
		return v.Err()
	case e.Corrects():
		return sentences.Ask("corrected", number, by)
	}
	return sentences.Ask("retracted", number, by)
}

// merged gives the old fact with the given parts replaced.
func merged(old consensus.Entry, u grammar.Understood) (consensus.Fact, error) {
	f, given := old.Fact, u.Given
	if old.Kind == consensus.Note && given.Has(consensus.PartQuote) && !given.Has(consensus.PartText) {
		u.Fact.Text, given = u.Fact.Source.Quote, given&^consensus.PartQuote|consensus.PartText // the fact of a note stands in quotes
	}
	allowed := old.Kind.Correctable()
	switch {
	case allowed == 0:
		return f, form.SayNotCorrectable(old)
	case given&^allowed != 0:
		return f, sentences.Ask("no such part", old.Number, english.KindWord(old.Kind))
	case given == 0:
		return f, sentences.Ask("what to replace", old.Number)
	}
	f = f.With(u.Fact, given)
	if given.Has(consensus.PartPosition) && f.Position != consensus.Holdout && !given.Has(consensus.PartCondition) {
		f.Condition = "" // a condition goes with a holdout alone
	}
	return f, nil
}

// settle records which of the contested reports of a day stands.
func settle(q query) (consensus.Entry, error) {
	e, err := numbered(q.View, q.u.Target)
	if err != nil {
		return consensus.Entry{}, err
	}
	v := q.Of(e)
	c, by := v.Contest(e), v.Book.StruckBy(e.Number, v.At.Known)
	switch {
	case by != 0:
		return consensus.Entry{}, report.Ask("struck", e.Number, by)
	case e.Kind != consensus.StanceKind:
		return consensus.Entry{}, report.Ask("no stance", e.Number, english.KindWord(e.Kind))
	case c.Settled != 0 && (!c.Contested || v.Overruled(e)):
		return consensus.Entry{}, report.Ask("settled", c.Upheld(), c.Settled)
	case !c.Contested:
		return consensus.Entry{}, report.Ask("not contested", e.Number)
	}
	fact := consensus.Fact{Kind: consensus.Settling, On: consensus.On(v.Today), Target: e.Number, Text: q.u.Because}
	return consensus.Entry{Race: e.Race, Fact: fact}, nil
}
