// Package long is the long table, a row for each entry of a race, as a spreadsheet takes it: its
// columns, and its rows read back.
package long

import (
	"encoding"
	"slices"
	"strconv"
	"strings"
	"time"

	"natobot/commands/cells"
	"natobot/commands/english"
	"natobot/commands/jsonl"
	"natobot/commands/lexicon"
	"natobot/consensus"
)

// Columns are the columns of the long table. New ones are added at the end: desks have formulas on
// the others.
func Columns() []string {
	return []string{
		"entry", "day", "precision", "kind", "code", "member", "candidate", "position", "condition", "status",
		"qualifier", "count", "of", "attribution", "who", "outlet", "link", "quote", "text", "recorded", "state", "missing",
		"race", "country", "target", "recorder", "desk_only", "motion", "stage",
	}
}

// Entry is a row of the long table, read back. The numbers in it are those of the ledger that the
// table was exported from.
type Entry struct {
	consensus.Entry
	StruckBy int // the entry that struck it, 0 while it stands
}

// Is tells by its headings that a table is one that the long export wrote. Who recorded a
// row when may have been taken out, and older tables have not all of the last columns.
func Is(headings []string) bool {
	since := slices.Index(Columns(), "desk_only")
	return !slices.ContainsFunc(Columns()[:since], func(c string) bool {
		return !slices.Contains(headings, c) && !strings.HasPrefix(c, "record")
	})
}

// Parse reads a row of the long table, whose cells are separated by comma. What is wrong
// with it is given by column.
func Parse(headings, row []string, comma rune) (Entry, map[string]error) {
	r := reading{cells: map[string]string{}, wrong: map[string]error{}}
	for i, cell := range row[:min(len(row), len(headings))] {
		r.cells[headings[i]] = cells.Armed(cell, comma)
	}
	e := Entry{Entry: consensus.Entry{
		Number: r.number("entry"), Race: r.cells["race"], Recorder: r.cells["recorder"], Recorded: r.moment("recorded"),
		Fact: consensus.Fact{
			Target: r.number("target"), Member: consensus.Code(r.cells["code"]), Candidate: lexicon.CandidateKey(r.cells["candidate"]),
			Condition: r.cells["condition"], DeskOnly: r.cells["desk_only"] == "yes", Motion: r.cells["motion"] == "yes", Text: r.cells["text"], Missing: consensus.CodesOf(consensus.Codes(strings.ReplaceAll(r.cells["missing"], " ", ",")).List()),
			Source: consensus.Source{Who: r.cells["who"], Link: r.cells["link"], Outlet: r.cells["outlet"], Quote: r.cells["quote"]},
		},
	}}
	r.word("day", &e.On.Day)
	r.word("precision", &e.On.Precision)
	r.word("kind", &e.Kind)
	r.word("status", &e.Status)
	r.word("attribution", &e.Source.Via)
	r.word("stage", &e.Stage)
	r.ofKind(&e)
	if english.Published(consensus.Source{Link: e.Source.Link}) == e.Source.Outlet {
		e.Source.Outlet = "" // the table shows the link's host where no outlet was named
	}
	if by, struck := strings.CutPrefix(r.cells["state"], "struck by "); struck {
		r.cells["state"] = by
		e.StruckBy = r.number("state")
	}
	if err := jsonl.Sound(e.Source.Link); err != nil {
		r.wrong["link"] = err
	}
	return e, r.wrong
}

// reading is a row on its way to being read.
type reading struct {
	cells map[string]string
	wrong map[string]error
}

// ofKind reads what entries of some kinds alone have, and asks for what none of a kind lacks.
func (r *reading) ofKind(e *Entry) {
	needs := []string{"entry", "day"}
	switch e.Kind {
	case consensus.StanceKind:
		r.word("position", &e.Position)
		needs = append(needs, "code", "candidate", "position")
	case consensus.ClaimKind:
		r.word("qualifier", &e.Qualifier)
		e.Count, e.Of = r.number("count"), r.number("of")
		needs = append(needs, "candidate", "count")
	case consensus.Candidacy:
		e.Name, e.Country = r.cells["candidate"], consensus.Code(r.cells["country"])
		needs = append(needs, "candidate", "status")
	case consensus.Accession:
		e.Name = r.cells["member"]
		needs = append(needs, "code", "member")
	case consensus.Note:
		needs = append(needs, "text")
	case consensus.Retraction, consensus.Echo, consensus.Settling:
		needs = append(needs, "target")
	default:
		r.refuse("kind")
	}
	for _, column := range needs {
		if r.cells[column] == "" || r.cells[column] == "0" && column == "entry" {
			r.refuse(column)
		}
	}
	if r.cells["code"] != "" && lexicon.CountryCoded(e.Member).Code == "" {
		r.refuse("code")
	}
}

func (r *reading) refuse(column string) {
	r.wrong[column] = consensus.Ask(english.AsTyped(r.cells[column])+" is nothing that an export says there.", "Export the table again, and take the row from there.")
}

// word reads one of a fixed list of words, or a day.
func (r *reading) word(column string, into encoding.TextUnmarshaler) {
	if into.UnmarshalText([]byte(r.cells[column])) != nil {
		r.refuse(column)
	}
}

// number reads a number; none is 0.
func (r *reading) number(column string) int {
	n, err := strconv.Atoi(r.cells[column])
	if r.cells[column] != "" && (err != nil || n < 0) {
		r.refuse(column)
	}
	return n
}

// moment reads a moment; there is none where the table has no such column.
func (r *reading) moment(column string) time.Time {
	if _, there := r.cells[column]; !there {
		return time.Time{}
	}
	at, err := time.Parse(jsonl.Moment, r.cells[column])
	if err != nil {
		r.refuse(column)
	}
	return at
}
