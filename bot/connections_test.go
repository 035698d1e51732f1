package bot

import (
	"testing"
	"time"
)

// minConnAge is how long the second connection waits after the first.
const minConnAge = 30 * time.Second

// Connections that are made together end together, and what Slack sends then is lost.
func TestConnectionsAreMadeApart(t *testing.T) {
	inWorld(t, func(w *world) {
		b := w.run()
		time.Sleep(minConnAge / 2)
		if n := w.Connections(); n != 1 {
			t.Errorf("at the start, %d connections after %s", n, minConnAge/2)
		}
		time.Sleep(minConnAge)
		if n := w.Connections(); n != 2 {
			t.Errorf("%d connections after a while", n)
		}
		w.CloseSockets() // both at once
		time.Sleep(minConnAge / 2)
		if n := w.Connections(); n != 1 {
			t.Errorf("both lost, %d connections after %s", n, minConnAge/2)
		}
		w.serves(b)
		w.bothConnected()
		time.Sleep(minConnAge)
		w.Refresh() // nothing speaks against a new one at once
		time.Sleep(5 * time.Second)
		if n := w.Connections(); n != 2 {
			t.Errorf("one refreshed, %d connections", n)
		}
		_ = b.end()
	})
}

func TestLoad(t *testing.T) {
	inWorld(t, func(w *world) {
		b := w.run()
		w.bothConnected()
		time.Sleep(time.Second)
		if l := b.Load(); l.Queued != 0 || l.Queue != queueSize || l.Connections["open"] != 2 {
			t.Errorf("got %+v", l)
		}
		_ = b.end()
		if l := b.Load(); l.Connections["closed"] != 2 {
			t.Errorf("at the end %+v", l)
		}
	})
}
