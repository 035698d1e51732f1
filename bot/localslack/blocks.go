package localslack

import (
	"encoding/json"
	"strconv"
)

// surface is where blocks are shown.
type surface int

const (
	messageSurface surface = iota
	modalSurface
	homeSurface
)

// String is the surface as a view's type names it.
func (on surface) String() string { return [...]string{"message", "modal", "home"}[on] }

// most is how many blocks it takes.
func (on surface) most() int {
	if on == messageSurface {
		return 50
	}
	return 100
}

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
	c := &checker{blockIDs: map[string]bool{}, on: on}
	if len(blocks) > on.most() {
		c.fail("/blocks", "no more than %d items allowed", on.most())
	}
	for i, b := range blocks {
		c.block(b, "/blocks/"+strconv.Itoa(i))
	}
	c.sums()
	if len(c.problems) > 0 {
		return nil, invalidBlocks(c.problems)
	}
	if !s.pictured(blocks) {
		return nil, invalidBlocks([]string{"invalid slack file [json-pointer:/blocks]"})
	}
	if c.shown > maxShown && on == messageSurface {
		return nil, refuse("msg_blocks_too_long")
	}
	for _, b := range blocks {
		s.name(b.(map[string]any))
	}
	return json.Marshal(blocks)
}

// name gives a block and what can be used in it the ids that the app left out.
func (s *Server) name(block map[string]any) {
	if block["block_id"] == nil || block["block_id"] == "" {
		block["block_id"] = s.id("b")
	}
	for _, e := range elementsOf(block) {
		if e["action_id"] == nil && e["type"] != "image" {
			e["action_id"] = s.id("a")
		}
	}
}

// sums checks the limits that hold for all blocks of a kind together.
func (c *checker) sums() {
	if c.inTables > 10_000 {
		c.fail("/blocks", "tables must be less than 10001 characters in all")
	}
	if c.inMarkdown > 12_000 {
		c.fail("/blocks", "markdown must be less than 12001 characters in all")
	}
	if c.charts > 2 {
		c.fail("/blocks", "no more than 2 data_visualization blocks allowed")
	}
}

func invalidBlocks(problems []string) error {
	messages := make([]string, len(problems))
	for i, p := range problems {
		messages[i] = "[ERROR] " + p
	}
	return &refusal{code: "invalid_blocks", extra: map[string]any{
		"errors": problems, "response_metadata": map[string]any{"messages": messages},
	}}
}

// block checks one block. Kinds that Slack knows and this page does not draw are let
// through: the page shows their JSON.
func (c *checker) block(v any, at string) {
	m, ok := v.(map[string]any)
	if !ok {
		c.fail(at, "must be an object")
		return
	}
	kind, _ := m["type"].(string)
	switch kind {
	case "section":
		c.section(v, at)
	case "header":
		c.header(v, at)
	case "context":
		c.context(v, at)
	case "divider":
		c.object(v, at, "type", "block_id")
	case "actions":
		c.actions(v, at)
	case "input":
		c.input(v, at)
	case "alert":
		c.alert(v, at)
	case "image":
		c.image(v, at, "block_id", "title")
	case "rich_text":
		c.richText(v, at)
	case "markdown":
		c.markdown(v, at)
	case "table":
		c.table(v, at)
	case "data_table":
		c.dataTable(v, at)
	case "data_visualization":
		c.chart(v, at)
	case "video", "file", "card", "carousel", "container", "layout", "context_actions", "plan", "task_card":
	default:
		c.fail(at+"/type", "unsupported type: %s", kind)
	}
	c.blockID(m, at)
}

// blockID: at most 255 characters, and each once.
func (c *checker) blockID(m map[string]any, at string) {
	n := node{checker: c, at: at, fields: m}
	id := n.str("block_id", 0, 255)
	if id != "" && c.blockIDs[id] {
		c.fail(at+"/block_id", "`block_id` %s already exists", id)
	}
	c.blockIDs[id] = true
}

func (c *checker) section(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "text", "fields", "accessory", "expand")
	if !ok {
		return
	}
	if !n.has("text") && !n.has("fields") {
		c.fail(at, "missing required field: text")
	}
	n.textObject("text", 3000, false)
	if n.has("fields") {
		for i, f := range n.list("fields", 1, 10) {
			c.textValue(f, at+"/fields/"+strconv.Itoa(i), 2000, false)
		}
	}
	if n.has("accessory") {
		c.element(n.fields["accessory"], at+"/accessory", true)
	}
}

func (c *checker) header(v any, at string) {
	if n, ok := c.object(v, at, "type", "block_id", "text", "level"); ok {
		n.requireText("text", 150, true)
		n.number("level", 1, 4)
	}
}

func (c *checker) context(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "elements")
	if !ok {
		return
	}
	for i, e := range n.list("elements", 1, 10) {
		place := at + "/elements/" + strconv.Itoa(i)
		if m, _ := e.(map[string]any); m["type"] == "image" {
			c.image(e, place)
			continue
		}
		c.textValue(e, place, 3000, false)
	}
}

func (c *checker) actions(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "elements")
	if !ok {
		return
	}
	seen := map[string]bool{}
	for i, e := range n.list("elements", 1, 25) {
		place := at + "/elements/" + strconv.Itoa(i)
		id := c.element(e, place, false)
		if id != "" && seen[id] {
			c.fail(place+"/action_id", "`action_id` %s already exists in this block", id)
		}
		seen[id] = true
	}
}

func (c *checker) button(v any, at string) string {
	n, ok := c.object(v, at, "type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label")
	if !ok {
		return ""
	}
	n.requireText("text", 75, true)
	n.link("url")
	n.str("value", 0, 2000)
	n.str("accessibility_label", 0, 75)
	n.oneOf("style", "primary", "danger")
	if n.has("confirm") {
		c.confirm(n.fields["confirm"], at+"/confirm")
	}
	return n.str("action_id", 0, 255)
}

func (c *checker) confirm(v any, at string) {
	n, ok := c.object(v, at, "title", "text", "confirm", "deny", "style")
	if !ok {
		return
	}
	n.requireText("title", 100, true)
	n.requireText("text", 300, false)
	n.requireText("confirm", 30, true)
	n.textObject("deny", 30, true)
	n.oneOf("style", "primary", "danger")
}

func (c *checker) image(v any, at string, more ...string) {
	n, ok := c.object(v, at, append(more, "type", "image_url", "slack_file", "alt_text")...)
	if !ok {
		return
	}
	if n.has("image_url") == n.has("slack_file") {
		c.fail(at, "exactly one of image_url and slack_file is required")
	}
	n.link("image_url")
	n.str("alt_text", 1, 2000)
	n.textObject("title", 2000, true)
}

func (c *checker) markdown(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "text")
	if !ok {
		return
	}
	if c.on != messageSurface {
		c.fail(at+"/type", "unsupported type: markdown")
	}
	before := c.shown
	n.text("text", 1, 12_000)
	c.inMarkdown += c.shown - before
}
