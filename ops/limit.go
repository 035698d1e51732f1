package ops

import (
	"net"
	"sync"
)

// maxConns may be open where we speak TLS ourselves: a proxy has a limit of its own. Slack needs far
// fewer, and each can hold as much memory as a request may be long.
const maxConns = 64

// limited is a listener whose further connections wait until one of those that are open ends.
type limited struct {
	net.Listener
	open chan struct{} // holds one for each connection
	done chan struct{}
	end  func()
}

func newLimited(l net.Listener, conns int) *limited {
	done := make(chan struct{})
	return &limited{l, make(chan struct{}, conns), done, sync.OnceFunc(func() { close(done) })}
}

// Accept waits for a connection, and before that until it may be open.
func (l *limited) Accept() (net.Conn, error) {
	select {
	case l.open <- struct{}{}:
	case <-l.done:
		return nil, net.ErrClosed
	}
	conn, err := l.Listener.Accept()
	if err != nil {
		<-l.open
		return nil, err
	}
	return &limitedConn{conn, sync.OnceFunc(func() { <-l.open })}, nil
}

// Close ends the listener, and whoever waits in it.
func (l *limited) Close() error {
	l.end()
	return l.Listener.Close()
}

type limitedConn struct {
	net.Conn
	ended func()
}

// Close makes room for another.
func (c *limitedConn) Close() error {
	defer c.ended()
	return c.Conn.Close()
}
