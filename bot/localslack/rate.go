package localslack

import "time"

// pace is how often something may be done: in a burst, and at a steady rate after it.
type pace struct {
	burst int
	every time.Duration
}

// Slack takes about one message a second per channel and short bursts above that. Other
// methods are counted by the minute: tier 3 takes 50, tier 4 takes 100.
// https://docs.slack.dev/apis/web-api/rate-limits
func perChannel() pace { return pace{5, time.Second} }
func tier3() pace      { return pace{50, time.Minute / 50} }
func tier4() pace      { return pace{100, time.Minute / 100} }

// rate is the allowance of one channel or method: it grows back at its pace, up to a burst.
type rate struct {
	pace
	tokens int
}

// allow takes a token for a channel or a method. The caller holds the lock.
func (s *Server) allow(what string, p pace) bool {
	r := s.rates[what]
	if r == nil {
		r = &rate{pace: p, tokens: p.burst}
		s.rates[what] = r
	}
	if r.tokens == 0 {
		return false
	}
	if r.tokens == r.burst {
		time.AfterFunc(r.every, func() { s.refill(r) })
	}
	r.tokens--
	return true
}

func (s *Server) refill(r *rate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.tokens++
	if r.tokens < r.burst && !s.closed {
		time.AfterFunc(r.every, func() { s.refill(r) })
	}
}
