package bot

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/commands/answer"
)

// payload is what Slack sends, of the shape that it documents, and what becomes of it. TEAM, ORG, USER
// and GRID stand for the workspace, its organisation, a reporter, and a person whose id is of the
// organisation.
type payload struct {
	name string
	kind string // of its envelope on a socket
	body string // JSON

	asks     []string // what is put to the desk
	read     string   // what is read of a message
	homes    int
	reviews  int
	refused  bool   // it is another workspace's: neither door answers it
	carrying string // a part of what the acknowledgement brings
}

func commandPayloads() []payload {
	return []payload{
		{
			name: "the least command", kind: "slash_commands", asks: []string{""},
			body: `{"command":"/nato","team_id":"TEAM","user_id":"USER"}`, carrying: `"text":"You asked: "`,
		},
		{
			name: "the most of a command", kind: "slash_commands", asks: []string{"status on 22 Feb"}, carrying: `"text":"You asked: status on 22 Feb"`,
			body: `{"token":"gIkuvaNzQIHg97ATvDxqgjtO","team_id":"TEAM","team_domain":"local-desk","enterprise_id":"ORG","enterprise_name":"Globular Construct Inc",
				"channel_id":"C04DESKCHN","channel_name":"nato-desk","user_id":"USER","user_name":"ben","command":"/nato","text":"status on 22 Feb",
				"api_app_id":"A04LOCALAP","is_enterprise_install":"false","response_url":"http://127.0.0.1:8080/response/x","trigger_id":"13345224609.738474920.8088930838d88f008e0"}`,
		},
		{
			name: "a command of another workspace of the organisation", kind: "slash_commands", asks: []string{"status"},
			body: `{"command":"/nato","text":"status","team_id":"T0SISTER","enterprise_id":"ORG","is_enterprise_install":"true","user_id":"GRID","trigger_id":"1.2.a"}`,
		},
		{
			name: "a command of a person of the organisation", kind: "slash_commands", asks: []string{"status"},
			body: `{"command":"/nato","text":"status","team_id":"ORG","user_id":"GRID","trigger_id":"1.2.b"}`,
		},
		{
			name: "another workspace's command", kind: "slash_commands", refused: true,
			body: `{"command":"/nato","text":"status","team_id":"T09ELSEWHR","user_id":"U9","channel_id":"C04DESKCHN","trigger_id":"1.2.c"}`,
		},
		{
			name: "another organisation's command", kind: "slash_commands", refused: true,
			body: `{"command":"/nato","text":"status","team_id":"T09ELSEWHR","enterprise_id":"E9","user_id":"W9","trigger_id":"1.2.d"}`,
		},
		{
			name: "a command of no workspace", kind: "slash_commands", refused: true,
			body: `{"command":"/nato","text":"status","team_id":"","user_id":"USER","trigger_id":"1.2.e"}`,
		},
	}
}

const fullPress = `{"type":"block_actions","user":{"id":"USER","username":"ben","name":"ben","team_id":"TEAM"},"api_app_id":"A04LOCALAP","token":"9s8d9as89d8as9d8as989",
	"container":{"type":"message","message_ts":"1708675200.000100","channel_id":"C04DESKCHN","is_ephemeral":false},"trigger_id":"12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
	"team":{"id":"TEAM","domain":"local-desk"},"enterprise":null,"is_enterprise_install":false,"channel":{"id":"C04DESKCHN","name":"nato-desk"},
	"message":{"bot_id":"B04LOCALBT","type":"message","text":"x","user":"U04LOCALBT","ts":"1708675200.000100","app_id":"A04LOCALAP","team":"TEAM","blocks":[{"type":"actions","block_id":"b","elements":[{"type":"button","action_id":"ask:0","text":{"type":"plain_text","text":"Missing","emoji":true},"value":"missing"}]}],
	"metadata":{"event_type":"nato_digest","event_payload":{"key":"x"}}},"state":{"values":{}},"response_url":"http://127.0.0.1:8080/response/x",
	"actions":[{"action_id":"ask:0","block_id":"b","text":{"type":"plain_text","text":"Missing","emoji":true},"value":"missing","style":"primary","type":"button","action_ts":"1708675201.000200"}]}`

