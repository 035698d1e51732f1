package localslack

import (
	"encoding/json"
	"time"
)

// The methods that tell of the app, people and channels, and the shapes in which Slack does.

func (s *Server) authTest(c call) (object, error) {
	if s.o.Deliver != nil { // no socket tells where it reaches us
		s.link.host = c.host
	}
	got := object{
		"url": "http://" + c.host + "/", "team": teamName, "team_id": s.o.Team,
		"user": s.o.AppName, "user_id": BotUserID, "bot_id": BotID, "is_enterprise_install": false,
	}
	if s.enterprise != "" {
		got["enterprise_id"] = s.enterprise
	}
	return got, nil
}

func (s *Server) userInfo(c call) (object, error) {
	id := c.text("user")
	if id == BotUserID {
		return object{"user": object{
			"id": BotUserID, "team_id": s.o.Team, "name": s.o.AppName, "real_name": s.o.AppName, "is_bot": true,
			"profile": object{"real_name": s.o.AppName, "bot_id": BotID, "api_app_id": AppID, "team": s.o.Team},
		}}, nil
	}
	p := s.person(id)
	if p == nil {
		return nil, refuse("user_not_found")
	}
	team := s.teamOf(p)
	zone, err := time.LoadLocation(p.TZ)
	if err != nil {
		zone = s.o.Zone
	}
	label, offset := s.o.Now().In(zone).Zone()
	return object{"user": object{
		"id": p.ID, "team_id": team, "name": p.Name, "real_name": p.RealName, "deleted": false,
		"tz": p.TZ, "tz_label": label, "tz_offset": offset,
		"is_admin": p.Admin, "is_owner": false, "is_primary_owner": false, "is_bot": false, "is_app_user": false,
		"is_restricted": p.Guest, "is_ultra_restricted": false, "is_stranger": team != s.o.Team && team != s.enterprise,
		"updated": 0, "profile": object{"real_name": p.RealName, "display_name": p.Name, "team": team},
	}}, nil
}

func (s *Server) conversationInfo(c call) (object, error) {
	ch := c.channel
	if ch.Person != "" {
		return object{"channel": object{"id": ch.ID, "is_im": true, "user": ch.Person, "created": 1, "is_archived": ch.Archived}}, nil
	}
	return object{"channel": object{
		"id": ch.ID, "name": ch.Name, "name_normalized": ch.Name, "is_channel": !ch.Private, "is_group": ch.Private,
		"is_im": false, "is_private": ch.Private, "is_archived": ch.Archived, "is_general": false, "created": 1,
		"creator": EditorID, "is_member": ch.Member, "is_shared": ch.Shared, "is_ext_shared": ch.Shared,
		"is_pending_ext_shared": ch.Pending, "is_org_shared": false, "topic": object{"value": ""}, "purpose": object{"value": ""},
	}}, nil
}

// openConversation gives the direct messages of the app and a person.
func (s *Server) openConversation(c call) (object, error) {
	if ch := s.channel(c.text("channel")); ch != nil && ch.Person != "" {
		return object{"channel": object{"id": ch.ID}}, nil
	}
	user := c.text("users")
	switch {
	case user == "":
		return nil, refuse("users_list_not_supplied")
	case s.person(user) == nil:
		return nil, refuse("user_not_found")
	}
	return object{"channel": object{"id": s.direct(user).ID}}, nil
}

// messageJSON is a message as history gives it. Without allMetadata only the event type
// of its metadata is told.
func (s *Server) messageJSON(m *Message, allMetadata bool) object {
	j := object{"type": "message", "ts": m.TS, "user": m.User, "text": m.Text, "team": s.o.Team}
	if m.User == BotUserID {
		j["bot_id"], j["app_id"] = BotID, AppID
		j["bot_profile"] = object{"id": BotID, "app_id": AppID, "name": s.o.AppName, "team_id": s.o.Team}
	}
	if len(m.Blocks) > 0 {
		j["blocks"] = m.Blocks
	}
	if len(m.Files) > 0 {
		j["files"], j["subtype"] = m.Files, "file_share"
	}
	if m.ThreadTS != "" {
		j["thread_ts"] = m.ThreadTS
	}
	if m.Edited {
		j["edited"] = object{"user": m.User, "ts": m.TS}
	}
	if m.Metadata != nil {
		told := object{"event_type": m.Metadata.EventType}
		if allMetadata {
			told["event_payload"] = json.RawMessage(m.Metadata.EventPayload)
		}
		j["metadata"] = told
	}
	return j
}
