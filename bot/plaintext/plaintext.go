// Package plaintext reads what a message in Slack says, as its readers see it. What Slack hands out of
// a message is escaped, names people and places by their ids, and may stand in blocks alone.
package plaintext

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
)

// token is a reference in a message: "<https://x|label>", "<@U1>", "<!here>".
var token = regexp.MustCompile(`<([^<>|\s][^<>]*)>`)

// markup are what Slack sets text in: bold, italic, struck, code. They count at the edges
// of words alone; a "*" in a word is a "*".
var markup = []*regexp.Regexp{
	regexp.MustCompile("```\n?([^`]+)```"),
	regexp.MustCompile("`([^`\n]+)`"),
	regexp.MustCompile(`(?m)(^|[\s\pP])\*(\S|\S[^*\n]*\S)\*($|[\s\pP])`),
	regexp.MustCompile(`(?m)(^|[\s\pP])_(\S|\S[^_\n]*\S)_($|[\s\pP])`),
	regexp.MustCompile(`(?m)(^|[\s\pP])~(\S|\S[^~\n]*\S)~($|[\s\pP])`),
}

var quoteMark = regexp.MustCompile(`(?m)^&gt; ?`)

// Of gives what a message says as its readers see it, without markup; links are their URLs. name
// gives the name of an id, "" when it is not known.
func Of(m slack.Message, name func(id string) string) string { return plain(textOf(m), name) }

// plain gives a message's text as its readers see it.
func plain(s string, name func(id string) string) string {
	s = quoteMark.ReplaceAllString(s, "")
	var b strings.Builder
	for s != "" {
		at := token.FindStringSubmatchIndex(s)
		if at == nil {
			b.WriteString(withoutMarkup(s))
			break
		}
		b.WriteString(withoutMarkup(s[:at[0]]))
		b.WriteString(referent(s[at[2]:at[3]], name))
		s = s[at[1]:]
	}
	return blockkit.Unescape(b.String())
}

// withoutMarkup takes the markup out of text.
func withoutMarkup(s string) string {
	for i, set := range markup {
		with := "$1$2$3"
		if i < 2 {
			with = "$1"
		}
		for {
			next := set.ReplaceAllString(s, with)
			if next == s {
				break
			}
			s = next
		}
	}
	return s
}

// referent gives what a reference stands for.
func referent(s string, name func(id string) string) string {
	target, label, _ := strings.Cut(s, "|")
	switch id := target[1:]; target[0] {
	case '@':
		return cmp.Or(name(id), strings.TrimPrefix(label, "@"), "somebody")
	case '#':
		return "#" + cmp.Or(label, name(id), "channel")
	case '!':
		word, _, _ := strings.Cut(id, "^")
		return cmp.Or(strings.TrimPrefix(label, "@"), word)
	}
	if address, is := strings.CutPrefix(target, "mailto:"); is {
		return address
	}
	return target
}

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
