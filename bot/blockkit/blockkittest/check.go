// Package blockkittest checks Block Kit, from its JSON and not by the code that made it: against
// Slack's limits, as the local workspace has them, and for what could call people.
package blockkittest

import (
	"encoding/json"
	"strings"
	"testing"

	"natobot/bot/localslack"
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

// Check checks a block, as it is in JSON, and gives the sum of its text.
func Check(t *testing.T, block map[string]any) int {
	t.Helper()
	for _, complaint := range localslack.Complaints(block) {
		t.Error(complaint)
	}
	return checkNode(t, block)
}

// checkNode checks what Slack takes and ours shall not have: what could call people, what is
// empty, tables that are no rectangles.
func checkNode(t *testing.T, node any) int {
	t.Helper()
	sum := 0
	switch node := node.(type) {
	case []any:
		for _, v := range node {
			sum += checkNode(t, v)
		}
	case map[string]any:
		switch kind := node["type"]; kind {
		case "mrkdwn", "user", "usergroup", "broadcast", "channel":
			t.Errorf("S7: a %s", kind)
		case "table":
			rows := node["rows"].([]any)
			for _, row := range rows {
				if len(row.([]any)) != len(rows[0].([]any)) {
					t.Error("rows of different widths")
				}
			}
		}
		for name, v := range node {
			sum += checkNode(t, v)
			if text, is := v.(string); is && (name == "text" || name == "value" || name == "url") {
				checkText(t, name, text)
				sum += len([]rune(text))
			}
		}
	}
	return sum
}

func checkText(t *testing.T, name, text string) {
	t.Helper()
	switch {
	case text == "":
		t.Errorf("an empty %s", name)
	case name == "text" && CallsSomebody(text):
		t.Errorf("S7: %q calls somebody", text)
	case name == "url" && !strings.HasPrefix(text, "http://") && !strings.HasPrefix(text, "https://"):
		t.Errorf("a link to %q", text)
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
