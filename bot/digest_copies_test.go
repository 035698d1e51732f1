package bot

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/consensus"
	"natobot/outbox"
)

var errDead = errors.New("the process is dead")

// life is whether a process is alive, and what it dies of: as if by kill -9, nothing that
// it does afterwards reaches the ledger or Slack.
type life struct {
	dead, onceClaimed, onceSent atomic.Bool
}

// mortal is the ledger as a process sees it that can die.
type mortal struct {
	Posts
	*life
}

func (m mortal) ClaimPosts(ctx context.Context, list []consensus.Posting) ([]consensus.Posting, error) {
	if m.dead.Load() {
		return nil, errDead
	}
	claimed, err := m.Posts.ClaimPosts(ctx, list)
	if len(claimed) > 0 && m.onceClaimed.Load() {
		m.dead.Store(true)
	}
	return claimed, err
}

func (m mortal) TakePost(ctx context.Context, p consensus.Posting, holder string, since time.Time) (bool, error) {
	if m.dead.Load() {
		return false, errDead
	}
	return m.Posts.TakePost(ctx, p, holder, since)
}

func (m mortal) SettlePost(ctx context.Context, kind, key string, state consensus.PostingState, ts string) error {
	if m.onceSent.Load() {
		m.dead.Store(true)
	}
	if m.dead.Load() {
		return errDead
	}
	return m.Posts.SettlePost(ctx, kind, key, state, ts)
}

// mortalConn carries nothing for the dead.
type mortalConn struct {
	net.Conn
	*life
}

func (c mortalConn) Write(b []byte) (int, error) {
	if c.dead.Load() {
		return 0, errDead
	}
	return c.Conn.Write(b)
}

func (c mortalConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.dead.Load() {
		return 0, errDead
	}
	return n, err
}

// process is a digest clock that can die, and its successors.
type process struct {
	*digests
	*life
	end func()
}

func (w *world) process(n int) *process {
	w.t.Helper()
	alive := &life{}
	c := w.config()
	c.Owner, c.Posts = fmt.Sprint("process ", n), mortal{w.posts, alive}
	b := newBot(c, func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := w.net.dial(ctx, network, addr)
		if err != nil || alive.dead.Load() {
			return nil, errors.Join(err, errDead)
		}
		return mortalConn{conn, alive}, nil
	})
	who, err := b.identify(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	b.is(who)
	p := &process{digests: b.digests, life: alive, end: b.http.CloseIdleConnections}
	w.t.Cleanup(p.end)
	return p
}

// Two copies of the bot on one ledger: its lock forbids it (TestOneBotPerFile of the store), and
// where it could not, each digest would still be posted by one of them.
func TestTwoCopiesPostOnce(t *testing.T) {
	both := func(w *world, a, b *process) {
		for range 12 {
			done := make(chan struct{})
			for _, p := range []*process{a, b} {
				go func() { p.Do(w.t.Context()); done <- struct{}{} }()
			}
			<-done
			<-done
			time.Sleep(outbox.Every)
		}
	}
	for name, trouble := range map[string]func(*world){
		"nothing in the way": func(*world) {},
		"a reply lost":       func(w *world) { w.FailNext("chat.postMessage", 2, localslack.ReplyLost()) },
		"no answers":         func(w *world) { w.FailNext("chat.postMessage", 9, localslack.Unavailable(500)) },
		"a channel that is away": func(w *world) {
			w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Archived = true })
			time.AfterFunc(90*time.Minute, func() {
				w.ChangeChannel(deskRoom, func(c *localslack.Channel) { c.Archived = false })
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.set(deskRoom)
				a, b := w.process(1), w.process(2)
				w.move(time.Hour)
				trouble(w)
				for range 20 {
					both(w, a, b)
					time.Sleep(time.Minute)
				}
				w.wantPosted(deskRoom, 1)
				w.wantSlots(consensus.Posted, "2024-02-23 08:00")
			})
		})
	}
}
