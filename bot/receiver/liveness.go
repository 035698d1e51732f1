package receiver

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// maxSilence is how long Slack may be silent before we say that we are deaf: as long as the
// library can take to notice that pings stopped, which then opens another connection.
const maxSilence = 60 * time.Second

// minConnAge is how long a new connection is young.
const minConnAge = 30 * time.Second

// readLimit is in bytes, of one frame of Slack's.
const readLimit = 4 << 20

// liveness knows whether Slack was heard from lately. An open connection proves nothing: its
// other end can be gone (D3, D1). So it listens below the library, where pings pass too.
type liveness struct {
	mu        sync.Mutex
	connected bool // hello came on the present connection
	hellos    int
	silent    bool
	watch     *time.Timer // real time: the desk's clock can be moved
	young     bool        // the present connection is
	aging     *time.Timer
}

// dialer gives the library's own dialer with an ear on the connection. Its write buffer
// is above Slack's limit of a frame: Slack does not put continued frames together.
func (l *liveness) dialer(to Dial) *websocket.Dialer {
	return &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: 30 * time.Second,
		WriteBufferSize:  32 << 10,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := to(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return monitoredConn{conn, l}, nil
		},
	}
}

// monitoredConn is a connection that tells when anything came in.
type monitoredConn struct {
	net.Conn
	liveness *liveness
}

func (c monitoredConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.liveness.beat()
	}
	return n, err
}

func (l *liveness) beat() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.silent = false
	if l.watch == nil {
		l.watch = time.AfterFunc(maxSilence, l.lost)
		return
	}
	l.watch.Reset(maxSilence)
}

func (l *liveness) lost() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.silent = true
}

// setConnected notes that a new connection is being made, or that Slack greeted us on it.
func (l *liveness) setConnected(hello bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.connected = hello
	if l.aging != nil {
		l.aging.Stop()
	}
	if l.young = hello; hello {
		l.hellos++
		hellos := l.hellos
		l.aging = time.AfterFunc(minConnAge, func() { l.age(hellos) })
	}
}

// age ends the youth of a connection.
func (l *liveness) age(hellos int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.hellos == hellos {
		l.young = false
	}
}

func (l *liveness) isYoung() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.young
}

// generation names the present connection, 0 while there is none.
func (l *liveness) generation() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.connected {
		return 0
	}
	return l.hellos
}

// stop ends the watch; nothing was heard from then on.
func (l *liveness) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.connected = false
	for _, t := range []*time.Timer{l.watch, l.aging} {
		if t != nil {
			t.Stop()
		}
	}
}

// ready gives nil when Slack greeted us on the present connection and was heard lately.
func (l *liveness) ready() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.connected:
		return errors.New("not connected to Slack: it has not said hello")
	case l.silent || l.watch == nil:
		return errors.New("deaf: Slack was not heard from for " + maxSilence.String())
	}
	return nil
}

// state says in a word how the connection is.
func (l *liveness) state() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.connected:
		return "closed"
	case l.silent || l.watch == nil:
		return "silent"
	}
	return "open"
}
