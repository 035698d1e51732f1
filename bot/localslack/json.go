package localslack

import (
	"crypto/subtle"
	"encoding/json"
	"time"
)

// The shapes in which Slack tells of people, channels and messages.

func (s *Server) userJSON(p *Person) map[string]any {
	team := s.teamOf(p)
	zone, err := time.LoadLocation(p.TZ)
	if err != nil {
		zone = s.o.Zone
	}
	label, offset := s.o.Now().In(zone).Zone()
	return map[string]any{
		"id": p.ID, "team_id": team, "name": p.Name, "real_name": p.RealName, "deleted": false,
		"tz": p.TZ, "tz_label": label, "tz_offset": offset,
		"is_admin": p.Admin, "is_owner": false, "is_primary_owner": false, "is_bot": false, "is_app_user": false,
		"is_restricted": p.Guest, "is_ultra_restricted": false, "is_stranger": team != s.o.Team && team != s.enterprise,
		"updated": 0, "profile": map[string]any{"real_name": p.RealName, "display_name": p.Name, "team": team},
	}
}

func (s *Server) botUser() map[string]any {
	return map[string]any{
		"id": BotUserID, "team_id": s.o.Team, "name": s.o.AppName, "real_name": s.o.AppName, "is_bot": true,
		"profile": map[string]any{"real_name": s.o.AppName, "bot_id": BotID, "api_app_id": AppID, "team": s.o.Team},
	}
}

func channelJSON(c *Channel) map[string]any {
	if c.Person != "" {
		return map[string]any{"id": c.ID, "is_im": true, "user": c.Person, "created": 1, "is_archived": c.Archived}
	}
	return map[string]any{
		"id": c.ID, "name": c.Name, "name_normalized": c.Name, "is_channel": !c.Private, "is_group": c.Private,
		"is_im": false, "is_private": c.Private, "is_archived": c.Archived, "is_general": false, "created": 1,
		"creator": EditorID, "is_member": c.Member, "is_shared": c.Shared, "is_ext_shared": c.Shared, "is_pending_ext_shared": c.Pending, "is_org_shared": false,
		"topic": map[string]any{"value": ""}, "purpose": map[string]any{"value": ""},
	}
}

// messageJSON is a message as history gives it. Without allMetadata only the event type
// of its metadata is told.
func (s *Server) messageJSON(m *Message, allMetadata bool) map[string]any {
	j := map[string]any{"type": "message", "ts": m.TS, "user": m.User, "text": m.Text, "team": s.o.Team}
	if m.User == BotUserID {
		j["bot_id"], j["app_id"] = BotID, AppID
		j["bot_profile"] = map[string]any{"id": BotID, "app_id": AppID, "name": s.o.AppName, "team_id": s.o.Team}
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
		j["edited"] = map[string]any{"user": m.User, "ts": m.TS}
	}
	if m.Metadata != nil {
		told := map[string]any{"event_type": m.Metadata.EventType}
		if allMetadata {
			told["event_payload"] = json.RawMessage(m.Metadata.EventPayload)
		}
		j["metadata"] = told
	}
	return j
}

func sameSecret(got, want string) bool {
	return want != "" && subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}
