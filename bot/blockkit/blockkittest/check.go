// Package blockkittest checks Block Kit against Slack's limits, from its JSON: not by the code that
// made it.
package blockkittest

import (
	"encoding/json"
	"strings"
	"testing"
)

// CallsSomebody tells whether Slack could read a call to people in the text.
func CallsSomebody(s string) bool {
	lower := strings.ToLower(s)
	for _, call := range []string{"<!", "<@", "<#", "@here", "@channel", "@everyone"} {
		for rest := lower; ; {
			_, after, found := strings.Cut(rest, call)
			if !found {
				break
			}
			// "@hereafter" calls nobody.
			if call[0] == '<' || after == "" || !isWord(after[0]) {
				return true
			}
			rest = after
		}
	}
	return false
}

func isWord(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z'
}

// limits of the places in which text stands, by the type of what holds it.
var limits = map[string]int{"header": 150, "context": 2000, "button": 75, "title": 100, "confirm": 30, "deny": 30}

// Check checks a block, as it is in JSON, and gives the sum of its text.
func Check(t *testing.T, block map[string]any) int {
	t.Helper()
	return checkNode(t, block, "")
}

// checkNode checks a node of a block. holder is the type of what it stands in.
func checkNode(t *testing.T, node map[string]any, holder string) int {
	t.Helper()
	kind, _ := node["type"].(string)
	switch kind {
	case "mrkdwn", "user", "usergroup", "broadcast", "channel":
		t.Errorf("S7: a %s", kind)
	case "table":
		checkTable(t, node)
	case "actions":
		if n := len(node["elements"].([]any)); n > 25 {
			t.Errorf("%d buttons", n)
		}
	}
	sum := 0
	for name, value := range node {
		inside := kind
		if name == "title" || name == "confirm" || name == "deny" {
			inside = name
		}
		switch v := value.(type) {
		case string:
			if name == "text" || name == "value" || name == "url" {
				sum += len([]rune(v))
				if v == "" {
					t.Errorf("an empty %s in a %s", name, kind)
				}
			}
			if name == "text" && CallsSomebody(v) {
				t.Errorf("S7: %q in a %s calls somebody", v, kind)
			}
			if limit, ok := limits[holder]; ok && name == "text" && len([]rune(v)) > limit {
				t.Errorf("%d characters in a %s", len([]rune(v)), holder)
			}
			if name == "value" && len([]rune(v)) > 2000 {
				t.Errorf("a button's value of %d characters", len([]rune(v)))
			}
			if name == "url" && !strings.HasPrefix(v, "http://") && !strings.HasPrefix(v, "https://") {
				t.Errorf("a link to %q", v)
			}
		case map[string]any:
			sum += checkNode(t, v, inside)
		case []any:
			sum += checkList(t, v, inside)
		}
	}
	return sum
}

func checkList(t *testing.T, list []any, holder string) int {
	t.Helper()
	sum := 0
	for _, v := range list {
		switch v := v.(type) {
		case map[string]any:
			sum += checkNode(t, v, holder)
		case []any:
			sum += checkList(t, v, holder)
		}
	}
	return sum
}

func checkTable(t *testing.T, table map[string]any) {
	t.Helper()
	rows := table["rows"].([]any)
	chars, width := 0, len(rows[0].([]any))
	for _, row := range rows {
		if len(row.([]any)) != width {
			t.Error("rows of different widths")
		}
		for _, c := range row.([]any) {
			chars += len([]rune(c.(map[string]any)["text"].(string)))
		}
	}
	if len(rows) > 100 || width > 20 || chars > 10_000 {
		t.Errorf("a table of %d rows, %d columns and %d characters", len(rows), width, chars)
	}
}

// Words gives all the text of blocks that are given as JSON.
func Words(raw []byte) string {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return ""
	}
	var words strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if s, ok := v["text"].(string); ok {
				words.WriteString(s)
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(value)
	return words.String()
}
