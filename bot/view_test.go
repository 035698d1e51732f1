package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"natobot/commands"
)

func viewBot() *Bot {
	log := slog.New(slog.DiscardHandler)
	return &Bot{config: Config{Log: log}, people: &people{}}
}

// crowd is more than any view takes.
func crowd() []commands.Section {
	l := commands.List{Heading: "Missing"}
	for i := range 3000 {
		l.Items = append(l.Items, commands.Line{{Text: fmt.Sprintf("item %d ", i)}, {Text: strings.Repeat("word ", 20), Style: commands.Italic}})
	}
	var list []commands.Section
	for i := range 120 {
		list = append(list,
			commands.Paragraph{Text: text(fmt.Sprintf("paragraph %d", i))},
			commands.Buttons{Actions: []commands.Action{{Label: "Correct", Command: fmt.Sprintf("correct #%d", i)}}})
	}
	return append(list, l)
}

func hugeForm() commands.Form {
	form := commands.Form{Title: "A title that is longer than Slack takes", Sections: crowd(), Submit: "Review"}
	form.Draft = commands.Draft{Verb: "stance", Values: map[commands.Field]string{}}
	for i, kind := range []commands.InputKind{commands.Choice, commands.ShortText, commands.LongText, commands.Date, commands.Link, commands.Number} {
		for j, value := range []string{"", "option 120", "2024-02-22", "https://example.com/?a=1&b=2", "12", strings.Repeat("long <!here> ", 400)} {
			field := commands.Field(fmt.Sprintf("f%d%d", i, j))
			in := commands.Input{Field: field, Label: "Label <!channel> " + string(field), Hint: "A hint", Kind: kind, Value: value, Optional: true, Max: 20, Reshapes: kind == commands.Choice}
			if kind == commands.Choice {
				for k := range 150 {
					in.Options = append(in.Options, commands.Option{Value: fmt.Sprint("option ", k), Label: strings.Repeat(fmt.Sprint("option ", k, " "), 12)})
				}
			}
			form.Inputs = append(form.Inputs, in)
			form.Draft.Values[field] = value
		}
	}
	form.Inputs[0].Options = append([]commands.Option{{Label: "Somebody new"}}, form.Inputs[0].Options...)
	return form
}

// views gives one view of each kind, at Slack's limits.
func views() map[string]any {
	b, ctx := viewBot(), context.Background()
	reply := commands.Reply{Title: strings.Repeat("A long title. ", 20), Sections: crowd(), Actions: []commands.Action{{Label: "Undo", Command: "retract #57 because “x”", Danger: true}, {Label: "Share", Share: true}}}
	table := commands.Table{Caption: "All", Columns: []commands.Column{{Name: "Member"}, {Name: "Stance"}}, Rows: [][]string{{"Poland", "backs"}, {"Hungary", ""}}}
	chart := commands.Chart{Caption: "Standing", Total: 31, Bars: []commands.Bar{{Label: "Rutte", Parts: []commands.Part{{Label: "backs", Value: 4}}}}}
	m := memo{Draft: commands.Draft{Verb: "stance", Values: map[commands.Field]string{"quote": strings.Repeat("x", 2000)}}, Seal: "s"}
	small := commands.Reply{Title: "The race", Sections: []commands.Section{table, chart, commands.Buttons{Actions: []commands.Action{{Label: "Record", Command: "stance"}}}}}
	var forms []commands.Form
	for range maxDrafts {
		forms = append(forms, hugeForm())
	}
	failed := lost("Nothing was recorded.", "")
	return map[string]any{
		"loading":      loadingView(),
		"form":         b.formView(ctx, hugeForm(), memo{}, sheet{}),
		"form failed":  b.formView(ctx, commands.Form{Cause: os.ErrInvalid}, m, sheet{}),
		"review":       b.reviewView(ctx, commands.Review{Title: "Record this?", Sections: crowd()}, m, moved),
		"review small": b.reviewView(ctx, commands.Review{Sections: small.Sections}, m, ""),
		"reply":        b.replyView(ctx, reply, memo{}),
		"reply small":  b.replyView(ctx, small, memo{}),
		"failed":       b.replyView(ctx, failed, m),
		"overview":     b.overview(ctx, forms, 50, "C1"),
		"home":         slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: homePage(reply)}},
		"home small":   slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: homePage(small)}},
		"home untold":  slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: homePage(commands.Reply{})}},
	}
}

