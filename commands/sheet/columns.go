package sheet

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"natobot/commands/english"
	"natobot/commands/lexicon"
)

// Column is a part of a report that a table may have, by its own word.
type Column string

// The columns. The first three are needed; [source] is none, but a heading that may be three.
const (
	Member    Column = "member"
	Candidate Column = "candidate"
	Position  Column = "position"
	Date      Column = "date"
	Via       Column = "via"
	Who       Column = "who"
	Outlet    Column = "outlet"
	Link      Column = "link"
	Quote     Column = "quote"
	Condition Column = "condition"
	Recorded  Column = "recorded"
	Recorder  Column = "recorder"
	Race      Column = "race"
	source    Column = "source"
)

// columns lists them in the order of the documents.
func columns() []Column {
	return []Column{Member, Candidate, Position, Date, Via, Who, Outlet, Link, Quote, Condition, Recorded, Recorder, Race}
}

//go:embed headings.txt
var headings string

//go:embed sentences.txt
var sentencesFile string

var sentences = english.ReadSentences(sentencesFile)

// usual gives the column that a heading is usually of, by the heading's key.
var usual = sync.OnceValue(func() map[string]Column {
	all := map[string]Column{}
	for _, of := range lexicon.ParseWords(headings) {
		for heading := range strings.SplitSeq(of.Phrases, ",") {
			all[lexicon.Key(heading)] = Column(of.Word)
		}
	}
	return all
})

// Map names the headings of columns that go by other ones than usual, by their keys.
type Map map[Column]string

// ParseMap reads "member=Country,position=Stance". A heading may hold a comma: what follows it
// names no column then.
func ParseMap(text string) (Map, error) {
	m := Map{}
	var last Column
	for part := range strings.SplitSeq(text, ",") {
		name, heading, named := strings.Cut(part, "=")
		column := Column(lexicon.Key(name))
		switch {
		case text == "":
		case named && slices.Contains(columns(), column) && m[column] == "" && lexicon.Key(heading) != "":
			last, m[column] = column, lexicon.Key(heading)
		case !named && last != "":
			m[last] = lexicon.Key(m[last] + "," + part)
		default:
			return nil, sentences.Ask("map", part)
		}
	}
	return m, nil
}

// understood tells how many of some cells are headings.
func (m Map) understood(cells []string) int {
	n := 0
	for _, c := range cells {
		if m.column(c) != "" {
			n++
		}
	}
	return n
}

// column gives the column that a heading is of, "" for none. A column that is named goes by
// that heading alone.
func (m Map) column(heading string) Column {
	key := lexicon.Key(heading)
	for column, named := range m {
		if named == key {
			return column
		}
	}
	if c := usual()[key]; m[c] == "" {
		return c
	}
	return ""
}

// Columns tells where each column stands.
type Columns struct {
	at       map[Column]int
	headings []string
	unread   []string
}

// Columns finds out what the headings mean, or asks.
func (t Table) Columns(named Map) (Columns, error) {
	c := Columns{at: map[Column]int{}, headings: t.Headings}
	for i, heading := range t.Headings {
		column := named.column(heading)
		if column == source {
			column = t.sourceAt(i)
		}
		at, twice := c.at[column]
		switch {
		case twice:
			return c, sentences.Ask("column twice", column, t.Headings[at], heading, toMap(column, heading))
		case column == source:
			return c, sentences.Ask("source", heading, toMap(Who, heading), toMap(Outlet, heading), toMap(Link, heading))
		case column != "":
			c.at[column] = i
		case heading != "" || t.filled(i):
			c.unread = append(c.unread, cmp.Or(heading, fmt.Sprintf("the one without a heading, the %d.", i+1)))
		}
	}
	for _, column := range columns() {
		if key := named[column]; key != "" && !c.Has(column) {
			return c, sentences.Ask("heading not there", column, key, shown(t.Headings))
		}
	}
	return c, c.enough()
}

// sourceAt tells what a column of sources is: links where all that stands in it are.
func (t Table) sourceAt(i int) Column {
	for _, row := range t.Rows {
		if cell := row.cell(i); cell != "" && !lexicon.HasScheme(cell) {
			return source
		}
	}
	return Link
}

func (t Table) filled(i int) bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.cell(i) != "" })
}

// enough asks for the columns without which a row is no report, and after headings that are
// nearly those of a column that is not there.
func (c Columns) enough() error {
	for _, column := range []Column{Member, Candidate, Position} {
		if !c.Has(column) {
			return sayNoColumn(column, c.Understood(), c.unread)
		}
	}
	var hints []lexicon.Hint
	for key, column := range usual() {
		if !c.Has(column) && column != source {
			hints = append(hints, lexicon.Hint{Key: key, Show: string(column)})
		}
	}
	for _, heading := range c.unread {
		if near := lexicon.Fuzzy(lexicon.Key(heading), hints); len(near) > 0 {
			return sentences.Ask("near heading", heading, lexicon.OrList(near), toMap(Column(near[0].Show), heading))
		}
	}
	return nil
}

// Understood says how the headings were understood.
func (c Columns) Understood() string {
	var list []string
	for _, column := range columns() {
		if i, there := c.at[column]; there {
			list = append(list, fmt.Sprintf("%s as %s", english.AsTyped(c.headings[i]), column))
		}
	}
	return english.Series(list)
}

// Unread says which columns are left aside, "" for none.
func (c Columns) Unread() string { return english.Series(c.unread) }

// heading gives the heading of a column, as the table has it.
func (c Columns) heading(column Column) string {
	if i, there := c.at[column]; there {
		return c.headings[i]
	}
	return ""
}

// Has tells whether the table has a column.
func (c Columns) Has(column Column) bool { _, has := c.at[column]; return has }

// cell gives what stands in a row at a place, without the blanks around it.
func (r Row) cell(i int) string {
	if i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

func sayNoColumn(column Column, understood string, unread []string) error {
	told, or := "", ""
	if understood != "" {
		told = " Understood: " + understood + "."
	}
	if len(unread) > 0 {
		told += " Not understood: " + shown(unread) + "."
		or = ", or say which one it is: " + toMap(column, unread[0])
	}
	return sentences.Ask("no column", column, told, or)
}

// toMap gives what to write in a terminal so that a heading is of a column.
func toMap(column Column, heading string) string {
	return fmt.Sprintf("`--map \"%s=%s\"`", column, strings.NewReplacer("`", "'", `"`, `\"`).Replace(heading))
}

func shown(headings []string) string {
	var list []string
	for _, h := range headings {
		if h != "" {
			list = append(list, english.AsTyped(h))
		}
	}
	return english.Series(list)
}
