package localslack

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
)

// together checks what shapes.txt cannot say of a kind: what its fields have to do with one
// another, and with the surface. shown is how much text people see of it.
func (n node) together(kind string, shown int) {
	if on, only := onlyOn()[kind]; only && !slices.Contains(on, n.on) {
		n.fail(n.at+"/type", "unsupported type: %s", kind)
	}
	if focus, _ := n.fields["focus_on_load"].(bool); focus {
		if n.focused {
			n.fail(n.at, "only one element can have focus_on_load")
		}
		n.focused = true
	}
	switch kind {
	case "section":
		if !n.has("text") && !n.has("fields") {
			n.fail(n.at, "missing required field: text")
		}
	case "actions":
		n.actionIDs()
	case "image":
		if n.has("image_url") == n.has("slack_file") {
			n.fail(n.at, "exactly one of image_url and slack_file is required")
		}
	case "static_select":
		n.offered()
	case "plain_text_input", "url_text_input", "number_input":
		n.begins()
	case "table":
		n.inTables += shown
	case "data_visualization":
		n.charts++
		n.series()
	}
}

// onlyOn tells the surfaces of the kinds that do not stand on all.
func onlyOn() map[string][]surface {
	return map[string][]surface{
		"input": {modalSurface, homeSurface}, "alert": {modalSurface},
		"markdown": {messageSurface}, "data_visualization": {messageSurface},
	}
}

// actionIDs: each once in a block.
func (n node) actionIDs() {
	seen := map[any]bool{}
	elements, _ := n.fields["elements"].([]any)
	for i, e := range elements {
		m, _ := e.(map[string]any)
		id, is := m["action_id"].(string)
		if is && id != "" && seen[id] {
			n.fail(n.at+"/elements/"+strconv.Itoa(i)+"/action_id", "`action_id` %s already exists in this block", id)
		}
		seen[id] = true
	}
}

// begins: what a field begins with is what could be typed in it.
func (n node) begins() {
	if text, _ := n.fields["initial_value"].(string); text != "" {
		if problem := (input{kind: n.kind(), fields: n.fields}).problem(text); problem != "" {
			n.fail(n.at+"/initial_value", "%s", problem)
		}
	}
}

// offered: what is chosen at first has to be one of the options, to the last field.
func (n node) offered() {
	initial, is := n.fields["initial_option"]
	if is && !slices.ContainsFunc(input{fields: n.fields}.options(), func(o map[string]any) bool { return reflect.DeepEqual(any(o), initial) }) {
		n.fail(n.at+"/initial_option", "must be one of the provided options")
	}
}

// series: each has a point for each category of the axis.
func (n node) series() {
	chart, _ := n.fields["chart"].(map[string]any)
	series, _ := chart["series"].([]any)
	axis, _ := chart["axis_config"].(map[string]any)
	categories, _ := axis["categories"].([]any)
	if kind, _ := chart["type"].(string); !slices.Contains([]string{"bar", "line", "area"}, kind) {
		n.fail(n.at+"/chart/type", "unsupported type: %s", kind)
	}
	for i, s := range series {
		one, _ := s.(map[string]any)
		if data, _ := one["data"].([]any); len(data) != len(categories) {
			n.fail(n.at+"/chart/series/"+strconv.Itoa(i)+"/data", "must have one point per category")
		}
	}
}

var number = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func isNumber(text string, decimal bool) bool {
	return number.MatchString(text) && (decimal || !slices.Contains([]rune(text), '.'))
}
