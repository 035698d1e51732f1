package localslack_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"natobot/bot/localslack"
)

func x(n int) string { return strings.Repeat("x", n) }

func section(text string) string {
	return `{"type":"section","text":{"type":"mrkdwn","text":"` + text + `"}}`
}

func button(fields string) string {
	return `{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"Go"}` + fields + `}]}`
}

func many(n int, one string) string {
	return strings.TrimSuffix(strings.Repeat(one+",", n), ",")
}

func rich(run string) string {
	return `{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[` + run + `]}]}`
}

func cells(n int) string { return "[" + many(n, `{"type":"raw_text","text":"c"}`) + "]" }

// Every limit that is refused, with the complaint that Slack words it in.
func TestBlocksAreRefused(t *testing.T) {
	text := `{"type":"plain_text","text":"t"}`
	refuses(t, map[string]complaint{
		"51 blocks":           {many(51, `{"type":"divider"}`), "no more than 50 items allowed [json-pointer:/blocks]"},
		"an unknown type":     {`{"type":"poem"}`, "unsupported type: poem [json-pointer:/blocks/0/type]"},
		"an unknown field":    {`{"type":"divider","colour":"red"}`, "invalid additional property: colour [json-pointer:/blocks/0]"},
		"no object":           {`7`, "must be an object [json-pointer:/blocks/0]"},
		"one block_id twice":  {many(2, `{"type":"divider","block_id":"b"}`), "`block_id` b already exists [json-pointer:/blocks/1/block_id]"},
		"a long block_id":     {`{"type":"divider","block_id":"` + x(256) + `"}`, "must be less than 256 characters [json-pointer:/blocks/0/block_id]"},
		"section over 3,000":  {section(x(3001)), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		"an empty text":       {section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		"an empty section":    {`{"type":"section"}`, "missing required field: text [json-pointer:/blocks/0]"},
		"emoji with mrkdwn":   {`{"type":"section","text":{"type":"mrkdwn","text":"t","emoji":true}}`, "invalid additional property: emoji [json-pointer:/blocks/0/text]"},
		"a text type unknown": {`{"type":"section","text":{"type":"html","text":"t"}}`, "unsupported type: html [json-pointer:/blocks/0/text/type]"},
		"11 fields":           {`{"type":"section","fields":[` + many(11, text) + `]}`, "no more than 10 items allowed [json-pointer:/blocks/0/fields]"},
		"a long field":        {`{"type":"section","fields":[{"type":"mrkdwn","text":"` + x(2001) + `"}]}`, "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"},
		"header over 150":     {`{"type":"header","text":{"type":"plain_text","text":"` + x(151) + `"}}`, "must be less than 151 characters [json-pointer:/blocks/0/text/text]"},
		"header in mrkdwn":    {`{"type":"header","text":{"type":"mrkdwn","text":"t"}}`, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"},
		"header without text": {`{"type":"header"}`, "missing required field: text [json-pointer:/blocks/0]"},
		"header of level 5":   {`{"type":"header","level":5,"text":` + text + `}`, "must be between 1 and 4 [json-pointer:/blocks/0/level]"},
		"context of 11":       {`{"type":"context","elements":[` + many(11, text) + `]}`, "no more than 10 items allowed [json-pointer:/blocks/0/elements]"},
		"empty context":       {`{"type":"context","elements":[]}`, "no less than 1 items allowed [json-pointer:/blocks/0/elements]"},
		"26 buttons":          {`{"type":"actions","elements":[` + many(26, `{"type":"button","text":`+text+`}`) + `]}`, "no more than 25 items allowed [json-pointer:/blocks/0/elements]"},
		"an action_id twice":  {`{"type":"actions","elements":[` + many(2, `{"type":"button","action_id":"a","text":`+text+`}`) + `]}`, "`action_id` a already exists in this block [json-pointer:/blocks/0/elements/1/action_id]"},
		"button text over 75": {`{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"` + x(76) + `"}}]}`, "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"},
		"value over 2,000":    {button(`,"value":"` + x(2001) + `"`), "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"},
		"a long address":      {button(`,"url":"https://e.org/` + x(3000) + `"`), "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]"},
		"no address":          {button(`,"url":"e.org"`), "must be a valid URL [json-pointer:/blocks/0/elements/0/url]"},
		"a style unknown":     {button(`,"style":"loud"`), "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"},
		"an element unknown":  {`{"type":"actions","elements":[{"type":"lever"}]}`, "unsupported type: lever [json-pointer:/blocks/0/elements/0/type]"},
		"confirm incomplete":  {button(`,"confirm":{"title":` + text + `,"text":` + text + `}`), "missing required field: confirm [json-pointer:/blocks/0/elements/0/confirm]"},
		"confirm over 300":    {button(`,"confirm":{"title":` + text + `,"confirm":` + text + `,"text":{"type":"mrkdwn","text":"` + x(301) + `"}}`), "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]"},
		"image without alt":   {`{"type":"image","image_url":"https://e.org/a.png"}`, "missing required field: alt_text [json-pointer:/blocks/0]"},
		"image of two":        {`{"type":"image","image_url":"https://e.org/a.png","slack_file":{"id":"F1"},"alt_text":"a"}`, "exactly one of image_url and slack_file is required [json-pointer:/blocks/0]"},
	})
}

func TestRichTextTablesAndChartsAreRefused(t *testing.T) {
	refuses(t, map[string]complaint{
		"an empty run":            {rich(`{"type":"text","text":""}`), "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]"},
		"a run unknown":           {rich(`{"type":"smell"}`), "unsupported type: smell [json-pointer:/blocks/0/elements/0/elements/0/type]"},
		"a style of a run":        {rich(`{"type":"text","text":"t","style":{"loud":true}}`), "invalid additional property: loud [json-pointer:/blocks/0/elements/0/elements/0/style]"},
		"a date without a moment": {rich(`{"type":"date","format":"{date}"}`), "missing required field: timestamp [json-pointer:/blocks/0/elements/0/elements/0]"},
		"a list of no style":      {`{"type":"rich_text","elements":[{"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[]}]}]}`, "missing required field: style [json-pointer:/blocks/0/elements/0]"},
		"rich text of poems":      {`{"type":"rich_text","elements":[{"type":"poem"}]}`, "unsupported type: poem [json-pointer:/blocks/0/elements/0/type]"},
		"table of 101 rows":       {`{"type":"table","rows":[` + many(101, cells(1)) + `]}`, "no more than 100 items allowed [json-pointer:/blocks/0/rows]"},
		"a row of 21":             {`{"type":"table","rows":[` + cells(21) + `]}`, "between 1 and 20 items allowed [json-pointer:/blocks/0/rows/0]"},
		"tables over 10,000":      {many(2, `{"type":"table","rows":[[{"type":"raw_text","text":"`+x(5001)+`"}]]}`), "tables must be less than 10001 characters in all [json-pointer:/blocks]"},
		"a cell unknown":          {`{"type":"table","rows":[[{"type":"mrkdwn","text":"t"}]]}`, "unsupported type: mrkdwn [json-pointer:/blocks/0/rows/0/0/type]"},
		"three charts":            {many(3, line), "no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"},
		"a chart's title":         {strings.Replace(line, `"Who"`, `"`+x(51)+`"`, 1), "must be less than 51 characters [json-pointer:/blocks/0/title]"},
		"a chart's label":         {strings.Replace(line, `"backs"`, `"`+x(21)+`"`, 1), "must be less than 21 characters [json-pointer:/blocks/0/chart/series/0/data/0/label]"},
		"a series of few":         {`{"type":"data_visualization","title":"t","chart":{"type":"bar","series":[{"name":"s","data":[{"label":"a","value":1}]}],"axis_config":{"categories":["a","b"]}}}`, "must have one point per category [json-pointer:/blocks/0/chart/series/0/data]"},
		"an input in a message":   {`{"type":"input"}`, "unsupported type: input [json-pointer:/blocks/0/type]"},
	})
}

// complaint is what Slack says of blocks.
type complaint struct{ blocks, want string }

func refuses(t *testing.T, cases map[string]complaint) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				_, got := d.post("/api/chat.postMessage", botToken, `{"channel":"`+localslack.DeskID+`","blocks":[`+tc.blocks+`]}`)
				if got["error"] != "invalid_blocks" {
					t.Fatalf("got %v", got)
				}
				meta, _ := got["response_metadata"].(map[string]any)
				messages, _ := meta["messages"].([]any)
				if !slices.Contains(messages, any("[ERROR] "+tc.want)) {
					t.Errorf("complaints %v, want %s", messages, tc.want)
				}
			})
		})
	}
}

