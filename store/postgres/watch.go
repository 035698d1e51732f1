package postgres

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// pollEvery is how often the ledgers that are watched are looked at, all by one query: what other
// programs record is to show within a second. It works through every pooler, as LISTEN does not.
const pollEvery = 250 * time.Millisecond

// poller looks for the entries of other programs, for all watches of this one.
type poller struct {
	every time.Duration

	mu      sync.Mutex
	watches map[chan struct{}]string // their workspaces
	seen    map[string]string        // the hash at which each of those workspaces was last seen

	stop context.CancelFunc
	done chan struct{} // closed when it has ended
}

func (p *poller) begin(d *Database) {
	ctx, stop := context.WithCancel(context.Background())
	p.stop, p.done = stop, make(chan struct{})
	p.watches, p.seen = map[chan struct{}]string{}, map[string]string{}
	go func() {
		defer close(p.done)
		clock := time.NewTicker(p.every)
		defer clock.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-clock.C:
				p.look(ctx, d)
			}
		}
	}()
}

func (p *poller) end() {
	if p.stop != nil {
		p.stop()
		<-p.done
	}
}

func (p *poller) add(ticks chan struct{}, workspace, hash string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watches[ticks] = workspace
	if _, is := p.seen[workspace]; !is {
		p.seen[workspace] = hash
	}
}

func (p *poller) remove(ticks chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	workspace := p.watches[ticks]
	delete(p.watches, ticks)
	for _, other := range p.watches {
		if other == workspace {
			return
		}
	}
	delete(p.seen, workspace)
}

// watched names the workspaces that are.
func (p *poller) watched() (list []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for workspace := range p.seen {
		list = append(list, workspace)
	}
	return list
}

// look looks once. A failed look is no reason to stop: the next one may succeed, and who reads
// the ledger will hear of it.
func (p *poller) look(ctx context.Context, d *Database) {
	workspaces := p.watched()
	if len(workspaces) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	rows, err := d.index().Query(ctx, `SELECT workspace, hash FROM heads WHERE workspace = ANY($1)`, workspaces)
	if err != nil {
		return
	}
	var workspace string
	var hash []byte
	_, _ = pgx.ForEachRow(rows, []any{&workspace, &hash}, func() error {
		p.found(workspace, string(hash))
		return nil
	})
}

// found ticks where a ledger is not as it was when it was last looked at.
func (p *poller) found(workspace, hash string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if before, is := p.seen[workspace]; is && before != hash {
		p.seen[workspace] = hash
		p.tickLocked(workspace)
	}
}

func (p *poller) tick(workspace string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tickLocked(workspace)
}

// tickLocked never waits: a tick that was not taken yet stands for this one too.
func (p *poller) tickLocked(workspace string) {
	for ticks, of := range p.watches {
		if of != workspace {
			continue
		}
		select {
		case ticks <- struct{}{}:
		default:
		}
	}
}

// Watch gives a tick when entries were added after it was called.
func (l *Ledger) Watch(ctx context.Context) <-chan struct{} {
	ticks := make(chan struct{}, 1)
	// What is there now is what later looks are compared with. Where it cannot be read, the
	// first look that succeeds gives a tick too many, which does no harm.
	h, _ := l.head(ctx, 0)
	l.poller.add(ticks, l.workspace, string(h.Hash))
	l.watching.Go(func() {
		defer close(ticks)
		defer l.poller.remove(ticks)
		select {
		case <-ctx.Done():
		case <-l.closing:
		}
	})
	return ticks
}
