package commands

import (
	"context"
	"slices"

	"natobot/consensus"
)

// correct records a fact that replaces another; parts that are not given stay.
func (d *Desk) correct(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, d.correcting(ctx, req, u))
}

// correcting decides on a correction, whichever way it came in.
func (d *Desk) correcting(ctx context.Context, req Request, u Understood) decision {
	return func(v view) (consensus.Entry, error) {
		old, err := d.mendable(ctx, v, req, u.Target)
		if err != nil {
			return consensus.Entry{}, err
		}
		v = v.of(old)
		fact, err := merged(old, u)
		if err != nil {
			return consensus.Entry{}, err
		}
		if err := v.possible(fact); err != nil {
			return consensus.Entry{}, err
		}
		if sameFact(fact, old.Fact) {
			return consensus.Entry{}, saySaidAlready(old.Number)
		}
		fact.Target = old.Number
		return consensus.Entry{Race: old.Race, Fact: fact}, nil
	}
}

// retract records that an entry no longer counts.
func (d *Desk) retract(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, d.retracting(ctx, req, u))
}

// retracting decides on a retraction, whichever way it came in.
func (d *Desk) retracting(ctx context.Context, req Request, u Understood) decision {
	return func(v view) (consensus.Entry, error) {
		old, err := d.mendable(ctx, v, req, u.Target)
		return retraction(v, old, u.Because), err
	}
}

// undone is the reason that an undo gives.
const undone = "undone"

// undo retracts the asker's own latest standing entry, a retraction too: then what it
// struck stands again. What an undo itself retracted stays so, and the next undo goes
// one entry further back.
func (d *Desk) undo(ctx context.Context, req Request, _ Understood) (Reply, error) {
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		for number := range v.book.Latest(req.User.ID) {
			old, err := d.mendable(ctx, v, req, number)
			if err != nil {
				return consensus.Entry{}, err
			}
			spent := old.Kind == consensus.Retraction && old.Text == undone ||
				old.Kind == consensus.Echo && v.book.StruckBy(old.Target, v.at.Known) != 0 // it repeats what counts no more
			if !spent {
				return retraction(v, old, undone), nil
			}
		}
		return consensus.Entry{}, sayNothingToUndo()
	})
}

func retraction(v view, old consensus.Entry, because string) consensus.Entry {
	return consensus.Entry{Race: old.Race, Fact: consensus.Fact{
		Kind: consensus.Retraction, On: consensus.On(v.today), Target: old.Number, Text: because,
	}}
}

// mendable gives an entry that stands and that this person may strike: who recorded it,
// also as the second to report the same, and editors. What editors decide is theirs alone.
func (d *Desk) mendable(ctx context.Context, v view, req Request, number int) (consensus.Entry, error) {
	e, err := d.numbered(ctx, v, number)
	if err != nil {
		return e, err
	}
	if by := v.book.StruckBy(number, v.at.Known); by != 0 {
		return e, d.struckAlready(ctx, number, by)
	}
	own := slices.Contains(v.book.Recorders(number, v.at.Known), req.User.ID) && !editorial(e.Kind)
	if !own && d.role(req) < consensus.Editor {
		return e, sayNotYours(number)
	}
	return e, nil
}

// numbered gives the entry of a number that somebody typed.
func (d *Desk) numbered(ctx context.Context, v view, number int) (consensus.Entry, error) {
	if number < 1 || number > v.at.Known {
		return consensus.Entry{}, sayNoEntry(number, v.at.Known)
	}
	entries, err := d.Ledger.Entries(ctx, number)
	if err != nil {
		return consensus.Entry{}, err
	}
	return entries[0], nil
}

// editorial tells whether an entry of that kind is a decision of editors.
func editorial(k consensus.Kind) bool {
	switch k {
	case consensus.Scheduling, consensus.Granting, consensus.Settling, consensus.Following:
		return true
	}
	return false
}

// struckAlready refuses to strike twice, and names the entry that stands instead.
func (d *Desk) struckAlready(ctx context.Context, number, by int) error {
	entries, err := d.Ledger.Entries(ctx, by)
	if err != nil {
		return err
	}
	if entries[0].Corrects() {
		return sayCorrected(number, by)
	}
	return sayRetracted(number, by)
}

// mergeable lists the parts that a correction may replace, by kind of entry.
func mergeable(k consensus.Kind) Parts {
	const source = PartVia | PartWho | PartOn | PartLink | PartOutlet | PartQuote
	switch k {
	case consensus.StanceKind:
		return source | PartMember | PartCandidate | PartPosition | PartCondition
	case consensus.ClaimKind:
		return source | PartCandidate | PartCount | PartMissing
	case consensus.Candidacy:
		return source | PartCandidate | PartName | PartCountry | PartStatus
	case consensus.Note:
		return source | PartMember | PartCandidate | PartText
	case consensus.Accession:
		return source | PartMember
	}
	return 0
}

// merged gives the old fact with the given parts replaced.
func merged(old consensus.Entry, u Understood) (consensus.Fact, error) {
	f, given := old.Fact, u.Given
	if old.Kind == consensus.Note && given.Has(PartQuote) && !given.Has(PartText) {
		u.Fact.Text, given = u.Fact.Source.Quote, given&^PartQuote|PartText // the fact of a note stands in quotes
	}
	allowed := mergeable(old.Kind)
	switch {
	case allowed == 0:
		return f, sayNotCorrectable(old)
	case given&^allowed != 0:
		return f, sayNoSuchPart(old)
	case given == 0:
		return f, sayWhatToReplace(old.Number)
	}
	mergeFact(&f, u.Fact, given)
	mergeSource(&f.Source, u.Fact.Source, given)
	if given.Has(PartPosition) && f.Position != consensus.Holdout && !given.Has(PartCondition) {
		f.Condition = "" // a condition goes with a holdout alone
	}
	return f, nil
}

func mergeFact(f *consensus.Fact, by consensus.Fact, given Parts) {
	replace(given, PartMember, &f.Member, by.Member)
	replace(given, PartCandidate, &f.Candidate, by.Candidate)
	replace(given, PartPosition, &f.Position, by.Position)
	replace(given, PartCondition, &f.Condition, by.Condition)
	replace(given, PartName, &f.Name, by.Name)
	replace(given, PartCountry, &f.Country, by.Country)
	replace(given, PartStatus, &f.Status, by.Status)
	replace(given, PartText, &f.Text, by.Text)
	replace(given, PartOn, &f.On, by.On)
	replace(given, PartCount, &f.Qualifier, by.Qualifier)
	replace(given, PartCount, &f.Count, by.Count)
	replace(given&^noTotal(by), PartCount, &f.Of, by.Of)
	replace(given, PartMissing, &f.Missing, by.Missing)
}

// noTotal keeps a claim's total where the correction names none: "about 21".
func noTotal(by consensus.Fact) Parts {
	if by.Of == 0 {
		return PartCount
	}
	return 0
}

func mergeSource(s *consensus.Source, by consensus.Source, given Parts) {
	replace(given, PartVia, &s.Via, by.Via)
	replace(given, PartWho, &s.Who, by.Who)
	replace(given, PartLink, &s.Link, by.Link)
	replace(given, PartOutlet, &s.Outlet, by.Outlet)
	replace(given, PartQuote, &s.Quote, by.Quote)
}

func replace[T any](given, part Parts, old *T, by T) {
	if given.Has(part) {
		*old = by
	}
}
