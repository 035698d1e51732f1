package bot

import (
	"fmt"
	"slices"
	"testing"

	"natobot/commands/answer"
)

// What many ask is rendered once, and anew when the ledger says something else.
func TestRenderedOnce(t *testing.T) {
	inWorldBy(t, newWebDoor, inArticle(func(a *article) {
		trigger := 0
		ask := func(who, text string) string {
			trigger++
			return a.door.send(a.t, a.typed(who, text, fmt.Sprint("T", trigger))).body
		}
		first, rendered := ask(reporter, "status"), func() int { return len(a.bot.renderCache.list) }
		if ask(reporter, "status") != first || rendered() != 1 {
			a.t.Errorf("%d renderings of one answer", rendered())
		}
		if ask(reader, "status") == first {
			a.t.Error("a reader gets the buttons of a reporter")
		}
		ask(reporter, "stance Poland backs Rutte")
		if ask(reporter, "status") == first {
			a.t.Error("after a report the answer is the old one")
		}
		before := rendered()
		ask(reporter, "status here")
		ask(reporter, "status here")
		if rendered() != before+1 {
			a.t.Errorf("for the channel: %d renderings, were %d", rendered(), before)
		}
	}))
}

// A reply that Slack may show otherwise later is never kept.
func TestUnchanging(t *testing.T) {
	name := answer.Line{{Text: "Eva", ID: editor}}
	tests := []struct {
		name    string
		section answer.Section
		want    bool
	}{
		{"words", answer.Paragraph{Text: answer.Line{{Text: "26 missing"}}}, true},
		{"a name", answer.Paragraph{Text: name}, false},
		{"a name in a list", answer.List{Items: []answer.Line{name}}, false},
		{"a picture", answer.Picture{}, false},
	}
	for _, tt := range tests {
		if got := unchanging(answer.Reply{Sections: []answer.Section{tt.section}}); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

// Whoever adds to a kept reply need not say so: it is another one then.
func TestRenderingOfAChangedReply(t *testing.T) {
	kept := answer.Reply{Title: "4 of 31", Cached: true, Sections: []answer.Section{answer.Paragraph{}}, Actions: []answer.Action{{Label: "Share"}}}
	of := renderKeyOf(kept, "status")
	if renderKeyOf(kept, "status") != of {
		t.Error("the same reply is rendered anew")
	}
	for name, change := range map[string]func(r *answer.Reply){
		"a section more": func(r *answer.Reply) { r.Sections = append(slices.Clip(r.Sections), answer.Paragraph{}) },
		"no section":     func(r *answer.Reply) { r.Sections = nil },
		"an action more": func(r *answer.Reply) { r.Actions = append(slices.Clip(r.Actions), answer.Action{}) },
		"another title":  func(r *answer.Reply) { r.Title = "5 of 31" },
		"for everybody":  func(r *answer.Reply) { r.Audience = answer.ToChannel },
	} {
		changed := kept
		if change(&changed); renderKeyOf(changed, "status") == of {
			t.Errorf("%s: shown as before", name)
		}
	}
}
