package commands

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/commands/long"
	"natobot/commands/sheet"
	"natobot/consensus"
)

// importTable records a desk's own table, or one that a long export wrote.
func importTable(ctx context.Context, d *Desk, text string, o ImportOptions) (ImportReport, error) {
	named, err := sheet.ParseMap(o.Map)
	if err != nil {
		return ImportReport{}, err
	}
	table, err := sheet.Cut(text, named)
	if err != nil {
		return ImportReport{}, err
	}
	var columns sheet.Columns
	exported := long.Is(table.Headings)
	if !exported {
		if columns, err = table.Columns(named); err != nil {
			return ImportReport{}, err
		}
	}
	return importOnce(ctx, d, []byte(text), o, func(ctx context.Context, desk *Desk, draft *draftLedger) (ImportReport, error) {
		if err := desk.view(ctx, desk.today()).Open(); err != nil && !columns.Has(sheet.Race) {
			return ImportReport{}, err
		}
		rows := &tableImport{desk: desk, draft: draft, table: table, o: o, problems: slices.Clone(table.Unquoted)}
		rows.report.Table = true
		if exported {
			err = rows.long(ctx)
		} else {
			err = rows.own(ctx, columns)
		}
		return rows.done(), err
	})
}

// tableImport is the import of a table under way, on a scratch desk.
type tableImport struct {
	desk     *Desk
	draft    *draftLedger
	table    sheet.Table
	o        ImportOptions
	report   ImportReport
	problems []sheet.Problem
	behind   bool // it was said that the ledger has later entries
}

// own reads the rows of a desk's own table, each as the report of a stance.
func (t *tableImport) own(ctx context.Context, columns sheet.Columns) error {
	t.report.Aside = columns.Unread()
	t.draft.kept = columns.Has(sheet.Recorded)
	reader := sheet.Reader{Columns: columns, Names: t.desk.names(t.desk.book.Current(t.desk.book.Last())), InRace: t.inRace, Now: t.desk.Now(), Zone: t.desk.Zone}
	for i, row := range t.table.Rows {
		t.o.progress(i, len(t.table.Rows))
		said, problems := reader.Stance(row)
		if len(problems) > 0 {
			t.problems = append(t.problems, problems...)
			continue
		}
		if err := t.reported(ctx, row, said); err != nil {
			return err
		}
	}
	return nil
}

// inRace gives the names of a race that a row names.
func (t *tableImport) inRace(name string) (*lexicon.Names, string, error) {
	race, err := raceMeant(t.desk, "", name, t.desk.book.Last())
	if err != nil {
		return nil, "", err
	}
	return t.desk.names(race), race.Key(), nil
}

// reported decides on the report of a row as on one that is typed.
func (t *tableImport) reported(ctx context.Context, row sheet.Row, said sheet.Report) error {
	user := User{ID: cmp.Or(said.Recorder, t.o.user().ID), Admin: true}
	q := t.desk.query(ctx, Request{User: user}, grammar.Understood{Fact: said.Fact, Given: said.Given, In: said.Race})
	e, err := reporting(q)
	if err = cmp.Or(q.Err(), err); err != nil {
		return t.refused(row, err)
	}
	e.Recorder, e.Recorded = user.ID, said.Recorded
	t.add(ctx, row, e)
	return nil
}

// refused notes what a person can mend of a row, and gives any other error back.
func (t *tableImport) refused(row sheet.Row, err error) error {
	if _, ok := refusal(err); !ok {
		return err
	}
	t.problem(row, "", err)
	return nil
}

// add drafts an entry, unless it is one that the ledger has, and gives its number; 0 where it
// cannot be one.
func (t *tableImport) add(ctx context.Context, row sheet.Row, e consensus.Entry) int {
	if e.Number != 0 {
		t.report.Already++
		t.becomes(row, fmt.Sprintf("is there already as #%d", e.Number))
		return e.Number
	}
	if t.draft.kept {
		if !t.follows(row, e.Recorded) {
			return 0
		}
		t.draft.at = e.Recorded
	}
	receipt, _ := t.draft.Append(ctx, "", t.desk.book.Last(), []consensus.Entry{e})
	e = receipt.Entries[0]
	if err := t.desk.book.Apply(e); err != nil {
		t.draft.added = t.draft.added[:len(t.draft.added)-1]
		t.problem(row, "", sentences.Ask("no row"))
		return 0
	}
	if t.o.DryRun {
		t.becomes(row, t.desk.view(ctx, t.desk.today()).Imported(e))
	}
	return e.Number
}

// follows tells whether an entry of that moment can be the next of the ledger. That the ledger
// has later entries is said of the first row alone: it is so for most that follow.
func (t *tableImport) follows(row sheet.Row, at time.Time) bool {
	last, now := t.desk.book.LastRecorded(), t.desk.Now()
	switch {
	case at.After(now):
		t.problem(row, "", sentences.Ask("recorded later", at.Format(time.RFC3339), now.UTC().Format(time.RFC3339)))
	case !at.Before(last):
		return true
	case !t.behind:
		t.behind = true
		t.problem(row, "", sentences.Ask("ledger is later", at.Format(time.RFC3339), last.Format(time.RFC3339)))
	}
	return false
}

func (t *tableImport) problem(row sheet.Row, heading string, err error) {
	t.problems = append(t.problems, sheet.Problem{Row: row.Number, Heading: heading, Err: err})
}

// becomes notes for a dry run what becomes of a row.
func (t *tableImport) becomes(row sheet.Row, what string) {
	if t.o.DryRun {
		t.report.Became = append(t.report.Became, fmt.Sprintf("row %d: %s", row.Number, what))
	}
}

// done gives the report, what is wrong in the order of the rows.
func (t *tableImport) done() ImportReport {
	slices.SortStableFunc(t.problems, func(a, b sheet.Problem) int { return cmp.Compare(a.Row, b.Row) })
	for i, p := range t.problems {
		place := fmt.Sprintf("row %d", p.Row)
		if p.Heading != "" {
			place += ", column " + p.Heading
		}
		if i == 0 || t.problems[i-1].Row != p.Row {
			t.report.wrong++
		}
		t.report.Problems = append(t.report.Problems, place+": "+toMend(p.Err))
	}
	return t.report
}

// toMend gives what is wrong, and the cure.
func toMend(err error) string {
	told := asError(err)
	if told == nil {
		return err.Error()
	}
	return strings.TrimSpace(told.Message + " " + answer.Marked(told.Hint).Plain())
}
