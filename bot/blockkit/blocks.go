package blockkit

import (
	"cmp"
	"fmt"

	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

// What people typed goes into rich text, raw table cells and plain_text objects alone:
// there Slack shows text and obeys nothing in it. mrkdwn objects are not used at all.

// blocks gives a section's blocks.
func blocks(section answer.Section) []slack.Block {
	switch s := section.(type) {
	case answer.Paragraph:
		return Paragraph(s)
	case answer.List:
		return list(s)
	case answer.Table:
		return append(caption(s.Caption), table(s))
	case answer.Chart:
		return append(caption(s.Caption), chart(s))
	case answer.Trend:
		return trend(s)
	case answer.Picture:
		return pictureBlock(s)
	case answer.Buttons:
		return inRows(buttons(s.Actions, ""))
	}
	panic(fmt.Sprintf("a section that cannot be shown: %T", section))
}

func table(t answer.Table) slack.Block {
	block := slack.NewTableBlock("")
	var names []slack.TableCell
	for _, c := range t.Columns {
		names = append(names, cell(c.Name))
		align := slack.ColumnAlignmentLeft
		if c.Numeric {
			align = slack.ColumnAlignmentRight
		}
		block.ColumnSettings = append(block.ColumnSettings, slack.ColumnSetting{Align: align, IsWrapped: true})
	}
	block.AddRow(names...)
	for _, row := range t.Rows {
		var cells []slack.TableCell
		for _, text := range row {
			cells = append(cells, cell(text))
		}
		block.AddRow(cells...)
	}
	return block
}

// cell gives a table's cell. Slack refuses an empty one, so nothing is shown as a dash.
func cell(s string) slack.TableCell {
	return slack.NewTableRawTextCell(cmp.Or(tame(s), "–"))
}
