package blockkit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// Message is one Slack message. Text carries all that the blocks carry (docs/product.md §5,
// promise 8): screen readers and notifications have nothing else.
type Message struct {
	Text   string
	Blocks []slack.Block
}

// compose makes one message of a reply, whether it fits or not.
func compose(r answer.Reply, share string) Message {
	r.Sections = folded(r.Sections)
	return Message{
		Text:   strings.TrimSpace(Escape(r.Plain())),
		Blocks: slices.Concat(title(r), surface(r.Sections), inRows(buttons(r.Actions, share))),
	}
}

// folded gives sections with buttons in the place of what is folded: neither the blocks nor the
// text of the message has it.
func folded(sections []answer.Section) []answer.Section {
	list := slices.Clone(sections)
	for i, s := range list {
		if f, is := s.(answer.Folded); is {
			list[i] = answer.Buttons{Actions: []answer.Action{f.Action}}
		}
	}
	return list
}

// title heads a reply that has sections; a reply without any is its title, and reads as
// a sentence.
func title(r answer.Reply) []slack.Block {
	text := Flat(r.Title)
	switch {
	case text == "":
		return nil
	case len(r.Sections) == 0:
		return Paragraph(answer.Paragraph{Text: r.TitleLine()})
	case Size(text) <= maxHeader && len(r.TitleLine()) == 1:
		return []slack.Block{slack.NewHeaderBlock(plain(text))}
	}
	return Paragraph(boldTitle(r)) // longer than a header, or with a command in it, which a header cannot set
}

func boldTitle(r answer.Reply) answer.Paragraph {
	line := r.TitleLine()
	for i := range line {
		line[i].Style |= answer.Bold
	}
	return answer.Paragraph{Text: line}
}

// FitsUpdate tells whether a message that is there already can be rewritten as this one.
func (m Message) FitsUpdate() bool { return Size(m.Text) <= maxUpdate }

// fits tells whether Slack takes the message as it is.
func (m Message) fits() bool {
	tables, charts, text := 0, 0, sum(m.Blocks, textOf)
	for _, b := range m.Blocks {
		if _, ok := b.(*slack.DataVisualizationBlock); ok {
			charts++
		}
		if t, ok := b.(*slack.TableBlock); ok {
			tables++
			if len(t.Rows) > maxRows || len(t.Rows[0]) > maxColumns || textOf(b) > maxCells {
				return false
			}
		}
	}
	return len(m.Blocks) <= maxBlocks && tables <= maxTables && charts <= maxCharts && text <= maxBlockText && Size(m.Text) <= maxText
}

// textOf counts the characters of a block that count against a message's sum: all of
// its strings that people see or follow.
func textOf(b slack.Block) int {
	switch b := b.(type) {
	case *slack.HeaderBlock:
		return Size(b.Text.Text)
	case *slack.ImageBlock:
		return Size(b.AltText)
	case *slack.ContextBlock:
		return Size(b.ContextElements.Elements[0].(*slack.TextBlockObject).Text)
	case *slack.TableBlock:
		return sum(b.Rows, func(row []slack.TableCell) int {
			return sum(row, func(c slack.TableCell) int { return Size(c.(*slack.TableRawTextCell).Text) })
		})
	case *slack.RichTextBlock:
		return sum(b.Elements, textOfRich)
	case *slack.DataVisualizationBlock:
		return textOfChart(b)
	case *slack.ActionBlock:
		return sum(b.Elements.ElementSet, func(e slack.BlockElement) int {
			button := e.(*slack.ButtonBlockElement)
			return Size(button.Text.Text) + Size(button.Value)
		})
	}
	panic(fmt.Sprintf("a block that is not counted: %T", b))
}

func textOfRich(e slack.RichTextElement) int {
	switch e := e.(type) {
	case *slack.RichTextSection:
		return sum(e.Elements, textOfRun)
	case *slack.RichTextPreformatted:
		return sum(e.Elements, textOfRun)
	case bullets:
		return sum(e.Elements, textOfRich)
	}
	panic(fmt.Sprintf("rich text that is not counted: %T", e))
}

func textOfRun(e slack.RichTextSectionElement) int {
	switch e := e.(type) {
	case *slack.RichTextSectionTextElement:
		return Size(e.Text)
	case *slack.RichTextSectionLinkElement:
		return Size(e.Text) + Size(e.URL)
	}
	panic(fmt.Sprintf("rich text that is not counted: %T", e))
}

func sum[T any](list []T, size func(T) int) int {
	n := 0
	for _, one := range list {
		n += size(one)
	}
	return n
}
