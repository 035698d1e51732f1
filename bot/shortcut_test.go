package bot

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

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

func TestDecode(t *testing.T) {
	names := map[string]string{"U1": "Eva Editor", "C1": "nato-desk"}
	tests := []struct{ name, in, want string }{
		{"escapes", "R&amp;D &lt;b&gt; &amp;lt;", "R&D <b> &lt;"},
		{"a link is its URL", "see <https://x.eu/a?b=1&amp;c=2|x.eu>, <http://y.eu>", "see https://x.eu/a?b=1&c=2, http://y.eu"},
		{"a mail address", "<mailto:a@b.eu|write>", "a@b.eu"},
		{"S7 a person is a name, not a mention", "<@U1> and <@U2|ben> and <@U3>", "Eva Editor and ben and somebody"},
		{"channels", "<#C1|> <#C2|press> <#C3>", "#nato-desk #press #channel"},
		{"S7 calls are words", "<!here> <!channel> <!subteam^S1|@desk>", "here channel desk"},
		{"dates", "<!date^1708675200^{date}|23 Feb>", "23 Feb"},
		{"bold and italic and struck and code", "*Warsaw* _will_ ~not~ `back` *_Rutte_*", "Warsaw will not back Rutte"},
		{"neighbours", "*a* *b* *c*", "a b c"},
		{"marks in words stay", "2*3*4 snake_case_name a~b ** __", "2*3*4 snake_case_name a~b ** __"},
		{"a link's own marks stay", "<https://x.eu/_a_/*b*>", "https://x.eu/_a_/*b*"},
		{"quotation marks of lines", "&gt; said Tusk\n&gt;said Orbán", "said Tusk\nsaid Orbán"},
		{"a code block", "```\nDate: x\n```", "Date: x\n"},
		{"emoji are left", ":flag-pl: backs", ":flag-pl: backs"},
		{"curly quotes are left", "“We do”, he said", "“We do”, he said"},
		{"no token", "a < b > c <|d> <>", "a < b > c <|d> <>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := plainText(tt.in, func(id string) string { return names[id] }); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWordsOfAnotherAppsMessage(t *testing.T) {
	var m slack.Message
	m.Attachments = []slack.Attachment{{Title: "Warsaw backs Rutte", Text: "Tusk said so.", TitleLink: "https://x.eu/1"}, {Fallback: "More &amp; more"}}
	if got := plainText(textOf(m), nil); got != "Warsaw backs Rutte\nTusk said so.\nhttps://x.eu/1\nMore & more" {
		t.Errorf("it says %q", got)
	}
}

// Words that stand in blocks alone, and what a message forwards beside its comment, are read.
func TestWordsInBlocksAndForwarded(t *testing.T) {
	for name, tt := range map[string]struct{ message, want string }{
		"rich text":                 {`{"text":"","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"Warsaw backs Rutte "},{"type":"emoji","name":"flag-pl"},{"type":"link","url":"https://x.eu/1"}]}]}]}`, "Warsaw backs Rutte :flag-pl:https://x.eu/1"},
		"a section":                 {`{"text":"New post","blocks":[{"type":"header","text":{"type":"plain_text","text":"Rutte"}},{"type":"section","text":{"type":"mrkdwn","text":"*Warsaw* backs him"}},{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Open"},"action_id":"a"}]}]}`, "Rutte\nWarsaw backs him"},
		"forwarded":                 {`{"text":"seen this?","attachments":[{"is_share":true,"text":"Spain backs Rutte"}]}`, "seen this?\nSpain backs Rutte"},
		"a preview":                 {`{"text":"see https://x.eu/1","attachments":[{"title":"Poland backs Rutte","from_url":"https://x.eu/1"}]}`, "see https://x.eu/1"},
		"in an attachment's blocks": {`{"attachments":[{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Spain backs Rutte"}}]}]}`, "Spain backs Rutte"},
	} {
		var m slack.Message
		if err := json.Unmarshal([]byte(tt.message), &m); err != nil {
			t.Fatal(err)
		}
		if got := plainText(textOf(m), nil); got != tt.want {
			t.Errorf("%s: it says %q", name, got)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("*a* <@U1> &amp; <https://x|y>")
	f.Fuzz(func(t *testing.T, s string) {
		plainText(s, func(string) string { return "" })
	})
}
