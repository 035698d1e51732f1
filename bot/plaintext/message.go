package plaintext

import (
	"cmp"
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
