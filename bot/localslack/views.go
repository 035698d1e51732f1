package localslack

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// triggerLife is how long a trigger opens a view; it does so once.
const triggerLife = 3 * time.Second

// maxStack is how many dialogs lie on one another.
const maxStack = 3

type trigger struct {
	user    string
	view    *View // the dialog that it was pressed or submitted in
	used    bool
	expired bool
	expiry  *time.Timer
}

// View is a dialog that a person has open, or their Home.
type View struct {
	ID              string          `json:"id"`
	User            string          `json:"user"`
	Type            string          `json:"type"` // "modal", "home"
	CallbackID      string          `json:"callback_id"`
	PrivateMetadata string          `json:"-"`
	Title           string          `json:"title"`
	Submit          string          `json:"submit"` // the button's label; "": there is none
	Close           string          `json:"close"`
	Hash            string          `json:"hash"`
	Blocks          json.RawMessage `json:"blocks"`

	// Values is what was filled in, by block and action: texts, the chosen options'
	// values, a date. Errors is what the last submission was refused for, by block.
	// Neither map is ever changed: a new one takes its place. Refused is how often there
	// were errors.
	Values  map[string]map[string][]string `json:"values"`
	Errors  map[string]string              `json:"errors"`
	Refused int                            `json:"refused"`
	// Trouble is Slack's own word when the app did not answer; Waiting, how many
	// submissions it has not answered yet.
	Trouble string `json:"trouble"`
	Waiting int    `json:"waiting"`
	// Root is the first dialog of the stack that it lies on, and Previous the one below.
	Root     string `json:"root"`
	Previous string `json:"previous"`

	asked  viewRequest
	inputs []input
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

// Home is what the app has published on a person's Home tab.
func (s *Server) Home(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.homes[user]; v != nil {
		return *v, true
	}
	return View{}, false
}

// view finds a dialog or a Home by its id. The caller holds the lock.
func (s *Server) view(id string) *View {
	fits := func(v *View) bool { return v.ID == id }
	if i := slices.IndexFunc(s.views, fits); i >= 0 {
		return s.views[i]
	}
	for _, v := range s.homes {
		if fits(v) {
			return v
		}
	}
	return nil
}

// top is the dialog that a person can reach: those below wait.
func (s *Server) top(user string) *View {
	for _, v := range slices.Backward(s.views) {
		if v.User == user {
			return v
		}
	}
	return nil
}

// stack is the dialogs on one root, lowest first.
func (s *Server) stack(root string) []*View {
	return slices.DeleteFunc(slices.Clone(s.views), func(v *View) bool { return v.Root != root })
}

// show tells the person's pages of a view that changed.
func (s *Server) show(v *View) {
	if v.Type == "home" {
		s.broadcast(event{Kind: "home", User: v.User, Home: v})
		return
	}
	s.broadcast(event{Kind: "views", User: v.User})
}

// drop takes dialogs away without telling the app.
func (s *Server) drop(user string, fits func(*View) bool) {
	s.views = slices.DeleteFunc(s.views, func(v *View) bool { return v.User == user && fits(v) })
	s.broadcast(event{Kind: "views", User: user})
}

// CloseView closes a dialog as its person would, with those that lie on it.
func (s *Server) CloseView(user, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.view(id)
	if v == nil || v.User != user || v.Type != "modal" {
		return
	}
	closing := s.stack(v.Root)
	closing = closing[slices.Index(closing, v):]
	s.drop(user, func(w *View) bool { return slices.Contains(closing, w) })
}

// Value is what stands in the input of a block, as Fill takes it.
func (v View) Value(block string) string {
	in := v.input(block, "")
	return strings.Join(v.Values[block][in.action], "\n")
}
