package localslack

import (
	"errors"
	"fmt"
	"slices"
)

// Fill sets an input of a dialog or of Home, by its block_id, or by its action_id where a
// block has several: a choice by its value or label, a date,
// a text; "" empties it. It gives nil where nothing was sent to the app.
func (s *Server) Fill(user, view, block, value string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, inv := s.inView(user, view)
	if v == nil {
		return inv
	}
	i := slices.IndexFunc(v.inputs, func(in input) bool { return in.block == block })
	if i < 0 {
		i = slices.IndexFunc(v.inputs, func(in input) bool { return in.action == block })
	}
	if i < 0 {
		inv.failed = fmt.Errorf("the view has no input %s", block)
		return inv
	}
	values, err := v.inputs[i].read(value)
	if err != nil {
		inv.failed = err
		return inv
	}
	return s.filled(inv, v.inputs[i], values, v.inputs[i].dispatches)
}

// filled sets an input and tells the app of it where that is asked for.
func (s *Server) filled(inv *Invocation, in input, values []string, tell bool) *Invocation {
	v := inv.view
	v.set(in, values)
	v.forgive(in.block)
	defer s.show(v)
	if !tell {
		return nil
	}
	action := in.told(values)
	action["type"], action["block_id"], action["action_id"] = in.kind, in.block, in.action
	return s.acted(inv, action)
}

// acted tells the app what was pressed or chosen in a view.
func (s *Server) acted(inv *Invocation, action map[string]any) *Invocation {
	v := inv.view
	v.Trouble = ""
	action["action_ts"] = s.stamp()
	payload := s.fromView(inv)
	payload["type"], payload["actions"] = "block_actions", []any{action}
	payload["container"] = map[string]any{"type": "view", "view_id": v.ID}
	if !s.dispatch("interactive", payload, inv) {
		s.failInvocation(inv, troubled)
	}
	return inv
}

// read takes what a person gives an input, as far as it can be given at all.
func (in input) read(value string) ([]string, error) {
	if value == "" {
		return nil, nil
	}
	if !in.chooses() {
		return []string{value}, nil
	}
	o := in.option(value)
	if o == nil {
		return nil, fmt.Errorf("%s offers no %q", in.block, value)
	}
	chosen, _ := o["value"].(string)
	return []string{chosen}, nil
}

// PressIn presses a button of a dialog or of Home, named by its action_id, its value or
// its label.
func (s *Server) PressIn(user, view, name string) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pressIn(user, view, func(b button) bool { return b.named(name) })
}

func (s *Server) pressIn(user, view string, fits func(button) bool) *Invocation {
	v, inv := s.inView(user, view)
	if v == nil {
		return inv
	}
	found := buttons(v.Blocks)
	i := slices.IndexFunc(found, fits)
	if i < 0 {
		inv.failed = errors.New("the view has no such button")
		return inv
	}
	defer s.show(v)
	return s.acted(inv, found[i].action())
}
