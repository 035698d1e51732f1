package localslack_test

import (
	"fmt"
	"strings"
	"testing"

	"natobot/bot/localslack"
)

func options(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = option(fmt.Sprint("v", i))
	}
	return `"options":[` + strings.Join(all, ",") + `]`
}

func choice(kind, more string) string { return `{"type":"` + kind + `","action_id":"a",` + more + `}` }

func TestInputsAreChecked(t *testing.T) {
	plain := func(more string) string { return field("b", `{"type":"plain_text_input","action_id":"a"`+more+`}`) }
	for name, tc := range map[string]struct{ blocks, want string }{
		"100 options":                      {field("b", choice("static_select", options(100))), ""},
		"101 options":                      {field("b", choice("static_select", options(101))), "no more than 100"},
		"no options":                       {field("b", choice("static_select", `"options":[]`)), "no less than 1"},
		"an option of 76":                  {field("b", choice("static_select", `"options":[`+option(x(76))+`]`)), "less than 76"},
		"options with mrkdwn":              {field("b", choice("static_select", `"options":[{"text":{"type":"mrkdwn","text":"*t*"},"value":"v"}]`)), "unsupported type: mrkdwn"},
		"begins with what is not offered":  {field("b", choice("static_select", options(2)+`,"initial_option":`+option("x"))), "one of the provided options"},
		"begins with an option":            {field("b", choice("static_select", options(2)+`,"initial_option":`+option("v1"))), ""},
		"a day":                            {field("b", choice("datepicker", `"initial_date":"2024-02-29"`)), ""},
		"no day":                           {field("b", choice("datepicker", `"initial_date":"29 Feb"`)), "YYYY-MM-DD"},
		"a placeholder of 151":             {plain(`,"placeholder":{"type":"plain_text","text":"` + x(151) + `"}`), "less than 151"},
		"max_length of 3001":               {plain(`,"max_length":3001`), "between 1 and 3000"},
		"begins longer than it may be":     {plain(`,"max_length":2,"initial_value":"abc"`), "at most 2"},
		"multiline that is a word":         {plain(`,"multiline":"yes"`), "must be a boolean"},
		"a number without decimals or not": {field("b", `{"type":"number_input","action_id":"a"}`), "is_decimal_allowed"},
		"a number that is none":            {field("b", `{"type":"number_input","action_id":"a","is_decimal_allowed":true,"min_value":"x"}`), "must be a number"},
		"a URL that is none":               {field("b", `{"type":"url_text_input","action_id":"a","initial_value":"x"}`), "valid URL"},
		"a field of another kind":          {field("b", `{"type":"url_text_input","action_id":"a","multiline":true}`), "invalid additional property: multiline"},
		"a button as an input":             {field("b", `{"type":"button","text":{"type":"plain_text","text":"t"}}`), "unsupported type: button"},
		"no element":                       {`{"type":"input","label":{"type":"plain_text","text":"l"}}`, "missing required field: element"},
		"no label":                         {`{"type":"input","element":{"type":"datepicker"}}`, "missing required field: label"},
		"a hint of 2001":                   {field("b", `{"type":"datepicker"}`, `,"hint":{"type":"plain_text","text":"`+x(2001)+`"}`), "less than 2001"},
		"two that take the focus":          {plain(`,"focus_on_load":true`) + "," + strings.Replace(plain(`,"focus_on_load":true`), `"b"`, `"c"`, 1), "only one element"},
		"one block_id twice":               {plain("") + "," + plain(""), "already exists"},
		"an action_id of 256":              {field("b", `{"type":"datepicker","action_id":"`+x(256)+`"}`), "less than 256"},
		"an input that is not drawn":       {field("b", `{"type":"file_input"}`), ""},
		"an alert":                         {`{"type":"alert","text":{"type":"mrkdwn","text":"t"},"level":"warning"}`, ""},
		"a text in a select":               {`{"type":"actions","elements":[{"type":"plain_text_input"}]}`, "unsupported type"},
	} {
		t.Run(name, func(t *testing.T) {
			workspace(t, func(t *testing.T, d *desk) {
				d.app(nothing)
				got := d.view("open", `{"trigger_id":"`+d.trigger()+`","view":`+form(tc.blocks)+`}`)
				if problems := fmt.Sprint(got["errors"]); (tc.want == "") != (got["ok"] == true) || !strings.Contains(problems, tc.want) {
					t.Errorf("got %v, want %q", got, tc.want)
				}
			})
		})
	}
}

func TestInputsAndAlertsHaveTheirSurfaces(t *testing.T) {
	o := localslack.Options{Home: true}
	alert := `{"type":"alert","text":{"type":"mrkdwn","text":"t"}}`
	home := func(block string) (string, string) {
		return "views.publish", `{"user_id":"` + reader + `","view":{"type":"home","blocks":[` + block + `]}}`
	}
	message := func(block string) (string, string) {
		return "chat.postMessage", `{"channel":"` + localslack.DeskID + `","text":"t","blocks":[` + block + `]}`
	}
	for name, tc := range map[string]struct {
		on    func(string) (string, string)
		block string
		taken bool
	}{
		"an input in Home":       {home, textField("b"), true},
		"an input in a message":  {message, textField("b"), false},
		"an alert in Home":       {home, alert, false},
		"an alert in a message":  {message, alert, false},
		"markdown in Home":       {home, `{"type":"markdown","text":"t"}`, false},
		"100 blocks in Home":     {home, many(100, `{"type":"divider"}`), true},
		"101 blocks in Home":     {home, many(101, `{"type":"divider"}`), false},
		"51 blocks in a message": {message, many(51, `{"type":"divider"}`), false},
	} {
		t.Run(name, func(t *testing.T) {
			workspaceWith(t, o, func(t *testing.T, d *desk) {
				method, body := tc.on(tc.block)
				if _, got := d.post("/api/"+method, botToken, body); (got["ok"] == true) != tc.taken {
					t.Errorf("got %v", got)
				}
			})
		})
	}
}

func TestDialogWithInputsNeedsASubmitButton(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		d.app(nothing)
		without := strings.Replace(form(textField("b")), `"submit":{"type":"plain_text","text":"Review"},`, "", 1)
		got := d.view("open", `{"trigger_id":"`+d.trigger()+`","view":`+without+`}`)
		if got["error"] != "invalid_arguments" || !strings.Contains(fmt.Sprint(got["errors"]), "submit is required") {
			t.Errorf("got %v", got)
		}
	})
}

// Slack names what an app left unnamed.
func TestElementsWithoutAnActionIDGetOne(t *testing.T) {
	workspace(t, func(t *testing.T, d *desk) {
		heard := d.app(nothing)
		v := d.opens(form(`{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Go"}}]}`))
		d.PressIn(reader, v.ID, "Go")
		if action := (<-heard).ActionCallback.BlockActions[0]; action.ActionID == "" || action.BlockID == "" {
			t.Errorf("heard %+v", action)
		}
	})
}
