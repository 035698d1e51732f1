package blockkit

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"natobot/commands/answer"
)

// Messages gives a reply's messages: one, or as many as Slack's limits ask for, with
// nothing left out and each with its text. share is the command that the reply answers,
// for a button that shares it.
func Messages(r answer.Reply, share string) []Message {
	if whole := compose(r, share); whole.fits() {
		return []Message{whole}
	}
	if list, ok := assemble(r, share); ok {
		return list
	}
	// Some name or heading is longer than a message. As running text everything fits.
	r.Sections = []answer.Section{answer.Paragraph{Text: answer.Line{{Text: r.Plain()}}}}
	list, _ := assemble(r, share)
	return list
}

// assemble gives the messages of a reply in parts, and whether all of them fit.
func assemble(r answer.Reply, share string) (list []Message, ok bool) {
	ok = true
	parts := divide(r)
	for i, part := range parts {
		if part.Title = numbered(r.Title, i+1, len(parts)); len(parts) == 1 {
			part.Title = r.Title
		}
		if i < len(parts)-1 {
			part.Actions = nil
		}
		m := compose(part, share)
		list, ok = append(list, m), ok && m.fits()
	}
	return list, ok
}

// numbered titles a part of a reply that did not fit one message. A title that is too
// long for a heading stands in the first part's text.
func numbered(title string, n, of int) string {
	part := fmt.Sprintf("%d of %d", n, of)
	if title == "" || Size(title) > maxHeader-len(" (100 of 100)") {
		return "Part " + part
	}
	return title + " (" + part + ")"
}

// atom is the smallest piece of a reply that is worth a place of its own: an item, a
// row, a bar, a stretch of text. Atoms of the same origin grow together again where
// they meet in one message.
type atom struct {
	origin  int
	section answer.Section
}

// divide gives a reply as replies that each fit a message. Atoms are filled in greedily:
// the fewest messages that keep the order.
func divide(r answer.Reply) (parts []answer.Reply) {
	list := atoms(r)
	for {
		n := fitting(r, list)
		parts, list = append(parts, together(r, list[:n])), list[n:]
		if len(list) == 0 {
			return parts
		}
	}
}

// fitting gives how many atoms fit a message together, and 1 where not even the first does. Where some do
// not fit, more of them do not either: so it is enough to look at few numbers of them.
func fitting(r answer.Reply, list []atom) int {
	fit := func(n int) bool { return compose(together(r, list[:n]), "").fits() }
	least, most := min(1, len(list)), 2
	for most <= len(list) && fit(most) {
		least, most = most, 2*most
	}
	more := max(0, min(most-1, len(list))-least)
	return least + sort.Search(more, func(i int) bool { return !fit(least + i + 1) })
}

// together makes a reply of atoms.
func together(r answer.Reply, list []atom) answer.Reply {
	part, origin := blank(r), -1
	for _, a := range list {
		part.Sections, origin = add(part.Sections, a, origin), a.origin
	}
	return part
}

// blank is the reply without sections, its title as long as it can become.
func blank(r answer.Reply) answer.Reply {
	r.Sections, r.Title = nil, numbered(r.Title, 100, 100)
	return r
}

// add puts an atom behind sections, the last of which came from origin.
func add(sections []answer.Section, a atom, origin int) []answer.Section {
	if a.origin != origin || len(sections) == 0 {
		return append(slices.Clip(sections), a.section)
	}
	sections = slices.Clone(sections)
	last := &sections[len(sections)-1]
	switch more := a.section.(type) {
	case answer.Paragraph:
		more.Text = slices.Concat((*last).(answer.Paragraph).Text, more.Text)
		*last = more
	case answer.List:
		more.Items = slices.Concat((*last).(answer.List).Items, more.Items)
		*last = more
	case answer.Table:
		more.Rows = slices.Concat((*last).(answer.Table).Rows, more.Rows)
		*last = more
	case answer.Chart:
		more.Bars = slices.Concat((*last).(answer.Chart).Bars, more.Bars)
		*last = more
	}
	return sections
}

