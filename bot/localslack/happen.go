package localslack

import (
	"fmt"
	"strings"
)

// Say writes a message as a person: in a thread, or for "" in the channel itself. The app hears of
// it where it is named in a channel that it is in, and of all that is said in direct messages with
// it or in a group that it is in.
func (s *Server) Say(user, channel, thread, text string) *Invocation {
	return s.act(user, func(inv *Invocation) error {
		ch, p := s.channel(channel), s.person(user)
		if ch == nil || p == nil {
			return fmt.Errorf("no such person or channel: %s, %s", user, channel)
		}
		m := &Message{Channel: channel, User: user, Text: s.escape(text), ThreadTS: thread}
		s.add(m)
		said := s.messageJSON(m, true)
		said["channel"], said["event_ts"], said["team"], said["client_msg_id"] = channel, m.TS, s.teamOf(p), secret()
		named := strings.Contains(m.Text, "<@"+BotUserID+">") || strings.Contains(m.Text, "<@"+BotUserID+"|")
		switch {
		case !ch.Member:
			return nil
		case ch.Person != "":
			said["channel_type"] = "im"
		case ch.Group:
			said["channel_type"] = "mpim"
		case named:
			said["type"] = "app_mention"
		default:
			return nil
		}
		if p.TeamID != "" {
			said["user_team"] = p.TeamID
		}
		return s.happen(inv, said)
	})
}

// Invite puts the app into a channel, as a person who writes /invite does: the app hears
// member_joined_channel.
func (s *Server) Invite(user, channel string) *Invocation {
	return s.act(user, func(inv *Invocation) error {
		ch := s.channel(channel)
		if ch == nil || ch.Member || ch.Person != "" {
			return fmt.Errorf("the app cannot be added to %s", channel)
		}
		ch.Member = true
		s.tell("", s.state)
		return s.happen(inv, object{
			"type": "member_joined_channel", "user": BotUserID, "channel": channel, "channel_type": "C",
			"team": s.o.Team, "inviter": user, "event_ts": s.stamp(),
		})
	})
}

// RenameChannel gives a channel another id, as Slack does with a private one that is shared.
func (s *Server) RenameChannel(from, to string) *Invocation {
	return s.act("", func(inv *Invocation) error {
		ch := s.channel(from)
		if ch == nil {
			return fmt.Errorf("there is no channel %s", from)
		}
		ch.ID = to
		for _, m := range s.messages {
			if m.Channel == from {
				m.Channel = to
			}
		}
		return s.happen(inv, object{"type": "channel_id_changed", "old_channel_id": from, "new_channel_id": to, "event_ts": s.stamp()})
	})
}

// OpenHome opens the app's Home tab as its person would: the app hears app_home_opened.
func (s *Server) OpenHome(user string) *Invocation { return s.openTab(user, "home") }

// openTab opens one of the app's two tabs, "home" or "messages".
func (s *Server) openTab(user, tab string) *Invocation {
	return s.act(user, func(inv *Invocation) error {
		if s.person(user) == nil || !s.o.Home {
			return fmt.Errorf("there is no Home tab for %s", user)
		}
		opened := object{"type": "app_home_opened", "user": user, "channel": s.direct(user).ID, "tab": tab, "event_ts": s.stamp()}
		if v := s.homes[user]; v != nil && tab == "home" {
			opened["view"] = s.viewJSON(v)
		}
		return s.happen(inv, opened)
	})
}

// Happen tells the app of an event, whatever it says.
func (s *Server) Happen(event map[string]any) *Invocation {
	return s.act("", func(inv *Invocation) error { return s.happen(inv, event) })
}

func (s *Server) happen(inv *Invocation, event object) error {
	return s.dispatch("events_api", object{
		"team_id": s.o.Team, "api_app_id": AppID, "type": "event_callback", "event": event,
		"event_id": s.id("Ev04"), "event_time": s.o.Now().Unix(), "is_ext_shared_channel": false,
		"authorizations": []object{{"team_id": s.o.Team, "user_id": BotUserID, "is_bot": true, "is_enterprise_install": false}},
	}, inv)
}

// Send sends an envelope of any type, as Slack may one day.
func (s *Server) Send(kind string, payload map[string]any) *Invocation {
	return s.act("", func(inv *Invocation) error { return s.dispatch(kind, payload, inv) })
}
