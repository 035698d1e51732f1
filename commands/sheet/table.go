package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Table is what a file holds: the headings, and the rows below them that say something.
type Table struct {
	Headings []string
	Rows     []Row
	Comma    rune      // what separates the cells
	Unquoted []Problem // rows whose quotation marks do not fit
}

// Row is one row, by the number that a spreadsheet shows beside it.
type Row struct {
	Number int
	Cells  []string
}

// Problem is what is wrong with a row, at the column of that heading; "" is the row as a whole.
type Problem struct {
	Row     int
	Heading string
	Err     error
}

// headingRows is how far down the headings may stand, below a title.
const headingRows = 10

// Cut takes a table apart. The separator is the one by which the headings are understood best.
func Cut(text string, named Map) (Table, error) {
	if !utf8.ValidString(text) {
		return Table{}, sentences.Ask("other encoding")
	}
	text, commas := separators(text)
	var best Table
	most := -1
	for _, comma := range commas {
		t, understood := cut(text, comma, named)
		if understood > most {
			best, most = t, understood
		}
	}
	if len(best.Headings) == 0 {
		return best, sentences.Ask("empty table")
	}
	return best, nil
}

// IsTable tells that a file is a table and no list of commands: by its name, or by its first
// line, of which two cells at least are usual headings.
func IsTable(name, text string) bool {
	if ext := strings.ToLower(path.Ext(name)); ext == ".csv" || ext == ".tsv" {
		return true
	}
	text, commas := separators(text)
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	return !strings.HasPrefix(first, "#") && slices.ContainsFunc(commas, func(comma rune) bool {
		_, understood := cut(first, comma, nil)
		return understood > 1
	})
}

// separators gives what may separate the cells: what a first line "sep=;" says, which Excel
// understands, or any of the three in use. Lines end in "\n" alone in the text that it gives.
func separators(text string) (string, []rune) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	if first, rest, _ := strings.Cut(text, "\n"); len(first) == len("sep=;") && strings.EqualFold(first[:4], "sep=") && strings.Contains(",;\t", first[4:]) {
		return "\n" + rest, []rune{rune(first[4])} // the line stays, so that rows keep their numbers
	}
	return text, []rune{',', ';', '\t'}
}

// cut takes a table apart by one separator, and tells how many headings are understood.
func cut(text string, comma rune, named Map) (t Table, understood int) {
	t.Comma = comma
	rows, wrong := read(text, comma)
	at := 0
	for i, row := range rows[:min(len(rows), headingRows)] {
		if n := named.understood(row.Cells); n > understood {
			at, understood = i, n
		}
	}
	if len(rows) == 0 {
		return t, -1
	}
	t.Headings, t.Rows, t.Unquoted = rows[at].Cells, rows[at+1:], wrong
	for i, h := range t.Headings {
		t.Headings[i] = strings.TrimSpace(h)
	}
	return t, understood
}

// read gives the rows that say something. Blank lines and line breaks inside a cell do not put
// the numbers of the rows out.
func read(text string, comma rune) (rows []Row, wrong []Problem) {
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord = comma, -1
	inside := 0 // line breaks inside cells so far
	for {
		cells, err := in.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return rows, wrong
		case errors.As(err, &bad):
			wrong = append(wrong, Problem{Row: bad.StartLine - inside, Err: sayQuotes(bad)})
			inside += bad.Line - bad.StartLine
			continue
		case err != nil: // unreachable: a text is read without one
			return rows, append(wrong, Problem{Err: err})
		}
		line, _ := in.FieldPos(0)
		row := Row{line - inside, cells}
		inside += strings.Count(strings.Join(cells, ""), "\n")
		if !row.empty() {
			rows = append(rows, row)
		}
	}
}

func (r Row) empty() bool { return strings.TrimSpace(strings.Join(r.Cells, "")) == "" }

func sayQuotes(bad *csv.ParseError) error {
	if errors.Is(bad.Err, csv.ErrQuote) {
		return sentences.Ask("no end")
	}
	return sentences.Ask("quote in cell")
}
