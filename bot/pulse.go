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

// silence is how long Slack may be silent before we say that we are deaf: as long as the
// library can take to notice that pings stopped, which then opens another connection.
const silence = 60 * time.Second

// youth is how long a new connection is young.
const youth = 30 * time.Second

// readLimit is in bytes, of one frame of Slack's.
const readLimit = 4 << 20

// pulse knows whether Slack was heard from lately. An open connection proves nothing: its
// other end can be gone (D3, D1). So it listens below the library, where pings pass too.
type pulse struct {
	mu      sync.Mutex
	greeted bool // hello came on the present connection
	hellos  int
	deaf    bool
	watch   *time.Timer // real time: the desk's clock can be moved
	young   bool        // the present connection is
	growth  *time.Timer
}

// dialer gives the library's own dialer with an ear on the connection. Its write buffer
// is above Slack's limit of a frame: Slack does not put continued frames together.
func (p *pulse) dialer(to dial) *websocket.Dialer {
	return &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: 30 * time.Second,
		WriteBufferSize:  32 << 10,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := to(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return heard{conn, p}, nil
		},
	}
}

// heard is a connection that tells when anything came in.
type heard struct {
	net.Conn
	pulse *pulse
}

func (h heard) Read(b []byte) (int, error) {
	n, err := h.Conn.Read(b)
	if n > 0 {
		h.pulse.beat()
	}
	return n, err
}

func (p *pulse) beat() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.deaf = false
	if p.watch == nil {
		p.watch = time.AfterFunc(silence, p.lost)
		return
	}
	p.watch.Reset(silence)
}

func (p *pulse) lost() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.deaf = true
}

// greet notes that a new connection is being made, or that Slack greeted us on it.
func (p *pulse) greet(hello bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.greeted = hello
	if p.growth != nil {
		p.growth.Stop()
	}
	if p.young = hello; hello {
		p.hellos++
		hellos := p.hellos
		p.growth = time.AfterFunc(youth, func() { p.grow(hellos) })
	}
}

// grow ends the youth of a connection.
func (p *pulse) grow(hellos int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hellos == hellos {
		p.young = false
	}
}

func (p *pulse) isYoung() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.young
}

// turn names the present connection, 0 while there is none.
func (p *pulse) turn() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.greeted {
		return 0
	}
	return p.hellos
}

// stop ends the watch; nothing was heard from then on.
func (p *pulse) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.greeted = false
	for _, t := range []*time.Timer{p.watch, p.growth} {
		if t != nil {
			t.Stop()
		}
	}
}

// ready gives nil when Slack greeted us on the present connection and was heard lately.
func (p *pulse) ready() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case !p.greeted:
		return errors.New("not connected to Slack: it has not said hello")
	case p.deaf || p.watch == nil:
		return errors.New("deaf: Slack was not heard from for " + silence.String())
	}
	return nil
}
