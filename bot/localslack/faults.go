package localslack

import (
	"net/http"
	"slices"
	"time"
)

// Fault is one way for a call to go wrong: make it with [RateLimited], [Unavailable],
// [Refused], [ReplyLost] or [Empty].
type Fault struct {
	answer func(http.ResponseWriter) // nil: the call is carried out, and its reply lost
}

// RateLimited answers 429 and when to come back, in whole seconds.
func RateLimited(after time.Duration) Fault {
	return Fault{func(w http.ResponseWriter) { writeRateLimited(w, after) }}
}

// Unavailable answers with a status that is not 200 and a page that is not JSON, as Slack
// does in an outage.
func Unavailable(status int) Fault {
	return Fault{func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write([]byte("<!doctype html><title>Server error</title><p>Something went wrong.</p>"))
	}}
}

// Refused answers ok:false with an error code: "invalid_auth", "missing_scope", ….
func Refused(code string) Fault {
	r := &refusal{code: code}
	if code == "missing_scope" {
		r.extra = object{"needed": "chat:write", "provided": "commands"}
	}
	return Fault{func(w http.ResponseWriter) { writeRefusal(w, http.StatusOK, r) }}
}

// ReplyLost carries the call out and cuts the connection instead of answering.
func ReplyLost() Fault { return Fault{} }

// Empty answers ok:true and nothing that was asked for.
func Empty() Fault {
	return Fault{func(w http.ResponseWriter) { writeJSON(w, http.StatusOK, object{"ok": true}) }}
}

// Forever is a number of calls for [Server.FailNext] that does not run out.
const Forever = -1

type callFault struct {
	pass, left int
	fault      Fault
}

type faults struct {
	calls      map[string]*callFault
	left       int             // how many envelopes fare badly yet
	treat      func(*envelope) // what becomes of them
	held       []*envelope
	deafTo     int
	eager      bool
	noPictures bool
}

func (s *Server) locked(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
}

// FailNext makes the next n calls of a Web API method fail, or those of "response_url".
// A later order for the same method replaces an earlier one.
func (s *Server) FailNext(method string, n int, f Fault) { s.FailAfter(method, 0, n, f) }

// FailAfter lets some calls of a method pass, and makes the next n fail as FailNext does.
func (s *Server) FailAfter(method string, pass, n int, f Fault) {
	s.locked(func() { s.faults.calls[method] = &callFault{pass: pass, left: n, fault: f} })
}

// DropEnvelopes loses the next n envelopes on their way to the app. Nobody acknowledges
// them, so their senders see a timeout; Redeliver can send them after all.
func (s *Server) DropEnvelopes(n int) { s.treat(n, func(*envelope) {}) }

// DuplicateEnvelopes sends each of the next n envelopes twice, with one envelope_id.
func (s *Server) DuplicateEnvelopes(n int) {
	s.treat(n, func(e *envelope) {
		s.send(e)
		s.send(e)
	})
}

// ReorderEnvelopes keeps the next n envelopes back until all of them are there, and then
// sends the last one first.
func (s *Server) ReorderEnvelopes(n int) {
	s.treat(n, func(e *envelope) {
		s.faults.held = append(s.faults.held, e)
		if s.faults.left == 0 {
			s.release()
		}
	})
}

// treat says what becomes of the next n envelopes, instead of what was said before.
func (s *Server) treat(n int, treat func(*envelope)) {
	s.locked(func() {
		s.release()
		s.faults.left, s.faults.treat = n, treat
	})
}

func (s *Server) release() {
	for _, e := range slices.Backward(s.faults.held) {
		s.send(e)
	}
	s.faults.held = nil
}

// LoseAcks overhears the next n acknowledgements.
func (s *Server) LoseAcks(n int) { s.locked(func() { s.faults.deafTo = n }) }

// RefusePictures has every message and view refused that shows a file.
func (s *Server) RefusePictures() { s.locked(func() { s.faults.noPictures = true }) }

// TakePayloads has every envelope say that an acknowledgement may bring a payload. Those of
// commands and submissions alone are looked at all the same.
func (s *Server) TakePayloads() { s.locked(func() { s.faults.eager = true }) }

// Heal ends every fault that was asked for. Silent connections stay silent.
func (s *Server) Heal() {
	s.locked(func() {
		s.release()
		s.faults = faults{calls: map[string]*callFault{}}
	})
}

// faulty answers a call with the fault that is due for it, if one is, or carries it out.
func (s *Server) faulty(method string, w http.ResponseWriter, carryOut func() (reply func())) {
	fault := s.takeFault(method)
	if fault != nil && fault.answer != nil {
		fault.answer(w)
		return
	}
	reply := carryOut()
	if fault != nil {
		panic(http.ErrAbortHandler) // net/http closes the connection
	}
	reply()
}

// takeFault uses up one order of failure for the method.
func (s *Server) takeFault(method string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.faults.calls[method]
	switch {
	case c == nil || c.left == 0:
		return nil
	case c.pass > 0:
		c.pass--
		return nil
	case c.left > 0:
		c.left--
	}
	return &c.fault
}
