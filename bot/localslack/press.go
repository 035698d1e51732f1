package localslack

import (
	"encoding/json"
	"fmt"
)

// button is what a press needs to know of a button.
type button struct {
	blockID string
	fields  map[string]any
}

// Press presses a button of a message. The button is named by its action_id, its value or
// its label.
func (s *Server) Press(user string, m Message, name string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.press(user, s.message(m.Channel, m.TS), func(b button) bool { return b.named(name) })
}

func (b button) named(name string) bool {
	label, _ := b.fields["text"].(map[string]any)
	return b.fields["action_id"] == name || b.fields["value"] == name || label["text"] == name
}

// action is the press as the app is told of it.
func (b button) action() map[string]any {
	told := map[string]any{"block_id": b.blockID}
	for _, k := range []string{"type", "action_id", "text", "value", "style"} {
		if v, ok := b.fields[k]; ok {
			told[k] = v
		}
	}
	return told
}

// press presses the first button that fits. The caller holds the lock.
func (s *Server) press(user string, m *Message, fits func(button) bool) *Invocation {
	if m == nil || !m.visibleTo(user) || s.person(user) == nil {
		return &Invocation{s: s, user: user, failed: fmt.Errorf("%s does not see that message", user)}
	}
	for _, b := range buttons(m.Blocks) {
		if fits(b) {
			return s.pressed(user, m, b)
		}
	}
	return &Invocation{s: s, user: user, failed: fmt.Errorf("the message has no such button")}
}

func (s *Server) pressed(user string, m *Message, b button) *Invocation {
	inv := s.invocation(user, m.Channel)
	inv.hook.original = m
	payload := s.interaction(inv)
	payload["type"] = "block_actions"
	payload["container"] = map[string]any{
		"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": m.To != "",
	}
	payload["state"] = map[string]any{"values": map[string]any{}}
	if m.To == "" { // Slack does not hand out a message that only one person sees
		payload["message"] = s.messageJSON(m, true)
	}
	action := b.action()
	action["action_ts"] = s.stamp()
	payload["actions"] = []any{action}
	if !s.dispatch("interactive", payload, inv) {
		s.failInvocation(inv, "The app did not respond to the button: it is not connected.")
	}
	return inv
}

// interaction is what every interactive payload begins with.
func (s *Server) interaction(inv *Invocation) map[string]any {
	p, ch := s.person(inv.user), s.channel(inv.channel)
	payload := map[string]any{
		"user":       map[string]any{"id": p.ID, "username": p.Name, "name": p.Name, "team_id": s.teamOf(p)},
		"team":       map[string]any{"id": s.o.Team, "domain": teamDomain},
		"api_app_id": AppID, "enterprise": nil, "is_enterprise_install": false,
		"trigger_id": inv.TriggerID,
	}
	if ch != nil {
		payload["channel"] = map[string]any{"id": ch.ID, "name": ch.payloadName()}
		payload["response_url"] = inv.ResponseURL
	}
	return payload
}

// buttons are the buttons of a message or view: in actions and beside sections.
func buttons(blocks json.RawMessage) []button {
	var list []map[string]any
	_ = json.Unmarshal(blocks, &list)
	var found []button
	for _, b := range list {
		id, _ := b["block_id"].(string)
		for _, e := range elementsOf(b) {
			if e["type"] == "button" {
				found = append(found, button{blockID: id, fields: e})
			}
		}
	}
	return found
}
