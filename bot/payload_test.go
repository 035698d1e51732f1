package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"natobot/commands"
)

// obeys checks messages against Slack's limits from their JSON, not by the code that
// made them.
func obeys(t *testing.T, r commands.Reply, messages []message) {
	t.Helper()
	if len(messages) == 0 {
		t.Fatal("no message")
	}
	for i, m := range messages {
		if m.Text == "" || len([]rune(m.Text)) > 40_000 {
			t.Errorf("message %d: a text of %d characters", i, len([]rune(m.Text)))
		}
		if strings.ContainsAny(m.Text, "<>") {
			t.Errorf("S7: message %d: %q is not escaped", i, m.Text)
		}
		if callsSomebody(m.Text) {
			t.Errorf("S7: message %d: %q calls somebody", i, m.Text)
		}
		if len(m.Blocks) == 0 || len(m.Blocks) > 50 {
			t.Errorf("message %d: %d blocks", i, len(m.Blocks))
		}
		raw, err := json.Marshal(m.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		var blocks []any
		if err := json.Unmarshal(raw, &blocks); err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, b := range blocks {
			sum += checkNode(t, b.(map[string]any), "")
		}
		if sum > 12_000 {
			t.Errorf("S5: message %d: %d characters of block text", i, sum)
		}
		if i < len(messages)-1 && strings.Contains(string(raw), `"type":"actions"`) {
			t.Errorf("message %d of %d has buttons: they belong to the end", i, len(messages))
		}
		if n := strings.Count(string(raw), `"type":"table"`); n > 1 {
			t.Errorf("message %d: %d tables", i, n)
		}
	}
}

// callsSomebody tells whether Slack could read a call to people in the text.
func callsSomebody(s string) bool {
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

// checkNode checks a node of a block and gives the sum of its text.
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
			if name == "text" && callsSomebody(v) {
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

// keeps checks that every word of the reply is in the text of the messages, in order, and
// in their blocks.
func keeps(t *testing.T, r commands.Reply, messages []message) {
	t.Helper()
	var inText, inBlocks strings.Builder
	for _, m := range messages {
		inText.WriteString(m.Text + "\n")
		raw, err := json.Marshal(m.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		collect(&inBlocks, raw)
	}
	bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "", breaker, "").Replace(s) }
	text, blocks := bare(inText.String()), bare(inBlocks.String())
	check := func(s string) {
		if !strings.Contains(text, bare(escape(s))) && !missingOnlyBecauseCut(text, bare(escape(s))) {
			t.Errorf("the text lost %.80q", s)
		}
		if !strings.Contains(blocks, bare(tame(s))) && !missingOnlyBecauseCut(blocks, bare(tame(s))) {
			t.Errorf("the blocks lost %.80q", s)
		}
	}
	for _, section := range r.Sections {
		switch s := section.(type) {
		case commands.Paragraph:
			for _, span := range s.Text {
				check(span.Text)
			}
		case commands.List:
			for _, item := range s.Items {
				for _, span := range item {
					check(span.Text)
				}
			}
		case commands.Table:
			for _, row := range s.Rows {
				for _, c := range row {
					check(c)
				}
			}
		case commands.Chart:
			for _, b := range s.Bars {
				check(b.Label)
			}
		}
	}
}

// missingOnlyBecauseCut tells whether a long text is there in pieces: with no more than
// the heading of a message between two of them.
func missingOnlyBecauseCut(in, s string) bool {
	for s != "" {
		n := len(s)
		for n > 0 && !strings.Contains(in, s[:n]) {
			n /= 2
		}
		if n < min(len(s), 500) {
			return false
		}
		s = s[n:]
	}
	return true
}

func collect(into *strings.Builder, raw []byte) {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if s, ok := v["text"].(string); ok {
				into.WriteString(s)
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(value)
}
