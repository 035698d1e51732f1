package commands

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"natobot/commands/english"
	"natobot/commands/lexicon"
	"natobot/commands/report"
	"natobot/commands/sheet"
	"natobot/consensus"
)

// long reads the rows of a table that a long export wrote, in the order in which they were
// recorded. What they say of each other goes by the numbers that they get here.
func (t *tableImport) long(ctx context.Context) error {
	rows := t.longRows()
	had, err := t.had(ctx)
	if err = cmp.Or(err, t.sameRace(rows)); err != nil || len(t.problems) > 0 {
		return err
	}
	t.draft.kept = slices.Contains(t.table.Headings, "recorded")
	numbers := map[int]int{} // by those of the table; 0 where a row was left out
	for i, row := range rows {
		t.o.progress(i, len(rows))
		e := row.entry.Entry
		e.Number, e.Recorder = 0, cmp.Or(e.Recorder, t.o.user().ID)
		e.Target = numbers[e.Target]
		if gone := row.entry.StruckBy; gone != 0 && !isRow(rows, gone) || e.Target == 0 && row.entry.Target != 0 && !row.entry.Corrects() {
			t.report.LeftOut++
			t.becomes(row.Row, "is left out: what it tells of is not in the table")
			continue
		}
		if same := had[spoken(e.Fact)]; len(same) > 0 {
			e.Number, had[spoken(e.Fact)] = same[0], same[1:]
		} else if err := possible(t.desk.view(ctx, t.desk.today()), e.Fact); err != nil {
			t.problem(row.Row, "", err)
			continue
		}
		numbers[row.entry.Number] = t.add(ctx, row.Row, e)
	}
	return nil
}

// sameRace checks that the rows are of the race that the ledger follows, or the first that it
// hears of.
func (t *tableImport) sameRace(rows []longRow) error {
	book := t.desk.book
	race := book.Current(book.Last()).Key()
	if len(book.Races()) == 0 && len(rows) > 0 && string(lexicon.CandidateKey(rows[0].entry.Race)) == rows[0].entry.Race {
		race = rows[0].entry.Race
	}
	for _, row := range rows {
		if row.entry.Race != race {
			return sayOtherRace(row.entry.Race, race)
		}
	}
	return nil
}

// longRow is a row of a long export.
type longRow struct {
	sheet.Row
	entry report.LongEntry
}

// longRows reads the rows, and orders them by the entries that they were.
func (t *tableImport) longRows() []longRow {
	var rows []longRow
	for _, row := range t.table.Rows {
		e, wrong := report.ParseLong(t.table.Headings, row.Cells, t.table.Comma)
		for _, column := range t.table.Headings {
			if err := wrong[column]; err != nil {
				t.problem(row, column, err)
			}
		}
		rows = append(rows, longRow{row, e})
	}
	slices.SortStableFunc(rows, func(a, b longRow) int { return cmp.Compare(a.entry.Number, b.entry.Number) })
	for i := 1; i < len(rows); i++ {
		if rows[i].entry.Number == rows[i-1].entry.Number {
			t.problem(rows[i].Row, "entry", sayRowTwice(rows[i].entry.Number, rows[i-1].Number))
		}
	}
	return rows
}

// isRow tells whether an entry is one of the rows.
func isRow(rows []longRow, number int) bool {
	_, found := slices.BinarySearchFunc(rows, number, func(r longRow, n int) int { return cmp.Compare(r.entry.Number, n) })
	return found
}

// had gives the entries that the race has, by what they say.
func (t *tableImport) had(ctx context.Context) (map[consensus.Fact][]int, error) {
	had := map[consensus.Fact][]int{}
	v := t.desk.view(ctx, t.desk.today())
	for some := range slices.Chunk(v.Race.History(consensus.Subject{}, v.At.Known), report.Batch) {
		entries, err := t.desk.Ledger.Entries(ctx, some...)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			had[spoken(e.Fact)] = append(had[spoken(e.Fact)], e.Number)
		}
	}
	return had, nil
}

// spoken gives what a fact says, without who a candidate is: a table says that of all.
func spoken(f consensus.Fact) consensus.Fact {
	if f.Kind == consensus.Candidacy || f.Kind == consensus.Accession {
		f.Name, f.Country = "", ""
	}
	return f
}

func sayOtherRace(table, ledger string) error {
	return consensus.Ask("The table is of the race "+english.AsTyped(table)+", and the ledger follows "+english.AsTyped(ledger)+".",
		"Import it into an empty ledger, or write the key of this race into its column race.")
}

func sayRowTwice(number, row int) error {
	return consensus.Ask(fmt.Sprintf("Entry %d stands in row %d already.", number, row), "Take one of the two rows out.")
}