// atoms takes a reply apart. A title that is too long for a heading becomes text.
func atoms(r answer.Reply) []atom {
	var list []atom
	origin := 0
	put := func(sections ...answer.Section) {
		for _, s := range sections {
			list = append(list, atom{origin, s})
		}
		origin++
	}
	if numbered(r.Title, 1, 1) == numbered("", 1, 1) && r.Title != "" {
		put(lines(answer.Paragraph{Text: answer.Line{{Text: r.Title}}})...)
	}
	for _, section := range r.Sections {
		if t, ok := section.(answer.Table); ok {
			for _, t := range narrowed(t) {
				put(rows(t)...)
			}
			continue
		}
		put(split(section)...)
	}
	return list
}

// split takes a section apart that is no table. One of which nothing is left stays whole.
func split(section answer.Section) []answer.Section {
	var list []answer.Section
	switch s := section.(type) {
	case answer.Paragraph:
		list = lines(s)
	case answer.List:
		for _, item := range s.Items {
			for _, line := range runs(item) {
				list = append(list, answer.List{Heading: s.Heading, Items: []answer.Line{line}})
			}
		}
	case answer.Chart:
		for _, bar := range s.Bars {
			list = append(list, answer.Chart{Caption: s.Caption, Total: s.Total, Bars: []answer.Bar{bar}})
		}
	}
	if len(list) == 0 {
		return []answer.Section{section}
	}
	return list
}

// lines cuts running text. A note that has to be cut is set as text.
func lines(p answer.Paragraph) []answer.Section {
	pieces := runs(p.Text)
	if len(pieces) == 1 {
		return []answer.Section{p}
	}
	list := make([]answer.Section, len(pieces))
	for i, piece := range pieces {
		list[i] = answer.Paragraph{Text: piece}
	}
	return list
}

// runs cuts a line into lines of at most maxRun.
func runs(l answer.Line) []answer.Line {
	var list []answer.Line
	var line answer.Line
	room := maxRun
	for _, span := range l {
		for _, piece := range cut(span.Text, maxRun) {
			cost := Size(piece) + Size(span.URL)
			if cost > room && len(line) > 0 {
				list, line, room = append(list, line), nil, maxRun
			}
			line = append(line, answer.Span{Text: piece, Style: span.Style, URL: span.URL})
			room -= cost
		}
	}
	return append(list, line)
}

// narrowed gives a table as tables that are narrow enough, each with the first column,
// which names the row.
func narrowed(t answer.Table) []answer.Table {
	if len(t.Columns) <= maxColumns {
		return []answer.Table{t}
	}
	var list []answer.Table
	for from := 1; from < len(t.Columns); from += maxColumns - 1 {
		to := min(from+maxColumns-1, len(t.Columns))
		part := answer.Table{Caption: t.Caption, Columns: append(t.Columns[:1:1], t.Columns[from:to]...)}
		for _, row := range t.Rows {
			part.Rows = append(part.Rows, append(row[:1:1], row[from:to]...))
		}
		list = append(list, part)
	}
	return list
}

// rows gives a table row by row. A table with a row that no table can hold becomes a
// list, which can be cut anywhere.
func rows(t answer.Table) []answer.Section {
	var list []answer.Section
	names := 0
	for _, c := range t.Columns {
		names += Size(c.Name)
	}
	for _, row := range t.Rows {
		if names+Size(strings.Join(row, "")) > maxCells/2 {
			return split(asList(t))
		}
		list = append(list, answer.Table{Caption: t.Caption, Columns: t.Columns, Rows: [][]string{row}})
	}
	if len(list) == 0 {
		list = append(list, t)
	}
	return list
}

// asList gives a table as a list: "Member: Poland · Stance: holdout · …".
func asList(t answer.Table) answer.List {
	l := answer.List{Heading: t.Caption}
	for _, row := range t.Rows {
		var line answer.Line
		for i, text := range row {
			name := t.Columns[i].Name + ": "
			if i > 0 {
				name = " · " + name
			}
			line = append(line, answer.Span{Text: name, Style: answer.Bold}, answer.Span{Text: text})
		}
		l.Items = append(l.Items, line)
	}
	return l
}
