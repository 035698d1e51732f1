package localslack

// The methods by which an app opens, changes and publishes views.

func (s *Server) openView(c call) (object, error) {
	t, err := s.useTrigger(c.text("trigger_id"))
	if err != nil {
		return nil, err
	}
	return s.open(t, c, nil)
}

// pushView lays a dialog on the one that the trigger was pressed in.
func (s *Server) pushView(c call) (object, error) {
	t, err := s.useTrigger(c.text("trigger_id"))
	switch {
	case err != nil:
		return nil, err
	case t.view == nil || t.view.Type != "modal":
		return nil, refuse("invalid_trigger_id")
	case s.view(t.view.ID) == nil:
		return nil, refuse("not_found")
	}
	stack := s.stack(t.view.Root)
	if len(stack) >= maxStack {
		return nil, refuse("push_limit_reached")
	}
	return s.open(t, c, stack[len(stack)-1])
}

func (s *Server) open(t *trigger, c call, on *View) (object, error) {
	v, err := s.newView(t.user, c.raw("view"), modalSurface)
	if err != nil {
		return nil, err
	}
	if on != nil {
		v.Root, v.Previous = on.Root, on.ID
	}
	t.used = true
	return s.opened(v), nil
}

// newView reads a view that is not there yet.
func (s *Server) newView(user string, raw []byte, on surface) (*View, error) {
	id := s.id("V04")
	v := &View{ID: id, User: user, Root: id}
	return v, s.fillView(v, raw, on)
}

func (s *Server) opened(v *View) object {
	s.views = append(s.views, v)
	return s.shown(v)
}

func (s *Server) shown(v *View) object {
	s.show(v)
	return object{"view": s.viewJSON(v)}
}

// updateView changes a view that is there, as long as it still has the hash that the app
// has seen, where the app names one.
func (s *Server) updateView(c call) (object, error) {
	v := s.view(c.text("view_id"))
	if v == nil {
		return nil, refuse("not_found")
	}
	return s.change(v, c)
}

func (s *Server) change(v *View, c call) (object, error) {
	if hash := c.text("hash"); hash != "" && hash != v.Hash {
		return nil, refuse("hash_conflict")
	}
	if err := s.fillView(v, c.raw("view"), surface(v.Type)); err != nil {
		return nil, err
	}
	return s.shown(v), nil
}

// publishView fills a person's Home tab.
func (s *Server) publishView(c call) (object, error) {
	user := c.text("user_id")
	switch {
	case !s.o.Home:
		return nil, refuse("not_enabled")
	case s.person(user) == nil:
		return nil, refuse("user_not_found")
	}
	if v := s.homes[user]; v != nil {
		return s.change(v, c)
	}
	v, err := s.newView(user, c.raw("view"), homeSurface)
	if err != nil {
		return nil, err
	}
	s.homes[user] = v
	return s.shown(v), nil
}