const line = `{"type":"data_visualization","title":"Who","chart":{"type":"line","series":[{"name":"s","data":[{"label":"backs","value":4}]}],"axis_config":{"categories":["backs"]}}}`

func TestBlocksOfTheWrongShape(t *testing.T) {
	for name, tc := range map[string]struct{ blocks, want string }{
		"no list":                 {`{"type":"divider"}`, "invalid_blocks_format"},
		"text that is no JSON":    {`"[{"`, "invalid_blocks_format"},
		"S5 over 13,000 in all":   {"[" + many(5, section(x(2601))) + "]", "msg_blocks_too_long"},
		"an empty list, no text":  {`[]`, "no_text"},
		"S5 13,000 in all is let": {"[" + many(5, section(x(2600))) + "]", ""},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				_, got := d.post("/api/chat.postMessage", botToken, `{"channel":"`+localslack.DeskID+`","blocks":`+tc.blocks+`}`)
				if code, _ := got["error"].(string); code != tc.want {
					t.Errorf("got %q, want %q", code, tc.want)
				}
			})
		})
	}
}

// What slack-go builds is what Slack takes: one of every block that is drawn.
func TestBlocksOfSlackGoAreTaken(t *testing.T) {
	plain := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("plain_text", s, true, false) }
	mrkdwn := slack.NewTextBlockObject("mrkdwn", "*t*", false, true)
	press := slack.NewButtonBlockElement("a", "v", plain("Go")).WithStyle(slack.StyleDanger).
		WithConfirm(slack.NewConfirmationBlockObject(plain("Sure?"), mrkdwn, plain("Yes"), plain("No")))
	run := slack.NewRichTextSection(
		slack.NewRichTextSectionTextElement("t", &slack.RichTextSectionTextStyle{Bold: true, Strike: true}),
		slack.NewRichTextSectionLinkElement("https://example.org/?a=1&b=2", "link", nil),
		slack.NewRichTextSectionEmojiElement("flag-pl", 0, nil),
		slack.NewRichTextSectionUserElement("U1", nil))
	list := slack.NewRichTextList(slack.RTEListBullet, 1, run)
	blocks := []slack.Block{
		slack.NewHeaderBlock(plain("Head"), slack.HeaderBlockOptionLevel(2)),
		slack.NewSectionBlock(mrkdwn, []*slack.TextBlockObject{mrkdwn, plain("f")}, slack.NewAccessory(press)),
		slack.NewContextBlock("", mrkdwn, slack.NewImageBlockElement("https://example.org/a.png", "alt")),
		slack.NewDividerBlock(),
		slack.NewActionBlock("", press),
		slack.NewRichTextBlock("", run, list),
		slack.NewTableBlock("").AddRow(slack.NewTableRawTextCell("c"), slack.NewTableRawNumberCell(3), slack.NewTableRichTextCell(run)),
		slack.NewDataTableBlock("cap").AddRow(slack.NewDataTableRawTextCell("h")).AddRow(slack.NewDataTableRawNumberCell(1)).WithPageSize(10),
		slack.NewMarkdownBlock("", "**b**"),
		slack.NewImageBlock("https://example.org/a.png", "alt", "", plain("title")),
		slack.NewDataVisualizationBlock("c", slack.NewDataVisualizationBarChart(slack.NewDataVisualizationAxisConfig("a"),
			slack.NewDataVisualizationDataSeries("s", slack.NewDataVisualizationDataPoint("a", 1)))),
	}
	workspace(t, func(t *testing.T, d *desk) {
		d.mustPost(localslack.DeskID, slack.MsgOptionText("all", false), slack.MsgOptionBlocks(blocks...))
		got := d.Messages(localslack.DeskID, localslack.ReaderID)[0]
		var kept []struct {
			Type string
			ID   string `json:"block_id"`
		}
		if err := json.Unmarshal(got.Blocks, &kept); err != nil {
			t.Fatal(err)
		}
		for i, b := range kept {
			if b.ID == "" || b.Type != string(blocks[i].BlockType()) {
				t.Errorf("block %d was kept as %+v", i, b)
			}
		}
	})
}
