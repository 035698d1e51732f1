package sqlite

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// pollEvery is how often a watch looks for entries of other processes: a look costs
// microseconds, and what they record is to show within a second.
const pollEvery = 250 * time.Millisecond

// watchers are the channels of the watches under way.
type watchers struct {
	mu    sync.Mutex
	ticks map[chan struct{}]struct{}
}

func (w *watchers) add(ticks chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ticks == nil {
		w.ticks = map[chan struct{}]struct{}{}
	}
	w.ticks[ticks] = struct{}{}
}

func (w *watchers) remove(ticks chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.ticks, ticks)
}

func (w *watchers) tick() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for ticks := range w.ticks {
		tick(ticks)
	}
}

// tick never waits: a tick that was not taken yet stands for this one too.
func tick(ticks chan struct{}) {
	select {
	case ticks <- struct{}{}:
	default:
	}
}

// Watch gives a tick when entries were added after it was called.
func (l *Ledger) Watch(ctx context.Context) <-chan struct{} {
	ticks := make(chan struct{}, 1)
	l.watchers.add(ticks)
	var p poller
	// What is there now is what later looks are compared with. Where it cannot be read, the
	// first look that succeeds gives a tick too many, which does no harm.
	p.last, _ = l.readers.last(ctx)
	l.watching.Go(func() {
		defer close(ticks)
		defer l.watchers.remove(ticks)
		defer p.close()
		l.poll(ctx, &p, ticks)
	})
	return ticks
}

// poll ticks for the entries of other processes until ctx ends. A failed look is no
// reason to stop: the next one may succeed, and who reads the ledger will hear of it.
func (l *Ledger) poll(ctx context.Context, p *poller, ticks chan struct{}) {
	clock := time.NewTicker(pollEvery)
	defer clock.Stop()
	for {
		if more, err := l.more(ctx, p); err == nil && more {
			tick(ticks)
		}
		select {
		case <-ctx.Done():
			return
		case <-l.closing:
			return
		case <-clock.C:
		}
	}
}

// poller is what one watch saw last. Its connection is its own: SQLite counts data_version
// up on a connection when another one, of whatever process, has written.
type poller struct {
	conn    *sql.Conn
	version int64
	last    int
}

func (p *poller) close() {
	if p.conn != nil {
		_ = p.conn.Close() // nothing was written on it
	}
}

// more looks once, and tells whether there are entries that were not there before.
func (l *Ledger) more(ctx context.Context, p *poller) (more bool, err error) {
	if p.conn == nil {
		if p.conn, err = l.readers.Conn(ctx); err != nil {
			return false, err
		}
	}
	var version int64
	if err := p.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil || version == p.version {
		return false, err
	}
	last, err := l.readers.last(ctx)
	if err != nil {
		return false, err
	}
	more = last > p.last
	p.version, p.last = version, last
	return more, nil
}
