package localslack

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The workspace, its app and the people and channels that it starts with.
const (
	TeamID    = "T04LOCALHQ"
	OtherTeam = "T09ELSEWHR" // for people of another organisation
	AppID     = "A04LOCALAP"
	BotID     = "B04LOCALBT"
	BotUserID = "U04LOCALBT"

	ReaderID   = "U04INESRDR"
	ReporterID = "U04BENRPRT"
	EditorID   = "U04EVAEDTR"

	DeskID     = "C04DESKCHN" // #nato-desk, the app is a member
	NewsroomID = "C04NEWSROM" // #newsroom, the app is a member
	PoliticsID = "C04POLITIC" // #politics, the app is not a member

	slackbotID = "USLACKBOT"
	teamDomain = "local-desk"
	teamName   = "Local desk"
)

// Person is someone of the workspace, or a guest or stranger in it.
type Person struct {
	ID       string `json:"id"`
	Name     string `json:"name"` // the handle: @ines
	RealName string `json:"real_name"`
	Role     string `json:"role"` // shown on the page only
	TZ       string `json:"-"`
	Admin    bool   `json:"-"`
	Guest    bool   `json:"-"` // is_restricted
	TeamID   string `json:"-"` // empty: this workspace; another: a stranger
}

// Channel is a conversation. Person is set for the direct messages between the app and
// that person.
type Channel struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Person   string `json:"person,omitempty"`
	Member   bool   `json:"member"` // the app is in it
	Archived bool   `json:"archived"`
	Private  bool   `json:"private"`
	Shared   bool   `json:"shared"`  // with another organisation
	Pending  bool   `json:"pending"` // another organisation is invited
	Direct   bool   `json:"-"`       // between two people, without the app
	Group    bool   `json:"-"`       // a group message
}

// Message is what stands in a channel. Blocks is a JSON array as Slack would give it back.
type Message struct {
	Channel  string          `json:"channel"`
	TS       string          `json:"ts"`
	ThreadTS string          `json:"thread_ts,omitempty"`
	User     string          `json:"user"`
	Text     string          `json:"text"`
	Blocks   json.RawMessage `json:"blocks,omitempty"`
	Files    []*File         `json:"files,omitempty"`
	Metadata *Metadata       `json:"-"`
	To       string          `json:"to,omitempty"` // only this person sees it; "": everybody
	Edited   bool            `json:"edited,omitempty"`
	Answers  string          `json:"answers,omitempty"` // the command line that it answers

	gone bool // deleted
}

// Metadata is what an app attaches to a message for itself.
type Metadata struct {
	EventType    string          `json:"event_type"`
	EventPayload json.RawMessage `json:"event_payload"`
}

func firstPeople(zone *time.Location) []*Person {
	tz := zone.String()
	return []*Person{
		{ID: ReaderID, Name: "ines", RealName: "Ines", Role: "reader", TZ: tz},
		{ID: ReporterID, Name: "ben", RealName: "Ben", Role: "reporter", TZ: tz},
		{ID: EditorID, Name: "eva", RealName: "Eva", Role: "editor, workspace admin", TZ: tz, Admin: true},
	}
}

func firstChannels() []*Channel {
	return []*Channel{
		{ID: DeskID, Name: "nato-desk", Member: true},
		{ID: NewsroomID, Name: "newsroom", Member: true},
		{ID: PoliticsID, Name: "politics"},
	}
}

// AddPerson adds a person to the workspace, or replaces the one of that id.
func (s *Server) AddPerson(p Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if had := s.person(p.ID); had != nil {
		*had = p
	} else {
		s.people = append(s.people, &p)
	}
	s.tell("", s.state)
}

// JoinEnterprise makes the workspace one of an Enterprise organisation.
func (s *Server) JoinEnterprise(id string) { s.locked(func() { s.enterprise = id }) }

// ChangeChannel changes the channel of that id: archives it, puts the app out of it,
// shares it. It makes the channel when there is none.
func (s *Server) ChangeChannel(id string, change func(*Channel)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channel(id)
	if c == nil {
		c = &Channel{ID: id}
		s.channels = append(s.channels, c)
	}
	change(c)
	s.tell("", s.state)
}

// Messages gives what a person sees in a channel, oldest first.
func (s *Server) Messages(channel, user string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var seen []Message
	for _, m := range s.messages {
		if m.Channel == channel && m.visibleTo(user) {
			seen = append(seen, *m)
		}
	}
	return seen
}

// Direct is the channel of the app's direct messages with a person.
func (s *Server) Direct(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.direct(user).ID
}

// Post writes a plain message as a person, of which the app does not hear, and gives its ts.
func (s *Server) Post(user, channel, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &Message{Channel: channel, User: user, Text: s.escape(text)}
	s.add(m)
	return m.TS
}

// Time is the moment of the message's ts.
func (m Message) Time() time.Time {
	micros, _ := strconv.ParseInt(strings.Replace(m.TS, ".", "", 1), 10, 64)
	return time.UnixMicro(micros)
}

func (m *Message) visibleTo(user string) bool { return m.To == "" || m.To == user }

func (c *Channel) visibleTo(user string) bool { return c.Person == "" || c.Person == user }

// find gives the last that fits, nil for none.
func find[T any](all []*T, fits func(*T) bool) *T {
	for _, one := range slices.Backward(all) {
		if fits(one) {
			return one
		}
	}
	return nil
}

// The finders below give nil for what does not exist. The caller holds the lock.

func (s *Server) channel(id string) *Channel {
	return find(s.channels, func(c *Channel) bool { return c.ID == id })
}

func (s *Server) person(id string) *Person {
	return find(s.people, func(p *Person) bool { return p.ID == id })
}

func (s *Server) message(channel, ts string) *Message {
	return find(s.messages, func(m *Message) bool { return m.Channel == channel && m.TS == ts })
}

// add stamps a message and shows it. The caller holds the lock.
func (s *Server) add(m *Message) {
	m.TS = s.stamp()
	s.messages = append(s.messages, m)
	s.tellMessage("message", m)
}

func (s *Server) remove(m *Message) {
	m.gone = true
	s.messages = slices.DeleteFunc(s.messages, func(n *Message) bool { return n == m })
	s.tellMessage("removed", m)
}

// notice is a word of Slack's own to one person.
func (s *Server) notice(channel, user, text, answers string) *Message {
	m := &Message{Channel: channel, User: slackbotID, To: user, Text: text, Answers: answers}
	s.add(m)
	return m
}

// direct finds or makes the conversation between the app and a person.
func (s *Server) direct(user string) *Channel {
	if c := find(s.channels, func(c *Channel) bool { return c.Person == user }); c != nil {
		return c
	}
	c := &Channel{ID: s.id("D04"), Name: s.o.AppName, Person: user, Member: true}
	s.channels = append(s.channels, c)
	s.tell(user, s.state)
	return c
}

func (s *Server) teamOf(p *Person) string {
	if p.TeamID != "" {
		return p.TeamID
	}
	return s.o.Team
}

// payloadName is the channel's name as payloads tell it.
func (c *Channel) payloadName() string {
	switch {
	case c.Person != "", c.Direct:
		return "directmessage"
	case c.Private:
		return "privategroup"
	}
	return c.Name
}
