package localslack

import (
	"errors"
	"net/http"
	"time"
)

// A response URL works five times within thirty minutes.
const (
	hookUses = 5
	hookLife = 30 * time.Minute
)

// newHook makes the response URL of an invocation. When it ends, nothing can come of the
// invocation any more, and it is forgotten.
func (s *Server) newHook(inv *Invocation) {
	id := secret()
	s.hooks[id] = inv
	time.AfterFunc(hookLife, func() {
		s.locked(func() {
			delete(s.hooks, id)
			delete(s.triggers, inv.TriggerID)
		})
	})
	inv.ResponseURL = "http://" + s.link.host + "/response/" + id
}

func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	s.faulty("response_url", w, func() func() {
		args, err := readArgs(w, r)
		if err == nil {
			err = s.useHook(r.PathValue("id"), args)
		}
		return func() { writeResponse(w, err) }
	})
}

func writeResponse(w http.ResponseWriter, err error) {
	var r *refusal
	switch {
	case !errors.As(err, &r):
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("ok"))
	case r.code == "expired_url", r.code == "used_url":
		writeRefusal(w, http.StatusNotFound, r)
	default:
		writeRefusal(w, http.StatusBadRequest, r)
	}
}

// useHook uses up one use of a response URL. What Slack would not show does not count.
func (s *Server) useHook(id string, a object) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	inv := s.hooks[id]
	switch {
	case inv == nil: // over, or never given out
		return refuse("expired_url")
	case inv.uses >= hookUses:
		return refuse("used_url")
	}
	if err := s.respond(inv, a); err != nil {
		return err
	}
	inv.uses++
	return nil
}

func (s *Server) respond(inv *Invocation, a object) error {
	if a.flag("delete_original") {
		if inv.original != nil {
			s.remove(inv.original)
			inv.original = nil
		}
		return nil
	}
	said, err := s.readContent(a)
	switch {
	case err != nil:
		return err
	case a.flag("replace_original") && inv.original != nil:
		s.replace(inv.original, said)
		return nil
	}
	s.reply(inv, said, a)
	if inv.original == nil {
		inv.original = said
	}
	return nil
}

// replace changes what a message says and nothing else: who sees it stays as it was,
// whatever response_type asks for.
func (s *Server) replace(m, said *Message) {
	m.Text, m.Blocks, m.Edited = said.Text, said.Blocks, true
	s.tellMessage("message", m)
}

// reply shows the app's answer to an invocation, to the person alone unless the app asks
// for the channel.
func (s *Server) reply(inv *Invocation, m *Message, a object) {
	m.Channel, m.Answers = inv.channel, inv.line
	if a.text("response_type") != "in_channel" {
		m.To = inv.user
		m.ThreadTS = "" // an answer to one person is shown where they are
	}
	s.add(m)
	inv.replies = append(inv.replies, m)
}
