package bot

import (
	"errors"
	"sync"
	"time"
)

// checkInterval is how often Slack is asked whether it still knows us.
const checkInterval = 30 * time.Second

// apiLiveness knows whether Slack answered us lately: over HTTP nobody tells us that Slack
// cannot reach us, but that we reach it and that it takes our token can be known.
type apiLiveness struct {
	mu    sync.Mutex
	ok    bool
	watch *time.Timer // real time: the desk's clock can be moved
}

// beat notes that Slack answered.
func (a *apiLiveness) beat() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ok = true
	if a.watch == nil {
		a.watch = time.AfterFunc(3*checkInterval, a.lost)
		return
	}
	a.watch.Reset(3 * checkInterval)
}

func (a *apiLiveness) lost() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ok = false
}

// stop ends the watch.
func (a *apiLiveness) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ok = false; a.watch != nil {
		a.watch.Stop()
	}
}

func (a *apiLiveness) ready() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.ok {
		return errors.New("Slack did not answer for " + (3 * checkInterval).String())
	}
	return nil
}
