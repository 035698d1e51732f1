package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"natobot/bot/blockkit"
	"natobot/bot/blockkit/blockkittest"
	"natobot/commands/answer"
)

func viewWorkspace() *Bot {
	return &Bot{log: slog.New(slog.DiscardHandler), people: &people{}, pictures: &pictures{}}
}

// crowd is more than any view takes.
func crowd() []answer.Section {
	l := answer.List{Heading: "Missing"}
	for i := range 3000 {
		l.Items = append(l.Items, answer.Line{{Text: fmt.Sprintf("item %d ", i)}, {Text: strings.Repeat("word ", 20), Style: answer.Italic}})
	}
	var list []answer.Section
	for i := range 120 {
		list = append(list,
			answer.Paragraph{Text: text(fmt.Sprintf("paragraph %d", i))},
			answer.Buttons{Actions: []answer.Action{{Label: "Correct", Command: fmt.Sprintf("correct #%d", i)}}})
	}
	return append(list, l)
}

func hugeForm() answer.Form {
	form := answer.Form{Title: "A title that is longer than Slack takes", Sections: crowd(), Submit: "Review"}
	form.Draft = answer.Draft{Verb: "stance", Values: map[answer.Field]string{}}
	for i, kind := range []answer.InputKind{answer.Choice, answer.ShortText, answer.LongText, answer.Date, answer.Link, answer.Number} {
		for j, value := range []string{"", "option 120", "2024-02-22", "https://example.com/?a=1&b=2", "12", strings.Repeat("long <!here> ", 400)} {
			field := answer.Field(fmt.Sprintf("f%d%d", i, j))
			in := answer.Input{Field: field, Label: "Label <!channel> " + string(field), Hint: "A hint", Kind: kind, Value: value, Optional: true, Max: 20, Reshapes: kind == answer.Choice}
			if kind == answer.Choice {
				for k := range 150 {
					in.Options = append(in.Options, answer.Option{Value: fmt.Sprint("option ", k), Label: strings.Repeat(fmt.Sprint("option ", k, " "), 12)})
				}
			}
			form.Inputs = append(form.Inputs, in)
			form.Draft.Values[field] = value
		}
	}
	form.Inputs[0].Options = append([]answer.Option{{Label: "Somebody new"}}, form.Inputs[0].Options...)
	return form
}

// views gives one view of each kind, at Slack's limits.
func views() map[string]any {
	w, ctx := viewWorkspace(), context.Background()
	reply := answer.Reply{Title: strings.Repeat("A long title. ", 20), Sections: crowd(), Actions: []answer.Action{{Label: "Undo", Command: "retract #57 because “x”", Danger: true}, {Label: "Share", Share: true}}}
	table := answer.Table{Caption: "All", Columns: []answer.Column{{Name: "Member"}, {Name: "Stance"}}, Rows: [][]string{{"Poland", "backs"}, {"Hungary", ""}}}
	chart := answer.Chart{Caption: "Standing", Total: 31, Bars: []answer.Bar{{Label: "Rutte", Segments: []answer.Segment{{Label: "backs", Value: 4}}}}}
	m := dialogState{Draft: answer.Draft{Verb: "stance", Values: map[answer.Field]string{"quote": strings.Repeat("x", 2000)}}, Seal: "s"}
	small := answer.Reply{Title: "The race", Sections: []answer.Section{table, chart, answer.Buttons{Actions: []answer.Action{{Label: "Record", Command: "stance"}}}}}
	var forms []answer.Form
	for range maxDrafts {
		forms = append(forms, hugeForm())
	}
	failed := decline("Nothing was recorded.").reply("")
	return map[string]any{
		"loading":      loadingView(),
		"form":         w.formView(ctx, hugeForm(), dialogState{}, formValues{}),
		"form failed":  w.formView(ctx, answer.Form{Cause: os.ErrInvalid}, m, formValues{}),
		"review":       w.reviewView(ctx, answer.Review{Title: "Record this?", Sections: crowd()}, m, sayMoved),
		"review small": w.reviewView(ctx, answer.Review{Sections: small.Sections}, m, ""),
		"reply":        w.replyView(ctx, reply, dialogState{}),
		"reply small":  w.replyView(ctx, small, dialogState{}),
		"failed":       w.replyView(ctx, failed, m),
		"overview":     w.overview(ctx, forms, 50, "C1"),
		"home":         blockkit.Home(reply),
		"home small":   blockkit.Home(small),
		"home untold":  blockkit.Home(answer.Reply{}),
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
				blockkittest.Check(t, b)
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
	if label := b["label"].(map[string]any)["text"].(string); blockkittest.CallsSomebody(label) {
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
