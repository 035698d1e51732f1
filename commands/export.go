package commands

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"natobot/consensus"
)

// batch is how many whole entries are held in memory at a time.
const batch = 1000

// Formats lists what an export can be: "jsonl" for an import, the others for people and
// their programs.
func Formats() []string { return []string{"jsonl", "csv", "long", "json", "md", "text"} }

// ExportOptions tell what an export is about; a zero day is today, and a zero day of
// knowledge is now.
type ExportOptions struct {
	Format    string // one of Formats
	On, Known consensus.Day
}

// Export writes the ledger as "jsonl", all its entries so that an import gives the same
// ledger; or how the current race stands on a day: as "csv" with a row for each member,
// as "long" with a row for each entry, as "json", as a table in Markdown ("md"), or as a
// paragraph of prose ("text"). It is a refusal to ask jsonl for a day: a part of a ledger
// is no ledger.
func (d *Desk) Export(ctx context.Context, w io.Writer, o ExportOptions) error {
	if err := d.catchUp(ctx); err != nil {
		return err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	if o.Format == "jsonl" {
		if o.On != 0 || o.Known != 0 {
			return sayWholeLedger()
		}
		return d.exportEntries(ctx, w, d.book.Last())
	}
	v, err := d.asked(Understood{On: o.On, Known: o.Known})
	if err != nil {
		return err
	}
	return d.export(ctx, w, v, o.Format)
}

func (d *Desk) export(ctx context.Context, w io.Writer, v view, format string) error {
	switch format {
	case "csv":
		return exportCSV(w, v)
	case "long":
		return d.exportLong(ctx, w, v)
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(v.asJSON(v.race.Standing(v.at).Tallies))
	case "md":
		return exportMarkdown(w, v)
	case "text":
		return d.exportProse(ctx, w, v)
	}
	return sayNoFormat(format)
}

func (d *Desk) exportEntries(ctx context.Context, w io.Writer, last int) error {
	for first := 1; first <= last; first += batch {
		var numbers []int
		for n := first; n <= min(last, first+batch-1); n++ {
			numbers = append(numbers, n)
		}
		entries, err := d.Ledger.Entries(ctx, numbers...)
		if err != nil {
			return err
		}
		for _, e := range entries {
			text, err := entryLine(e)
			if err != nil {
				return err
			}
			if _, err := w.Write(append(text, '\n')); err != nil {
				return err
			}
		}
	}
	return nil
}

// exportFile answers with the race's table as a file.
func (d *Desk) exportFile(ctx context.Context, _ Request, u Understood) (Reply, error) {
	v, err := d.asked(u)
	if err != nil {
		return Reply{}, err
	}
	var file bytes.Buffer
	if err := d.export(ctx, &file, v, u.Sub); err != nil {
		return Reply{}, err
	}
	name := fmt.Sprintf("nato-%s-%s%s", v.race.Key(), v.at.On, extension(u.Sub))
	return Reply{Title: v.asOf(), File: &File{Name: name, Content: file.Bytes()}}, nil
}

// extension ends the name of a file, so that what opens it is what its reader expects.
func extension(format string) string {
	switch format {
	case "long":
		return "-long.csv"
	case "text":
		return ".txt"
	}
	return "." + format
}

// exportCSV writes a row for each member and a column for each candidate, the way a
// graphics desk wants it: nothing merged, nothing to clean.
func exportCSV(w io.Writer, v view) error {
	s := v.race.Standing(v.at)
	rows := [][]string{{"code", "member"}}
	for _, t := range s.Tallies {
		rows[0] = append(rows[0], t.Candidate.Name)
	}
	for i, m := range s.Members {
		row := []string{string(m.Code), m.Name}
		for _, t := range s.Tallies {
			row = append(row, t.Stances[i].Position.String())
		}
		rows = append(rows, row)
	}
	return writeCSV(w, rows)
}

// writeCSV writes rows of which no cell is taken for a formula.
func writeCSV(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	for _, row := range rows {
		for i := range row {
			row[i] = defused(row[i])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// defused gives a cell that no spreadsheet takes for a formula.
func defused(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// exportMarkdown writes the race as a Markdown table, with the count below.
func exportMarkdown(w io.Writer, v view) error {
	s := v.race.Standing(v.at)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| Member |", v.asOf())
	for _, t := range s.Tallies {
		fmt.Fprintf(&b, " %s |", markdown(t.Candidate.Name))
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(s.Tallies)) + "\n")
	for i, m := range s.Members {
		fmt.Fprintf(&b, "| %s |", markdown(m.Name))
		for _, t := range s.Tallies {
			text := "undeclared"
			if t.Stances[i].Entry != 0 {
				text = position(t.Stances[i])
			}
			fmt.Fprintf(&b, " %s |", markdown(text))
		}
		b.WriteByte('\n')
	}
	if len(s.Tallies) > 0 {
		fmt.Fprintf(&b, "\n%s\n", markdown(v.headline(s.Tallies)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdown gives text that Markdown shows as it is.
func markdown(text string) string {
	return strings.NewReplacer("|", `\|`, "\\", `\\`, "\n", " ", "<", "&lt;", "*", `\*`, "_", `\_`, "[", `\[`, "`", "\\`").Replace(text)
}
