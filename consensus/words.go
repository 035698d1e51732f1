package consensus

import (
	"fmt"
	"slices"
)

// Position is a member's reported position towards one candidate (docs/product.md §2).
type Position uint8

// The positions. Undeclared is the zero value: what is true of a member of whom
// nothing is known.
const (
	Undeclared Position = iota // no position taken
	Backs                      // says that it backs the candidate
	Leans                      // signals support, has not said it
	Accepts                    // would not block
	Holdout                    // seen as holding out: reservations, conditions; not a no
	Opposes                    // says no
	positionCount
)

var positionNames = []string{"undeclared", "backs", "leans", "accepts", "holdout", "opposes"}

// Positions lists every position in the order in which a table shows them.
func Positions() []Position {
	return []Position{Backs, Leans, Accepts, Undeclared, Holdout, Opposes}
}

// Agrees tells whether the position lets a consensus come about: the member backs
// or accepts.
func (p Position) Agrees() bool { return p == Backs || p == Accepts }

// String gives the word for the position.
func (p Position) String() string { return name(positionNames, int(p)) }

// MarshalText gives the position's word.
func (p Position) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the position's word.
func (p *Position) UnmarshalText(text []byte) error { return parse(p, positionNames, text) }

// Attribution tells on whose word something is reported (docs/product.md §2).
type Attribution uint8

// The attributions, strongest first.
const (
	NoAttribution Attribution = iota // only where an entry has no source of its own
	OnRecord                         // a named person
	Spokesperson                     // a spokesperson
	Official                         // an unnamed official
	Diplomat                         // an unnamed diplomat
	Camp                             // the candidate's side
	Reported                         // an outlet says so
	Inferred                         // seen as, viewed as
)

var attributionNames = []string{"", "on-record", "spokesperson", "official", "diplomat", "camp", "reported", "inferred"}

// Attributions lists every attribution, strongest first.
func Attributions() []Attribution {
	return []Attribution{OnRecord, Spokesperson, Official, Diplomat, Camp, Reported, Inferred}
}

// IsOnRecord tells whether the word is on the record: a named person's or a
// spokesperson's.
func (a Attribution) IsOnRecord() bool { return a == OnRecord || a == Spokesperson }

// String gives the word for the attribution.
func (a Attribution) String() string { return name(attributionNames, int(a)) }

// MarshalText gives the attribution's word.
func (a Attribution) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads the attribution's word.
func (a *Attribution) UnmarshalText(text []byte) error { return parse(a, attributionNames, text) }

// Status is how far a person is from being, or from being out of being, the choice.
type Status uint8

// The statuses of docs/product.md §2.
const (
	NoStatus   Status = iota // nothing is known: not a candidate
	Mooted                   // named by others
	Interested               // has shown interest
	Declared                 // says that they are a candidate
	PutForward               // named by a member as its candidate
	RuledOut                 // says no
	Withdrawn                // was a candidate and is no more
	Appointed                // the Council has decided
	InOffice                 // has taken office
)

var statusNames = []string{"", "mooted", "interested", "declared", "put forward", "ruled out", "withdrawn", "appointed", "in office"}

// Statuses lists every status in the order of a candidate's life.
func Statuses() []Status {
	return []Status{Mooted, Interested, Declared, PutForward, RuledOut, Withdrawn, Appointed, InOffice}
}

// Live tells whether a person of that status can still be chosen or has been; of whom no
// status is known can.
func (s Status) Live() bool { return s != RuledOut && s != Withdrawn }

// Decided tells that the Council has decided on the person: a fact of its own, which no
// count of backings makes or replaces.
func (s Status) Decided() bool { return s == Appointed || s == InOffice }

// String gives the word for the status.
func (s Status) String() string { return name(statusNames, int(s)) }

// MarshalText gives the status's words.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the status's words.
func (s *Status) UnmarshalText(text []byte) error { return parse(s, statusNames, text) }

// Qualifier tells how a claim gives its number.
type Qualifier uint8

// The qualifiers of docs/product.md §3.
const (
	About Qualifier = iota
	Over
	AtLeast
	Exactly
)

var qualifierNames = []string{"about", "over", "at least", "exactly"}

// String gives the word for the qualifier.
func (q Qualifier) String() string { return name(qualifierNames, int(q)) }

// MarshalText gives the qualifier's words.
func (q Qualifier) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText reads the qualifier's words.
func (q *Qualifier) UnmarshalText(text []byte) error { return parse(q, qualifierNames, text) }

// Role is what a person of the desk may do; each includes those before it.
type Role uint8

// The roles of docs/product.md §2.
const (
	Outsider Role = iota // of another organisation, or a guest: nothing
	Reader               // may ask
	Reporter             // may record, and mend their own entries
	Editor               // may mend others', set digests and access, open and close races
)

var roleNames = []string{"outsider", "reader", "reporter", "editor"}

// String gives the word for the role.
func (r Role) String() string { return name(roleNames, int(r)) }

// MarshalText gives the role's word.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the role's word.
func (r *Role) UnmarshalText(text []byte) error { return parse(r, roleNames, text) }

// name gives the word of value i, and a visible oddity for a value that no code of
// this version can have made.
func name(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("?%d", i)
}

func parse[T ~uint8](into *T, names []string, text []byte) error {
	i := slices.Index(names, string(text))
	if i < 0 {
		return fmt.Errorf("%q is none of %q", text, names)
	}
	*into = T(i)
	return nil
}
