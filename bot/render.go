package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"natobot/commands"
)

// message is one Slack message. Text carries all that the blocks carry (docs/product.md §5,
// promise 8): screen readers and notifications have nothing else.
type message struct {
	Text   string
	Blocks []slack.Block
}

// render gives a reply's messages: one, or as many as Slack's limits ask for, with
// nothing left out and each with its text. share is the command that the reply answers,
// for a button that shares it.
func render(r commands.Reply, share string) []message {
	if whole := compose(r, share); whole.fits() {
		return []message{whole}
	}
	if list, ok := assemble(r, share); ok {
		return list
	}
	// Some name or heading is longer than a message. As running text everything fits.
	r.Sections = []commands.Section{commands.Paragraph{Text: commands.Line{{Text: r.Plain()}}}}
	list, _ := assemble(r, share)
	return list
}

// assemble gives the messages of a reply in parts, and whether all of them fit.
func assemble(r commands.Reply, share string) (list []message, ok bool) {
	ok = true
	parts := divide(r)
	for i, part := range parts {
		if part.Title = numbered(r.Title, i+1, len(parts)); len(parts) == 1 {
			part.Title = r.Title
		}
		if i < len(parts)-1 {
			part.Actions = nil
		}
		m := compose(part, share)
		list, ok = append(list, m), ok && m.fits()
	}
	return list, ok
}

// numbered titles a part of a reply that did not fit one message. A title that is too
// long for a heading stands in the first part's text.
func numbered(title string, n, of int) string {
	part := fmt.Sprintf("%d of %d", n, of)
	if title == "" || size(title) > maxHeader-len(" (100 of 100)") {
		return "Part " + part
	}
	return title + " (" + part + ")"
}

// compose makes one message of a reply, whether it fits or not.
func compose(r commands.Reply, share string) message {
	m := message{Text: strings.TrimSpace(escape(r.Plain())), Blocks: title(r)}
	for _, s := range r.Sections {
		m.Blocks = append(m.Blocks, blocks(s)...)
	}
	m.Blocks = append(m.Blocks, inRows(buttons(r.Actions, share))...)
	return m
}

// title heads a reply that has sections; a reply without any is its title, and reads as
// a sentence.
func title(r commands.Reply) []slack.Block {
	text := flat(r.Title)
	switch {
	case text == "":
		return nil
	case len(r.Sections) == 0:
		return paragraph(commands.Paragraph{Text: r.TitleLine()})
	case size(text) <= maxHeader && len(r.TitleLine()) == 1:
		return []slack.Block{slack.NewHeaderBlock(plain(text))}
	}
	line := r.TitleLine() // longer than a header, or with a command in it, which a header cannot set
	for i := range line {
		line[i].Style |= commands.Bold
	}
	return paragraph(commands.Paragraph{Text: line})
}

// maxCommands bounds the sum of what a message's buttons carry.
const maxCommands = 4_000

// buttons gives the actions as buttons. What is more than Slack lets them carry is left
// out: buttons repeat what the reply says.
func buttons(actions []commands.Action, share string) []slack.BlockElement {
	var list []slack.BlockElement
	room := maxCommands
	for i, a := range actions {
		deed, command := deedAsk, a.Command
		if a.Share {
			deed = deedShare
			if command == "" {
				command = share
			}
		}
		label := flat(a.Label)
		if command == "" || size(command) > min(maxValue, room) || label == "" {
			continue
		}
		room -= size(command)
		b := slack.NewButtonBlockElement(fmt.Sprintf("%s:%d", deed, i), command, plain(cut(label, maxLabel)[0]))
		b.AccessibilityLabel = spoken(label, command)
		if a.Danger {
			b.Style = slack.StyleDanger
			b.Confirm = confirmation(label)
		}
		list = append(list, b)
	}
	return list
}

// inRows gives buttons in as many rows as Slack asks for.
func inRows(list []slack.BlockElement) []slack.Block {
	var rows []slack.Block
	for row := range slices.Chunk(list, maxButtons) {
		rows = append(rows, slack.NewActionBlock("", row...))
	}
	return rows
}

var entryNumber = regexp.MustCompile(`#\d+`)

// spoken gives what a screen reader says for a button whose label alone does not tell
// what it is about: "Correct #12". It gives "" where the label does.
func spoken(label, command string) string {
	number := entryNumber.FindString(command)
	if number == "" || strings.Contains(label, number) {
		return ""
	}
	return shorten(label, maxLabel-len(" "+number)) + " " + number
}

// fits tells whether Slack takes the message as it is.
func (m message) fits() bool {
	tables, charts, text := 0, 0, 0
	for _, b := range m.Blocks {
		text += textOf(b)
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
	return len(m.Blocks) <= maxBlocks && tables <= maxTables && charts <= maxCharts && text <= maxBlockText && size(m.Text) <= maxText
}

// textOf counts the characters of a block that count against a message's sum: all of
// its strings that people see or follow.
func textOf(b slack.Block) int {
	switch b := b.(type) {
	case *slack.HeaderBlock:
		return size(b.Text.Text)
	case *slack.ImageBlock:
		return size(b.AltText)
	case *slack.ContextBlock:
		return size(b.ContextElements.Elements[0].(*slack.TextBlockObject).Text)
	case *slack.TableBlock:
		n := 0
		for _, row := range b.Rows {
			for _, c := range row {
				n += size(c.(*slack.TableRawTextCell).Text)
			}
		}
		return n
	case *slack.RichTextBlock:
		n := 0
		for _, e := range b.Elements {
			n += textOfRich(e)
		}
		return n
	case *slack.DataVisualizationBlock:
		return textOfChart(b)
	case *slack.ActionBlock:
		n := 0
		for _, e := range b.Elements.ElementSet {
			button := e.(*slack.ButtonBlockElement)
			n += size(button.Text.Text) + size(button.Value)
		}
		return n
	}
	panic(fmt.Sprintf("a block that is not counted: %T", b))
}

func textOfRich(e slack.RichTextElement) int {
	n := 0
	switch e := e.(type) {
	case *slack.RichTextSection:
		n = textOfElements(e.Elements)
	case *slack.RichTextPreformatted:
		n = textOfElements(e.Elements)
	case bullets:
		for _, item := range e.Elements {
			n += textOfRich(item)
		}
	default:
		panic(fmt.Sprintf("rich text that is not counted: %T", e))
	}
	return n
}

func textOfElements(list []slack.RichTextSectionElement) int {
	n := 0
	for _, e := range list {
		switch e := e.(type) {
		case *slack.RichTextSectionTextElement:
			n += size(e.Text)
		case *slack.RichTextSectionLinkElement:
			n += size(e.Text) + size(e.URL)
		default:
			panic(fmt.Sprintf("rich text that is not counted: %T", e))
		}
	}
	return n
}
