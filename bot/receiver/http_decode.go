package receiver

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// maxDepth is how deep what Slack sends is nested: its blocks are by far the deepest.
const maxDepth = 100

// command reads a slash command.
func (h *HTTP) command(out http.ResponseWriter, r signedRequest) {
	form := r.form
	c := slack.SlashCommand{
		Command: form.Get("command"), Text: form.Get("text"), TriggerID: form.Get("trigger_id"), ResponseURL: form.Get("response_url"),
		UserID: form.Get("user_id"), UserName: form.Get("user_name"), ChannelID: form.Get("channel_id"), ChannelName: form.Get("channel_name"),
		TeamID: form.Get("team_id"), EnterpriseID: form.Get("enterprise_id"),
	}
	if c.Command == "" || c.UserID == "" {
		h.refused(out, r.Request, errMalformed)
		return
	}
	h.accept(out, r, Delivery{TakesPayload: true, Data: c})
}

// interaction reads what was done with a mouse or a finger.
func (h *HTTP) interaction(out http.ResponseWriter, r signedRequest) {
	payload, c := []byte(r.form.Get("payload")), slack.InteractionCallback{}
	if tooDeep(payload) || json.Unmarshal(payload, &c) != nil || c.Type == "" || c.User.ID == "" {
		h.refused(out, r.Request, errMalformed)
		return
	}
	if c.Type == slack.InteractionTypeBlockSuggestion {
		noOptions(out, r)
		return
	}
	h.accept(out, r, Delivery{Data: c})
}

// event reads an event, or answers whether this address is ours.
func (h *HTTP) event(out http.ResponseWriter, r signedRequest) {
	var outer struct{ Type, Challenge string }
	if tooDeep(r.body) || json.Unmarshal(r.body, &outer) != nil {
		h.refused(out, r.Request, errMalformed)
		return
	}
	if outer.Type == slackevents.URLVerification {
		answer, _ := json.Marshal(map[string]string{"challenge": outer.Challenge})
		_ = write(out, answer)
		return
	}
	e, err := slackevents.ParseEvent(r.body, slackevents.OptionNoVerifyToken())
	if err != nil { // 200: it is Slack's, and would come again otherwise
		h.config.Log.Warn("Slack sent something that this version does not know", "error", err)
		return
	}
	if e.Type != slackevents.CallbackEvent {
		h.config.Log.Warn("Slack sent an event that asks nothing of us", "type", e.Type)
		return
	}
	h.accept(out, r, Delivery{Data: e})
}

// noOptions answers selects that ask for their options as somebody types. None of ours
// does.
func noOptions(out http.ResponseWriter, _ signedRequest) {
	body, _ := emptyOptions{}.Encode()
	_ = write(out, body)
}

// checksCertificate tells whether Slack looks whether our certificate is good, which it may do
// without a signature. Nothing comes of it, whoever asks.
func checksCertificate(r *http.Request) bool {
	const maxCheck = 1 << 10 // bytes; Slack sends two short fields
	if len(r.Header[headerSignature]) > 0 || !isOf(formType, r.Header) {
		return false
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxCheck+1))
	if err != nil || len(body) > maxCheck {
		return false
	}
	form, err := readForm(body)
	return err == nil && form.Get("ssl_check") == "1"
}

// readForm reads the fields of a body. A field that is there twice could be read in two
// ways, so it is not read at all.
func readForm(body []byte) (url.Values, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, errMalformed
	}
	for _, values := range form {
		if len(values) > 1 {
			return nil, errMalformed
		}
		if len(values[0]) < largeBody { // which would keep the whole body in memory as long as itself
			values[0] = strings.Clone(values[0])
		}
	}
	return form, nil
}

// tooDeep tells whether JSON is nested deeper than Slack's is. The library reads each
// level of blocks anew, which takes it seconds at the depth that encoding/json allows.
func tooDeep(raw []byte) bool {
	depth, quoted := 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{', c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}', c == ']':
			depth--
		}
	}
	return false
}
