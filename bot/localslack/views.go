package localslack

import (
	"encoding/json"
	"slices"
	"time"
)

// triggerLife is how long a trigger opens a view; it does so once.
const triggerLife = 3 * time.Second

type trigger struct {
	user    string
	used    bool
	expired bool
	expiry  *time.Timer
}

// View is a dialog that a person has open.
type View struct {
	ID     string          `json:"id"`
	User   string          `json:"user"`
	Title  string          `json:"title"`
	Close  string          `json:"close"`
	Blocks json.RawMessage `json:"blocks"`
}

func (s *Server) newTrigger(user string) string {
	t := &trigger{user: user}
	t.expiry = time.AfterFunc(triggerLife, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		t.expired = true
	})
	id := s.id("") + "." + secret()
	s.triggers[id] = t
	return id
}

// Views are the dialogs that a person has open, the topmost last.
func (s *Server) Views(user string) []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.viewsOf(user)
}

func (s *Server) viewsOf(user string) []View {
	open := []View{}
	for _, v := range s.views {
		if v.User == user {
			open = append(open, *v)
		}
	}
	return open
}

// CloseView closes a dialog as its person would.
func (s *Server) CloseView(user, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.views = slices.DeleteFunc(s.views, func(v *View) bool { return v.ID == id && v.User == user })
	s.broadcast(event{Kind: "views", User: user})
}

func (s *Server) openView(c call) (answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, err := s.useTrigger(c.text("trigger_id"))
	if err != nil {
		return nil, err
	}
	raw := c.raw("view")
	v, err := s.readView(raw)
	if err != nil {
		return nil, err
	}
	t.used = true
	v.ID, v.User = s.id("V04"), t.user
	s.views = append(s.views, v)
	s.broadcast(event{Kind: "views", User: v.User})
	var told map[string]any
	_ = json.Unmarshal(raw, &told)
	told["id"], told["team_id"], told["app_id"], told["bot_id"] = v.ID, TeamID, AppID, BotID
	told["blocks"], told["root_view_id"], told["hash"] = v.Blocks, v.ID, secret()
	return answer{"view": told}, nil
}

// useTrigger checks a trigger. A view that is refused does not use it up.
func (s *Server) useTrigger(id string) (*trigger, error) {
	t := s.triggers[id]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case t.expired:
		return nil, refuse("expired_trigger_id")
	}
	return t, nil
}

// maxView is the size of a view in bytes.
const maxView = 250_000

func (s *Server) readView(raw json.RawMessage) (*View, error) {
	var v struct {
		Type            string
		Title, Close    *struct{ Text string }
		Blocks          json.RawMessage
		PrivateMetadata string `json:"private_metadata"`
	}
	if len(raw) > maxView {
		return nil, refuse("view_too_large")
	}
	if err := json.Unmarshal(raw, &v); err != nil || v.Type != "modal" || v.Title == nil {
		return nil, refuse("invalid_arguments")
	}
	problems := viewProblems(raw)
	if len(v.PrivateMetadata) > 3000 {
		problems = append(problems, "must be less than 3001 characters [json-pointer:/view/private_metadata]")
	}
	if len(problems) > 0 {
		return nil, invalidView(problems)
	}
	blocks, err := s.readBlocks(v.Blocks, modalSurface)
	if err != nil {
		return nil, err
	}
	view := &View{Title: v.Title.Text, Close: "Close", Blocks: blocks}
	if v.Close != nil {
		view.Close = v.Close.Text
	}
	return view, nil
}

// viewProblems checks the view's own texts: 24 characters each.
func viewProblems(raw json.RawMessage) []string {
	var fields map[string]any
	_ = json.Unmarshal(raw, &fields)
	c := &checker{blockIDs: map[string]bool{}, modal: true}
	n := node{checker: c, at: "/view", fields: fields}
	n.requireText("title", 24, true)
	n.textObject("close", 24, true)
	n.textObject("submit", 24, true)
	n.str("callback_id", 0, 255)
	return c.problems
}

func invalidView(problems []string) error {
	r := invalidBlocks(problems).(*refusal)
	r.code = "invalid_arguments"
	return r
}
