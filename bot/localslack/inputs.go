package localslack

import (
	"encoding/json"
	"maps"
	"slices"
)

// input is an element of a view that has a state: what was typed or chosen in it.
type input struct {
	block, action string
	kind          string
	dispatches    bool // a change is told to the app at once
	required      bool // it stands in an input block that is not optional
	fields        map[string]any
}

// stateful tells the elements that have a state.
func stateful(kind string) bool {
	switch kind {
	case "plain_text_input", "url_text_input", "number_input", "static_select", "datepicker":
		return true
	}
	return false
}

// readInputs finds the elements with a state: those of input blocks, and those in actions
// and beside sections, which tell of every change.
func readInputs(blocks json.RawMessage) []input {
	var list []map[string]any
	_ = json.Unmarshal(blocks, &list)
	var found []input
	for _, b := range list {
		id, _ := b["block_id"].(string)
		for _, e := range elementsOf(b) {
			kind, _ := e["type"].(string)
			if !stateful(kind) {
				continue
			}
			action, _ := e["action_id"].(string)
			in := input{block: id, action: action, kind: kind, dispatches: true, fields: e}
			if b["type"] == "input" {
				optional, _ := b["optional"].(bool)
				in.dispatches, _ = b["dispatch_action"].(bool)
				in.required = !optional
			}
			found = append(found, in)
		}
	}
	return found
}

// elementsOf are the elements of a block that a person can use.
func elementsOf(b map[string]any) []map[string]any {
	elements, _ := b["elements"].([]any)
	if b["type"] != "actions" {
		elements = nil
	}
	var found []map[string]any
	for _, e := range append(elements, b["accessory"], b["element"]) {
		if m, ok := e.(map[string]any); ok {
			found = append(found, m)
		}
	}
	return found
}

// options are the choices of an element.
func (in input) options() []map[string]any {
	options, _ := in.fields["options"].([]any)
	var all []map[string]any
	for _, o := range options {
		if m, ok := o.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

// option finds a choice by its value or its label.
func (in input) option(name string) map[string]any {
	all := in.options()
	i := slices.IndexFunc(all, func(o map[string]any) bool { return o["value"] == name })
	if i < 0 {
		i = slices.IndexFunc(all, func(o map[string]any) bool {
			label, _ := o["text"].(map[string]any)
			return label["text"] == name
		})
	}
	if i < 0 {
		return nil
	}
	return all[i]
}

func (in input) chooses() bool { return in.kind == "static_select" }

// initial is what an element begins with.
func (in input) initial() []string {
	option, _ := in.fields["initial_option"].(map[string]any)
	for _, begins := range []any{option["value"], in.fields["initial_value"], in.fields["initial_date"]} {
		if text, _ := begins.(string); text != "" {
			return []string{text}
		}
	}
	return nil
}

// kept gives the values of a view's new inputs: an input that keeps its block_id, its
// action_id and its kind keeps what the person did with it, and its initial value says
// nothing; a choice that is no longer offered is dropped. Others begin anew.
func kept(v *View, inputs []input) map[string]map[string][]string {
	values := map[string]map[string][]string{}
	for _, in := range inputs {
		if values[in.block] == nil {
			values[in.block] = map[string][]string{}
		}
		values[in.block][in.action] = in.initial()
		if was, there := v.Values[in.block][in.action]; there && v.input(in.block, in.action).kind == in.kind {
			values[in.block][in.action] = slices.DeleteFunc(slices.Clone(was), func(value string) bool {
				return in.chooses() && in.option(value) == nil
			})
		}
	}
	return values
}

// input finds an element by its ids; one without a kind is none.
func (v *View) input(block, action string) input {
	for _, in := range v.inputs {
		if in.block == block && (action == "" || in.action == action) {
			return in
		}
	}
	return input{}
}

// set puts a value into an input, in a new map: copies of the view keep what they have.
func (v *View) set(in input, value []string) {
	values := maps.Clone(v.Values)
	values[in.block] = maps.Clone(values[in.block])
	values[in.block][in.action] = value
	v.Values = values
}

// forgive takes back what was wrong with a block that is being filled in anew.
func (v *View) forgive(block string) {
	v.Errors = maps.Clone(v.Errors)
	delete(v.Errors, block)
}

// state is what is filled in, in the shapes that Slack gives it.
func (v *View) state() map[string]any {
	values := map[string]any{}
	for _, in := range v.inputs {
		block, _ := values[in.block].(map[string]any)
		if block == nil {
			block = map[string]any{}
			values[in.block] = block
		}
		told := in.told(v.Values[in.block][in.action])
		told["type"] = in.kind
		block[in.action] = told
	}
	return values
}

// told is one element's value in Slack's shape for its kind.
func (in input) told(value []string) map[string]any {
	field := "value"
	switch in.kind {
	case "datepicker":
		field = "selected_date"
	case "static_select":
		field = "selected_option"
	}
	switch {
	case len(value) == 0:
		return map[string]any{field: nil}
	case in.chooses():
		return map[string]any{field: in.option(value[0])}
	}
	return map[string]any{field: value[0]}
}