// TestViewLimits checks views against Slack's limits from their JSON, not by the code that
// made them.
func TestViewLimits(t *testing.T) {
	for name, v := range views() {
		t.Run(name, func(t *testing.T) {
			raw := []byte(compact(v))
			var view struct {
				Type, Title, Submit, Close any
				Blocks                     []map[string]any
				Metadata                   string `json:"private_metadata"`
			}
			if err := json.Unmarshal(raw, &view); err != nil {
				t.Fatal(err)
			}
			if n := len(view.Blocks); n == 0 || n > 100 {
				t.Errorf("%d blocks", n)
			}
			if len(raw) > 250_000 {
				t.Errorf("%d bytes", len(raw))
			}
			if len([]rune(view.Metadata)) > 3000 {
				t.Errorf("%d characters of metadata", len([]rune(view.Metadata)))
			}
			for _, text := range []any{view.Title, view.Submit, view.Close} {
				if o, ok := text.(map[string]any); ok && len([]rune(o["text"].(string))) > 24 {
					t.Errorf("%q is too long for a dialog", o["text"])
				}
			}
			ids := map[any]bool{}
			for _, b := range view.Blocks {
				if id := b["block_id"]; id != nil {
					if ids[id] {
						t.Errorf("two blocks %s", id)
					}
					ids[id] = true
				}
				if b["type"] == "table" || b["type"] == "markdown" {
					t.Errorf("a %s", b["type"])
				}
				if b["type"] == "input" {
					checkInput(t, b)
					continue
				}
				checkNode(t, b, "")
			}
			if big := strings.Contains(name, "small") || name == "loading" || name == "failed" || strings.HasSuffix(name, "failed") || name == "home untold"; !big && !strings.Contains(string(raw), "more\"") {
				t.Error("what was cut is not told")
			}
		})
	}
	if file := os.Getenv("VIEWS"); file != "" {
		if err := os.WriteFile(file, []byte(compact(views())), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func checkInput(t *testing.T, b map[string]any) {
	t.Helper()
	element := b["element"].(map[string]any)
	if label := b["label"].(map[string]any)["text"].(string); callsSomebody(label) {
		t.Errorf("S7: %q calls somebody", label)
	}
	value, _ := element["initial_value"].(string)
	most, limited := element["max_length"].(float64)
	if len([]rune(value)) > 3000 || limited && (most > 3000 || len([]rune(value)) > int(most)) {
		t.Errorf("%d characters in an input of %v", len([]rune(value)), most)
	}
	if options, ok := element["options"].([]any); ok {
		if len(options) == 0 || len(options) > 100 {
			t.Errorf("%d options", len(options))
		}
		for _, o := range options {
			option := o.(map[string]any)
			if v := option["value"].(string); v == "" || len(v) > 75 || len([]rune(option["text"].(map[string]any)["text"].(string))) > 75 {
				t.Errorf("the option %v", option)
			}
		}
	}
}

func TestInputs(t *testing.T) {
	tests := []struct {
		name, want string
		in         commands.Input
	}{
		{"a day", `"type":"datepicker","action_id":"on","initial_date":"2024-02-22"`, commands.Input{Field: "on", Kind: commands.Date, Value: "2024-02-22"}},
		{"a day that is none stays as it was typed", `"type":"plain_text_input","action_id":"on","initial_value":"Feb 2024"`, commands.Input{Field: "on", Kind: commands.Date, Value: "Feb 2024"}},
		{"a link", `"type":"url_text_input","action_id":"link","initial_value":"https://x.eu/?a=1&b=2"`, commands.Input{Field: "link", Kind: commands.Link, Value: "https://x.eu/?a=1&b=2"}},
		{"a link that is none stays as it was typed", `"initial_value":"x.eu"`, commands.Input{Field: "link", Kind: commands.Link, Value: "x.eu"}},
		{"a number", `"type":"number_input","is_decimal_allowed":false,"action_id":"count","initial_value":"20"`, commands.Input{Field: "count", Kind: commands.Number, Value: "20"}},
		{"a number that is none stays as it was typed", `"initial_value":"twenty"`, commands.Input{Field: "count", Kind: commands.Number, Value: "twenty"}},
		{"what is longer than allowed stays", `"max_length":5`, commands.Input{Field: "who", Kind: commands.ShortText, Value: "abcde", Max: 3}},
		{"no value among the options is one", `"initial_option":{"text":{"type":"plain_text","text":"Somebody new","emoji":false},"value":"-"}`, commands.Input{Field: "candidate", Options: []commands.Option{{Label: "Somebody new"}, {Value: "mark-rutte", Label: "Mark Rutte"}}}},
		{"a choice between nothing is no input", `nothing to choose`, commands.Input{Field: "candidate", Label: "Candidate"}},
		{"a choice that decides on others is told at once", `"dispatch_action":true`, commands.Input{Field: "member", Label: "x", Options: []commands.Option{{Value: "PL", Label: "Poland"}}, Reshapes: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := compact(input(tt.in, "b:1")); !strings.Contains(got, tt.want) {
				t.Errorf("got %s, want %s in it", got, tt.want)
			}
		})
	}
}

func TestButtonsAmongSections(t *testing.T) {
	reply := commands.Reply{Title: "Entries"}
	for i := range 60 {
		reply.Sections = append(reply.Sections,
			commands.Paragraph{Text: text(fmt.Sprintf("entry %d %s", i, strings.Repeat("word ", 60)))},
			commands.Buttons{Actions: []commands.Action{{Label: "Correct", Command: fmt.Sprintf("correct #%d", i)}, {Label: "None"}}})
	}
	messages := render(reply, "history")
	keeps(t, reply, messages)
	buttons := 0
	for _, m := range messages {
		if len(m.Blocks) > 50 {
			t.Errorf("%d blocks", len(m.Blocks))
		}
		buttons += strings.Count(compact(m.Blocks), `"accessibility_label":"Correct #`)
	}
	if buttons != 60 {
		t.Errorf("%d buttons", buttons)
	}
	row := commands.Buttons{}
	for i := range 30 {
		row.Actions = append(row.Actions, commands.Action{Label: fmt.Sprint("Member ", i), Command: fmt.Sprint("member ", i)})
	}
	if got := blocks(row); len(got) != 2 {
		t.Errorf("30 buttons in %d rows", len(got))
	}
	if got := blocks(commands.Buttons{}); len(got) != 0 {
		t.Errorf("no buttons in %d rows", len(got))
	}
}
