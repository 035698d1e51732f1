package blockkit

import (
	"cmp"
	"strings"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// Paragraph gives running text, or small print.
func Paragraph(p answer.Paragraph) []slack.Block {
	text := elements(p.Text)
	if len(text) == 0 {
		return nil
	}
	if p.Note && unadorned(p.Text) {
		if note := PlainText(p.Text); note != "" && Size(note) <= maxContext {
			return []slack.Block{slack.NewContextBlock("", plain(note))}
		}
	}
	return []slack.Block{slack.NewRichTextBlock("", slack.NewRichTextSection(text...))}
}

// unadorned tells whether a line loses nothing in a plain_text object.
func unadorned(l answer.Line) bool {
	for _, s := range l {
		if s.URL != "" || s.Style&(answer.Struck|answer.Code) != 0 {
			return false
		}
	}
	return true
}

// PlainText gives a line as text, what is typed between backticks.
func PlainText(l answer.Line) string {
	var b strings.Builder
	for _, s := range l {
		text := tame(s.Text)
		if s.Style&answer.Code != 0 {
			text = "`" + text + "`"
		}
		b.WriteString(text)
	}
	return strings.TrimSpace(b.String())
}

func list(l answer.List) []slack.Block {
	var rich []slack.RichTextElement
	if Flat(l.Heading) != "" {
		rich = append(rich, heading(l.Heading))
	}
	var items []slack.RichTextElement
	for _, item := range l.Items {
		if text := elements(item); len(text) > 0 {
			items = append(items, slack.NewRichTextSection(text...))
		}
	}
	if len(items) > 0 {
		rich = append(rich, bullets{slack.RTEList, slack.RTEListBullet, items})
	}
	if len(rich) == 0 {
		return nil
	}
	return []slack.Block{slack.NewRichTextBlock("", rich...)}
}

// bullets is a rich text list with the fields that Slack's own types know; the library's
// also sends an offset, which they do not.
type bullets struct {
	Type     slack.RichTextElementType     `json:"type"`
	Style    slack.RichTextListElementType `json:"style"`
	Elements []slack.RichTextElement       `json:"elements"`
}

func (b bullets) RichTextElementType() slack.RichTextElementType { return b.Type }

func caption(s string) []slack.Block {
	if Flat(s) == "" {
		return nil
	}
	return []slack.Block{slack.NewRichTextBlock("", heading(s))}
}

func heading(s string) *slack.RichTextSection {
	return slack.NewRichTextSection(slack.NewRichTextSectionTextElement(Flat(s), &slack.RichTextSectionTextStyle{Bold: true}))
}

// elements gives a line as rich text; empty spans, which Slack refuses, are left out.
func elements(l answer.Line) []slack.RichTextSectionElement {
	var list []slack.RichTextSectionElement
	for _, s := range l {
		text := tame(s.Text)
		switch url := link(s.URL); {
		case url != "":
			list = append(list, slack.NewRichTextSectionLinkElement(url, cmp.Or(text, tame(s.URL)), style(s.Style)))
		case text != "" || s.URL != "":
			text = cmp.Or(text, tame(s.URL))
			list = append(list, slack.NewRichTextSectionTextElement(text, style(s.Style)))
		}
	}
	return list
}

func style(s answer.Style) *slack.RichTextSectionTextStyle {
	if s == answer.Plain {
		return nil
	}
	return &slack.RichTextSectionTextStyle{
		Bold:   s&answer.Bold != 0,
		Italic: s&answer.Italic != 0,
		Strike: s&answer.Struck != 0,
		Code:   s&answer.Code != 0,
	}
}

// plain gives a plain_text object. Its emoji flag is off: ":flag-pl:" in a quote is text.
func plain(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}
