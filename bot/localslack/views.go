package localslack

import (
	"fmt"
	"maps"
	"slices"
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
}

func (s *Server) newTrigger(user string, in *View) string {
	t := &trigger{user: user, view: in}
	time.AfterFunc(triggerLife, func() { s.locked(func() { t.expired = true }) })
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
	all := slices.AppendSeq(slices.Clone(s.views), maps.Values(s.homes))
	return find(all, func(v *View) bool { return v.ID == id })
}

// top is the dialog that a person can reach: those below wait.
func (s *Server) top(user string) *View {
	return find(s.views, func(v *View) bool { return v.User == user })
}

// stack is the dialogs on one root, lowest first.
func (s *Server) stack(root string) []*View {
	return slices.DeleteFunc(slices.Clone(s.views), func(v *View) bool { return v.Root != root })
}

// show tells the person's pages of a view that changed.
func (s *Server) show(v *View) {
	if v.Type == "home" {
		s.tell(v.User, func(string) object { return object{"kind": "home", "home": v} })
		return
	}
	s.tellViews(v.User)
}

// drop takes dialogs away without telling the app.
func (s *Server) drop(user string, fits func(*View) bool) {
	s.views = slices.DeleteFunc(s.views, func(v *View) bool { return v.User == user && fits(v) })
	s.tellViews(user)
}

func (s *Server) tellViews(user string) {
	s.tell(user, func(string) object { return object{"kind": "views", "views": s.viewsOf(user)} })
}

// submitted takes the app's answer to a submission. A view that was closed meanwhile
// needs none.
func (s *Server) submitted(inv *Invocation, payload object) {
	v := inv.view
	if !slices.Contains(s.views, v) {
		return
	}
	var err error
	switch action := payload.text("response_action"); action {
	case "":
		s.drop(v.User, func(w *View) bool { return w == v })
		return
	case "errors":
		err = v.refused(payload.raw("errors"))
	case "update":
		err = s.fillView(v, payload.raw("view"), modalSurface)
	default:
		err = refuse("unknown response_action: " + action)
	}
	if err != nil {
		s.o.Log.Warn("local workspace: the answer to a submission was refused", "error", err)
		v.Trouble = troubled
		inv.failed = fmt.Errorf("the answer to the submission was refused: %w", err)
	}
	s.show(v)
}
