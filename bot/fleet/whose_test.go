package fleet

import (
	"encoding/json"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// Whose a request is, by kind of payload, as Slack's own samples have them.
func TestWorkspaceOf(t *testing.T) {
	interaction := func(payload string) any {
		var c slack.InteractionCallback
		if err := json.Unmarshal([]byte(payload), &c); err != nil {
			t.Fatal(err)
		}
		return c
	}
	event := func(payload string) any {
		e, err := slackevents.ParseEvent([]byte(payload), slackevents.OptionNoVerifyToken())
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	for name, c := range map[string]struct {
		data any
		want string
	}{
		"a command":                       {slack.SlashCommand{TeamID: "T1", EnterpriseID: "E1", UserID: "U1"}, "T1"},
		"a button":                        {interaction(`{"type":"block_actions","team":{"id":"T1","domain":"one"},"user":{"id":"U1","team_id":"T9"},"enterprise":null}`), "T1"},
		"a button, of an organisation":    {interaction(`{"type":"block_actions","team":null,"user":{"id":"W1","team_id":"T1"},"enterprise":{"id":"E1"},"is_enterprise_install":true}`), "T1"},
		"a shortcut":                      {interaction(`{"type":"message_action","team":{"id":"T1"},"user":{"id":"U1"}}`), "T1"},
		"a form":                          {interaction(`{"type":"view_submission","team":{"id":"T9"},"user":{"id":"U1","team_id":"T9"},"view":{"id":"V1","team_id":"T9","app_installed_team_id":"T1"}}`), "T1"},
		"a form that does not say":        {interaction(`{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1","team_id":"T9"},"view":{"id":"V1"}}`), "T1"},
		"a button in a form":              {interaction(`{"type":"block_actions","team":null,"user":{"id":"W1","team_id":"T9"},"view":{"id":"V1","app_installed_team_id":"T1"}}`), "T1"},
		"an event":                        {event(`{"type":"event_callback","team_id":"T9","event":{"type":"app_mention","user":"U1","team":"T9"},"authorizations":[{"enterprise_id":null,"team_id":"T1","user_id":"UBOT","is_bot":true}]}`), "T1"},
		"an event of a shared channel":    {event(`{"type":"event_callback","team_id":"T9","event":{"type":"message","user":"U9","user_team":"E9"},"is_ext_shared_channel":true,"authorizations":[{"team_id":"T1"}]}`), "T1"},
		"an event without authorizations": {event(`{"type":"event_callback","team_id":"T1","event":{"type":"app_home_opened","user":"U1"}}`), "T1"},
		"an organisation's event":         {event(`{"type":"event_callback","team_id":"T1","event":{"type":"app_mention"},"authorizations":[{"enterprise_id":"E1","team_id":null,"is_enterprise_install":true}]}`), ""},
		"nothing":                         {nil, ""},
	} {
		if got := workspaceOf(c.data); got != c.want {
			t.Errorf("%s is of %q, want %q", name, got, c.want)
		}
	}
}
