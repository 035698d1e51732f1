package localslack

import "fmt"

// OpenHome opens the app's Home tab as its person would: the app hears app_home_opened.
func (s *Server) OpenHome(user string) *Invocation { return s.openTab(user, "home") }

// openTab opens one of the app's two tabs, "home" or "messages".
func (s *Server) openTab(user, tab string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	inv := &Invocation{s: s, user: user}
	if s.person(user) == nil || !s.o.Home {
		inv.failed = fmt.Errorf("there is no Home tab for %s", user)
		return inv
	}
	stamp := s.stamp()
	opened := map[string]any{
		"type": "app_home_opened", "user": user, "channel": s.direct(user).ID, "tab": tab, "event_ts": stamp,
	}
	if v := s.homes[user]; v != nil && tab == "home" {
		opened["view"] = s.viewJSON(v)
	}
	return s.happen(inv, opened)
}
