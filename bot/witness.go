package bot

import (
	"net/http"
	"sync"
	"time"
)

// Witness tells what Slack's clocks show, so that the machine's own need not be believed. It
// goes by the Date of what Slack answers to our calls, and from there on by how much time went
// by. The times of requests that come in are no evidence: an old one can be sent again.
type Witness struct {
	now  func() time.Time     // the machine's clock
	went func() time.Duration // time that went by since some moment, whatever is done to the clock

	mu    sync.Mutex
	heard bool
	said  time.Time     // by Slack,
	at    time.Duration // when so much had gone by
}

// NewWitness makes a witness that was told nothing yet.
func NewWitness(now func() time.Time, went func() time.Duration) *Witness {
	return &Witness{now: now, went: went}
}

// Ahead tells how far the machine's clock is ahead of Slack's, and false where Slack was not
// heard yet.
func (w *Witness) Ahead() (ahead time.Duration, heard bool) {
	return w.now().Round(0).Sub(w.Now()), w.hasHeard()
}

// Now gives the time by Slack's clock, by the machine's where Slack was not heard yet.
func (w *Witness) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.heard {
		return w.now().Round(0)
	}
	return w.said.Add(w.went() - w.at)
}

func (w *Witness) hasHeard() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.heard
}

// hear takes down what an answer of Slack's says of the time.
func (w *Witness) hear(answer *http.Response) {
	said, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.heard, w.said, w.at = true, said, w.went()
}

// over gives a transport whose answers the witness hears.
func (w *Witness) over(t http.RoundTripper) http.RoundTripper {
	if w == nil {
		return t
	}
	return &overheard{t, w}
}

type overheard struct {
	http.RoundTripper
	witness *Witness
}

// RoundTrip makes a call.
func (o *overheard) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := o.RoundTripper.RoundTrip(r)
	if err == nil {
		o.witness.hear(answer)
	}
	return answer, err
}

// CloseIdleConnections closes those of the transport itself.
func (o *overheard) CloseIdleConnections() {
	if t, ok := o.RoundTripper.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}
