package localslack

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"
)

const (
	// maxText is where Slack cuts a text off. Here it is refused: a loss that nobody sees
	// is the wrong thing to imitate.
	maxText     = 40_000
	maxMetadata = 16_000 // bytes; Slack gives no figure

	// maxUpdate is where chat.update draws the line, far below what chat.postMessage takes.
	maxUpdate = 4000
)

// readContent checks what an app wants to say, and makes a message of it. The caller holds the
// lock: blocks get ids.
func (s *Server) readContent(said object) (*Message, error) {
	m := &Message{User: BotUserID, Text: said.text("text"), ThreadTS: said.text("thread_ts")}
	if utf8.RuneCountInString(m.Text) > maxText {
		return nil, refuse("msg_too_long")
	}
	var err error
	if raw := said.raw("blocks"); !isEmpty(raw) {
		if m.Blocks, err = s.readBlocks(raw, messageSurface); err != nil {
			return nil, err
		}
	}
	if m.Text == "" && m.Blocks == nil {
		return nil, refuse("no_text")
	}
	m.Metadata, err = readMetadata(said.raw("metadata"))
	return m, err
}

func isEmpty(raw json.RawMessage) bool {
	switch string(bytes.TrimSpace(raw)) {
	case "", "null", "[]":
		return true
	}
	return false
}

func readMetadata(raw json.RawMessage) (*Metadata, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	if len(raw) > maxMetadata {
		return nil, refuse("metadata_too_large")
	}
	var m Metadata
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, refuse("invalid_metadata_format")
	}
	if m.EventType == "" && isEmpty(m.EventPayload) {
		return nil, nil // slack-go sends this with every answer to a response URL
	}
	var payload object
	if m.EventType == "" || json.Unmarshal(m.EventPayload, &payload) != nil || payload == nil {
		return nil, refuse("invalid_metadata_schema")
	}
	return &m, nil
}

func (s *Server) postMessage(c call) (object, error) {
	m := c.said
	switch {
	case m.ThreadTS != "" && s.threadParent(c.channel.ID, m.ThreadTS) == nil:
		return nil, refuse("thread_not_found")
	case !s.allow(c.channel.ID, perChannel()):
		return nil, refuse("ratelimited")
	}
	m.Channel = c.channel.ID
	s.add(m)
	return object{"channel": m.Channel, "ts": m.TS, "message": s.messageJSON(m, true)}, nil
}

// updateMessage changes what one of the app's own messages says. Blocks that are not sent
// again are gone; metadata that is not sent stays.
func (s *Server) updateMessage(c call) (object, error) {
	m := s.message(c.channel.ID, c.text("ts"))
	switch {
	case m == nil || m.To != "":
		return nil, refuse("message_not_found")
	case m.User != BotUserID:
		return nil, refuse("cant_update_message")
	case c.channel.Archived:
		return nil, refuse("is_archived")
	case utf8.RuneCountInString(c.said.Text) > maxUpdate:
		return nil, refuse("msg_too_long")
	}
	if c.said.Metadata != nil {
		m.Metadata = c.said.Metadata
	}
	s.replace(m, c.said)
	return object{"channel": m.Channel, "ts": m.TS, "text": m.Text, "message": s.messageJSON(m, true)}, nil
}

// postEphemeral shows a message to one person in a channel that the app is in.
func (s *Server) postEphemeral(c call) (object, error) {
	m, user := c.said, c.text("user")
	if s.person(user) == nil || !c.channel.visibleTo(user) {
		return nil, refuse("user_not_in_channel")
	}
	m.Channel, m.To = c.channel.ID, user
	s.add(m)
	return object{"message_ts": m.TS}, nil
}

// visible finds a channel that the app knows of.
func (s *Server) visible(id string) (*Channel, error) {
	ch := s.channel(id)
	if ch == nil || ((ch.Private || ch.Direct || ch.Group) && !ch.Member) {
		return nil, refuse("channel_not_found")
	}
	return ch, nil
}

// joined finds one that the app is in.
func (s *Server) joined(id string) (*Channel, error) {
	ch, err := s.visible(id)
	if err == nil && !ch.Member {
		err = refuse("not_in_channel")
	}
	return ch, err
}

// postable finds where the app may post: channels that it is in, by id or by name, and
// people, by id.
func (s *Server) postable(name string) (*Channel, error) {
	if s.person(name) != nil {
		return s.direct(name), nil
	}
	if ch := find(s.channels, func(c *Channel) bool { return c.Person == "" && "#"+c.Name == name }); ch != nil {
		name = ch.ID
	}
	if ch, err := s.visible(name); err == nil && ch.Archived {
		return nil, refuse("is_archived")
	}
	return s.joined(name)
}

func (s *Server) threadParent(channel, ts string) *Message {
	if m := s.message(channel, ts); m != nil && m.To == "" {
		return m
	}
	return nil
}

func (s *Server) history(c call) (object, error) {
	return s.read(c, func(m *Message) bool { return m.ThreadTS == "" || m.ThreadTS == m.TS }, nil)
}

// replies gives a thread oldest first, its parent included; history gives newest first.
func (s *Server) replies(c call) (object, error) {
	ts := c.text("ts")
	if s.threadParent(c.channel.ID, ts) == nil {
		return nil, refuse("thread_not_found")
	}
	return s.read(c, func(m *Message) bool { return m.TS == ts || m.ThreadTS == ts }, slices.Reverse[[]object])
}

// read gives the messages of a channel that everybody sees, newest first or otherwise ordered,
// a page at a time. The cursor is the ts of the oldest message of the page before.
func (s *Server) read(c call, wanted func(*Message) bool, order func([]object)) (object, error) {
	limit, err := strconv.Atoi(cmp.Or(c.number("limit"), "100"))
	if err != nil || limit < 1 || limit > 999 {
		return nil, refuse("invalid_limit")
	}
	list, cursor := []object{}, ""
	for _, m := range slices.Backward(s.messages) {
		if m.Channel != c.channel.ID || m.To != "" || !wanted(m) || !within(c.object, m.TS) {
			continue
		}
		if len(list) == limit {
			cursor = list[limit-1].text("ts")
			break
		}
		list = append(list, s.messageJSON(m, c.flag("include_all_metadata")))
	}
	if order != nil {
		order(list)
	}
	return object{
		"messages": list, "has_more": cursor != "", "pin_count": 0, "response_metadata": object{"next_cursor": cursor},
	}, nil
}

// within applies oldest, latest, inclusive and cursor. All ts have one length, so that
// they compare as text once the bounds are written alike.
func within(args object, ts string) bool {
	cursor, oldest, latest := args.text("cursor"), moment(args, "oldest"), moment(args, "latest")
	edge := ts == oldest || ts == latest
	return (cursor == "" || ts < cursor) && (oldest == "" || ts >= oldest) && (latest == "" || ts <= latest) &&
		(!edge || args.flag("inclusive"))
}

func moment(args object, key string) string {
	text := args.number(key)
	seconds, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || seconds == 0:
		return ""
	case len(text) == len("1708675200.000000"):
		return text
	}
	return strconv.FormatFloat(seconds, 'f', 6, 64)
}
