// Package cells writes tables of which no spreadsheet takes a cell for a formula, and reads such cells
// back.
package cells

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Table writes a table as a spreadsheet opens it.
type Table struct {
	Comma rune
	BOM   bool // by which Excel knows that the letters are UTF-8
	Out   io.Writer
}

// Write writes rows of which no cell is taken for a formula.
func (t Table) Write(rows [][]string) error {
	if t.BOM {
		if _, err := io.WriteString(t.Out, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(t.Out)
	out.Comma = t.Comma
	for _, row := range rows {
		for i := range row {
			row[i] = defused(row[i], t.Comma)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// defused gives a cell that no spreadsheet takes for a formula: an apostrophe stands before
// each sign that would begin one.
func defused(cell string, comma rune) string {
	for _, i := range slices.Backward(formulas(cell, comma)) {
		cell = cell[:i] + "'" + cell[i:]
	}
	return cell
}

// Armed gives a cell as it was before it was defused.
func Armed(cell string, comma rune) string {
	for _, i := range slices.Backward(formulas(cell, comma)) {
		if cell[i] == '\'' {
			cell = cell[:i] + cell[i+1:]
		}
	}
	return cell
}

// formulas finds where a cell could be taken for a formula: where it begins, and behind what
// a spreadsheet that goes by another separator than the file's takes for the end of a cell.
func formulas(cell string, comma rune) []int {
	var at []int
	begins := true
	for i, r := range cell {
		if begins && formula(cell[i:], i == 0) {
			at, begins = append(at, i), false
		}
		switch {
		case r != comma && strings.ContainsRune(";,\t\r\n", r):
			begins = true
		case !unicode.IsSpace(r):
			begins = false
		}
	}
	return at
}

// formula tells whether a text begins as a formula does, apostrophes before it left aside.
func formula(text string, first bool) bool {
	sign, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "'"))
	return strings.ContainsRune("=+-@＝＋－＠", sign) || first && strings.ContainsRune("\t\r", sign)
}
