package localslack

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
)

// surface is where blocks are shown: the type of a view, or a message.
type surface string

const (
	messageSurface surface = "message"
	modalSurface   surface = "modal"
	homeSurface    surface = "home"
)

// maxShown is the undocumented ceiling of all text in a message's blocks: between 12,000
// and 13,200 characters, https://github.com/slackapi/bolt-js/issues/2509.
const maxShown = 13_000

// readBlocks checks blocks against Slack's limits and gives them back with a block_id
// each. Sources of the limits: https://docs.slack.dev/reference/block-kit/blocks and
// the types of npm's @slack/types.
func (s *Server) readBlocks(raw json.RawMessage, on surface) (json.RawMessage, error) {
	var blocks []any
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return nil, refuse("invalid_blocks_format")
	}
	c := &checker{pictured: s.pictured}
	c.blocks(blocks, on)
	switch {
	case len(c.problems) > 0:
		return nil, invalid("invalid_blocks", c.problems)
	case c.shown > maxShown && on == messageSurface:
		return nil, refuse("msg_blocks_too_long")
	}
	for _, b := range blocks {
		s.name(b.(map[string]any))
	}
	return json.Marshal(blocks)
}

// Complaints is what Slack would complain about in blocks, wherever they are shown.
func Complaints(blocks ...any) []string {
	c := &checker{pictured: func(string) bool { return true }}
	c.blocks(blocks, "anywhere")
	return c.problems
}

func (c *checker) blocks(list []any, on surface) {
	most := 100.0
	if on == messageSurface {
		most = 50
	}
	c.list(list, "/blocks", rule{kind: "list", most: most, of: &rule{kind: "@" + string(on), required: true}})
	c.unique(list, "/blocks", "block_id", "")
	if c.inTables > 10_000 {
		c.fail("/blocks", "tables must be less than 10001 characters in all")
	}
	if c.charts > 2 {
		c.fail("/blocks", "no more than 2 data_visualization blocks allowed")
	}
}

// name gives a block and what can be used in it the ids that the app left out.
func (s *Server) name(block object) {
	if block.text("block_id") == "" {
		block["block_id"] = s.id("b")
	}
	for _, e := range usable(block) {
		if e["action_id"] == nil && e["type"] != "image" {
			e["action_id"] = s.id("a")
		}
	}
}

func invalid(code string, problems []string) error {
	messages := make([]string, len(problems))
	for i, p := range problems {
		messages[i] = "[ERROR] " + p
	}
	return &refusal{code: code, extra: object{"errors": problems, "response_metadata": object{"messages": messages}}}
}

// unique: each id once in a list.
func (c *checker) unique(items []any, at, field, where string) {
	seen := map[string]bool{}
	for i, item := range items {
		m, _ := item.(map[string]any)
		id := object(m).text(field)
		if seen[id] {
			c.fail(at+"/"+strconv.Itoa(i)+"/"+field, "`%s` %s already exists%s", field, id, where)
		}
		seen[id] = id != ""
	}
}

// together checks what shapes.txt cannot say of a kind: what its fields have to do with one
// another, and with all that is shown. shown is how much text people see of it.
func (c *checker) together(o object, at, kind string, shown int) {
	if o.flag("focus_on_load") {
		if c.focused {
			c.fail(at, "only one element can have focus_on_load")
		}
		c.focused = true
	}
	switch kind {
	case "section":
		if o["text"] == nil && o["fields"] == nil {
			c.fail(at, "missing required field: text")
		}
	case "actions":
		items, _ := o["elements"].([]any)
		c.unique(items, at+"/elements", "action_id", " in this block")
	case "image":
		if (o["image_url"] == nil) == (o["slack_file"] == nil) {
			c.fail(at, "exactly one of image_url and slack_file is required")
		}
	case "slack_file":
		if !c.pictured(o.text("id")) {
			c.fail("/blocks", "invalid slack file")
		}
	case "static_select":
		c.offered(o, at)
	case "plain_text_input", "url_text_input", "number_input":
		if text := o.text("initial_value"); text != "" {
			if problem := (element{object: o}).problem(text); problem != "" {
				c.fail(at+"/initial_value", "%s", problem)
			}
		}
	case "table":
		c.inTables += shown
	case "data_visualization":
		c.charts++
	case "bar", "line", "area":
		c.series(o, at)
	case "modal":
		if o["submit"] == nil && slices.ContainsFunc(o.list("blocks"), func(b object) bool { return b["type"] == "input" }) {
			c.fail(at, "submit is required when an input is in blocks")
		}
	}
}

// offered: what is chosen at first has to be one of the options, to the last field.
func (c *checker) offered(o object, at string) {
	initial := o["initial_option"]
	options, _ := o["options"].([]any)
	if initial != nil && !slices.ContainsFunc(options, func(one any) bool { return reflect.DeepEqual(one, initial) }) {
		c.fail(at+"/initial_option", "must be one of the provided options")
	}
}

// series: each has a point for each category of the axis.
func (c *checker) series(chart object, at string) {
	categories, _ := chart.child("axis_config")["categories"].([]any)
	for i, one := range chart.list("series") {
		if data, _ := one["data"].([]any); len(data) != len(categories) {
			c.fail(at+"/series/"+strconv.Itoa(i)+"/data", "must have one point per category")
		}
	}
}
