package bot

import (
	"context"
	"net"
	"os"
	"sync"
	"time"

	"natobot/bot/receiver"
)

// weather is what a network does to the bytes between the bot and Slack.
type weather struct {
	mu    sync.Mutex
	conns map[*weathered]bool
	delay time.Duration // of all that comes in
	halve int           // so many reads get half of what was sent, and then nothing more
}

// over gives a dial through the weather.
func (w *weather) over(to receiver.Dial) receiver.Dial {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := to(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.conns == nil {
			w.conns = map[*weathered]bool{}
		}
		c := &weathered{Conn: conn, sky: w, closed: make(chan struct{})}
		c.shut = sync.OnceFunc(func() { close(c.closed) })
		w.conns[c] = true
		return c, nil
	}
}

// stall has a proxy on the way of every connection that is open stop forwarding. It closes
// nothing; connections made later are well.
func (w *weather) stall() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.conns {
		c.stalled = true
	}
}

// slow has everything come in late.
func (w *weather) slow(by time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.delay = by
}

// tear breaks the next n connections that something comes in by in the midst of it.
func (w *weather) tear(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.halve = n
}

// weathered is a connection that is out in the weather.
type weathered struct {
	net.Conn
	sky     *weather
	stalled bool      // guarded by the sky's lock
	patient time.Time // until when its reader waits, zero for ever; guarded by the sky's lock
	shut    func()
	closed  chan struct{}
}

// SetDeadline is what ends a handshake that a proxy stalls.
func (c *weathered) SetDeadline(t time.Time) error {
	c.sky.mu.Lock()
	defer c.sky.mu.Unlock()
	c.patient = t
	return c.Conn.SetDeadline(t)
}

// stalls waits for what does not come.
func (c *weathered) stalls() error {
	c.sky.mu.Lock()
	until := c.patient
	c.sky.mu.Unlock()
	var late <-chan time.Time
	if !until.IsZero() {
		late = time.After(time.Until(until))
	}
	select {
	case <-c.closed:
		return net.ErrClosed
	case <-late:
		return os.ErrDeadlineExceeded
	}
}

func (c *weathered) Close() error {
	c.shut()
	c.sky.mu.Lock()
	defer c.sky.mu.Unlock()
	delete(c.sky.conns, c)
	return c.Conn.Close()
}

func (c *weathered) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	stalled, delay, torn := c.lot(n)
	switch {
	case stalled:
		return 0, c.stalls()
	case torn:
		_ = c.Close()
		return n / 2, nil
	}
	if delay > 0 {
		time.Sleep(delay)
	}
	return n, err
}

// Write swallows what a stalled proxy takes and keeps.
func (c *weathered) Write(b []byte) (int, error) {
	if stalled, _, _ := c.lot(0); stalled {
		return len(b), nil
	}
	return c.Conn.Write(b)
}

// lot says what befalls a read of n bytes.
func (c *weathered) lot(n int) (stalled bool, delay time.Duration, torn bool) {
	c.sky.mu.Lock()
	defer c.sky.mu.Unlock()
	if torn = n > 1 && c.sky.halve > 0; torn {
		c.sky.halve--
	}
	return c.stalled, c.sky.delay, torn
}
