package plaintext

import (
	"encoding/json"
	"testing"

	"github.com/slack-go/slack"
)

func TestPlain(t *testing.T) {
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
			if got := plain(tt.in, func(id string) string { return names[id] }); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWordsOfAnotherAppsMessage(t *testing.T) {
	var m slack.Message
	m.Attachments = []slack.Attachment{{Title: "Warsaw backs Rutte", Text: "Tusk said so.", TitleLink: "https://x.eu/1"}, {Fallback: "More &amp; more"}}
	if got := Of(m, nil); got != "Warsaw backs Rutte\nTusk said so.\nhttps://x.eu/1\nMore & more" {
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
		if got := Of(m, nil); got != tt.want {
			t.Errorf("%s: it says %q", name, got)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("*a* <@U1> &amp; <https://x|y>")
	f.Fuzz(func(t *testing.T, s string) {
		plain(s, func(string) string { return "" })
	})
}