func pressPayloads() []payload {
	press := `"trigger_id":"t","actions":[{"type":"button","block_id":"b","action_id":"ask:0","value":"status"}]}`
	return []payload{
		{
			name: "the least press", kind: "interactive", asks: []string{"status"},
			body: `{"type":"block_actions","team":{"id":"TEAM"},"user":{"id":"USER"},` + press,
		},
		{name: "the most of a press", kind: "interactive", asks: []string{"missing"}, body: fullPress},
		{
			name: "a press where the app is the organisation's", kind: "interactive", asks: []string{"status"},
			body: `{"type":"block_actions","team":null,"enterprise":{"id":"ORG","name":"Globular"},"is_enterprise_install":true,"user":{"id":"GRID","team_id":"TEAM"},` + press,
		},
		{
			name: "a press of a person of the organisation", kind: "interactive", asks: []string{"status"},
			body: `{"type":"block_actions","team":null,"enterprise":null,"user":{"id":"GRID","team_id":"ORG"},` + press,
		},
		{
			name: "a press of a guest from a shared channel", kind: "interactive", asks: []string{"status"}, // as an outsider
			body: `{"type":"block_actions","team":{"id":"TEAM"},"user":{"id":"U9","team_id":"T09ELSEWHR"},` + press,
		},
		{
			name: "another workspace's press", kind: "interactive", refused: true,
			body: `{"type":"block_actions","team":{"id":"T09ELSEWHR"},"user":{"id":"U9","team_id":"T09ELSEWHR"},"channel":{"id":"C04DESKCHN"},` + press,
		},
		{
			name: "a press of nobody known", kind: "interactive", refused: true,
			body: `{"type":"block_actions","team":null,"enterprise":null,"user":{"id":"U9"},` + press,
		},
		{
			name: "a choice that is none of ours", kind: "interactive",
			body: `{"type":"block_actions","team":{"id":"TEAM"},"user":{"id":"USER"},"trigger_id":"t","actions":[{"type":"static_select","block_id":"b","action_id":"x","selected_option":{"text":{"type":"plain_text","text":"a"},"value":"a"}}]}`,
		},
		{
			name: "two presses at once", kind: "interactive",
			body: `{"type":"block_actions","team":{"id":"TEAM"},"user":{"id":"USER"},"trigger_id":"t","actions":[{"type":"button","block_id":"b","action_id":"ask:0","value":"undo"},{"type":"button","block_id":"b","action_id":"ask:1","value":"undo"}]}`,
		},
		{
			name: "no press at all", kind: "interactive",
			body: `{"type":"block_actions","team":{"id":"TEAM"},"user":{"id":"USER"},"trigger_id":"t","actions":[]}`,
		},
		{
			name: "a press in Home", kind: "interactive", asks: []string{"missing"},
			body: `{"type":"block_actions","team":{"id":"TEAM","domain":"d"},"user":{"id":"USER","username":"ben","team_id":"TEAM"},"api_app_id":"A04LOCALAP","token":"x","trigger_id":"t","enterprise":null,"is_enterprise_install":false,
				"container":{"type":"view","view_id":"V1"},"view":{"id":"V1","team_id":"TEAM","type":"home","blocks":[],"private_metadata":"","callback_id":"","state":{"values":{}},"hash":"1.a","title":{"type":"plain_text","text":"View Title"},"clear_on_close":false,"notify_on_close":false,"close":null,"submit":null,"previous_view_id":null,"root_view_id":"V1","app_id":"A04LOCALAP","external_id":"","app_installed_team_id":"TEAM","bot_id":"B04LOCALBT"},
				"actions":[{"action_id":"ask:0","block_id":"b","type":"button","value":"missing","action_ts":"1.2"}]}`,
		},
	}
}

