package postgres

import (
	"fmt"
	"strings"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// appending is the statement that appends entries, with the requests that recorded them, where
// the ledger still ends as it was known to, by number and hash, and nobody else is appending: it waits
// for nobody. It is one round trip and a transaction of its own. Written rows are the entries.
var appending = `WITH l AS (
		SELECT 1 FROM heads WHERE workspace = $1 AND number = $2 AND hash = $3 FOR UPDATE SKIP LOCKED),
	h AS (
		UPDATE heads SET number = $4, recorded = $5, hash = $6 WHERE workspace = $1 AND EXISTS (SELECT 1 FROM l) RETURNING 1),
	r AS (
		INSERT INTO requests (workspace, key, first, count)
		SELECT $1, x.* FROM h, unnest($7::bytea[], $8::bigint[], $9::bigint[]) x),
	w AS (
		INSERT INTO entry_words (workspace, number, words)
		SELECT $1, x.number, x.words::tsvector FROM h, unnest($10::bigint[], $11::text[]) x (number, words) WHERE x.words <> '')
	INSERT INTO entries (workspace, hash, ` + store.WholeColumns() + `)
	SELECT $1, x.* FROM h, unnest($12::bytea[], ` + arrays(13) + `) x`

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

// list gives the values of some rows as they are sent.
func (c *column) list(from, to int) any {
	switch {
	case c.numbers != nil:
		return c.numbers[from:to]
	case c.words != nil:
		return c.words[from:to]
	}
	return c.texts[from:to]
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
