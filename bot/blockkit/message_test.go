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

	"natobot/commands"
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

func text(s string) commands.Line { return commands.Line{{Text: s}} }

var standing = commands.Reply{
	Title: "Mark Rutte: 4 of 31 back him, 27 are missing",
	Sections: []commands.Section{
		commands.Paragraph{Text: commands.Line{{Text: "No consensus: "}, {Text: "27 members", Style: commands.Bold}, {Text: " neither back nor accept."}}},
		commands.Chart{Caption: "Where the members stand", Total: 31, Bars: []commands.Bar{
			{Label: "Mark Rutte", Parts: []commands.Part{{Label: "back", Value: 4}, {Label: "hold out", Value: 2}, {Label: "undeclared", Value: 25}}},
			{Label: "Kaja Kallas", Parts: []commands.Part{{Label: "back", Value: 0}, {Label: "hold out", Value: 0}, {Label: "undeclared", Value: 31}}},
		}},
		commands.Table{
			Caption: "Stances", Columns: []commands.Column{{Name: "Member"}, {Name: "Stance"}, {Name: "Days", Numeric: true}},
			Rows: [][]string{{"Germany", "backs", "1"}, {"Hungary", "holdout", "1"}, {"Poland", "undeclared", ""}},
		},
		commands.List{Heading: "Claims against names", Items: []commands.Line{
			{{Text: "about 20 of 31, said by a diplomat ("}, {Text: "#5", Style: commands.Italic}, {Text: ", "}, {Text: "Reuters", URL: "https://example.com/a?x=1&y=2"}, {Text: ")"}},
			{{Text: "retracted: over 25", Style: commands.Struck}},
		}},
		commands.Paragraph{Note: true, Text: text("On 23 February 2024, by 41 entries.")},
	},
	Actions: []commands.Action{
		{Label: "Share in channel", Command: "status on 2024-02-23 known 2024-02-23", Share: true},
		{Label: "Who is missing", Command: "missing Rutte"},
		{Label: "Undo", Command: "undo", Danger: true},
	},
}

