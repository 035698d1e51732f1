package commands

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"natobot/commands/jsonl"
	"natobot/commands/lexicon"
	"natobot/commands/long"
	"natobot/commands/report"
	"natobot/commands/sheet"
	"natobot/consensus"
)

// importEntries restores an exported ledger: into an empty one, or into one that is its
// beginning.
func importEntries(ctx context.Context, d *Desk, content []byte, o ImportOptions) (ImportReport, error) {
	entries, posts, report := parseEntries(d.Bodies, content)
	if len(report.Problems) > 0 {
		return report, nil
	}
	d.recording.Lock()
	defer d.recording.Unlock()
	d.pending.drain()
	if err := d.refresh(ctx); err != nil {
		return report, err
	}
	last := d.last()
	if err := startsWith(ctx, d.Ledger, entries[:min(last, len(entries))], last); err != nil {
		return report, err
	}
	entries = entries[last:]
	report.Already, report.Added = last, len(entries)
	if len(entries) > 0 {
		report.First = entries[0].Number
	}
	if o.DryRun {
		report.Posts = len(posts)
		return report, nil
	}
	if len(entries) > 0 {
		if err := d.Ledger.Restore(ctx, entries); err != nil {
			return ImportReport{}, err
		}
	}
	var err error
	if len(posts) > 0 && d.RestorePosts != nil {
		report.Posts, err = d.RestorePosts(ctx, posts)
	}
	return report, cmp.Or(err, d.refresh(ctx))
}

// parseEntries reads the entries, and folds them as a ledger does, so that what a ledger
// could not hold is found before anything is written; and the digests behind them.
func parseEntries(of consensus.Bodies, content []byte) (entries []consensus.Entry, posts []consensus.Posting, _ ImportReport) {
	var done ImportReport
	book := consensus.NewBook(of)
	in := bufio.NewScanner(bytes.NewReader(content))
	in.Buffer(nil, longestLine)
	n, whole := 0, true
	for in.Scan() {
		n++
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		if jsonl.IsPost(in.Bytes()) {
			p, err := jsonl.ParsePost(in.Bytes())
			switch {
			case err != nil:
				done.problem(n, err.Error())
			case whole && p.Point.Known > book.Last(): // posts stand behind what they cover
				done.problem(n, fmt.Sprintf("this digest covers #%d, which is not in the file", p.Point.Known))
			}
			posts = append(posts, p)
			continue
		}
		e, err := jsonl.Parse(in.Bytes())
		if err == nil && whole { // behind a line that cannot be read every number is out of turn
			err = book.Apply(e)
		}
		if err != nil {
			whole = false
			done.problem(n, err.Error())
			continue
		}
		entries = append(entries, e)
	}
	if err := in.Err(); err != nil {
		done.problem(n+1, "is longer than an entry can be")
	}
	return entries, posts, done
}

// longestLine is how long a line of an export may be: a digest is there with its thread.
const longestLine = 16 << 20

// startsWith checks that the ledger is the beginning of the file.
func startsWith(ctx context.Context, l Ledger, beginning []consensus.Entry, last int) error {
	other := sentences.Ask("other ledger")
	if len(beginning) < last {
		return other
	}
	for first := 0; first < last; first += report.Batch {
		part := beginning[first:min(last, first+report.Batch)]
		var ask []int
		for _, e := range part {
			ask = append(ask, e.Number)
		}
		have, err := l.Entries(ctx, ask...)
		if err != nil {
			return err
		}
		for i := range have {
			if !sameEntry(have[i], part[i]) {
				return other
			}
		}
	}
	return nil
}

// sameEntry tells whether two entries are one and the same, by what their lines say.
func sameEntry(a, b consensus.Entry) bool {
	one, err := jsonl.Encode(a)
	other, otherErr := jsonl.Encode(b)
	return err == nil && otherErr == nil && bytes.Equal(one, other)
}

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
			return sentences.Ask("other race", row.entry.Race, race)
		}
	}
	return nil
}

// longRow is a row of a long export.
type longRow struct {
	sheet.Row
	entry long.Entry
}

// longRows reads the rows, and orders them by the entries that they were.
func (t *tableImport) longRows() []longRow {
	var rows []longRow
	for _, row := range t.table.Rows {
		e, wrong := long.Parse(t.table.Headings, row.Cells, t.table.Comma)
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
			t.problem(rows[i].Row, "entry", sentences.Ask("row twice", rows[i].entry.Number, rows[i-1].Number))
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