func dialogPayloads() []payload {
	form := `"callback_id":"form","private_metadata":"{\"draft\":{\"Verb\":\"stance\"}}","state":{"values":{"member:1":{"member":{"type":"static_select","selected_option":{"text":{"type":"plain_text","text":"Poland"},"value":"PL"}}}}}`
	message := `"callback_id":"record_stance","trigger_id":"t","message":`
	return []payload{
		{
			name: "the least submission", kind: "interactive", reviews: 1, carrying: `"response_action":"update"`,
			body: `{"type":"view_submission","team":{"id":"TEAM"},"user":{"id":"USER"},"view":{"id":"V1","type":"modal",` + form + `}}`,
		},
		{
			name: "the most of a submission, where the app is the organisation's", kind: "interactive", reviews: 1, carrying: `"response_action":"update"`,
			body: `{"type":"view_submission","team":null,"enterprise":{"id":"E9","name":"another"},"is_enterprise_install":true,"user":{"id":"GRID","username":"g","name":"g","team_id":"T0SISTER"},"api_app_id":"A04LOCALAP","token":"x","trigger_id":"t","response_urls":[],
				"view":{"id":"V1","team_id":"T0SISTER","type":"modal","blocks":[],"hash":"1.a","title":{"type":"plain_text","text":"x"},"submit":{"type":"plain_text","text":"y"},"close":null,"clear_on_close":false,"notify_on_close":false,"root_view_id":"V1","previous_view_id":null,"app_id":"A04LOCALAP","external_id":"","app_installed_team_id":"TEAM","bot_id":"B04LOCALBT",` + form + `}}`,
		},
		{
			name: "another workspace's submission", kind: "interactive", refused: true,
			body: `{"type":"view_submission","team":{"id":"T09ELSEWHR"},"user":{"id":"U9","team_id":"T09ELSEWHR"},"view":{"id":"V1","type":"modal","app_installed_team_id":"T09ELSEWHR",` + form + `}}`,
		},
		{
			name: "a submission of no dialog of ours", kind: "interactive",
			body: `{"type":"view_submission","team":{"id":"TEAM"},"user":{"id":"USER"},"view":{"id":"V1","type":"modal","callback_id":"x","private_metadata":"","state":{"values":{}}}}`,
		},
		{
			name: "a dialog that was closed", kind: "interactive",
			body: `{"type":"view_closed","team":{"id":"TEAM","domain":"d"},"user":{"id":"USER","name":"ben"},"view":{"id":"V1","type":"modal"},"is_cleared":false}`,
		},
		{
			name: "a select that asks for options", kind: "interactive", carrying: `"options":[]`,
			body: `{"type":"block_suggestion","team":{"id":"TEAM"},"user":{"id":"USER"},"container":{"type":"view","view_id":"V1"},"action_id":"a","block_id":"b","value":"pol"}`,
		},
		{
			name: "a shortcut that is none of ours", kind: "interactive",
			body: `{"type":"shortcut","callback_id":"x","team":{"id":"TEAM"},"user":{"id":"USER"},"trigger_id":"t","action_ts":"1.2"}`,
		},
		{
			name: "what there will be one day", kind: "interactive",
			body: `{"type":"moon_landing","team":{"id":"TEAM"},"user":{"id":"USER"}}`,
		},
		{
			name: "the least message", kind: "interactive", read: "Poland backs Rutte",
			body: `{"type":"message_action","team":{"id":"TEAM"},"user":{"id":"USER"},` + message + `{"ts":"1708675200.000100","text":"Poland backs Rutte"}}`,
		},
		{
			name: "a message of blocks alone", kind: "interactive", read: "Warsaw & Berlin back Rutte, says eva in #nato-desk: https://example.org/a?x=1&y=2\n:flag-pl: sure\n“a < b”\nBrief\nSpain leans\nand Italy",
			body: `{"type":"message_action","token":"x","callback_id":"record_stance","trigger_id":"t","action_ts":"1.2","team":{"id":"TEAM","domain":"d"},"enterprise":null,"is_enterprise_install":false,"user":{"id":"USER","username":"ben","team_id":"TEAM","name":"ben"},
				"channel":{"id":"C04DESKCHN","name":"nato-desk"},"message_ts":"1708675200.000100","response_url":"http://127.0.0.1:8080/response/x",
				"message":{"client_msg_id":"x","type":"message","user":"U04EVAEDTR","ts":"1708675200.000100","text":"","team":"TEAM","blocks":[
				{"type":"rich_text","block_id":"r","elements":[
					{"type":"rich_text_section","elements":[{"type":"text","text":"Warsaw & Berlin","style":{"bold":true}},{"type":"text","text":" back Rutte, says "},{"type":"user","user_id":"U04EVAEDTR"},{"type":"text","text":" in "},{"type":"channel","channel_id":"C04DESKCHN"},{"type":"text","text":": "},{"type":"link","url":"https://example.org/a?x=1&y=2","text":"here"}]},
					{"type":"rich_text_list","style":"bullet","indent":0,"elements":[{"type":"rich_text_section","elements":[{"type":"emoji","name":"flag-pl","unicode":"1f1f5-1f1f1"},{"type":"text","text":" sure"}]}]},
					{"type":"rich_text_quote","elements":[{"type":"text","text":"“a < b”"}]}]},
				{"type":"header","text":{"type":"plain_text","text":"Brief","emoji":true}},
				{"type":"section","block_id":"s","text":{"type":"mrkdwn","text":"*Spain* leans","verbatim":false},"accessory":{"type":"button","action_id":"x","text":{"type":"plain_text","text":"No"}}},
				{"type":"context","elements":[{"type":"mrkdwn","text":"and _Italy_"},{"type":"image","image_url":"https://example.org/i.png","alt_text":"i"}]},
				{"type":"divider"},{"type":"moon_block","text":"?"}]}}`,
		},
		{
			name: "another workspace's message", kind: "interactive", refused: true,
			body: `{"type":"message_action","team":{"id":"T09ELSEWHR"},"user":{"id":"U9","team_id":"T09ELSEWHR"},` + message + `{"ts":"1.2","text":"x"}}`,
		},
	}
}

