package localslack

import (
	"bytes"
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
)

// content is what an app wants to say, checked.
type content struct {
	text     string
	blocks   json.RawMessage
	threadTS string
	metadata *Metadata
}

// readContent checks a message. The caller holds the lock: blocks get ids.
func (s *Server) readContent(a args) (content, error) {
	c := content{text: a.text("text"), threadTS: a.text("thread_ts")}
	if utf8.RuneCountInString(c.text) > maxText {
		return c, refuse("msg_too_long")
	}
	var err error
	if raw := a.raw("blocks"); !isEmpty(raw) {
		if c.blocks, err = s.readBlocks(raw, messageSurface); err != nil {
			return c, err
		}
	}
	if c.text == "" && c.blocks == nil {
		return c, refuse("no_text")
	}
	c.metadata, err = readMetadata(a.raw("metadata"))
	return c, err
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
	var payload map[string]any
	if m.EventType == "" || json.Unmarshal(m.EventPayload, &payload) != nil || payload == nil {
		return nil, refuse("invalid_metadata_schema")
	}
	return &m, nil
}

func (s *Server) postMessage(c call) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.postable(c.text("channel"))
	if err != nil {
		return nil, err
	}
	said, err := s.readContent(c.args)
	if err != nil {
		return nil, err
	}
	if said.threadTS != "" && s.threadParent(ch.ID, said.threadTS) == nil {
		return nil, refuse("thread_not_found")
	}
	if !s.allow(ch.ID, perChannel()) {
		return nil, refuse("ratelimited")
	}
	m := s.appMessage(ch.ID, said)
	s.add(m)
	return answer{"channel": ch.ID, "ts": m.TS, "message": s.messageJSON(m, true)}, nil
}

// postable finds where the app may post: channels that it is in, by id or by name, and
// people, by id.
func (s *Server) postable(name string) (*Channel, error) {
	if s.person(name) != nil {
		return s.direct(name), nil
	}
	ch := s.channel(name)
	for _, c := range s.channels {
		if ch == nil && c.Person == "" && "#"+c.Name == name {
			ch = c
		}
	}
	switch {
	case ch == nil || ((ch.Private || ch.Direct || ch.Group) && !ch.Member):
		return nil, refuse("channel_not_found")
	case ch.Archived:
		return nil, refuse("is_archived")
	case !ch.Member:
		return nil, refuse("not_in_channel")
	}
	return ch, nil
}

func (s *Server) threadParent(channel, ts string) *Message {
	if m := s.message(channel, ts); m != nil && m.To == "" {
		return m
	}
	return nil
}

func (s *Server) appMessage(channel string, c content) *Message {
	return &Message{
		Channel: channel, User: BotUserID, Text: c.text, Blocks: c.blocks,
		ThreadTS: c.threadTS, Metadata: c.metadata,
	}
}

func (s *Server) history(c call) (answer, error) {
	return s.read(c, func(m *Message) bool { return m.ThreadTS == "" || m.ThreadTS == m.TS })
}

// replies gives a thread oldest first, its parent included; history gives newest first.
func (s *Server) replies(c call) (answer, error) {
	ts := c.text("ts")
	s.mu.Lock()
	parent := s.threadParent(c.text("channel"), ts)
	s.mu.Unlock()
	if parent == nil {
		return nil, refuse("thread_not_found")
	}
	got, err := s.read(c, func(m *Message) bool { return m.TS == ts || m.ThreadTS == ts })
	if err != nil {
		return nil, err
	}
	slices.Reverse(got["messages"].([]map[string]any))
	return got, nil
}

// read gives the messages of a channel that everybody sees, newest first, a page at a
// time. The cursor is the ts of the oldest message of the page before.
func (s *Server) read(c call, wanted func(*Message) bool) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channel(c.text("channel"))
	if ch == nil {
		return nil, refuse("channel_not_found")
	}
	if !ch.Member {
		return nil, refuse("not_in_channel")
	}
	limit, err := readLimit(c.text("limit"), c.args["limit"])
	if err != nil {
		return nil, err
	}
	list, cursor := []map[string]any{}, ""
	for i := len(s.messages) - 1; i >= 0; i-- {
		m := s.messages[i]
		if m.Channel != ch.ID || m.To != "" || !wanted(m) || !within(c.args, m.TS) {
			continue
		}
		if len(list) == limit {
			cursor = list[limit-1]["ts"].(string)
			break
		}
		list = append(list, s.messageJSON(m, c.flag("include_all_metadata")))
	}
	return answer{
		"messages": list, "has_more": cursor != "", "pin_count": 0,
		"response_metadata": map[string]any{"next_cursor": cursor},
	}, nil
}

func readLimit(form string, value any) (int, error) {
	if n, ok := value.(float64); ok {
		form = strconv.Itoa(int(n))
	}
	if form == "" {
		return 100, nil
	}
	n, err := strconv.Atoi(form)
	if err != nil || n < 1 || n > 999 {
		return 0, refuse("invalid_limit")
	}
	return n, nil
}

// within applies oldest, latest, inclusive and cursor. All ts have one length, so that
// they compare as text once the bounds are written alike.
func within(a args, ts string) bool {
	if cursor := a.text("cursor"); cursor != "" && ts >= cursor {
		return false
	}
	inclusive := a.flag("inclusive")
	if oldest := moment(a["oldest"]); oldest != "" && (ts < oldest || (ts == oldest && !inclusive)) {
		return false
	}
	if latest := moment(a["latest"]); latest != "" && (ts > latest || (ts == latest && !inclusive)) {
		return false
	}
	return true
}

func moment(v any) string {
	text, ok := v.(string)
	if n, isNumber := v.(float64); isNumber {
		text, ok = strconv.FormatFloat(n, 'f', 6, 64), true
	}
	seconds, err := strconv.ParseFloat(text, 64)
	if !ok || err != nil || seconds == 0 {
		return ""
	}
	if len(text) == len("1708675200.000000") {
		return text
	}
	return strconv.FormatFloat(seconds, 'f', 6, 64)
}
