package localslack

import "strconv"

// richText checks formatted text: sections, lists, quotes and preformatted text.
func (c *checker) richText(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "elements")
	if !ok {
		return
	}
	for i, e := range n.list("elements", 1, 1000) {
		c.richElement(e, at+"/elements/"+strconv.Itoa(i))
	}
}

func (c *checker) richElement(v any, at string) {
	m, _ := v.(map[string]any)
	switch kind, _ := m["type"].(string); kind {
	case "rich_text_section":
		c.richSection(v, at)
	case "rich_text_quote", "rich_text_preformatted":
		c.richSection(v, at, "border", "language")
	case "rich_text_list":
		c.richList(v, at)
	default:
		c.fail(at+"/type", "unsupported type: %s", kind)
	}
}

func (c *checker) richSection(v any, at string, more ...string) {
	n, ok := c.object(v, at, append(more, "type", "elements")...)
	if !ok {
		return
	}
	for i, e := range n.list("elements", 0, 1000) {
		c.richRun(e, at+"/elements/"+strconv.Itoa(i))
	}
}

func (c *checker) richList(v any, at string) {
	n, ok := c.object(v, at, "type", "elements", "style", "indent", "border", "offset")
	if !ok {
		return
	}
	if !n.has("style") {
		c.fail(at, "missing required field: style")
	}
	n.oneOf("style", "bullet", "ordered")
	n.number("indent", 0, 8)
	for i, e := range n.list("elements", 1, 1000) {
		c.richElement(e, at+"/elements/"+strconv.Itoa(i))
	}
}

// richRun checks one run of a section.
func (c *checker) richRun(v any, at string) {
	m, _ := v.(map[string]any)
	switch kind, _ := m["type"].(string); kind {
	case "text":
		if n, ok := c.styled(v, at, "text"); ok {
			n.text("text", 1, maxShown)
		}
	case "link":
		if n, ok := c.styled(v, at, "url", "text", "unsafe"); ok {
			n.require("url")
			n.link("url")
			n.text("text", 0, maxShown)
		}
	case "emoji":
		if n, ok := c.styled(v, at, "name", "unicode", "skin_tone", "url"); ok {
			n.str("name", 1, 255)
		}
	case "date":
		if n, ok := c.styled(v, at, "timestamp", "format", "url", "fallback"); ok {
			n.require("timestamp")
			n.str("format", 1, 255)
		}
	case "user", "channel", "usergroup":
		if n, ok := c.styled(v, at, kind+"_id"); ok {
			n.str(kind+"_id", 1, 255)
		}
	case "broadcast":
		if n, ok := c.styled(v, at, "range"); ok {
			n.require("range")
			n.oneOf("range", "here", "channel", "everyone")
		}
	case "color":
		c.styled(v, at, "value")
	default:
		c.fail(at+"/type", "unsupported type: %s", kind)
	}
}

func (c *checker) styled(v any, at string, fields ...string) (node, bool) {
	n, ok := c.object(v, at, append(fields, "type", "style")...)
	if ok && n.has("style") {
		c.object(n.fields["style"], at+"/style",
			"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
	}
	return n, ok
}

func (n node) require(field string) {
	if !n.has(field) {
		n.fail(n.at, "missing required field: %s", field)
	}
}
