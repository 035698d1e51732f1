package localslack

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// checker walks blocks and gathers what Slack would complain about, each complaint with a
// JSON pointer to its place.
type checker struct {
	problems []string
	pictured func(file string) bool // it can be shown
	focused  bool                   // an element takes the focus when the view opens
	// Characters, and charts, summed over the whole message as Slack does.
	shown, inTables, charts int
}

func (c *checker) fail(at, format string, values ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, values...)+" [json-pointer:"+at+"]")
}

// field holds a rule against a field of an object, or an item of a list.
func (c *checker) field(v any, at string, r rule) {
	switch {
	case v != nil:
		c.value(v, at+"/"+r.field, r)
	case r.required:
		c.fail(at, "missing required field: %s", r.field)
	}
}

func (c *checker) value(v any, at string, r rule) {
	switch r.kind {
	case "":
	case "str", "text", "enum", "link", "day", "number":
		c.text(v, at, r)
	case "num":
		f, is := v.(float64)
		switch {
		case !is:
			c.fail(at, "must be a number")
		case f < r.least || f > r.most:
			c.fail(at, "must be between %s and %s", short(r.least), short(r.most))
		}
	case "flag":
		if _, is := v.(bool); !is {
			c.fail(at, "must be a boolean")
		}
	case "list", "row":
		c.list(v, at, r)
	default:
		c.object(v, at, r)
	}
}

func (c *checker) text(v any, at string, r rule) {
	s, is := v.(string)
	length := utf8.RuneCountInString(s)
	switch {
	case !is:
		c.fail(at, "must be a string")
	case length < int(r.least):
		c.fail(at, "must be more than %d characters", int(r.least)-1)
	case length > int(r.most) && r.kind != "enum":
		c.fail(at, "must be less than %d characters", int(r.most)+1)
	case s == "":
	case r.kind == "enum" && !slices.Contains(r.words, s):
		c.fail(at, "must be a valid enum value")
	case r.kind == "link" && !isAddress(s):
		c.fail(at, "must be a valid URL")
	case r.kind == "day" && !isDay(s):
		c.fail(at, "must be a date as YYYY-MM-DD")
	case r.kind == "number" && !isNumber(s, true):
		c.fail(at, "must be a number")
	}
	if r.kind == "text" {
		c.shown += length
	}
}

func (c *checker) list(v any, at string, r rule) {
	items, is := v.([]any)
	few, many := len(items) < int(r.least), len(items) > int(r.most)
	switch {
	case !is:
		c.fail(at, "must be an array")
	case r.kind == "row" && (few || many):
		c.fail(at, "between %v and %v items allowed", r.least, r.most)
	case few:
		c.fail(at, "no less than %v items allowed", r.least)
	case many:
		c.fail(at, "no more than %v items allowed", r.most)
	}
	for i, item := range items {
		one := *r.of
		one.field = strconv.Itoa(i)
		c.field(item, at, one)
	}
}

// object checks one of a kind, or of one of the kinds of a set. A limit is that of the text
// in it.
func (c *checker) object(v any, at string, r rule) {
	m, is := v.(map[string]any)
	o, kind := object(m), r.kind
	if !is {
		c.fail(at, "must be an object")
		return
	}
	if kind[0] == '@' {
		kind = o.text("type")
		if !shapes().takes(r.kind, kind) {
			c.fail(at+"/type", "unsupported type: %s", kind)
			return
		}
	}
	rules, before := shapes().rules[kind], c.shown
	for _, field := range slices.Sorted(maps.Keys(m)) {
		if rules != nil && !slices.ContainsFunc(rules, func(r rule) bool { return r.field == field }) {
			c.fail(at, "invalid additional property: %s", field)
		}
	}
	for _, one := range rules {
		if one.kind == "text" && r.most > 0 {
			one.most = r.most
		}
		c.field(o[one.field], at, one)
	}
	c.together(o, at, kind, c.shown-before)
}

var numeral = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func isNumber(text string, decimal bool) bool {
	return numeral.MatchString(text) && (decimal || !strings.Contains(text, "."))
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme != "" && (u.Host != "" || u.Opaque != "")
}

func short(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }
