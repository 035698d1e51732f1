package localslack

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
)

// What people press, choose and type in. Sources of the limits:
// https://docs.slack.dev/reference/block-kit/block-elements and the types of npm's
// @slack/types. Of the kinds that Slack has, those that the page draws are checked to the
// last field; the others are let through, and the page shows their JSON.

// input checks a form's field: a label, one element, a hint.
func (c *checker) input(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "label", "element", "hint", "optional", "dispatch_action")
	if !ok {
		return
	}
	if c.on == messageSurface {
		c.fail(at+"/type", "unsupported type: input")
	}
	n.requireText("label", 2000, true)
	n.textObject("hint", 2000, true)
	n.flag("optional")
	n.flag("dispatch_action")
	element, _ := n.fields["element"].(map[string]any)
	switch kind, _ := element["type"].(string); kind {
	case "":
		c.fail(at, "missing required field: element")
	case "button", "image", "overflow":
		c.fail(at+"/element/type", "unsupported type: %s", kind)
	case "plain_text_input", "url_text_input", "number_input":
		c.textInput(element, at+"/element")
	case "email_text_input", "rich_text_input", "file_input", "datetimepicker", "multi_external_select",
		"multi_users_select", "multi_conversations_select", "multi_channels_select":
		// not drawn
	default:
		c.element(element, at+"/element", false)
	}
}

// alert is a banner of a dialog.
func (c *checker) alert(v any, at string) {
	n, ok := c.object(v, at, "type", "block_id", "text", "level")
	if !ok {
		return
	}
	if c.on != modalSurface {
		c.fail(at+"/type", "unsupported type: alert")
	}
	n.requireText("text", 3000, false)
	n.oneOf("level", "default", "info", "warning", "error", "success")
}

// element checks what can be pressed or chosen and gives its action_id.
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
	case "static_select":
		return c.selection(v, at)
	case "radio_buttons":
		return c.buttonsToChoose(v, at, "initial_option")
	case "checkboxes":
		return c.buttonsToChoose(v, at, "initial_options")
	case "datepicker":
		return c.datePicker(v, at)
	case "external_select", "users_select", "conversations_select", "channels_select",
		"multi_static_select", "overflow", "timepicker":
		return node{checker: c, at: at, fields: m}.str("action_id", 0, 255)
	default:
		c.fail(at+"/type", "unsupported type: %s", kind)
	}
	return ""
}

// common checks what every input has, and gives its action_id.
func (n node) common() string {
	n.flag("focus_on_load")
	if focus, _ := n.fields["focus_on_load"].(bool); focus {
		if n.focused {
			n.fail(n.at, "only one element can have focus_on_load")
		}
		n.focused = true
	}
	n.textObject("placeholder", 150, true)
	if n.has("confirm") {
		n.confirm(n.fields["confirm"], n.at+"/confirm")
	}
	return n.str("action_id", 0, 255)
}

func (c *checker) textInput(v map[string]any, at string) {
	fields := []string{"type", "action_id", "placeholder", "initial_value", "focus_on_load", "dispatch_action_config"}
	switch v["type"] {
	case "plain_text_input":
		fields = append(fields, "multiline", "min_length", "max_length")
	case "number_input":
		fields = append(fields, "is_decimal_allowed", "min_value", "max_value")
	}
	n, _ := c.object(v, at, fields...)
	n.common()
	switch n.kind() {
	case "plain_text_input":
		n.flag("multiline")
		n.number("min_length", 0, 3000)
		n.number("max_length", 1, 3000)
		n.str("initial_value", 0, 3000)
	case "number_input":
		n.require("is_decimal_allowed")
		n.flag("is_decimal_allowed")
		for _, field := range []string{"min_value", "max_value", "initial_value"} {
			if text := n.str(field, 0, 255); text != "" && !isNumber(text, true) {
				n.fail(at+"/"+field, "must be a number")
			}
		}
	}
	if text, _ := n.fields["initial_value"].(string); text != "" {
		if problem := (input{kind: n.kind(), fields: v}).problem(text); problem != "" {
			n.fail(at+"/initial_value", "%s", problem)
		}
	}
}

// selection: up to 100 options, or up to 100 groups of as many.
func (c *checker) selection(v any, at string) string {
	n, ok := c.object(v, at, "type", "action_id", "placeholder", "options", "option_groups", "initial_option", "confirm", "focus_on_load")
	if !ok {
		return ""
	}
	if n.has("options") == n.has("option_groups") {
		c.fail(at, "exactly one of options and option_groups is required")
		return n.common()
	}
	if n.has("options") {
		n.options(100, true)
	}
	for i, g := range n.list("option_groups", 0, 100) {
		group, ok := c.object(g, at+"/option_groups/"+strconv.Itoa(i), "label", "options")
		if ok {
			group.requireText("label", 75, true)
			group.options(100, true)
		}
	}
	n.offered("initial_option")
	return n.common()
}

// buttonsToChoose: up to 10 radio buttons or checkboxes.
func (c *checker) buttonsToChoose(v any, at, initial string) string {
	n, ok := c.object(v, at, "type", "action_id", "options", initial, "confirm", "focus_on_load")
	if !ok {
		return ""
	}
	n.options(10, false)
	n.offered(initial)
	return n.common()
}

func (n node) options(most int, plain bool) {
	for i, o := range n.list("options", 1, most) {
		option, ok := n.object(o, n.at+"/options/"+strconv.Itoa(i), "text", "value", "description")
		if ok {
			option.requireText("text", 75, plain)
			option.textObject("description", 75, plain)
			option.str("value", 1, 75)
		}
	}
}

// offered: what is chosen at first has to be one of the options, to the last field.
func (n node) offered(initial string) {
	chosen := []any{n.fields[initial]}
	if !n.has(initial) {
		return
	}
	if list, isList := chosen[0].([]any); isList {
		chosen = list
	}
	all := input{fields: n.fields}.options()
	for _, one := range chosen {
		if !slices.ContainsFunc(all, func(o map[string]any) bool { return reflect.DeepEqual(any(o), one) }) {
			n.fail(n.at+"/"+initial, "must be one of the provided options")
		}
	}
}

func (c *checker) datePicker(v any, at string) string {
	n, ok := c.object(v, at, "type", "action_id", "placeholder", "initial_date", "confirm", "focus_on_load")
	if !ok {
		return ""
	}
	if day := n.str("initial_date", 0, 10); day != "" && !isDay(day) {
		c.fail(at+"/initial_date", "must be a date as YYYY-MM-DD")
	}
	return n.common()
}

// flag reads a truth value; it may be missing.
func (n node) flag(field string) {
	if _, ok := n.fields[field].(bool); n.fields[field] != nil && !ok {
		n.fail(n.at+"/"+field, "must be a boolean")
	}
}

var number = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func isNumber(text string, decimal bool) bool {
	return number.MatchString(text) && (decimal || !slices.Contains([]rune(text), '.'))
}
