package localslack

import "unicode/utf8"

// maxUpdate is where chat.update draws the line, far below what chat.postMessage takes.
const maxUpdate = 4000

// updateMessage changes what one of the app's own messages says. Blocks that are not sent
// again are gone; metadata that is not sent stays.
func (s *Server) updateMessage(c call) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channel(c.text("channel"))
	if ch == nil {
		return nil, refuse("channel_not_found")
	}
	m := s.message(ch.ID, c.text("ts"))
	switch {
	case m == nil || m.To != "":
		return nil, refuse("message_not_found")
	case m.User != BotUserID:
		return nil, refuse("cant_update_message")
	case ch.Archived:
		return nil, refuse("is_archived")
	case utf8.RuneCountInString(c.text("text")) > maxUpdate:
		return nil, refuse("msg_too_long")
	}
	said, err := s.readContent(c.args)
	if err != nil {
		return nil, err
	}
	if said.metadata != nil {
		m.Metadata = said.metadata
	}
	s.replace(m, said)
	return answer{"channel": ch.ID, "ts": m.TS, "text": m.Text, "message": s.messageJSON(m, true)}, nil
}

// postEphemeral shows a message to one person in a channel that the app is in.
func (s *Server) postEphemeral(c call) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.postable(c.text("channel"))
	if err != nil {
		return nil, err
	}
	user := c.text("user")
	if s.person(user) == nil || (ch.Person != "" && ch.Person != user) {
		return nil, refuse("user_not_in_channel")
	}
	said, err := s.readContent(c.args)
	if err != nil {
		return nil, err
	}
	m := s.appMessage(ch.ID, said)
	m.To = user
	s.add(m)
	return answer{"message_ts": m.TS}, nil
}

// openConversation gives the direct messages of the app and a person.
func (s *Server) openConversation(c call) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.channel(c.text("channel")); ch != nil && ch.Person != "" {
		return answer{"channel": map[string]any{"id": ch.ID}}, nil
	}
	user := c.text("users")
	switch {
	case user == "":
		return nil, refuse("users_list_not_supplied")
	case s.person(user) == nil:
		return nil, refuse("user_not_found")
	}
	return answer{"channel": map[string]any{"id": s.direct(user).ID}}, nil
}
