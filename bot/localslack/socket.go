package localslack

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxConnections = 10
	// maxAck is where Slack drops an acknowledgement without a word. S6.
	maxAck     = 20_480
	pingEvery  = 10 * time.Second
	deadAfter  = 30 * time.Second
	outQueue   = 256
	connection = 3600 // seconds that a connection may be expected to live, as hello tells
)

// link is the app's side of the workspace: its open connections.
type link struct {
	host      string          // what the app last reached us as: response URLs begin with it
	tickets   map[string]bool // of connections that were asked for and not made yet
	conns     []*conn
	next      int         // the connection whose turn it is
	envelopes []*envelope // that are not acknowledged yet, oldest first
}

// conn is one WebSocket. Frames go out through a queue, so that nobody waits for a peer
// that does not read.
type conn struct {
	ws     *websocket.Conn
	out    chan []byte // nil ends the connection after all that was queued before it
	silent atomic.Bool
	ending bool   // it was told to reconnect, and gets nothing more
	cut    func() // once
	ended  chan struct{}
	dead   *time.Timer // cuts a peer that answers no ping
}

func newConn(ws *websocket.Conn) *conn {
	c := &conn{ws: ws, out: make(chan []byte, outQueue), ended: make(chan struct{})}
	c.cut = sync.OnceFunc(func() {
		c.dead.Stop()
		close(c.ended)
		_ = ws.Close()
	})
	c.dead = time.AfterFunc(deadAfter, c.cut)
	ws.SetReadLimit(maxBody)
	ws.SetPongHandler(func(string) error { c.dead.Reset(deadAfter); return nil })
	return c
}

// push queues a frame; a peer that lets the queue run full is cut off.
func (c *conn) push(frame []byte) {
	select {
	case c.out <- frame:
	default:
		c.cut()
	}
}

// openConnection gives a URL that opens one connection, once.
func (s *Server) openConnection(c call) (object, error) {
	ticket := secret()
	s.link.tickets[ticket] = true
	s.link.host = c.host
	return object{"url": "ws://" + c.host + "/socket?ticket=" + ticket + "&app_id=" + AppID}, nil
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !s.useTicket(r.URL.Query().Get("ticket")) {
		http.Error(w, "This socket address was used, or never given out.", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // guard looked at it
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	c := newConn(ws)
	if !s.join(c) {
		_ = ws.WriteMessage(websocket.TextMessage, disconnect("too_many_websockets"))
		c.cut()
		return
	}
	defer s.leave(c)
	go c.write()
	s.listen(c)
}

func (s *Server) useTicket(ticket string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.link.tickets[ticket]
	delete(s.link.tickets, ticket)
	return known && !s.closed
}

// join counts the connection in and says hello on it.
func (s *Server) join(c *conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.link.conns) >= maxConnections {
		return false
	}
	s.link.conns = append(s.link.conns, c)
	c.push(jsonOf(object{
		"type": "hello", "num_connections": len(s.link.conns),
		"connection_info": object{"app_id": AppID},
		"debug_info":      object{"host": "localslack", "approximate_connection_time": connection},
	}))
	s.tellLink()
	return true
}

func (s *Server) leave(c *conn) {
	c.cut()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.link.conns = slices.DeleteFunc(s.link.conns, func(d *conn) bool { return d == c })
	s.tellLink()
}

func (s *Server) tellLink() {
	s.tell("", func(string) object { return object{"kind": "link", "connected": len(s.link.conns) > 0} })
}

// write sends what is queued and Slack's pings, until the connection ends.
func (c *conn) write() {
	pings := time.NewTicker(pingEvery)
	defer pings.Stop()
	defer c.cut()
	if c.ping() != nil { // the first at once: a client counts from it
		return
	}
	for {
		var err error
		select {
		case <-c.ended:
			return
		case <-pings.C:
			err = c.ping()
		case frame := <-c.out:
			if frame == nil {
				return
			}
			if !c.silent.Load() {
				err = c.ws.WriteMessage(websocket.TextMessage, frame)
			}
		}
		if err != nil {
			return
		}
	}
}

func (c *conn) ping() error {
	if c.silent.Load() {
		return nil
	}
	return c.ws.WriteControl(websocket.PingMessage, []byte("Ping from localslack"), time.Time{})
}

// listen takes the acknowledgements of one connection.
func (s *Server) listen(c *conn) {
	for {
		_, frame, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		if !c.silent.Load() && len(frame) < maxAck {
			s.acknowledge(frame)
		}
	}
}

// Connections is how many sockets the app has open.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.link.conns)
}

// Silence makes every open connection mute and deaf and leaves it open: no pings, no
// envelopes, no notice of acknowledgements. Connections made later are well.
func (s *Server) Silence() {
	s.eachConn(func(c *conn) { c.silent.Store(true) })
}

// CloseSockets cuts every open connection without a word.
func (s *Server) CloseSockets() {
	s.eachConn(func(c *conn) { c.cut() })
}

// Frame sends a text as it is on every open connection, whatever it may be.
func (s *Server) Frame(text string) {
	s.eachConn(func(c *conn) { c.push([]byte(text)) })
}

// Disconnect asks the app to reconnect, as Slack does every few hours: "warning" leaves
// the connection open, "refresh_requested" and "link_disabled" end it.
func (s *Server) Disconnect(reason string) {
	s.eachConn(func(c *conn) { s.dismiss(c, reason) })
}

func (s *Server) dismiss(c *conn, reason string) {
	c.push(disconnect(reason))
	if c.ending = reason != "warning"; c.ending {
		c.push(nil)
	}
}

// Refresh asks the app to make its oldest connection anew, and closes that.
func (s *Server) Refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.link.conns) > 0 {
		s.dismiss(s.link.conns[0], "refresh_requested")
	}
}

func (s *Server) eachConn(do func(*conn)) {
	s.locked(func() {
		for _, c := range s.link.conns {
			do(c)
		}
	})
}

func disconnect(reason string) []byte {
	return jsonOf(object{"type": "disconnect", "reason": reason, "debug_info": object{"host": "localslack"}})
}

// acknowledge takes one frame of the app.
func (s *Server) acknowledge(frame []byte) {
	var ack struct {
		EnvelopeID string `json:"envelope_id"`
		Payload    object `json:"payload"`
	}
	if err := json.Unmarshal(frame, &ack); err != nil {
		s.o.Log.Warn("local workspace: the app sent a frame that is no acknowledgement", "bytes", len(frame))
		return
	}
	s.acknowledged(ack.EnvelopeID, ack.Payload)
}
