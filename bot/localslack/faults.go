package localslack

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Fault is one way for a call to go wrong: make it with [RateLimited], [Unavailable],
// [Refused], [ReplyLost] or [Empty].
type Fault struct {
	status     int
	retryAfter time.Duration
	code       string
	lost       bool
	empty      bool
}

// RateLimited answers 429 and when to come back, in whole seconds.
func RateLimited(after time.Duration) Fault {
	return Fault{status: http.StatusTooManyRequests, retryAfter: after}
}

// Unavailable answers with a status that is not 200 and a page that is not JSON, as Slack
// does in an outage.
func Unavailable(status int) Fault { return Fault{status: status} }

// Refused answers ok:false with an error code: "invalid_auth", "missing_scope", ….
func Refused(code string) Fault { return Fault{status: http.StatusOK, code: code} }

// ReplyLost carries the call out and cuts the connection instead of answering.
func ReplyLost() Fault { return Fault{lost: true} }

// Empty answers ok:true and nothing that was asked for.
func Empty() Fault { return Fault{empty: true} }

// Forever is a number of calls for [Server.FailNext] that does not run out.
const Forever = -1

type callFault struct {
	pass, left int
	fault      Fault
}

type faults struct {
	calls           map[string]*callFault
	drop, duplicate int
	deafTo          int
	held            []*envelope
	hold            int
	eager           bool
	noPictures      bool
}

// FailNext makes the next n calls of a Web API method fail, or those of "response_url".
// A later order for the same method replaces an earlier one.
func (s *Server) FailNext(method string, n int, f Fault) { s.FailAfter(method, 0, n, f) }

// FailAfter lets some calls of a method pass, and makes the next n fail as FailNext does.
func (s *Server) FailAfter(method string, pass, n int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.calls[method] = &callFault{pass: pass, left: n, fault: f}
}

// DropEnvelopes loses the next n envelopes on their way to the app. Nobody acknowledges
// them, so their senders see a timeout; Redeliver can send them after all.
func (s *Server) DropEnvelopes(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.drop = n
}

// DuplicateEnvelopes sends each of the next n envelopes twice, with one envelope_id.
func (s *Server) DuplicateEnvelopes(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.duplicate = n
}

// ReorderEnvelopes keeps the next n envelopes back until all of them are there, and then
// sends the last one first.
func (s *Server) ReorderEnvelopes(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.hold = n
}

// LoseAcks overhears the next n acknowledgements.
func (s *Server) LoseAcks(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.deafTo = n
}

// RefusePictures has every message and view refused that shows a file.
func (s *Server) RefusePictures() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.noPictures = true
}

// TakePayloads has every envelope say that an acknowledgement may bring a payload. Those of
// commands and submissions alone are looked at all the same.
func (s *Server) TakePayloads() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.eager = true
}

// hold keeps an envelope back, and sends all of them when it is the last of them.
func (s *Server) hold(e *envelope) {
	s.faults.held = append(s.faults.held, e)
	if s.faults.hold--; s.faults.hold == 0 {
		s.release()
	}
}

func (s *Server) release() {
	for _, e := range slices.Backward(s.faults.held) {
		s.send(e)
	}
	s.faults.held = nil
}

// Heal ends every fault that was asked for. Silent connections stay silent.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.release()
	s.faults = faults{calls: map[string]*callFault{}}
}

// takeFault uses up one order of failure for the method.
func (s *Server) takeFault(method string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.faults.calls[method]
	if c == nil || c.left == 0 {
		return nil
	}
	if c.pass > 0 {
		c.pass--
		return nil
	}
	if c.left > 0 {
		c.left--
	}
	return &c.fault
}

// write answers with the fault instead of an answer.
func (f Fault) write(w http.ResponseWriter) {
	switch {
	case f.empty:
		writeJSON(w, http.StatusOK, map[string]any{"ok": true})
	case f.code != "":
		extra := map[string]any{}
		if f.code == "missing_scope" {
			extra["needed"], extra["provided"] = "chat:write", "commands"
		}
		writeRefusal(w, &refusal{code: f.code, extra: extra})
	case f.status == http.StatusTooManyRequests:
		writeRateLimited(w, f.retryAfter)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(f.status)
		_, _ = w.Write([]byte("<!doctype html><title>Server error</title><p>Something went wrong.</p>"))
	}
}

// cutOff ends the exchange without an answer: net/http closes the connection.
func cutOff() { panic(http.ErrAbortHandler) }

func writeRateLimited(w http.ResponseWriter, after time.Duration) {
	seconds := max(1, int((after+time.Second-1)/time.Second))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	writeJSON(w, http.StatusTooManyRequests, map[string]any{"ok": false, "error": "ratelimited"})
}

func writeRefusal(w http.ResponseWriter, r *refusal) {
	body := map[string]any{"ok": false, "error": r.code}
	for k, v := range r.extra {
		body[k] = v
	}
	writeJSON(w, http.StatusOK, body)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
