package consensus

// Parts is a set of parts of a fact: those that a report gives, and so those alone that a
// correction replaces.
type Parts uint32

// The parts of a fact.
const (
	PartMember Parts = 1 << iota
	PartCandidate
	PartPosition
	PartCondition
	PartStatus
	PartCountry
	PartCount // qualifier, count and of
	PartText
	PartVia
	PartWho
	PartOn
	PartLink
	PartOutlet
	PartQuote
	PartName
	PartTerms   // of a race: those of Terms that are not empty
	PartMissing // whom a claim leaves out
	PartDesk    // whether it is for publication
)

// SourceParts are the parts of a fact's source.
const SourceParts = PartVia | PartWho | PartLink | PartOutlet | PartQuote

// Has tells whether all of the given parts are in the set.
func (p Parts) Has(parts Parts) bool { return p&parts == parts }

// Correctable lists the parts that a correction may replace, by kind of entry; 0 where an
// entry of that kind cannot be corrected.
func (k Kind) Correctable() Parts {
	const source = SourceParts | PartOn | PartDesk
	switch k {
	case StanceKind:
		return source | PartMember | PartCandidate | PartPosition | PartCondition
	case ClaimKind:
		return source | PartCandidate | PartCount | PartMissing
	case Candidacy:
		return source | PartCandidate | PartName | PartCountry | PartStatus
	case Note:
		return source | PartMember | PartCandidate | PartText
	case Accession:
		return source&^PartDesk | PartMember
	}
	return 0
}

// With gives the fact with the given parts replaced by those of another. A claim keeps its
// total where the other names none: "about 21".
func (f Fact) With(by Fact, given Parts) Fact {
	replace(given, PartMember, &f.Member, by.Member)
	replace(given, PartCandidate, &f.Candidate, by.Candidate)
	replace(given, PartPosition, &f.Position, by.Position)
	replace(given, PartPosition, &f.Stage, by.Stage)
	replace(given, PartCondition, &f.Condition, by.Condition)
	replace(given, PartName, &f.Name, by.Name)
	replace(given, PartCountry, &f.Country, by.Country)
	replace(given, PartStatus, &f.Status, by.Status)
	replace(given, PartText, &f.Text, by.Text)
	replace(given, PartOn, &f.On, by.On)
	replace(given, PartCount, &f.Qualifier, by.Qualifier)
	replace(given, PartCount, &f.Count, by.Count)
	if by.Of != 0 {
		replace(given, PartCount, &f.Of, by.Of)
	}
	replace(given, PartMissing, &f.Missing, by.Missing)
	replace(given, PartDesk, &f.DeskOnly, by.DeskOnly)
	f.Source = f.Source.With(by.Source, given)
	return f
}

// With gives the source with the given parts replaced by those of another.
func (s Source) With(by Source, given Parts) Source {
	replace(given, PartVia, &s.Via, by.Via)
	replace(given, PartWho, &s.Who, by.Who)
	replace(given, PartLink, &s.Link, by.Link)
	replace(given, PartOutlet, &s.Outlet, by.Outlet)
	replace(given, PartQuote, &s.Quote, by.Quote)
	return s
}

func replace[T any](given, part Parts, old *T, by T) {
	if given.Has(part) {
		*old = by
	}
}

// Same tells whether two facts say the same; what they strike is not part of it.
func (f Fact) Same(as Fact) bool {
	if f.Terms != nil && as.Terms != nil && *f.Terms == *as.Terms {
		f.Terms = as.Terms
	}
	f.Target, as.Target = 0, 0
	return f == as
}