func eventPayloads() []payload {
	home := `"event":{"type":"app_home_opened","user":"USER","channel":"D1","tab":"home","event_ts":"1.2"}}`
	return []payload{
		{
			name: "the least of Home opened", kind: "events_api", homes: 1,
			body: `{"type":"event_callback","team_id":"TEAM","event":{"type":"app_home_opened","user":"USER","tab":"home"}}`,
		},
		{
			name: "the most of it, seen by our installation", kind: "events_api", homes: 1,
			body: `{"token":"x","team_id":"T0SISTER","context_team_id":"TEAM","context_enterprise_id":null,"api_app_id":"A04LOCALAP","type":"event_callback","event_id":"Ev1","event_time":1708675200,
				"authorizations":[{"enterprise_id":null,"team_id":"TEAM","user_id":"U04LOCALBT","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false,"event_context":"4-x",` + home,
		},
		{
			name: "where the app is the organisation's", kind: "events_api", homes: 1,
			body: `{"team_id":null,"enterprise_id":"ORG","type":"event_callback","event_id":"Ev2","authorizations":[{"enterprise_id":"ORG","team_id":null,"user_id":"U04LOCALBT","is_bot":true,"is_enterprise_install":true}],` + home,
		},
		{
			name: "the tab of messages", kind: "events_api",
			body: `{"type":"event_callback","team_id":"TEAM","event_id":"Ev3","event":{"type":"app_home_opened","user":"USER","tab":"messages"}}`,
		},
		{
			name: "an event that asks nothing", kind: "events_api",
			body: `{"type":"event_callback","team_id":"TEAM","event_id":"Ev4","event":{"type":"app_uninstalled"}}`,
		},
		{
			name: "tokens that were revoked", kind: "events_api",
			body: `{"type":"event_callback","team_id":"TEAM","event_id":"Ev5","event":{"type":"tokens_revoked","tokens":{"oauth":["U1"],"bot":[]}}}`,
		},
		{
			name: "an event of one day", kind: "events_api",
			body: `{"type":"event_callback","team_id":"TEAM","event_id":"Ev6","event":{"type":"moon_landing","channel":{"id":1}}}`,
		},
	}
}

// Whatever Slack sends that it documents, the least of it and the most, is taken the same way by both
// doors: nothing panics, nothing is lost, nobody of another workspace is answered.
func TestPayloads(t *testing.T) {
	const org, grid = "E04GLOBULR", "W04GRIDUSR"
	all := slices.Concat(commandPayloads(), pressPayloads(), dialogPayloads(), eventPayloads())
	for _, p := range all {
		p.body = strings.NewReplacer("TEAM", localslack.TeamID, "ORG", org, "USER", reporter, "GRID", grid).Replace(p.body)
		t.Run(p.name, func(t *testing.T) {
			byBothDoors(t, func(w *world) {
				w.JoinEnterprise(org)
				w.AddPerson(localslack.Person{ID: grid, Name: "grid", TeamID: org})
				w.AddPerson(localslack.Person{ID: "U9", Name: "stranger", TeamID: localslack.OtherTeam})
				b := w.run()
				w.replies(w.Command(reporter, deskRoom, "/nato", "warm up"), 1) // the channel's name is known
				w.desk.forget()
				w.FailNext("views.open", localslack.Forever, localslack.Empty()) // no trigger here is one of its own
				status, said := w.sends(p)
				pass(time.Minute)
				w.became(p, status, said)
				_ = b.end()
				if strings.Contains(w.log.String(), "panicked") {
					t.Error(w.log)
				}
			})
		})
	}
}

// sends has Slack send a payload, and gives how it is answered: 403 where the bot does not acknowledge.
func (w *world) sends(p payload) (status int, said string) {
	w.t.Helper()
	if w.door != nil {
		got := w.door.send(w.t, w.knockOf(p))
		return got.status, got.body
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(p.body), &fields); err != nil {
		w.t.Fatal(p.name, err)
	}
	inv := w.Send(p.kind, fields)
	switch err := inv.Acknowledged(w.t.Context()); {
	case errors.Is(err, localslack.ErrNotAcknowledged):
		return http.StatusForbidden, ""
	case err != nil:
		w.t.Fatal(err)
	}
	return http.StatusOK, inv.Payload()
}