func TestRenderGolden(t *testing.T) {
	pasted := `He said <!channel> & <@U123|bob>, @here, @Everyone, <https://evil.example|NATO>, *bold* _it_ ~no~ ` + "`code` :flag-pl: \u202eabc\u202c a\x00b \xff"
	replies := map[string]commands.Reply{
		"standing": standing,
		"what is typed": {Title: "Ask `/nato help`.", Sections: []commands.Section{
			commands.Paragraph{Text: commands.Line{{Text: "Write "}, {Text: "/nato undo", Style: commands.Code}, {Text: "."}}},
			commands.Paragraph{Note: true, Text: commands.Line{{Text: "Or "}, {Text: "/nato help", Style: commands.Code}, {Text: "."}}},
		}},
		"sentence with a command": {Outcome: commands.Refused, Title: "Which channel? Name it: `in #desk`."},
		"sentence":                {Outcome: commands.Refused, Title: "I do not know \"Holand\". Did you mean the Netherlands?", Actions: []commands.Action{{Label: "Netherlands", Command: "member Netherlands"}}},
		"S7 pasted": {
			Title: pasted, Sections: []commands.Section{
				commands.Paragraph{Text: commands.Line{{Text: pasted, Style: commands.Italic}}},
				commands.Paragraph{Note: true, Text: text(pasted)},
				commands.List{Heading: pasted, Items: []commands.Line{text(pasted), {{Text: pasted, URL: "https://example.com/a|b>c?d=1&e=<2>"}}, {{Text: "no link", URL: "javascript:alert(1)"}}, {{URL: "https://example.com/@here"}}}},
				commands.Table{Caption: pasted, Columns: []commands.Column{{Name: pasted}}, Rows: [][]string{{pasted}}},
				commands.Chart{Caption: pasted, Total: 2, Bars: []commands.Bar{{Label: pasted, Parts: []commands.Part{{Label: pasted, Value: 1}}}}},
			},
			Actions: []commands.Action{{Label: pasted, Command: "note Rutte \"<!channel>\"", Danger: true}},
		},
		"note with link": {Title: "One", Sections: []commands.Section{commands.Paragraph{Note: true, Text: commands.Line{{Text: "See "}, {Text: "the source", URL: "https://example.com"}}}}},
		"empty parts": {Title: "Nothing", Sections: []commands.Section{
			commands.Paragraph{},
			commands.List{},
			commands.List{Heading: "None"},
			commands.Table{Columns: []commands.Column{{Name: "Member"}, {Name: ""}}},
			commands.Chart{},
			commands.Chart{Bars: []commands.Bar{{Label: "nobody"}}},
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
	big := commands.Table{Caption: "All stances", Columns: []commands.Column{{Name: "Member"}}}
	for c := range 6 {
		big.Columns = append(big.Columns, commands.Column{Name: fmt.Sprintf("Candidate %d", c)})
	}
	var said commands.List
	for m := range 32 {
		row := []string{fmt.Sprintf("Member %d", m)}
		for c := range 6 {
			row = append(row, "holdout")
			said.Items = append(said.Items, text(fmt.Sprintf("m%dc%d: %s", m, c, quote)))
		}
		big.Rows = append(big.Rows, row)
	}
	wide := commands.Table{Columns: make([]commands.Column, 45)}
	for i := range wide.Columns {
		wide.Columns[i].Name = fmt.Sprintf("column%d", i)
	}
	wide.Rows = [][]string{make([]string, 45)}
	for i := range wide.Rows[0] {
		wide.Rows[0][i] = fmt.Sprintf("cell%d", i)
	}
	long := commands.Table{Columns: []commands.Column{{Name: "Entry"}, {Name: "Quote"}}}
	for i := range 300 {
		long.Rows = append(long.Rows, []string{fmt.Sprintf("#%d", i), "a quote"})
	}
	full := commands.Table{Columns: []commands.Column{{Name: "Quote"}}}
	for range 90 {
		full.Rows = append(full.Rows, []string{strings.Repeat("quote ", 20)})
	}
	var many []commands.Section
	for i := range 120 {
		many = append(many, commands.Paragraph{Text: text(fmt.Sprintf("paragraph%d", i))})
	}
	replies := map[string]commands.Reply{
		"S5 32 members by 6 candidates with long quotes": {Title: "Everything", Sections: []commands.Section{big, said}},
		"two tables":                   {Title: "Two", Sections: []commands.Section{big, big}},
		"a table of 45 columns":        {Title: "Wide", Sections: []commands.Section{wide}},
		"a table of 10,800 characters": {Title: "Full", Sections: []commands.Section{full}},
		"a table of 300 rows":          {Title: "Long", Sections: []commands.Section{long}},
		"a row beyond any table":       {Title: "Row", Sections: []commands.Section{commands.Table{Columns: []commands.Column{{Name: "Quote"}}, Rows: [][]string{{strings.Repeat(quote, 30)}}}}},
		"120 paragraphs":               {Title: "Many", Sections: many},
		"40,000 characters":            {Title: "History", Sections: []commands.Section{commands.Paragraph{Text: text(strings.Repeat("ü 🇵🇱", 10_000))}}},
		"40,000 without a space":       {Title: "History", Sections: []commands.Section{commands.Paragraph{Text: text(strings.Repeat("🇵", 20_000))}}},
		"all of it to be escaped":      {Title: "Signs", Sections: []commands.Section{commands.Paragraph{Text: text(strings.Repeat("&<>", 10_000))}}},
		"a title beyond a message":     {Title: strings.Repeat(quote, 40)},
		"a long title":                 {Title: strings.Repeat("long ", 40), Sections: []commands.Section{commands.Paragraph{Text: text("short")}}},
		"a label beyond a message":     {Title: "Bar", Sections: []commands.Section{commands.Chart{Total: 1, Bars: []commands.Bar{{Label: strings.Repeat(quote, 30)}}}}},
		"30 buttons and a long answer": {Title: "Buttons", Sections: []commands.Section{said}, Actions: func() (list []commands.Action) {
			for i := range 30 {
				list = append(list, commands.Action{Label: fmt.Sprintf("Button %d %s", i, quote), Command: fmt.Sprint("member ", i)})
			}
			return append(list, commands.Action{Label: "too long", Command: strings.Repeat("x", MaxValue+1)})
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
		line := commands.Line{{Text: s, Style: commands.Bold}, {Text: label, URL: url}, {Text: s, URL: s, Style: commands.Struck}}
		r := commands.Reply{
			Title: "Title " + label,
			Sections: []commands.Section{
				commands.Paragraph{Text: line},
				commands.Paragraph{Text: text(s), Note: true},
				commands.List{Heading: label, Items: []commands.Line{line, text(label)}},
				commands.Table{Caption: s, Columns: []commands.Column{{Name: "A"}, {Name: label}}, Rows: [][]string{{s, label}, {"", s}}},
				commands.Chart{Caption: label, Total: 31, Bars: []commands.Bar{{Label: s, Parts: []commands.Part{{Label: label, Value: len(s) % 40}}}}},
			},
			Actions: []commands.Action{{Label: label, Command: s, Danger: true}, {Label: s, Command: label}, {Label: "Share", Share: true}},
		}
		obeys(t, r, Messages(r, s))
	})
}
