package localslack

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"
)

// element is a part of a block that a person can use.
type element struct {
	object
	block      string
	dispatches bool // a change is told to the app at once
	required   bool // it stands in an input block that is not optional
}

func (e element) kind() string   { return e.text("type") }
func (e element) action() string { return e.text("action_id") }
func (e element) chooses() bool  { return e.kind() == "static_select" }

// usable are the elements of a block that a person can use.
func usable(block object) []object {
	var found []object
	if block["type"] == "actions" {
		found = block.list("elements")
	}
	for _, field := range []string{"accessory", "element"} {
		if e := block.child(field); e != nil {
			found = append(found, e)
		}
	}
	return found
}

// elements finds the elements of some kinds. Those of input blocks tell of a change where
// they are asked to, those in actions and beside sections always.
func elements(blocks json.RawMessage, kinds ...string) []element {
	var list []object
	_ = json.Unmarshal(blocks, &list)
	var found []element
	for _, b := range list {
		input := b["type"] == "input"
		for _, e := range usable(b) {
			if slices.Contains(kinds, e.text("type")) {
				found = append(found, element{
					object: e, block: b.text("block_id"),
					dispatches: !input || b.flag("dispatch_action"), required: input && !b.flag("optional"),
				})
			}
		}
	}
	return found
}

// button finds the first button of a name.
func button(blocks json.RawMessage, name string) (element, error) {
	for _, b := range elements(blocks, "button") {
		if slices.Contains([]string{b.action(), b.text("value"), b.child("text").text("text"), b.block + "/" + b.action()}, name) {
			return b, nil
		}
	}
	return element{}, fmt.Errorf("there is no button %s", name)
}

// inputs are the elements that have a state: what was typed or chosen in them.
func inputs(blocks json.RawMessage) []element {
	return elements(blocks, "plain_text_input", "url_text_input", "number_input", "static_select", "datepicker")
}

// option finds a choice by its value, or its label.
func (e element) option(name string) object {
	options := e.list("options")
	for _, fits := range []func(object) bool{
		func(o object) bool { return o["value"] == name },
		func(o object) bool { return o.child("text")["text"] == name },
	} {
		if i := slices.IndexFunc(options, fits); i >= 0 {
			return options[i]
		}
	}
	return nil
}

// read takes what a person gives an input, as far as it can be given at all.
func (e element) read(value string) ([]string, error) {
	if value == "" {
		return nil, nil
	}
	if !e.chooses() {
		return []string{value}, nil
	}
	o := e.option(value)
	if o == nil {
		return nil, fmt.Errorf("%s offers no %q", e.block, value)
	}
	return []string{o.text("value")}, nil
}

// initial is what an input begins with.
func (e element) initial() []string {
	for _, text := range []string{e.child("initial_option").text("value"), e.text("initial_value"), e.text("initial_date")} {
		if text != "" {
			return []string{text}
		}
	}
	return nil
}

// told is an input's value in Slack's shape for its kind.
func (e element) told(value []string) object {
	field := "value"
	switch e.kind() {
	case "datepicker":
		field = "selected_date"
	case "static_select":
		field = "selected_option"
	}
	switch {
	case len(value) == 0:
		return object{"type": e.kind(), field: nil}
	case e.chooses():
		return object{"type": e.kind(), field: e.option(value[0])}
	}
	return object{"type": e.kind(), field: value[0]}
}

// pressed is a press of a button as the app is told of it.
func (e element) pressed() object {
	told := maps.Clone(e.object)
	maps.DeleteFunc(told, func(field string, _ any) bool {
		return !slices.Contains([]string{"type", "action_id", "text", "value", "style"}, field)
	})
	return told
}

// problem tells what Slack's own client finds wrong with an input's value; "" where nothing is.
func (e element) problem(value string) string {
	switch e.kind() {
	case "plain_text_input":
		return e.wrongLength(utf8.RuneCountInString(value))
	case "url_text_input":
		if u, err := url.Parse(value); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return "Enter a valid URL, with http:// or https:// before it."
		}
	case "number_input":
		return e.wrongNumber(value)
	case "datepicker":
		if !isDay(value) {
			return "Enter a valid date."
		}
	}
	return ""
}

func (e element) wrongLength(length int) string {
	least, _ := e.object["min_length"].(float64)
	most, limited := e.object["max_length"].(float64)
	if !limited {
		most = 3000
	}
	switch {
	case length < int(least):
		return fmt.Sprintf("Write at least %v characters.", least)
	case length > int(most):
		return fmt.Sprintf("Write at most %v characters: these are %d.", most, length)
	}
	return ""
}

func (e element) wrongNumber(value string) string {
	decimal := e.flag("is_decimal_allowed")
	if !isNumber(value, decimal) {
		if decimal {
			return "Enter a number."
		}
		return "Enter a whole number."
	}
	got, _ := strconv.ParseFloat(value, 64)
	if least, err := strconv.ParseFloat(e.text("min_value"), 64); err == nil && got < least {
		return "Enter a number of at least " + short(least) + "."
	}
	if most, err := strconv.ParseFloat(e.text("max_value"), 64); err == nil && got > most {
		return "Enter a number of at most " + short(most) + "."
	}
	return ""
}
