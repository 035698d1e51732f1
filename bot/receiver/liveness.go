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

// maxSilence is how long Slack may be silent before a connection counts as lost: as long as the
// library can take to notice that pings stopped, which then opens another connection.
const maxSilence = 60 * time.Second

// minConnAge is how long a new connection is young.
const minConnAge = 30 * time.Second

// readLimit is in bytes, of one frame of Slack's.
const readLimit = 4 << 20

// liveness knows whether Slack was heard from lately. An open connection proves nothing: its
// other end can be gone (D3, D1). So it watches the bytes below the library, where pings pass too.
type liveness struct {
	heard Watchdog // beats when anything comes in
	young Watchdog // beats when a connection is new

	mu        sync.Mutex
	connected bool // hello came on the present connection
	hellos    int
}

// dialer gives the library's own dialer, whose connections tell when anything comes in. Its write
// buffer is above Slack's limit of a frame: Slack does not put continued frames together.
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
		c.liveness.heard.Beat(maxSilence)
	}
	return n, err
}

// setConnected notes that a new connection is being made, or that Slack greeted us on it.
func (l *liveness) setConnected(hello bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.connected = hello; hello {
		l.hellos++
		l.young.Beat(minConnAge)
	} else {
		l.young.Stop()
	}
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
	l.setConnected(false)
	l.heard.Stop()
}

// state says in a word how the connection is.
func (l *liveness) state() string {
	switch {
	case l.generation() == 0:
		return "closed"
	case !l.heard.Alive():
		return "silent"
	}
	return "open"
}

// ready gives nil when Slack greeted us on the present connection and was heard lately.
func (l *liveness) ready() error {
	switch l.state() {
	case "closed":
		return errors.New("not connected to Slack: it has not said hello")
	case "silent":
		return errors.New("deaf: Slack was not heard from for " + maxSilence.String())
	}
	return nil
}
