package ops

import (
	"errors"
	"net"
	"testing"
	"time"
)

// Of many connections only so many are open; one more is when one of them ends.
func TestConnectionsAreLimited(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := newLimited(inner, 3)
	accepted, failed := make(chan net.Conn), make(chan error, 1)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				failed <- err
				return
			}
			accepted <- c
		}
	}()
	var last net.Conn
	for range 3 {
		dial(t, inner)
		last = <-accepted
	}
	dial(t, inner)
	select {
	case <-accepted:
		t.Fatal("a fourth is open")
	case <-time.After(50 * time.Millisecond):
	}
	_ = last.Close()
	_ = last.Close() // makes room once
	select {
	case <-accepted:
	case <-time.After(10 * time.Second):
		t.Fatal("none is let in after one ended")
	}
	_ = l.Close()
	if err := <-failed; !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}

func dial(t *testing.T, l net.Listener) {
	t.Helper()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
}
