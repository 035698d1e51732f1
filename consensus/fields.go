package consensus

import (
	"encoding"
	"fmt"
	"reflect"
)

// Field is one part of an entry, by the name that it has wherever entries are kept or
// written out. The rows of the ledger's table, what its hashes are made over and the lines
// of an export are all made from [Fields], so that a new part is described once.
type Field struct {
	Name string
	// In gives where the part stands in an entry: an *int, *string, *Day, *time.Time or a
	// [Word]; anything else is written as JSON.
	In func(*Entry) any
	// Of is the one kind whose lines have the part; NoKind where any may.
	Of Kind
	// Kept tells that the part is written out where it is empty too: by both, or in a line
	// alone.
	Kept Kept
	// Since is 0 for the parts that entries had from the beginning. Hashes never change, so a
	// part that came later follows those in them, by this number.
	Since int
}

// Kept tells who writes an empty part out.
type Kept uint8

// Who writes an empty part out.
const (
	Nowhere Kept = iota
	InLines
	InLinesAndHashes
)

// Word is a value of a fixed list, which is written as its word.
type Word interface {
	fmt.Stringer
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}

// Fields lists the parts of an entry, in the order in which a line has them.
func Fields() []Field {
	return []Field{
		{Name: "number", In: func(e *Entry) any { return &e.Number }, Kept: InLinesAndHashes},
		{Name: "race", In: func(e *Entry) any { return &e.Race }, Kept: InLinesAndHashes},
		{Name: "recorded", In: func(e *Entry) any { return &e.Recorded }, Kept: InLinesAndHashes},
		{Name: "recorder", In: func(e *Entry) any { return &e.Recorder }, Kept: InLinesAndHashes},
		{Name: "kind", In: func(e *Entry) any { return &e.Kind }, Kept: InLinesAndHashes},
		{Name: "about", In: func(e *Entry) any { return &e.On.Day }, Kept: InLines},
		{Name: "precision", In: func(e *Entry) any { return &e.On.Precision }},
		{Name: "member", In: func(e *Entry) any { return (*string)(&e.Member) }},
		{Name: "candidate", In: func(e *Entry) any { return (*string)(&e.Candidate) }},
		{Name: "name", In: func(e *Entry) any { return &e.Name }},
		{Name: "country", In: func(e *Entry) any { return (*string)(&e.Country) }},
		{Name: "position", In: func(e *Entry) any { return &e.Position }, Of: StanceKind, Kept: InLines},
		{Name: "condition", In: func(e *Entry) any { return &e.Condition }},
		{Name: "status", In: func(e *Entry) any { return &e.Status }},
		{Name: "qualifier", In: func(e *Entry) any { return &e.Qualifier }, Of: ClaimKind, Kept: InLines},
		{Name: "count", In: func(e *Entry) any { return &e.Count }, Of: ClaimKind, Kept: InLines},
		{Name: "of", In: func(e *Entry) any { return &e.Of }},
		{Name: "missing", In: func(e *Entry) any { return &e.Missing }, Of: ClaimKind, Since: 2},
		{Name: "text", In: func(e *Entry) any { return &e.Text }},
		{Name: "target", In: func(e *Entry) any { return &e.Target }},
		{Name: "terms", In: func(e *Entry) any { return &e.Terms }},
		{Name: "schedule", In: func(e *Entry) any { return &e.Schedule }},
		{Name: "grant", In: func(e *Entry) any { return &e.Grant }},
		{Name: "live", In: func(e *Entry) any { return &e.Live }, Since: 1},
		{Name: "beat", In: func(e *Entry) any { return &e.Beat }, Since: 3},
		{Name: "focus", In: func(e *Entry) any { return &e.Focus }, Since: 6},
		{Name: "via", In: func(e *Entry) any { return &e.Source.Via }},
		{Name: "who", In: func(e *Entry) any { return &e.Source.Who }},
		{Name: "link", In: func(e *Entry) any { return &e.Source.Link }},
		{Name: "outlet", In: func(e *Entry) any { return &e.Source.Outlet }},
		{Name: "quote", In: func(e *Entry) any { return &e.Source.Quote }},
		{Name: "desk_only", In: func(e *Entry) any { return &e.DeskOnly }, Since: 3},
		{Name: "motion", In: func(e *Entry) any { return &e.Motion }, Since: 7},
		{Name: "stage", In: func(e *Entry) any { return &e.Stage }, Since: 7},
	}
}

// Empty tells whether an entry does not have the part.
func (f Field) Empty(e *Entry) bool { return reflect.ValueOf(f.In(e)).Elem().IsZero() }
