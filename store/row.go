package store

import (
	"encoding"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"natobot/consensus"
)

// The columns of an entry in the order of their places below. Folding needs only the
// first ones; the texts come last.
const (
	leanColumns = `number, race, recorded, recorder, kind, about, precision, member, candidate, name, country,
		position, status, qualifier, count, of, target, via, detail`
	wholeColumns = leanColumns + `, condition, text, who, link, outlet, quote`
)

// The places of the columns in a row.
const (
	atNumber = iota
	atRace
	atRecorded
	atRecorder
	atKind
	atAbout
	atPrecision
	atMember
	atCandidate
	atName
	atCountry
	atPosition
	atStatus
	atQualifier
	atCount
	atOf
	atTarget
	atVia
	atDetail
	leanCount
)

const (
	atCondition = leanCount + iota
	atText
	atWho
	atLink
	atOutlet
	atQuote
	wholeCount

	atHash      = wholeCount
	hashedCount = wholeCount + 1
)

// detail is what has no column of its own.
type detail struct {
	Terms    *consensus.Terms    `json:"terms,omitempty"`
	Schedule *consensus.Schedule `json:"schedule,omitempty"`
	Grant    *consensus.Grant    `json:"grant,omitempty"`
	Live     *consensus.Live     `json:"live,omitempty"`
	Missing  consensus.Codes     `json:"missing,omitempty"` // of a claim
}

// precisions are the words of consensus.Precision in the table.
func precisions() []string { return []string{"day", "month", "by"} }

// encode gives an entry's values in the order of wholeColumns.
func encode(e consensus.Entry) ([]any, error) {
	if int(e.On.Precision) >= len(precisions()) {
		return nil, fmt.Errorf("a precision that has no word (%d)", e.On.Precision)
	}
	var extra string
	if d := (detail{e.Terms, e.Schedule, e.Grant, e.Live, e.Missing}); d != (detail{}) {
		text, err := json.Marshal(d)
		if err != nil {
			return nil, err
		}
		extra = string(text)
	}
	return []any{
		e.Number, e.Race, e.Recorded.UnixMilli(), e.Recorder, e.Kind.String(), int64(e.On.Day),
		precisions()[e.On.Precision], string(e.Member), string(e.Candidate), e.Name, string(e.Country),
		e.Position.String(), e.Status.String(), e.Qualifier.String(), e.Count, e.Of, e.Target, e.Source.Via.String(), extra,
		e.Condition, e.Text, e.Source.Who, e.Source.Link, e.Source.Outlet, e.Source.Quote,
	}, nil
}

// row reads entries, one after the other, out of the same values.
type row struct {
	values []any // as SQLite gives them: int64 or string
	places []any // where to scan: pointers to values
	err    error // the first thing wrong with this row
}

func newRow(columns int) *row {
	r := &row{values: make([]any, columns), places: make([]any, columns)}
	for i := range r.values {
		r.places[i] = &r.values[i]
	}
	return r
}

// decode gives the entry that was scanned. Whole rows have the texts, lean ones not.
func (r *row) decode() (consensus.Entry, error) {
	r.err = nil
	e := consensus.Entry{
		Number: r.number(atNumber), Race: r.text(atRace),
		Recorded: time.UnixMilli(int64(r.number(atRecorded))).UTC(), Recorder: r.text(atRecorder),
	}
	e.On = consensus.When{Day: consensus.Day(r.number(atAbout)), Precision: r.precision()}
	e.Member, e.Candidate = consensus.Code(r.text(atMember)), consensus.Key(r.text(atCandidate))
	e.Name, e.Country = r.text(atName), consensus.Code(r.text(atCountry))
	e.Count, e.Of, e.Target = r.number(atCount), r.number(atOf), r.number(atTarget)
	r.word(atKind, &e.Kind)
	r.word(atPosition, &e.Position)
	r.word(atStatus, &e.Status)
	r.word(atQualifier, &e.Qualifier)
	r.word(atVia, &e.Source.Via)
	r.detail(&e.Fact)
	if len(r.values) > leanCount {
		e.Condition, e.Text = r.text(atCondition), r.text(atText)
		e.Source.Who, e.Source.Link = r.text(atWho), r.text(atLink)
		e.Source.Outlet, e.Source.Quote = r.text(atOutlet), r.text(atQuote)
	}
	if r.err != nil {
		return consensus.Entry{}, fmt.Errorf("entry #%v: %w", r.values[atNumber], r.err)
	}
	return e, nil
}

func (r *row) number(i int) int {
	v, ok := r.values[i].(int64)
	if !ok {
		r.fail("%v where a number should be", r.values[i])
	}
	return int(v)
}

func (r *row) text(i int) string {
	v, ok := r.values[i].(string)
	if !ok {
		r.fail("%v where text should be", r.values[i])
	}
	return v
}

func (r *row) word(i int, into encoding.TextUnmarshaler) {
	if err := into.UnmarshalText([]byte(r.text(i))); err != nil {
		r.fail("a word that this version does not know: %w", err)
	}
}

func (r *row) precision() consensus.Precision {
	i := slices.Index(precisions(), r.text(atPrecision))
	if i < 0 {
		r.fail("a precision that this version does not know: %q", r.values[atPrecision])
	}
	return consensus.Precision(max(i, 0))
}

func (r *row) detail(into *consensus.Fact) {
	text := r.text(atDetail)
	if text == "" {
		return
	}
	var d detail
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		r.fail("its detail: %w", err)
	}
	into.Terms, into.Schedule, into.Grant, into.Live, into.Missing = d.Terms, d.Schedule, d.Grant, d.Live, d.Missing
}

func (r *row) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}
