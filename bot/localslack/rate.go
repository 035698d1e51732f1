package localslack

import "time"

// Slack takes about one message a second per channel and short bursts above that.
const (
	burst    = 5
	perToken = time.Second
)

// rate is the allowance of one channel: it grows back by a token a second, up to a burst.
type rate struct {
	tokens int
	refill *time.Timer
}

// allow takes a token for a message into the channel. The caller holds the lock.
func (s *Server) allow(channel string) bool {
	r := s.rates[channel]
	if r == nil {
		r = &rate{tokens: burst}
		s.rates[channel] = r
	}
	if r.tokens == 0 {
		return false
	}
	r.tokens--
	if r.refill == nil {
		r.refill = time.AfterFunc(perToken, func() { s.refill(r) })
	}
	return true
}

func (s *Server) refill(r *rate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.tokens++
	if r.tokens < burst && !s.closed {
		r.refill.Reset(perToken)
		return
	}
	r.refill = nil
}

// stopTimers ends what would otherwise run on after Close. The caller holds the lock.
func (s *Server) stopTimers() {
	for _, r := range s.rates {
		if r.refill != nil {
			r.refill.Stop()
		}
	}
	for _, t := range s.triggers {
		t.expiry.Stop()
	}
	for _, h := range s.hooks {
		h.expiry.Stop()
	}
}
