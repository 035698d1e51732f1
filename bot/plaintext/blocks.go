package plaintext

import (
	"encoding/json"
	"strings"

	"github.com/slack-go/slack"
)

// textOfBlocks gives what a message says in its blocks, as its text would: some apps, and some of
// Slack's own clients, leave that empty.
func textOfBlocks(blocks slack.Blocks) string {
	raw, err := json.Marshal(blocks)
	var list []any
	if err != nil || json.Unmarshal(raw, &list) != nil {
		return ""
	}
	var lines []string
	for _, block := range list {
		if text := strings.TrimSpace(textOfNode(block)); text != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

// escaper does what Slack does to the text of a message.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// textOfNode gives what a block or an element of one says. Of buttons and pictures it gives nothing.
func textOfNode(v any) string {
	node, _ := v.(map[string]any)
	said := func(name string) string { s, _ := node[name].(string); return s }
	switch said("type") {
	case "text", "plain_text", "markdown":
		return escaper.Replace(said("text"))
	case "mrkdwn": // it is escaped
		return said("text")
	case "link":
		return "<" + said("url") + "|" + escaper.Replace(said("text")) + ">"
	case "user":
		return "<@" + said("user_id") + ">"
	case "channel":
		return "<#" + said("channel_id") + ">"
	case "broadcast":
		return "<!" + said("range") + ">"
	case "emoji":
		return ":" + said("name") + ":"
	case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
		return textOfNodes(node["elements"], "")
	case "rich_text", "rich_text_list", "context":
		return textOfNodes(node["elements"], "\n")
	case "header":
		return textOfNode(node["text"])
	case "section":
		return textOfNode(node["text"]) + "\n" + textOfNodes(node["fields"], "\n")
	}
	return ""
}

func textOfNodes(v any, between string) string {
	list, _ := v.([]any)
	texts := make([]string, len(list))
	for i, node := range list {
		texts[i] = textOfNode(node)
	}
	return strings.Join(texts, between)
}
