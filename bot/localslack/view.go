package localslack

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// View is a dialog that a person has open, or their Home.
type View struct {
	ID              string          `json:"id"`
	User            string          `json:"user"`
	Type            string          `json:"type"` // "modal", "home"
	CallbackID      string          `json:"callback_id"`
	PrivateMetadata string          `json:"-"`
	Title           string          `json:"title"`
	Submit          string          `json:"submit"` // the button's label; "": there is none
	Close           string          `json:"close"`
	Hash            string          `json:"hash"`
	Blocks          json.RawMessage `json:"blocks"`

	// Values is what was filled in, by block and action: texts, the chosen options'
	// values, a date. Errors is what the last submission was refused for, by block.
	// Neither map is ever changed: a new one takes its place. Refused is how often there
	// were errors.
	Values  map[string]map[string][]string `json:"values"`
	Errors  map[string]string              `json:"errors"`
	Refused int                            `json:"refused"`
	// Trouble is Slack's own word when the app did not answer; Waiting, how many
	// submissions it has not answered yet.
	Trouble string `json:"trouble"`
	Waiting int    `json:"waiting"`
	// Root is the first dialog of the stack that it lies on, and Previous the one below.
	Root     string `json:"root"`
	Previous string `json:"previous"`

	asked  object // the view as the app sent it
	inputs []element
}

const maxView = 250_000 // bytes

// fillView checks what an app wants a view to be and makes it that: what a person typed
// stays in the inputs that keep their block_id and action_id. The view is unchanged where
// the request is refused.
func (s *Server) fillView(v *View, raw json.RawMessage, on surface) error {
	if len(raw) > maxView {
		return refuse("view_too_large")
	}
	var asked object
	if err := json.Unmarshal(raw, &asked); err != nil || asked.text("type") != string(on) {
		return refuse("invalid_arguments")
	}
	c := &checker{}
	c.object(map[string]any(asked), "/view", rule{kind: string(on)})
	if len(c.problems) > 0 {
		return invalid("invalid_arguments", c.problems)
	}
	blocks, err := s.readBlocks(asked.raw("blocks"), on)
	if err != nil {
		return err
	}
	label := func(field string) string { return asked.child(field).text("text") }
	now := inputs(blocks)
	v.Values = v.kept(now)
	v.asked, v.inputs, v.Blocks, v.Hash = asked, now, blocks, secret()
	v.Type, v.CallbackID, v.PrivateMetadata = string(on), asked.text("callback_id"), asked.text("private_metadata")
	v.Title, v.Submit, v.Close = label("title"), label("submit"), label("close")
	if v.Close == "" {
		v.Close = "Close"
	}
	v.Errors, v.Trouble = nil, ""
	return nil
}

// viewJSON is a view as Slack tells of it, with what is filled in.
func (s *Server) viewJSON(v *View) object {
	told := object{
		"id": v.ID, "team_id": s.o.Team, "type": v.Type, "title": v.asked["title"], "submit": v.asked["submit"], "close": v.asked["close"],
		"blocks": v.Blocks, "private_metadata": v.PrivateMetadata, "callback_id": v.CallbackID,
		"state": object{"values": v.state()}, "hash": v.Hash,
		"root_view_id": v.Root, "previous_view_id": nil, "app_id": AppID, "app_installed_team_id": s.o.Team, "bot_id": BotID,
	}
	if v.Previous != "" {
		told["previous_view_id"] = v.Previous
	}
	return told
}

// kept gives the values of a view's new inputs: an input that keeps its block_id, its
// action_id and its kind keeps what the person did with it, and its initial value says
// nothing; a choice that is no longer offered is dropped. Others begin anew.
func (v *View) kept(now []element) map[string]map[string][]string {
	values := map[string]map[string][]string{}
	for _, in := range now {
		value := in.initial()
		if was, there := v.Values[in.block][in.action()]; there && v.input(in.block, in.action()).kind() == in.kind() {
			value = slices.DeleteFunc(slices.Clone(was), func(one string) bool { return in.chooses() && in.option(one) == nil })
		}
		put(values, in, value)
	}
	return values
}

// put puts an input's value among those of a view.
func put[V any](values map[string]map[string]V, in element, value V) {
	if values[in.block] == nil {
		values[in.block] = map[string]V{}
	}
	values[in.block][in.action()] = value
}

// input finds an element by its ids; one without a kind is none.
func (v *View) input(block, action string) element {
	for _, in := range v.inputs {
		if in.block == block && (action == "" || in.action() == action) {
			return in
		}
	}
	return element{}
}

// set puts a value into an input, in a new map: copies of the view keep what they have.
func (v *View) set(in element, value []string) {
	values := maps.Clone(v.Values)
	values[in.block] = maps.Clone(values[in.block])
	put(values, in, value)
	v.Values = values
}

// state is what is filled in, in the shapes that Slack gives it.
func (v *View) state() map[string]map[string]object {
	values := map[string]map[string]object{}
	for _, in := range v.inputs {
		put(values, in, in.told(v.Values[in.block][in.action()]))
	}
	return values
}

// invalid gives what Slack's own client refuses to submit, by block.
func (v *View) invalid() map[string]string {
	problems := map[string]string{}
	for _, in := range v.inputs {
		value := v.Values[in.block][in.action()]
		switch {
		case len(value) == 0 && in.required:
			problems[in.block] = "Please complete this required field."
		case len(value) > 0:
			if problem := in.problem(value[0]); problem != "" {
				problems[in.block] = problem
			}
		}
	}
	return problems
}

// Value is what stands in the input of a block, as Fill takes it.
func (v View) Value(block string) string {
	return strings.Join(v.Values[block][v.input(block, "").action()], "\n")
}

// refused takes the errors that the app found. Each has to name an input block.
func (v *View) refused(raw json.RawMessage) error {
	var errors map[string]string
	if err := json.Unmarshal(raw, &errors); err != nil || len(errors) == 0 {
		return refuse("errors must be texts by block_id")
	}
	for block := range errors {
		if v.input(block, "").object == nil {
			return refuse("errors name a block that is no input: " + block)
		}
	}
	v.Errors = errors
	v.Refused++
	return nil
}
