package postgres

import (
	"fmt"
	"strings"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// arrays names the types of an entry's columns as lists, from a parameter on.
func arrays(first int) string {
	var list []string
	for i, c := range newColumns() {
		list = append(list, fmt.Sprintf("$%d::%s[]", first+i, c.kind()))
	}
	return strings.Join(list, ", ")
}

// column is the values of one column, row by row; one of the lists is filled.
type column struct {
	numbers []int64
	words   []string // of a fixed list, or JSON
	texts   [][]byte // typed or pasted: text takes neither NUL nor broken UTF-8
}

func (c *column) kind() string {
	switch {
	case c.numbers != nil:
		return "bigint"
	case c.words != nil:
		return "text"
	}
	return "bytea"
}

// list gives the values as they are sent.
func (c *column) list() any {
	switch {
	case c.numbers != nil:
		return c.numbers
	case c.words != nil:
		return c.words
	}
	return c.texts
}

// part gives the values of some rows.
func (c *column) part(from, to int) column {
	switch {
	case c.numbers != nil:
		return column{numbers: c.numbers[from:to]}
	case c.words != nil:
		return column{words: c.words[from:to]}
	}
	return column{texts: c.texts[from:to]}
}

func (c *column) add(value any) {
	switch v := value.(type) {
	case int64:
		c.numbers = append(c.numbers, v)
	case string:
		if c.words != nil {
			c.words = append(c.words, v)
		} else {
			c.texts = append(c.texts, []byte(v))
		}
	}
}

// join adds the values of another column of the same kind.
func (c *column) join(other *column) {
	c.numbers, c.words, c.texts = append(c.numbers, other.numbers...), append(c.words, other.words...), append(c.texts, other.texts...)
}

// newColumns gives the columns of entries, in the order of [store.WholeColumns], without a row.
func newColumns() []column {
	columns := make([]column, store.Whole())
	fields := map[string]consensus.Field{}
	for _, f := range consensus.Fields() {
		fields[f.Name] = f
	}
	for i, name := range strings.Split(store.WholeColumns(), ", ") {
		columns[i].words = []string{}
		if f, is := fields[name]; is {
			switch f.In(&consensus.Entry{}).(type) {
			case *int, *time.Time, *consensus.Day:
				columns[i].words, columns[i].numbers = nil, []int64{}
			case *string:
				columns[i].words, columns[i].texts = nil, [][]byte{}
			}
		}
	}
	return columns
}

// plain gives a row's values as [store.Decode] takes them: texts are strings.
func plain(values []any) []any {
	for i := range values {
		if text, is := values[i].([]byte); is && i < store.Whole() {
			values[i] = string(text)
		}
	}
	return values
}
