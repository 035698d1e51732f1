package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands/answer"
)

// said posts a message and gives it as everybody sees it.
func (w *world) said(who, text string) localslack.Message {
	w.Post(who, deskRoom, text)
	all := w.Messages(deskRoom, reporter)
	return all[len(all)-1]
}

func TestShortcut(t *testing.T) {
	t.Run("one draft gives its form, guesses marked", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			w.desk.drafts = []answer.Draft{{
				Verb:    "stance",
				Values:  map[answer.Field]string{"member": "PL", "position": "backs", "on": "2024-02-23", "link": "https://example.com/a?x=1&y=2"},
				Guessed: []answer.Field{"member"},
			}}
			b := w.run()
			m := w.said(editor, "*Warsaw* will back Rutte & co, see https://example.com/a?x=1&y=2")
			w.acknowledged(w.Shortcut(reporter, m, RecordShortcut))
			pass(time.Second)
			got := w.dialog(reporter)
			if value(got, "member") != "PL" || value(got, "on") != "2024-02-23" || value(got, "link") != "https://example.com/a?x=1&y=2" || !strings.Contains(shown(got), "Guessed from the message") {
				t.Errorf("the form holds %v: %s", got.Values, shown(got))
			}
			asked := w.desk.messages[0]
			if asked.Text != "Warsaw will back Rutte & co, see https://example.com/a?x=1&y=2" || asked.At != m.Time().Unix() || asked.Author == "" {
				t.Errorf("the desk read %+v", asked)
			}
			w.enter(reporter, "member", "Hungary")
			w.submit(reporter)
			w.submit(reporter)
			if got := w.desk.savings(); len(got) != 1 || got[0].draft.Values["member"] != "HU" || len(got[0].draft.Guessed) != 0 {
				t.Errorf("recorded %+v: what a person chose is no guess", got)
			}
			_ = b.end()
		})
	})
	t.Run("several drafts give an overview, and each its own form", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			quote := strings.Repeat("long words ", 100)
			for i, code := range []string{"PL", "HU"} {
				w.desk.drafts = append(w.desk.drafts, answer.Draft{Verb: "stance", Values: map[answer.Field]string{"member": code, "position": []string{"backs", "holdout"}[i], "quote": quote}})
			}
			b := w.run()
			w.acknowledged(w.Shortcut(reporter, w.said(editor, "Warsaw and Budapest"), RecordShortcut))
			pass(time.Second)
			overview := w.dialog(reporter)
			if got := shown(overview); !strings.Contains(got, "2 stances") || !strings.Contains(got, "Member: Poland · Position: backs") || !strings.Contains(got, "Hungary") {
				t.Fatalf("the overview says %q", got)
			}
			if !strings.Contains(string(overview.Blocks), `"accessibility_label":"Review: Member: Hungary`) {
				t.Error("two buttons sound the same")
			}
			w.acknowledged(w.PressIn(reporter, overview.ID, "draft:1"))
			pass(time.Second)
			got := w.dialog(reporter)
			if len(w.Views(reporter)) != 2 || value(got, "member") != "HU" || value(got, "position") != "holdout" || value(got, "quote") != quote {
				t.Fatalf("of %d dialogs the last holds %v", len(w.Views(reporter)), got.Values)
			}
			w.submit(reporter)
			result := w.submit(reporter)
			if !strings.Contains(shown(result), "Recorded as #57.") {
				t.Errorf("it says %q", shown(result))
			}
			w.CloseView(reporter, result.ID)
			if w.dialog(reporter).ID != overview.ID {
				t.Error("closing does not lead back to the overview")
			}
			if got := shown(w.dialog(reporter)); !strings.Contains(got, "✓ Recorded as #57.") || !strings.Contains(got, "Member: Poland") {
				t.Errorf("the overview does not tick off what was recorded: %q", got)
			}
			w.acknowledged(w.PressIn(reporter, overview.ID, "draft:0"))
			pass(time.Second)
			w.submit(reporter)
			w.submit(reporter)
			pass(time.Second)
			w.CloseView(reporter, w.dialog(reporter).ID)
			if got := shown(w.dialog(reporter)); strings.Count(got, "✓") != 2 {
				t.Errorf("of two that were recorded the overview shows %q", got)
			}
			_ = b.end()
		})
	})
	t.Run("more drafts than Slack shows are said to be more", func(t *testing.T) {
		byBothDoors(t, func(w *world) {
			for i := range 50 {
				w.desk.drafts = append(w.desk.drafts, answer.Draft{Verb: "stance", Values: map[answer.Field]string{"member": "PL", "quote": fmt.Sprint(i, strings.Repeat("x", 2500))}})
			}
			b := w.run()
			w.acknowledged(w.Shortcut(reporter, w.said(editor, "All of them"), RecordShortcut))
			pass(time.Second)
			if got := shown(w.dialog(reporter)); !strings.Contains(got, "…and 20 more") {
				t.Errorf("the overview says %q", got)
			}
			_ = b.end()
		})
	})
}
