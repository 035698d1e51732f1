package localslack

import (
	"net/http"
	"time"
)

// A response URL works five times within thirty minutes.
const (
	hookUses = 5
	hookLife = 30 * time.Minute
)

// responseHook is one response URL.
type responseHook struct {
	inv      *Invocation
	uses     int
	expiry   *time.Timer
	original *Message // what replace_original and delete_original mean
}

// newHook makes the response URL of an invocation. When it ends, nothing can come of the
// invocation any more, and it is forgotten.
func (s *Server) newHook(inv *Invocation) {
	id := secret()
	inv.hook = &responseHook{inv: inv}
	inv.hook.expiry = time.AfterFunc(hookLife, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.hooks, id)
		delete(s.triggers, inv.TriggerID)
	})
	s.hooks[id] = inv.hook
	inv.ResponseURL = "http://" + s.link.host + "/response/" + id
}

func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	fault := s.takeFault("response_url")
	if fault != nil && !fault.lost {
		fault.write(w)
		return
	}
	a, err := readArgs(w, r)
	status := http.StatusBadRequest
	if err == nil {
		status, err = s.useHook(r.PathValue("id"), a)
	}
	if fault != nil {
		cutOff()
	}
	if err != nil {
		writeJSON(w, status, map[string]any{"ok": false, "error": err.Error()})
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok"))
}

// useHook uses up one use of a response URL. What Slack would not show does not count.
func (s *Server) useHook(id string, a args) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hooks[id]
	switch {
	case h == nil: // over, or never given out
		return http.StatusNotFound, refuse("expired_url")
	case h.uses >= hookUses:
		return http.StatusNotFound, refuse("used_url")
	}
	if err := s.respond(h, a); err != nil {
		return http.StatusBadRequest, err
	}
	h.uses++
	return http.StatusOK, nil
}

func (s *Server) respond(h *responseHook, a args) error {
	if a.flag("delete_original") {
		if h.original != nil {
			s.remove(h.original)
			h.original = nil
		}
		return nil
	}
	said, err := s.readContent(a)
	if err != nil {
		return err
	}
	if a.flag("replace_original") && h.original != nil {
		s.replace(h.original, said)
		return nil
	}
	m := s.reply(h.inv, said, a)
	if h.original == nil {
		h.original = m
	}
	return nil
}

// replace changes what a message says and nothing else: who sees it stays as it was,
// whatever response_type asks for.
func (s *Server) replace(m *Message, said content) {
	m.Text, m.Blocks, m.Edited = said.text, said.blocks, true
	s.broadcast(event{Kind: "message", Message: m})
}

// reply shows the app's answer to an invocation, to the person alone unless the app asks
// for the channel.
func (s *Server) reply(inv *Invocation, said content, a args) *Message {
	m := s.appMessage(inv.channel, said)
	m.Answers = inv.line
	if a.text("response_type") != "in_channel" {
		m.To = inv.user
		m.ThreadTS = "" // an answer to one person is shown where they are
	}
	s.add(m)
	inv.replies = append(inv.replies, m)
	return m
}
