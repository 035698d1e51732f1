package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/cells"
	"natobot/commands/jsonl"
	"natobot/commands/lexicon"
)

// Export writes in one of the formats.
func (v View) Export(w io.Writer, format string) error {
	kind, excel := strings.CutSuffix(format, " excel")
	table := cells.Table{Comma: ',', Out: w}
	if excel {
		table = cells.Table{Comma: ';', BOM: true, Out: w}
	}
	switch kind {
	case "csv":
		return v.exportCSV(table)
	case "long":
		return v.exportLong(table)
	}
	switch format {
	case "jsonl":
		return v.exportEntries(w)
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(v.asJSON(v.Race.Standing(v.At).Tallies))
	case "md":
		return v.exportMarkdown(w)
	case "text":
		return v.exportProse(w)
	}
	return Ask("no export", format)
}

// exportEntries writes all that the ledger has, and behind it the digests that were posted.
func (v View) exportEntries(w io.Writer) error {
	numbers := make([]int, v.At.Known)
	for i := range numbers {
		numbers[i] = i + 1
	}
	write := func(text []byte, err error) error {
		if err == nil {
			_, err = w.Write(append(text, '\n'))
		}
		return err
	}
	for e := range v.each(numbers) {
		if err := write(jsonl.Encode(e)); err != nil {
			return err
		}
	}
	for _, p := range v.Posted("") {
		if err := write(jsonl.EncodePost(p)); err != nil {
			return err
		}
	}
	return v.Err()
}

// File answers with the race's table as a file.
func (v View) File(format string) (answer.Reply, error) {
	var content bytes.Buffer
	if err := v.Export(&content, format); err != nil {
		return answer.Reply{}, err
	}
	name := fmt.Sprintf("nato-%s-%s%s", v.Race.Key(), v.At.On, extension(format))
	return answer.Reply{Title: v.asOf(), File: &answer.File{Name: name, Content: content.Bytes()}}, nil
}

// extension ends the name of a file, so that what opens it is what its reader expects.
func extension(format string) string {
	format = strings.TrimSuffix(format, " excel")
	switch format {
	case "long":
		return "-long.csv"
	case "text":
		return ".txt"
	}
	return "." + format
}

// exportCSV writes a row for each member, the way a graphics desk wants it: nothing merged,
// nothing to clean. Each candidate has a column, and behind all of those one for the sources.
func (v View) exportCSV(out cells.Table) error {
	s := v.Race.Standing(v.At)
	v.fetch(restOn(s.Tallies)...)
	rows := [][]string{{"code", "member"}}
	for _, t := range s.Tallies {
		rows[0] = append(rows[0], t.Candidate.Name)
	}
	for _, t := range s.Tallies {
		rows[0] = append(rows[0], t.Candidate.Name+": source")
	}
	for _, m := range s.Members {
		row, sources := []string{string(m.Code), m.Name}, []string{}
		for _, t := range s.Tallies {
			word, source := "", ""
			if stance, asked := t.Of(m.Code); asked {
				word, source = lexicon.Written(stance.Saying(t.Candidate)), v.sourceOf(stance.Entry)
			}
			row, sources = append(row, word), append(sources, source)
		}
		row = append(row, sources...)
		rows = append(rows, row)
	}
	if v.Err() != nil {
		return v.Err()
	}
	return out.Write(rows)
}

// sourceOf gives the source of an entry in words, "" for no entry.
func (v View) sourceOf(number int) string {
	if number == 0 {
		return ""
	}
	return Sourced(v.Entry(number)).Plain()
}

// exportMarkdown writes the race as a Markdown table, with the count below.
func (v View) exportMarkdown(w io.Writer) error {
	s := v.Race.Standing(v.At)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| Member |", v.asOf())
	for _, t := range s.Tallies {
		fmt.Fprintf(&b, " %s |", markdown(t.Candidate.Name))
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(s.Tallies)) + "\n")
	for _, m := range s.Members {
		fmt.Fprintf(&b, "| %s |", markdown(m.Name))
		for _, t := range s.Tallies {
			text := ""
			if stance, asked := t.Of(m.Code); asked {
				text = lexicon.Written(stance.Saying(t.Candidate))
				if stance.Entry != 0 {
					text = position(stance, t.Candidate)
				}
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
