package localslack

import (
	"fmt"
	"slices"
)

// Shortcut chooses a message shortcut from a message's menu. Messages that one person
// alone sees have none.
func (s *Server) Shortcut(user string, m Message, callbackID string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	on := s.message(m.Channel, m.TS)
	known := slices.ContainsFunc(s.o.Shortcuts, func(c Shortcut) bool { return c.CallbackID == callbackID })
	if on == nil || on.To != "" || s.person(user) == nil || !known {
		return &Invocation{s: s, user: user, failed: fmt.Errorf("%s has no shortcut %s on that message", user, callbackID)}
	}
	inv := s.invocation(user, m.Channel)
	payload := s.interaction(inv)
	payload["type"], payload["callback_id"], payload["action_ts"] = "message_action", callbackID, s.stamp()
	payload["message_ts"], payload["message"] = on.TS, s.messageJSON(on, true)
	if !s.dispatch("interactive", payload, inv) {
		s.failInvocation(inv, troubled)
	}
	return inv
}
