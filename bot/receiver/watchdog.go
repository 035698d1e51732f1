package receiver

import (
	"sync"
	"time"
)

// Watchdog tells whether something was heard lately. It goes by real time: the desk's clock can be
// moved.
type Watchdog struct {
	mu    sync.Mutex
	alive bool
	timer *time.Timer
}

// Beat notes that something was heard, and is to be heard again within a time.
func (w *Watchdog) Beat(within time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.alive = true
	if w.timer == nil {
		w.timer = time.AfterFunc(within, w.expire)
		return
	}
	w.timer.Reset(within)
}

func (w *Watchdog) expire() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.alive = false
}

// Alive tells whether the last beat is no longer ago than it said.
func (w *Watchdog) Alive() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.alive
}

// Stop ends the watch.
func (w *Watchdog) Stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.alive = false; w.timer != nil {
		w.timer.Stop()
	}
}
