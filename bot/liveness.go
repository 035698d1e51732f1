package bot

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
	mu          sync.Mutex
	connected   bool // hello came on the present connection
	connections int
	silent      bool
	watch       *time.Timer // real time: the desk's clock can be moved
	young       bool        // the present connection is
	aging       *time.Timer
}

// dialer gives the library's own dialer with an ear on the connection. Its write buffer
// is above Slack's limit of a frame: Slack does not put continued frames together.
func (p *liveness) dialer(to dial) *websocket.Dialer {
	return &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: 30 * time.Second,
		WriteBufferSize:  32 << 10,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := to(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return monitoredConn{conn, p}, nil
		},
	}
}

// monitoredConn is a connection that tells when anything came in.
type monitoredConn struct {
	net.Conn
	liveness *liveness
}

func (h monitoredConn) Read(b []byte) (int, error) {
	n, err := h.Conn.Read(b)
	if n > 0 {
		h.liveness.beat()
	}
	return n, err
}

func (p *liveness) beat() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silent = false
	if p.watch == nil {
		p.watch = time.AfterFunc(maxSilence, p.lost)
		return
	}
	p.watch.Reset(maxSilence)
}

func (p *liveness) lost() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silent = true
}

// setConnected notes that a new connection is being made, or that Slack greeted us on it.
func (p *liveness) setConnected(hello bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.connected = hello
	if p.aging != nil {
		p.aging.Stop()
	}
	if p.young = hello; hello {
		p.connections++
		hellos := p.connections
		p.aging = time.AfterFunc(minConnAge, func() { p.age(hellos) })
	}
}

// age ends the youth of a connection.
func (p *liveness) age(hellos int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.connections == hellos {
		p.young = false
	}
}

func (p *liveness) isYoung() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.young
}

// generation names the present connection, 0 while there is none.
func (p *liveness) generation() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.connected {
		return 0
	}
	return p.connections
}

// stop ends the watch; nothing was heard from then on.
func (p *liveness) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.connected = false
	for _, t := range []*time.Timer{p.watch, p.aging} {
		if t != nil {
			t.Stop()
		}
	}
}

// ready gives nil when Slack greeted us on the present connection and was heard lately.
func (p *liveness) ready() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case !p.connected:
		return errors.New("not connected to Slack: it has not said hello")
	case p.silent || p.watch == nil:
		return errors.New("deaf: Slack was not heard from for " + maxSilence.String())
	}
	return nil
}
