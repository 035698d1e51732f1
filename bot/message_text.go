package bot

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// textOf gives what a message says: its text, or what stands in its blocks or attachments
// where the text is missing or only begins it, and what it forwards.
func textOf(m slack.Message) string {
	words := longer(m.Text, textOfBlocks(m.Blocks))
	bare := strings.TrimSpace(words) == ""
	var list []string
	if !bare {
		list = append(list, words)
	}
	for _, a := range m.Attachments {
		if bare || a.IsShare || a.IsMsgUnfurl {
			list = append(list, textOfAttachment(a)...)
		}
	}
	return strings.Join(list, "\n")
}

func textOfAttachment(a slack.Attachment) []string {
	text := longer(cmp.Or(a.Text, a.Fallback), textOfBlocks(a.Blocks))
	return slices.DeleteFunc([]string{a.Pretext, a.Title, text, a.TitleLink}, func(s string) bool { return s == "" })
}

// longer gives the text that says more; the first where neither does.
func longer(a, b string) string {
	if utf8.RuneCountInString(strings.TrimSpace(b)) > utf8.RuneCountInString(strings.TrimSpace(a)) {
		return b
	}
	return a
}

// textOfBlocks gives the words of blocks, those of each block on a line.
func textOfBlocks(blocks slack.Blocks) string {
	var lines []string
	for _, b := range blocks.BlockSet {
		data, err := json.Marshal(b)
		var block any
		if err != nil || json.Unmarshal(data, &block) != nil {
			continue
		}
		if text := strings.TrimSpace(wordsIn(block)); text != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

// wordsIn gives the words in a part of a block. Buttons and other controls say nothing.
func wordsIn(part any) string {
	switch p := part.(type) {
	case []any:
		var b strings.Builder
		for _, e := range p {
			b.WriteString(wordsIn(e))
		}
		return b.String()
	case map[string]any:
		field := func(name string) string { s, _ := p[name].(string); return s }
		switch field("type") {
		case "text", "mrkdwn", "plain_text", "markdown":
			return field("text")
		case "link":
			return strings.TrimSpace(field("text") + " " + field("url"))
		case "emoji":
			return ":" + field("name") + ":"
		case "user":
			return "<@" + field("user_id") + ">"
		case "section", "header":
			return wordsIn(p["text"]) + wordsIn(p["fields"])
		case "rich_text", "rich_text_section", "rich_text_quote", "rich_text_preformatted", "rich_text_list", "context":
			return wordsIn(p["elements"]) + "\n"
		}
	}
	return ""
}
