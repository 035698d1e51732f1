package localslack

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"
)

// checker walks blocks and gathers what Slack would complain about, each complaint with a
// JSON pointer to its place.
type checker struct {
	problems []string
	blockIDs map[string]bool
	on       surface
	focused  bool // an element takes the focus when the view opens
	// Characters, and charts, summed over the whole message as Slack does.
	shown, inTables, charts int
}

// node is a JSON object and its place.
type node struct {
	*checker
	at     string
	fields map[string]any
}

func (c *checker) fail(at, format string, values ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, values...)+" [json-pointer:"+at+"]")
}

func (n node) has(field string) bool { return n.fields[field] != nil }

func (n node) kind() string {
	kind, _ := n.fields["type"].(string)
	return kind
}

// str reads a string of a length between least and most; with least 0 it may be missing.
func (n node) str(field string, least, most int) string {
	at := n.at + "/" + field
	v, present := n.fields[field]
	if !present || v == nil {
		if least > 0 {
			n.fail(n.at, "missing required field: %s", field)
		}
		return ""
	}
	s, ok := v.(string)
	if !ok {
		n.fail(at, "must be a string")
		return ""
	}
	switch length := utf8.RuneCountInString(s); {
	case length < least:
		n.fail(at, "must be more than %d characters", least-1)
	case length > most:
		n.fail(at, "must be less than %d characters", most+1)
	}
	return s
}

// list reads an array of between least and most items.
func (n node) list(field string, least, most int) []any {
	at := n.at + "/" + field
	v, present := n.fields[field]
	if !present || v == nil {
		if least > 0 {
			n.fail(n.at, "missing required field: %s", field)
		}
		return nil
	}
	items, ok := v.([]any)
	switch {
	case !ok:
		n.fail(at, "must be an array")
	case len(items) < least:
		n.fail(at, "no less than %d items allowed", least)
	case len(items) > most:
		n.fail(at, "no more than %d items allowed", most)
	}
	return items
}

func (n node) oneOf(field string, values ...string) {
	if s := n.str(field, 0, 255); s != "" && !slices.Contains(values, s) {
		n.fail(n.at+"/"+field, "must be a valid enum value")
	}
}

// number reads a number between least and most; it may be missing.
func (n node) number(field string, least, most float64) {
	v, present := n.fields[field]
	if !present {
		return
	}
	f, ok := v.(float64)
	switch at := n.at + "/" + field; {
	case !ok:
		n.fail(at, "must be a number")
	case f < least || f > most:
		n.fail(at, "must be between %s and %s", short(least), short(most))
	}
}

func short(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// link reads an address of at most 3,000 characters; it may be missing.
func (n node) link(field string) {
	s := n.str(field, 0, 3000)
	if s == "" {
		return
	}
	if u, err := url.Parse(s); err != nil || u.Scheme == "" || (u.Host == "" && u.Opaque == "") {
		n.fail(n.at+"/"+field, "must be a valid URL")
	}
}

// textObject reads a text object of at most so many characters. Plain says that mrkdwn is
// not allowed in this place.
func (n node) textObject(field string, most int, plain bool) {
	if n.has(field) {
		n.textValue(n.fields[field], n.at+"/"+field, most, plain)
	}
}

func (n node) requireText(field string, most int, plain bool) {
	if !n.has(field) {
		n.fail(n.at, "missing required field: %s", field)
		return
	}
	n.textObject(field, most, plain)
}

func (c *checker) textValue(v any, at string, most int, plain bool) {
	m, ok := v.(map[string]any)
	if !ok {
		c.fail(at, "must be an object")
		return
	}
	t, other := node{checker: c, at: at, fields: m}, "verbatim"
	if t.kind() == "plain_text" {
		other = "emoji" // each belongs to one of the two
	}
	t.known([]rule{{field: "type"}, {field: "text"}, {field: other}})
	if k := t.kind(); k != "plain_text" && (k != "mrkdwn" || plain) {
		c.fail(at+"/type", "unsupported type: %s", k)
	}
	t.check(rule{field: "text", kind: "text", least: 1, most: float64(most)})
}

// flag reads a truth value; it may be missing.
func (n node) flag(field string) {
	if _, ok := n.fields[field].(bool); n.fields[field] != nil && !ok {
		n.fail(n.at+"/"+field, "must be a boolean")
	}
}
