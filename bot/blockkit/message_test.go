package blockkit

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"natobot/commands/answer"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, messages []Message) {
	t.Helper()
	type payload struct {
		Text   string        `json:"text"`
		Blocks []slack.Block `json:"blocks"`
	}
	var list []payload
	for _, m := range messages {
		list = append(list, payload(m))
	}
	got, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func text(s string) answer.Line { return answer.Line{{Text: s}} }

var standing = answer.Reply{
	Title: "Mark Rutte: 4 of 31 back him, 27 are missing",
	Sections: []answer.Section{
		answer.Paragraph{Text: answer.Line{{Text: "No consensus: "}, {Text: "27 members", Style: answer.Bold}, {Text: " neither back nor accept."}}},
		answer.Chart{Caption: "Where the members stand", Total: 31, Bars: []answer.Bar{
			{Label: "Mark Rutte", Segments: []answer.Segment{{Label: "back", Value: 4}, {Label: "hold out", Value: 2}, {Label: "undeclared", Value: 25}}},
			{Label: "Kaja Kallas", Segments: []answer.Segment{{Label: "back", Value: 0}, {Label: "hold out", Value: 0}, {Label: "undeclared", Value: 31}}},
		}},
		answer.Table{
			Caption: "Stances", Columns: []answer.Column{{Name: "Member"}, {Name: "Stance"}, {Name: "Days", Numeric: true}},
			Rows: [][]string{{"Germany", "backs", "1"}, {"Hungary", "holdout", "1"}, {"Poland", "undeclared", ""}},
		},
		answer.List{Heading: "Claims against names", Items: []answer.Line{
			{{Text: "about 20 of 31, said by a diplomat ("}, {Text: "#5", Style: answer.Italic}, {Text: ", "}, {Text: "Reuters", URL: "https://example.com/a?x=1&y=2"}, {Text: ")"}},
			{{Text: "retracted: over 25", Style: answer.Struck}},
		}},
		answer.Paragraph{Note: true, Text: text("On 23 February 2024, by 41 entries.")},
	},
	Actions: []answer.Action{
		{Label: "Share in channel", Command: "status on 2024-02-23 known 2024-02-23", Share: true},
		{Label: "Who is missing", Command: "missing Rutte"},
		{Label: "Undo", Command: "undo", Danger: true},
	},
}

func TestRenderGolden(t *testing.T) {
	pasted := `He said <!channel> & <@U123|bob>, @here, @Everyone, <https://evil.example|NATO>, *bold* _it_ ~no~ ` + "`code` :flag-pl: \u202eabc\u202c a\x00b \xff"
	replies := map[string]answer.Reply{
		"standing": standing,
		"what is typed": {Title: "Ask `/nato help`.", Sections: []answer.Section{
			answer.Paragraph{Text: answer.Line{{Text: "Write "}, {Text: "/nato undo", Style: answer.Code}, {Text: "."}}},
			answer.Paragraph{Note: true, Text: answer.Line{{Text: "Or "}, {Text: "/nato help", Style: answer.Code}, {Text: "."}}},
		}},
		"sentence with a command": {Outcome: answer.Refused, Title: "Which channel? Name it: `in #desk`."},
		"sentence":                {Outcome: answer.Refused, Title: "I do not know \"Holand\". Did you mean the Netherlands?", Actions: []answer.Action{{Label: "Netherlands", Command: "member Netherlands"}}},
		"S7 pasted": {
			Title: pasted, Sections: []answer.Section{
				answer.Paragraph{Text: answer.Line{{Text: pasted, Style: answer.Italic}}},
				answer.Paragraph{Note: true, Text: text(pasted)},
				answer.List{Heading: pasted, Items: []answer.Line{text(pasted), {{Text: pasted, URL: "https://example.com/a|b>c?d=1&e=<2>"}}, {{Text: "no link", URL: "javascript:alert(1)"}}, {{URL: "https://example.com/@here"}}}},
				answer.Table{Caption: pasted, Columns: []answer.Column{{Name: pasted}}, Rows: [][]string{{pasted}}},
				answer.Chart{Caption: pasted, Total: 2, Bars: []answer.Bar{{Label: pasted, Segments: []answer.Segment{{Label: pasted, Value: 1}}}}},
			},
			Actions: []answer.Action{{Label: pasted, Command: "note Rutte \"<!channel>\"", Danger: true}},
		},
		"note with link": {Title: "One", Sections: []answer.Section{answer.Paragraph{Note: true, Text: answer.Line{{Text: "See "}, {Text: "the source", URL: "https://example.com"}}}}},
		"empty parts": {Title: "Nothing", Sections: []answer.Section{
			answer.Paragraph{},
			answer.List{},
			answer.List{Heading: "None"},
			answer.Table{Columns: []answer.Column{{Name: "Member"}, {Name: ""}}},
			answer.Chart{},
			answer.Chart{Bars: []answer.Bar{{Label: "nobody"}}},
		}},
	}
	for name, r := range replies {
		t.Run(name, func(t *testing.T) {
			messages := Messages(r, "status")
			obeys(t, r, messages)
			golden(t, strings.ReplaceAll(name, " ", "-"), messages)
		})
	}
}

// TestRenderSplits is S5: Slack's sum of a message's text is below what 50 blocks hold.
func TestRenderSplits(t *testing.T) {
	quote := strings.Repeat("We have said it before, and we say it again: “Türkiye & all others” must agree. ", 8)
	big := answer.Table{Caption: "All stances", Columns: []answer.Column{{Name: "Member"}}}
	for c := range 6 {
		big.Columns = append(big.Columns, answer.Column{Name: fmt.Sprintf("Candidate %d", c)})
	}
	var said answer.List
	for m := range 32 {
		row := []string{fmt.Sprintf("Member %d", m)}
		for c := range 6 {
			row = append(row, "holdout")
			said.Items = append(said.Items, text(fmt.Sprintf("m%dc%d: %s", m, c, quote)))
		}
		big.Rows = append(big.Rows, row)
	}
	wide := answer.Table{Columns: make([]answer.Column, 45)}
	for i := range wide.Columns {
		wide.Columns[i].Name = fmt.Sprintf("column%d", i)
	}
	wide.Rows = [][]string{make([]string, 45)}
	for i := range wide.Rows[0] {
		wide.Rows[0][i] = fmt.Sprintf("cell%d", i)
	}
	long := answer.Table{Columns: []answer.Column{{Name: "Entry"}, {Name: "Quote"}}}
	for i := range 300 {
		long.Rows = append(long.Rows, []string{fmt.Sprintf("#%d", i), "a quote"})
	}
	full := answer.Table{Columns: []answer.Column{{Name: "Quote"}}}
	for range 90 {
		full.Rows = append(full.Rows, []string{strings.Repeat("quote ", 20)})
	}
	var many []answer.Section
	for i := range 120 {
		many = append(many, answer.Paragraph{Text: text(fmt.Sprintf("paragraph%d", i))})
	}
	replies := map[string]answer.Reply{
		"S5 32 members by 6 candidates with long quotes": {Title: "Everything", Sections: []answer.Section{big, said}},
		"two tables":                   {Title: "Two", Sections: []answer.Section{big, big}},
		"a table of 45 columns":        {Title: "Wide", Sections: []answer.Section{wide}},
		"a table of 10,800 characters": {Title: "Full", Sections: []answer.Section{full}},
		"a table of 300 rows":          {Title: "Long", Sections: []answer.Section{long}},
		"a row beyond any table":       {Title: "Row", Sections: []answer.Section{answer.Table{Columns: []answer.Column{{Name: "Quote"}}, Rows: [][]string{{strings.Repeat(quote, 30)}}}}},
		"120 paragraphs":               {Title: "Many", Sections: many},
		"40,000 characters":            {Title: "History", Sections: []answer.Section{answer.Paragraph{Text: text(strings.Repeat("ü 🇵🇱", 10_000))}}},
		"40,000 without a space":       {Title: "History", Sections: []answer.Section{answer.Paragraph{Text: text(strings.Repeat("🇵", 20_000))}}},
		"all of it to be escaped":      {Title: "Signs", Sections: []answer.Section{answer.Paragraph{Text: text(strings.Repeat("&<>", 10_000))}}},
		"a title beyond a message":     {Title: strings.Repeat(quote, 40)},
		"a long title":                 {Title: strings.Repeat("long ", 40), Sections: []answer.Section{answer.Paragraph{Text: text("short")}}},
		"a label beyond a message":     {Title: "Bar", Sections: []answer.Section{answer.Chart{Total: 1, Bars: []answer.Bar{{Label: strings.Repeat(quote, 30)}}}}},
		"30 buttons and a long answer": {Title: "Buttons", Sections: []answer.Section{said}, Actions: func() (list []answer.Action) {
			for i := range 30 {
				list = append(list, answer.Action{Label: fmt.Sprintf("Button %d %s", i, quote), Command: fmt.Sprint("member ", i)})
			}
			return append(list, answer.Action{Label: "too long", Command: strings.Repeat("x", MaxValue+1)})
		}()},
	}
	for name, r := range replies {
		t.Run(name, func(t *testing.T) {
			messages := Messages(r, "")
			obeys(t, r, messages)
			keeps(t, r, messages)
		})
	}
}

func FuzzRender(f *testing.F) {
	for _, seed := range []string{"<!channel>", "<@U1>", "@here", "a&b", "\x00", "\u202e", "\xff\xfe", "<https://x|y>", strings.Repeat("🇵🇱", 400), "<\u200b!here>", "@\u200bhere", "ﬁ", "@HERE"} {
		f.Add(seed, "https://example.com/?a=1&b=2", seed)
	}
	f.Fuzz(func(t *testing.T, s, url, label string) {
		line := answer.Line{{Text: s, Style: answer.Bold}, {Text: label, URL: url}, {Text: s, URL: s, Style: answer.Struck}}
		r := answer.Reply{
			Title: "Title " + label,
			Sections: []answer.Section{
				answer.Paragraph{Text: line},
				answer.Paragraph{Text: text(s), Note: true},
				answer.List{Heading: label, Items: []answer.Line{line, text(label)}},
				answer.Table{Caption: s, Columns: []answer.Column{{Name: "A"}, {Name: label}}, Rows: [][]string{{s, label}, {"", s}}},
				answer.Chart{Caption: label, Total: 31, Bars: []answer.Bar{{Label: s, Segments: []answer.Segment{{Label: label, Value: len(s) % 40}}}}},
			},
			Actions: []answer.Action{{Label: label, Command: s, Danger: true}, {Label: s, Command: label}, {Label: "Share", Share: true}},
		}
		obeys(t, r, Messages(r, s))
	})
}

// What is folded is behind its button: neither the blocks have it nor the text.
func TestRenderFolds(t *testing.T) {
	fold := answer.Folded{
		Action:   answer.Action{Label: "All members", Command: "members"},
		Sections: []answer.Section{answer.List{Items: []answer.Line{answer.Say("Albania, Belgium")}}},
	}
	m := Messages(answer.Reply{Title: "The count", Sections: []answer.Section{answer.Paragraph{Text: answer.Say("4 of 31")}, fold}}, "")[0]
	blocks, err := json.Marshal(m.Blocks)
	if err != nil {
		t.Fatal(err)
	}
	if shown := string(blocks) + m.Text; strings.Contains(shown, "Albania") || !strings.Contains(string(blocks), `"All members"`) || !strings.Contains(m.Text, "4 of 31") {
		t.Error(shown)
	}
}