func (w *world) knockOf(p payload) knock {
	k := knock{path: "/slack/interactions", kind: formType, body: url.Values{"payload": {p.body}}.Encode(), secret: signingSecret, at: w.now()}
	switch p.kind {
	case "events_api":
		k.path, k.kind, k.body = "/slack/events", jsonType, p.body
	case "slash_commands":
		var fields map[string]string
		if err := json.Unmarshal([]byte(p.body), &fields); err != nil {
			w.t.Fatal(p.name, err)
		}
		form := url.Values{}
		for name, value := range fields {
			form.Set(name, value)
		}
		k.path, k.body = "/slack/commands", form.Encode()
	}
	return k
}

// became checks what became of a payload.
func (w *world) became(p payload, status int, said string) {
	w.t.Helper()
	want := map[bool]int{false: http.StatusOK, true: http.StatusForbidden}[p.refused]
	if status != want || !strings.Contains(said, p.carrying) {
		w.t.Errorf("%d %q", status, said)
	}
	var asks []string
	for _, r := range w.desk.asked() {
		asks = append(asks, r.Text)
		if stranger := r.User.ID == "U9"; r.User.Outsider != stranger {
			w.t.Errorf("asked by %+v", r.User)
		}
	}
	w.desk.mu.Lock()
	defer w.desk.mu.Unlock()
	if !slices.Equal(asks, p.asks) || w.desk.homes != p.homes || w.desk.reviews != p.reviews || len(w.desk.saved) > 0 {
		w.t.Errorf("asked %q, %d Homes, %d reviews", asks, w.desk.homes, w.desk.reviews)
	}
	read := ""
	for _, m := range w.desk.messages {
		read += m.Text
	}
	if read != p.read {
		w.t.Errorf("read %q, want %q", read, p.read)
	}
}

// Slack may look at our certificate without a signature. It hears that we are there, and nothing comes of
// it, whatever else is sent along.
func TestCertificateIsCheckedUnsigned(t *testing.T) {
	unsigned := func(r *http.Request) { delete(r.Header, headerTimestamp); delete(r.Header, headerSignature) }
	overHTTP(t, func(w *world) {
		b := w.run()
		for _, tt := range []struct {
			path, body string
			want       int
			change     func(r *http.Request)
		}{
			{"/slack/commands", "ssl_check=1&token=x", 200, unsigned},
			{"/slack/interactions", "ssl_check=1&token=x", 200, unsigned},
			{"/slack/options", "ssl_check=1", 200, unsigned},
			{"/slack/commands", "ssl_check=1&command=%2Fnato&text=undo&team_id=" + localslack.TeamID + "&user_id=" + reporter, 200, unsigned},
			{"/slack/commands", "ssl_check=0&token=x", 401, unsigned},
			{"/slack/commands", "token=x", 401, unsigned},
			{"/slack/commands", "ssl_check=1&token=" + strings.Repeat("x", 2000), 401, unsigned},
			{"/slack/commands", "ssl_check=1&token=x", 401, func(r *http.Request) { r.Header.Set(headerSignature, "v0=0"); r.Header.Del(headerTimestamp) }},
			{"/slack/events", `{"ssl_check":1}`, 401, unsigned},
		} {
			kind := formType
			if tt.path == "/slack/events" {
				kind = jsonType
			}
			k := knock{path: tt.path, kind: kind, body: tt.body, secret: signingSecret, at: w.now(), change: tt.change}
			if got := w.door.send(t, k); got.status != tt.want || tt.want == 200 && got.body != "" {
				t.Errorf("%s %.60s: %d %q", tt.path, tt.body, got.status, got.body)
			}
		}
		if asked := w.desk.asked(); len(asked) > 0 {
			t.Errorf("asked %+v", asked)
		}
		_ = b.end()
	})
}

// Slack looks at what an acknowledgement brings for commands, submissions and options alone, whatever an
// envelope says: what a press is answered with goes another way.
func TestOnlySomeAreAnsweredInTheAcknowledgement(t *testing.T) {
	inWorld(t, func(w *world) {
		w.answers(answer.Reply{Title: "Where they stand", Actions: []answer.Action{{Label: "Missing", Command: "missing"}}})
		w.TakePayloads()
		b := w.run()
		first := w.replies(w.Command(reporter, deskRoom, "/nato", "status"), 1)[0]
		if got := w.replies(w.Press(reporter, first, "Missing"), 1)[0]; !strings.Contains(got.Text, "Where they stand") {
			t.Errorf("the press is answered %q", got.Text)
		}
		w.acknowledged(w.OpenHome(reporter))
		_ = b.end()
	})
}
