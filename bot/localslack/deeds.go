package localslack

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// troubled is Slack's word to a person whose dialog the app did not answer.
const troubled = "We had some trouble connecting. Try again?"

// act does what a person does, with the server locked. It ends with the error that do gives.
func (s *Server) act(user string, do func(*Invocation) error) *Invocation {
	s.mu.Lock()
	defer s.mu.Unlock()
	inv := &Invocation{s: s, user: user}
	if err := do(inv); err != nil {
		inv.failed = err
	}
	return inv
}

// Command sends a slash command as if the person had typed it into the channel. The text
// is escaped as Slack escapes what is typed: a test writes "@eva", not "<@U…>".
func (s *Server) Command(user, channel, command, text string) *Invocation {
	return s.act(user, func(inv *Invocation) error {
		s.answerable(inv, channel)
		inv.line = strings.TrimSpace(command + " " + text)
		p, ch := s.person(user), s.channel(channel)
		if p == nil || ch == nil {
			return fmt.Errorf("no such person or channel: %s, %s", user, channel)
		}
		return s.dispatch("slash_commands", object{
			"command": command, "text": s.escape(strings.TrimSpace(text)),
			"user_id": user, "user_name": p.Name, "channel_id": channel, "channel_name": ch.payloadName(),
			"team_id": s.teamOf(p), "team_domain": teamDomain, "api_app_id": AppID,
			"is_enterprise_install": false, "response_url": inv.ResponseURL, "trigger_id": inv.TriggerID,
		}, inv)
	})
}

// answerable gives an invocation what most carry: a trigger and a response URL.
func (s *Server) answerable(inv *Invocation, channel string) {
	inv.channel = channel
	inv.TriggerID = s.newTrigger(inv.user, nil)
	s.newHook(inv)
}

// interaction is what every interactive payload begins with.
func (s *Server) interaction(kind string, inv *Invocation) object {
	p, ch := s.person(inv.user), s.channel(inv.channel)
	payload := object{
		"type":       kind,
		"user":       object{"id": p.ID, "username": p.Name, "name": p.Name, "team_id": s.teamOf(p)},
		"team":       object{"id": s.o.Team, "domain": teamDomain},
		"api_app_id": AppID, "enterprise": nil, "is_enterprise_install": false,
		"trigger_id": inv.TriggerID,
	}
	if ch != nil {
		payload["channel"] = object{"id": ch.ID, "name": ch.payloadName()}
		payload["response_url"] = inv.ResponseURL
	}
	return payload
}

// Shortcut chooses a message shortcut from a message's menu. Messages that one person
// alone sees have none.
func (s *Server) Shortcut(user string, m Message, callbackID string) *Invocation {
	return s.act(user, func(inv *Invocation) error {
		on := s.message(m.Channel, m.TS)
		known := slices.ContainsFunc(s.o.Shortcuts, func(c Shortcut) bool { return c.CallbackID == callbackID })
		if on == nil || on.To != "" || s.person(user) == nil || !known {
			return fmt.Errorf("%s has no shortcut %s on that message", user, callbackID)
		}
		s.answerable(inv, m.Channel)
		payload := s.interaction("message_action", inv)
		payload["callback_id"], payload["action_ts"] = callbackID, s.stamp()
		payload["message_ts"], payload["message"] = on.TS, s.messageJSON(on, true)
		return s.dispatch("interactive", payload, inv)
	})
}

// Press presses a button of a message. The button is named by its action_id, its value or
// its label; by block_id/action_id where there are several.
func (s *Server) Press(user string, on Message, name string) *Invocation {
	return s.act(user, func(inv *Invocation) error {
		m := s.message(on.Channel, on.TS)
		if m == nil || !m.visibleTo(user) || s.person(user) == nil {
			return fmt.Errorf("%s does not see that message", user)
		}
		b, err := button(m.Blocks, name)
		if err != nil {
			return err
		}
		s.answerable(inv, m.Channel)
		inv.original = m
		payload := s.interaction("block_actions", inv)
		payload["container"] = object{"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": m.To != ""}
		payload["state"] = object{"values": object{}}
		if m.To == "" { // Slack does not hand out a message that only one person sees
			payload["message"] = s.messageJSON(m, true)
		}
		return s.use(payload, inv, b, b.pressed())
	})
}

