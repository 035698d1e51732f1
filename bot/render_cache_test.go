package bot

import (
	"fmt"
	"slices"
	"testing"

	"natobot/commands"
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
	name := commands.Line{{Text: "Eva", ID: editor}}
	tests := []struct {
		name    string
		section commands.Section
		want    bool
	}{
		{"words", commands.Paragraph{Text: commands.Line{{Text: "26 missing"}}}, true},
		{"a name", commands.Paragraph{Text: name}, false},
		{"a name in a list", commands.List{Items: []commands.Line{name}}, false},
		{"a picture", commands.Picture{}, false},
	}
	for _, tt := range tests {
		if got := unchanging(commands.Reply{Sections: []commands.Section{tt.section}}); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

// Whoever adds to a kept reply need not say so: it is another one then.
func TestRenderingOfAChangedReply(t *testing.T) {
	kept := commands.Reply{Title: "4 of 31", Kept: true, Sections: []commands.Section{commands.Paragraph{}}, Actions: []commands.Action{{Label: "Share"}}}
	of := renderKeyOf(kept, "status")
	if renderKeyOf(kept, "status") != of {
		t.Error("the same reply is rendered anew")
	}
	for name, change := range map[string]func(r *commands.Reply){
		"a section more": func(r *commands.Reply) { r.Sections = append(slices.Clip(r.Sections), commands.Paragraph{}) },
		"no section":     func(r *commands.Reply) { r.Sections = nil },
		"an action more": func(r *commands.Reply) { r.Actions = append(slices.Clip(r.Actions), commands.Action{}) },
		"another title":  func(r *commands.Reply) { r.Title = "5 of 31" },
		"for everybody":  func(r *commands.Reply) { r.Audience = commands.ToChannel },
	} {
		changed := kept
		if change(&changed); renderKeyOf(changed, "status") == of {
			t.Errorf("%s: shown as before", name)
		}
	}
}
