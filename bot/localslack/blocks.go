package localslack

import (
	"encoding/json"
	"strconv"
)

type surface int

const (
	messageSurface surface = 50
	modalSurface   surface = 100
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
	c := &checker{blockIDs: map[string]bool{}, modal: on == modalSurface}
	if len(blocks) > int(on) {
		c.fail("/blocks", "no more than %d items allowed", int(on))
	}
	for i, b := range blocks {
		c.block(b, "/blocks/"+strconv.Itoa(i))
	}
	c.sums()
	if len(c.problems) > 0 {
		return nil, invalidBlocks(c.problems)
	}
	if c.shown > maxShown && !c.modal {
		return nil, refuse("msg_blocks_too_long")
	}
	for _, b := range blocks {
		if m := b.(map[string]any); m["block_id"] == nil || m["block_id"] == "" {
			m["block_id"] = s.id("b")
		}
	}
	return json.Marshal(blocks)
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
	case "video", "file", "input", "card", "carousel", "container", "layout", "context_actions", "plan", "task_card", "alert":
		c.otherKind(kind, at)
	default:
		c.fail(at+"/type", "unsupported type: %s", kind)
	}
	c.blockID(m, at)
}

func (c *checker) otherKind(kind, at string) {
	modalOnly := kind == "input" || kind == "alert"
	if modalOnly && !c.modal {
		c.fail(at+"/type", "unsupported type: %s", kind)
	}
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

// element checks what can be pressed or chosen and gives its action_id. Of the kinds that
// Slack has, buttons are checked to the last field.
func (c *checker) element(v any, at string, accessory bool) string {
	m, _ := v.(map[string]any)
	switch kind, _ := m["type"].(string); kind {
	case "button":
		return c.button(v, at)
	case "image":
		if accessory {
			c.image(v, at)
			return ""
		}
		c.fail(at+"/type", "unsupported type: image")
	case "static_select", "external_select", "users_select", "conversations_select", "channels_select",
		"multi_static_select", "overflow", "radio_buttons", "checkboxes", "datepicker", "timepicker":
		return node{checker: c, at: at, fields: m}.str("action_id", 0, 255)
	default:
		c.fail(at+"/type", "unsupported type: %s", kind)
	}
	return ""
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
	if c.modal {
		c.fail(at+"/type", "unsupported type: markdown")
	}
	before := c.shown
	n.text("text", 1, 12_000)
	c.inMarkdown += c.shown - before
}