// use tells the app what was done with an element.
func (s *Server) use(payload object, inv *Invocation, e element, action object) error {
	action["block_id"], action["action_id"], action["action_ts"] = e.block, e.action(), s.stamp()
	payload["actions"] = []object{action}
	return s.dispatch("interactive", payload, inv)
}

// inView does something in the dialog that a person has before them, or in their Home.
func (s *Server) inView(user, id string, do func(*View, *Invocation) error) *Invocation {
	return s.act(user, func(inv *Invocation) error {
		v := s.view(id)
		switch {
		case v == nil || v.User != user:
			return fmt.Errorf("%s has no such view open: %s", user, id)
		case v.Type == "modal" && s.top(user) != v:
			return fmt.Errorf("the view lies under another: %s", id)
		}
		inv.view = v
		defer s.show(v)
		return do(v, inv)
	})
}

// fromView is what every payload from a view begins with. Its trigger can push another
// dialog on this one.
func (s *Server) fromView(kind string, inv *Invocation) object {
	inv.TriggerID = s.newTrigger(inv.user, inv.view)
	payload := s.interaction(kind, inv)
	payload["view"] = s.viewJSON(inv.view)
	return payload
}

// useIn tells the app what was pressed or chosen in a view.
func (s *Server) useIn(inv *Invocation, e element, action object) error {
	inv.view.Trouble = ""
	payload := s.fromView("block_actions", inv)
	payload["container"] = object{"type": "view", "view_id": inv.view.ID}
	return s.use(payload, inv, e, action)
}

// PressIn presses a button of a dialog or of Home, named as for Press.
func (s *Server) PressIn(user, view, name string) *Invocation {
	return s.inView(user, view, func(v *View, inv *Invocation) error {
		b, err := button(v.Blocks, name)
		if err != nil {
			return err
		}
		return s.useIn(inv, b, b.pressed())
	})
}

// Fill sets an input of a dialog or of Home, by its block_id, or by its action_id where a
// block has several: a choice by its value or label, a date,
// a text; "" empties it. It gives nil where nothing was sent to the app.
func (s *Server) Fill(user, view, block, value string) *Invocation {
	inv := s.inView(user, view, func(v *View, inv *Invocation) error {
		i := slices.IndexFunc(v.inputs, func(in element) bool { return in.block == block })
		if i < 0 {
			i = slices.IndexFunc(v.inputs, func(in element) bool { return in.action() == block })
		}
		if i < 0 {
			return fmt.Errorf("the view has no input %s", block)
		}
		values, err := v.inputs[i].read(value)
		if err != nil {
			return err
		}
		return s.filled(inv, v.inputs[i], values, v.inputs[i].dispatches)
	})
	if inv.EnvelopeID == "" && inv.failed == nil {
		return nil
	}
	return inv
}

// filled sets an input, forgives what was wrong with its block, and tells the app of it where
// that is asked for.
func (s *Server) filled(inv *Invocation, in element, values []string, tell bool) error {
	v := inv.view
	v.set(in, values)
	v.Errors = maps.Clone(v.Errors)
	delete(v.Errors, in.block)
	if !tell {
		return nil
	}
	return s.useIn(inv, in, in.told(values))
}

// Submit presses a dialog's submit button. What Slack's own client refuses (an empty
// field, a word for a number) does not reach the app: the invocation has failed and the
// view's Errors say why.
func (s *Server) Submit(user, view string) *Invocation {
	return s.inView(user, view, func(v *View, inv *Invocation) error {
		v.Errors, v.Trouble = v.invalid(), ""
		switch {
		case v.Submit == "":
			return errors.New("the dialog has no button to submit it")
		case len(v.Errors) > 0:
			v.Refused++
			at := slices.Sorted(maps.Keys(v.Errors))[0]
			return fmt.Errorf("the dialog is not complete: %s: %s", at, v.Errors[at])
		}
		payload := s.fromView("view_submission", inv)
		payload["response_urls"] = []any{}
		v.Waiting++
		return s.dispatch("interactive", payload, inv)
	})
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
