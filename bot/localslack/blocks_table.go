package localslack

import "strconv"

func (c *checker) table(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "rows", "column_settings")
	if !ok {
		return
	}
	for i, row := range n.list("rows", 1, 100) {
		c.row(row, at+"/rows/"+strconv.Itoa(i), true)
	}
	for i, setting := range n.list("column_settings", 0, 20) {
		if setting == nil {
			continue // a column may be left as it is
		}
		if s, ok := c.object(setting, at+"/column_settings/"+strconv.Itoa(i), "align", "is_wrapped"); ok {
			s.oneOf("align", "left", "center", "right")
		}
	}
}

// dataTable: the first row is the header; every row is as wide as it. Slack's documents
// say 101 rows with it, others 201: the smaller holds.
func (c *checker) dataTable(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "caption", "rows", "page_size", "row_header_column_index")
	if !ok {
		return
	}
	n.text("caption", 1, 3000)
	n.number("page_size", 1, 100)
	n.number("row_header_column_index", 0, 19)
	width := 0
	for i, row := range n.list("rows", 1, 101) {
		place := at + "/rows/" + strconv.Itoa(i)
		cells := c.row(row, place, i > 0)
		if i == 0 {
			width = cells
		}
		if cells != width {
			c.fail(place, "must have %d cells, as the first row has", width)
		}
	}
}

// row checks the cells of a row and gives their number.
func (c *checker) row(v any, at string, rich bool) int {
	cells, ok := v.([]any)
	if !ok {
		c.fail(at, "must be an array")
		return 0
	}
	if len(cells) < 1 || len(cells) > 20 {
		c.fail(at, "between 1 and 20 items allowed")
	}
	before := c.shown
	for i, cell := range cells {
		c.cell(cell, at+"/"+strconv.Itoa(i), rich)
	}
	c.inTables += c.shown - before
	return len(cells)
}

func (c *checker) cell(v any, at string, rich bool) {
	m, _ := v.(map[string]any)
	switch kind, _ := m["type"].(string); {
	case kind == "raw_text":
		if n, ok := c.object(v, at, "type", "text"); ok {
			n.text("text", 1, 10_000)
		}
	case kind == "raw_number":
		if n, ok := c.object(v, at, "type", "value", "text"); ok {
			n.require("value")
			n.number("value", -1e15, 1e15)
			n.text("text", 0, 10_000)
		}
	case kind == "rich_text" && rich:
		if n, ok := c.object(v, at, "type", "elements", "block_id"); ok {
			for i, e := range n.list("elements", 1, 1000) {
				c.richElement(e, at+"/elements/"+strconv.Itoa(i))
			}
		}
	default:
		c.fail(at+"/type", "unsupported type: %s", kind)
	}
}

// chart: at most 2 a message; series, points and labels as Slack's blocks.validate has
// them. Twelve series are allowed by others' account, six by Slack's first: six hold.
func (c *checker) chart(v any, at string) {
	c.charts++
	n, ok := c.object(v, at, "type", "block_id", "title", "chart")
	if !ok {
		return
	}
	if c.on != messageSurface {
		c.fail(at+"/type", "unsupported type: data_visualization")
	}
	n.text("title", 1, 50)
	chart, ok := c.object(n.fields["chart"], at+"/chart", "type", "segments", "series", "axis_config")
	if !ok {
		return
	}
	switch chart.kind() {
	case "pie":
		for i, s := range chart.list("segments", 1, 6) {
			c.point(s, at+"/chart/segments/"+strconv.Itoa(i))
		}
	case "bar", "line", "area":
		c.series(chart, c.categories(chart))
	default:
		c.fail(at+"/chart/type", "unsupported type: %s", chart.kind())
	}
}

func (c *checker) categories(chart node) int {
	axis, ok := c.object(chart.fields["axis_config"], chart.at+"/axis_config", "categories", "x_label", "y_label")
	if !ok {
		return 0
	}
	axis.str("x_label", 0, 50)
	axis.str("y_label", 0, 50)
	return len(axis.list("categories", 1, 20))
}

func (c *checker) series(chart node, categories int) {
	for i, v := range chart.list("series", 1, 6) {
		at := chart.at + "/series/" + strconv.Itoa(i)
		s, ok := c.object(v, at, "name", "data")
		if !ok {
			continue
		}
		s.text("name", 1, 20)
		data := s.list("data", 1, 20)
		if len(data) != categories {
			c.fail(at+"/data", "must have one point per category")
		}
		for j, p := range data {
			c.point(p, at+"/data/"+strconv.Itoa(j))
		}
	}
}

func (c *checker) point(v any, at string) {
	if p, ok := c.object(v, at, "label", "value"); ok {
		p.text("label", 1, 20)
		p.require("value")
		p.number("value", -1e15, 1e15)
	}
}
