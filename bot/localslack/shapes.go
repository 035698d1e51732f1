package localslack

import (
	_ "embed"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed shapes.txt
var shapesText string

// shapes are the kinds of objects that blocks are made of, as shapes.txt has them.
var shapes = sync.OnceValue(readShapes)

// kinds tells what each kind may hold, and which kinds may stand in the same place.
type kinds struct {
	rules map[string][]rule // nil for a kind that may hold anything
	sets  map[string][]string
}

// rule is what holds for one field.
type rule struct {
	field       string
	required    bool
	kind        string // "" for anything
	least, most float64
	words       []string // of an enum
	of          *rule    // of a list
}

func readShapes() kinds {
	k := kinds{map[string][]rule{}, map[string][]string{}}
	for line := range strings.Lines(shapesText) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case words[0][0] == '@':
			k.sets[words[0]] = words[1:]
		case len(words) == 2 && words[1] == "*":
			k.rules[words[0]] = nil
		default:
			rules := []rule{{field: "type"}, {field: "block_id"}}
			for _, word := range words[1:] {
				field, text, _ := strings.Cut(word, "=")
				r := readRule(text)
				r.field = field
				rules = append(rules, r)
			}
			k.rules[words[0]] = rules
		}
	}
	return k
}

var ruleParts = regexp.MustCompile(`^(!?)([@\w]*)(?:\((-?[\w.|]+)(?:-(\w+))?\))?(.*)$`)

func readRule(text string) rule {
	parts := ruleParts.FindStringSubmatch(text)
	r := rule{required: parts[1] != "", kind: parts[2]}
	r.words = strings.Split(parts[3], "|")
	r.most, _ = strconv.ParseFloat(parts[3], 64)
	if parts[4] != "" {
		r.least = r.most
		r.most, _ = strconv.ParseFloat(parts[4], 64)
	}
	if r.kind == "list" {
		of := readRule(parts[5])
		r.of = &of
	}
	return r
}

// takes tells whether a kind belongs to a set.
func (k kinds) takes(set, kind string) bool {
	return slices.ContainsFunc(k.sets[set], func(one string) bool {
		return one == kind || one[0] == '@' && k.takes(one, kind)
	})
}

// check holds a rule against its field.
func (n node) check(r rule) {
	if r.required && !n.has(r.field) {
		n.fail(n.at, "missing required field: %s", r.field)
		return
	}
	least, most := int(r.least), int(r.most)
	switch r.kind {
	case "":
	case "str":
		n.str(r.field, least, most)
	case "text":
		n.shown += len([]rune(n.str(r.field, least, most)))
	case "plain", "mrkdwn":
		n.textObject(r.field, most, r.kind == "plain")
	case "num":
		n.number(r.field, r.least, r.most)
	case "enum":
		n.oneOf(r.field, r.words...)
	case "flag":
		n.flag(r.field)
	case "link":
		n.link(r.field)
	case "day":
		if day := n.str(r.field, 0, 10); day != "" && !isDay(day) {
			n.fail(n.at+"/"+r.field, "must be a date as YYYY-MM-DD")
		}
	case "number":
		if text := n.str(r.field, 0, 255); text != "" && !isNumber(text, true) {
			n.fail(n.at+"/"+r.field, "must be a number")
		}
	case "list":
		n.items(r)
	default:
		if n.has(r.field) {
			n.value(n.fields[r.field], n.at+"/"+r.field, r.kind)
		}
	}
}

// items holds a rule against each item of a list.
func (n node) items(r rule) {
	if !n.has(r.field) {
		return
	}
	in := node{checker: n.checker, at: n.at + "/" + r.field, fields: map[string]any{}}
	for i, item := range n.list(r.field, int(r.least), int(r.most)) {
		one := *r.of
		one.field = strconv.Itoa(i)
		in.fields[one.field] = item
		in.check(one)
	}
}

// value checks an object of a kind, or of one of the kinds of a set, or a row of cells.
func (c *checker) value(v any, at, kind string) {
	m, is := v.(map[string]any)
	switch {
	case kind == "row":
		c.row(v, at)
		return
	case !is:
		c.fail(at, "must be an object")
		return
	case kind[0] == '@':
		set := kind
		if kind, _ = m["type"].(string); !shapes().takes(set, kind) {
			c.fail(at+"/type", "unsupported type: %s", kind)
			return
		}
	}
	n, rules := node{checker: c, at: at, fields: m}, shapes().rules[kind]
	if rules != nil {
		n.known(rules)
	}
	before := c.shown
	for _, r := range rules {
		n.check(r)
	}
	n.together(kind, c.shown-before)
}

// known refuses fields that the kind has not.
func (n node) known(rules []rule) {
	for _, field := range slices.Sorted(maps.Keys(n.fields)) {
		if !slices.ContainsFunc(rules, func(r rule) bool { return r.field == field }) {
			n.fail(n.at, "invalid additional property: %s", field)
		}
	}
}

// row checks the cells of a table's row.
func (c *checker) row(v any, at string) {
	cells, ok := v.([]any)
	if !ok {
		c.fail(at, "must be an array")
		return
	}
	if len(cells) < 1 || len(cells) > 20 {
		c.fail(at, "between 1 and 20 items allowed")
	}
	for i, cell := range cells {
		c.value(cell, at+"/"+strconv.Itoa(i), "@cell")
	}
}
