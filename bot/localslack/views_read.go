package localslack

import (
	"encoding/json"
	"slices"
)

const (
	maxView            = 250_000 // bytes
	maxPrivateMetadata = 3000
)

// viewRequest is a view as an app sends it. Its texts are kept as they came.
type viewRequest struct {
	Type            string          `json:"type"`
	Title           json.RawMessage `json:"title"`
	Submit          json.RawMessage `json:"submit"`
	Close           json.RawMessage `json:"close"`
	Blocks          json.RawMessage `json:"blocks"`
	PrivateMetadata string          `json:"private_metadata"`
	CallbackID      string          `json:"callback_id"`
}

// fillView checks what an app wants a view to be and makes it that: what a person typed
// stays in the inputs that keep their block_id and action_id. The view is unchanged where
// the request is refused.
func (s *Server) fillView(v *View, raw json.RawMessage, on surface) error {
	if len(raw) > maxView {
		return refuse("view_too_large")
	}
	var asked viewRequest
	if err := json.Unmarshal(raw, &asked); err != nil || asked.Type != on.String() {
		return refuse("invalid_arguments")
	}
	if problems := viewProblems(raw, on); len(problems) > 0 {
		return invalidView(problems)
	}
	blocks, err := s.readBlocks(asked.Blocks, on)
	if err != nil {
		return err
	}
	asked.Blocks = blocks
	inputs := readInputs(blocks)
	v.Values = kept(v, inputs)
	v.asked, v.inputs, v.Blocks, v.Hash = asked, inputs, blocks, secret()
	v.Type, v.CallbackID, v.PrivateMetadata = asked.Type, asked.CallbackID, asked.PrivateMetadata
	v.Title, v.Submit, v.Close = textOf(asked.Title), textOf(asked.Submit), textOf(asked.Close)
	if v.Close == "" {
		v.Close = "Close"
	}
	v.Errors, v.Trouble = nil, ""
	return nil
}

func textOf(object json.RawMessage) string {
	var t struct{ Text string }
	_ = json.Unmarshal(object, &t)
	return t.Text
}

// viewProblems checks the view's own texts: 24 characters each. A dialog with inputs needs
// a button that submits them.
func viewProblems(raw json.RawMessage, on surface) []string {
	fields := map[string]any{}
	_ = json.Unmarshal(raw, &fields)
	c := &checker{}
	n := node{checker: c, at: "/view", fields: fields}
	if on == modalSurface {
		n.requireText("title", 24, true)
	}
	n.textObject("close", 24, true)
	n.textObject("submit", 24, true)
	n.str("callback_id", 0, 255)
	n.str("private_metadata", 0, maxPrivateMetadata)
	blocks, _ := fields["blocks"].([]any)
	hasInput := slices.ContainsFunc(blocks, func(b any) bool {
		m, _ := b.(map[string]any)
		return m["type"] == "input"
	})
	if on == modalSurface && hasInput && !n.has("submit") {
		c.fail("/view", "submit is required when an input is in blocks")
	}
	return c.problems
}

func invalidView(problems []string) error {
	r := invalidBlocks(problems).(*refusal)
	r.code = "invalid_arguments"
	return r
}

// viewJSON is a view as Slack tells of it, with what is filled in.
func (s *Server) viewJSON(v *View) map[string]any {
	told := map[string]any{
		"id": v.ID, "team_id": s.o.Team, "type": v.Type, "title": v.asked.Title, "submit": v.asked.Submit, "close": v.asked.Close,
		"blocks": v.Blocks, "private_metadata": v.PrivateMetadata, "callback_id": v.CallbackID,
		"state": map[string]any{"values": v.state()}, "hash": v.Hash,
		"root_view_id": v.Root, "previous_view_id": nil, "app_id": AppID, "app_installed_team_id": s.o.Team, "bot_id": BotID,
	}
	if v.Previous != "" {
		told["previous_view_id"] = v.Previous
	}
	return told
}
