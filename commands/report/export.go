package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"natobot/commands/answer"
	"natobot/commands/cells"
	"natobot/commands/english"
	"natobot/commands/jsonl"
	"natobot/commands/lexicon"
	"natobot/commands/long"
	"natobot/consensus"
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

// exportLong writes a row for each entry of the race that was known, and about the day or
// one before it, in the order of the days: the struck ones too, and what became of them.
func (v View) exportLong(out cells.Table) error {
	rows := [][]string{long.Columns()}
	written := map[int]bool{}
	for e := range v.each(v.Race.History(consensus.Subject{}, v.At.Known)) {
		if ofTheRace(e.Kind) && e.On.Day <= v.At.On || tellsOf(e.Kind) && written[e.Target] {
			written[e.Number] = true
			rows = append(rows, v.long(e))
		}
	}
	if v.Err() != nil {
		return v.Err()
	}
	slices.SortStableFunc(rows[1:], func(a, b []string) int {
		return slices.Compare(a[1:2], b[1:2]) // ISO days sort as words
	})
	return out.Write(rows)
}

// ofTheRace tells whether an entry says something of the race, not of other entries or of
// the desk.
func ofTheRace(k consensus.Kind) bool {
	return slices.Contains([]consensus.Kind{consensus.Candidacy, consensus.StanceKind, consensus.ClaimKind, consensus.Note, consensus.Accession}, k)
}

// tellsOf tells whether an entry says what becomes of another one.
func tellsOf(k consensus.Kind) bool {
	return slices.Contains([]consensus.Kind{consensus.Retraction, consensus.Echo, consensus.Settling}, k)
}

func (v View) long(e consensus.Entry) []string {
	yes := map[bool]string{true: "yes"}
	row := map[string]string{
		"entry": fmt.Sprint(e.Number), "race": e.Race, "day": e.On.Day.String(), "precision": e.On.Precision.String(), "kind": e.Kind.String(),
		"code": string(e.Member), "condition": e.Condition, "status": e.Status.String(), "attribution": e.Source.Via.String(),
		"who": e.Source.Who, "outlet": english.Published(e.Source), "link": e.Source.Link, "quote": e.Source.Quote, "text": e.Text,
		"recorded": e.Recorded.UTC().Format(jsonl.Moment), "recorder": e.Recorder, "state": v.state(e.Number),
		"missing": strings.ReplaceAll(string(e.Missing), ",", " "), "target": orNothing(e.Target),
		"desk_only": yes[e.DeskOnly], "motion": yes[e.Motion], "stage": string(e.Stage),
	}
	if e.Member != "" {
		row["member"] = v.member(e.Member).Name
	}
	if e.Candidate != "" {
		row["candidate"], row["country"] = v.Person(e.Candidate), string(v.candidate(e.Candidate).Country)
	}
	switch e.Kind {
	case consensus.StanceKind:
		row["position"] = e.Position.String()
	case consensus.ClaimKind:
		row["qualifier"], row["count"], row["of"] = e.Qualifier.String(), fmt.Sprint(e.Count), orNothing(e.Of)
	}
	return english.Each(long.Columns(), func(column string) string { return row[column] })
}

func orNothing(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// state tells whether an entry stands, by what was known.
func (v View) state(number int) string {
	by := v.Book.StruckBy(number, v.At.Known)
	if by == 0 {
		return "stands"
	}
	return fmt.Sprintf("struck by %d", by)
}
