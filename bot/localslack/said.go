package localslack

import (
	"fmt"
	"strings"
)

// Say writes a message as a person: in a thread, or for "" in the channel itself. The app hears of
// it where it is named in a channel that it is in, and of all that is said in direct messages with
// it or in a group that it is in.
func (s *Server) Say(user, channel, thread, text string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	inv := &Invocation{s: s, user: user}
	ch, p := s.channel(channel), s.person(user)
	if ch == nil || p == nil {
		inv.failed = fmt.Errorf("no such person or channel: %s, %s", user, channel)
		return inv
	}
	m := &Message{Channel: channel, User: user, Text: s.escape(text), ThreadTS: thread}
	s.add(m)
	said := s.messageJSON(m, true)
	said["channel"], said["event_ts"], said["team"], said["client_msg_id"] = channel, m.TS, s.teamOf(p), secret()
	named := strings.Contains(m.Text, "<@"+BotUserID+">") || strings.Contains(m.Text, "<@"+BotUserID+"|")
	switch {
	case !ch.Member:
		return inv
	case ch.Person != "":
		said["channel_type"] = "im"
	case ch.Group:
		said["channel_type"] = "mpim"
	case named:
		said["type"] = "app_mention"
	default:
		return inv
	}
	if p.TeamID != "" {
		said["user_team"] = p.TeamID
	}
	return s.happen(inv, said)
}

// Invite puts the app into a channel, as a person who writes /invite does: the app hears
// member_joined_channel.
func (s *Server) Invite(user, channel string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	inv := &Invocation{s: s, user: user}
	ch := s.channel(channel)
	if ch == nil || ch.Member || ch.Person != "" {
		inv.failed = fmt.Errorf("the app cannot be added to %s", channel)
		return inv
	}
	ch.Member = true
	s.broadcast(event{Kind: "reload"})
	return s.happen(inv, map[string]any{
		"type": "member_joined_channel", "user": BotUserID, "channel": channel, "channel_type": "C", "team": s.o.Team, "inviter": user, "event_ts": s.stamp(),
	})
}

// RenameChannel gives a channel another id, as Slack does with a private one that is shared.
func (s *Server) RenameChannel(from, to string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	inv := &Invocation{s: s}
	ch := s.channel(from)
	if ch == nil {
		inv.failed = fmt.Errorf("there is no channel %s", from)
		return inv
	}
	ch.ID = to
	for _, m := range s.messages {
		if m.Channel == from {
			m.Channel = to
		}
	}
	return s.happen(inv, map[string]any{"type": "channel_id_changed", "old_channel_id": from, "new_channel_id": to, "event_ts": s.stamp()})
}

// Happen tells the app of an event, whatever it says.
func (s *Server) Happen(event map[string]any) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.happen(&Invocation{s: s}, event)
}

func (s *Server) happen(inv *Invocation, event map[string]any) *Invocation {
	payload := map[string]any{
		"team_id": s.o.Team, "api_app_id": AppID, "type": "event_callback", "event": event,
		"event_id": s.id("Ev04"), "event_time": s.o.Now().Unix(), "is_ext_shared_channel": false,
		"authorizations": []any{map[string]any{
			"team_id": s.o.Team, "user_id": BotUserID, "is_bot": true, "is_enterprise_install": false,
		}},
	}
	if !s.dispatch("events_api", payload, inv) {
		s.failInvocation(inv, "")
	}
	return inv
}
