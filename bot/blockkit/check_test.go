package blockkit

import (
	"encoding/json"
	"strings"
	"testing"

	"natobot/bot/blockkit/blockkittest"
	"natobot/commands/answer"
)

// obeys checks messages against Slack's limits from their JSON, not by the code that
// made them.
func obeys(t *testing.T, r answer.Reply, messages []Message) {
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
		if blockkittest.CallsSomebody(m.Text) {
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
			sum += blockkittest.Check(t, b.(map[string]any))
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

// keeps checks that every word of the reply is in the text of the messages, in order, and
// in their blocks.
func keeps(t *testing.T, r answer.Reply, messages []Message) {
	t.Helper()
	var inText, inBlocks strings.Builder
	for _, m := range messages {
		inText.WriteString(m.Text + "\n")
		raw, err := json.Marshal(m.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		inBlocks.WriteString(blockkittest.Words(raw))
	}
	bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "", breaker, "").Replace(s) }
	text, blocks := bare(inText.String()), bare(inBlocks.String())
	check := func(s string) {
		if !strings.Contains(text, bare(Escape(s))) && !missingOnlyBecauseCut(text, bare(Escape(s))) {
			t.Errorf("the text lost %.80q", s)
		}
		if !strings.Contains(blocks, bare(tame(s))) && !missingOnlyBecauseCut(blocks, bare(tame(s))) {
			t.Errorf("the blocks lost %.80q", s)
		}
	}
	for _, section := range r.Sections {
		switch s := section.(type) {
		case answer.Paragraph:
			for _, span := range s.Text {
				check(span.Text)
			}
		case answer.List:
			for _, item := range s.Items {
				for _, span := range item {
					check(span.Text)
				}
			}
		case answer.Table:
			for _, row := range s.Rows {
				for _, c := range row {
					check(c)
				}
			}
		case answer.Chart:
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
