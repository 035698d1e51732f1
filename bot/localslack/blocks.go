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
		at := "/blocks/" + strconv.Itoa(i)
		c.value(b, at, "@block")
		c.blockID(b, at)
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

// blockID: at most 255 characters, and each once.
func (c *checker) blockID(v any, at string) {
	m, _ := v.(map[string]any)
	id := node{checker: c, at: at, fields: m}.str("block_id", 0, 255)
	if id != "" && c.blockIDs[id] {
		c.fail(at+"/block_id", "`block_id` %s already exists", id)
	}
	c.blockIDs[id] = true
}
