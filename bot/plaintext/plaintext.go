// Package plaintext reads what a message in Slack says, as its readers see it. What Slack hands out of
// a message is escaped, names people and places by their ids, and may stand in blocks alone.
package plaintext

import (
	"cmp"
	"regexp"
	"strings"

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
