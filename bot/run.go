package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"natobot/bot/slackerr"
	"natobot/outbox"
)

const (
	shutdownTimeout = 8 * time.Second // for what was accepted, once the bot is told to stop
	flushTime       = 200 * time.Millisecond
)

// Run serves the workspace until ctx ends, and then finishes what it accepted: nil. It
// ends with an error when Slack refuses the tokens for good, or the socket ends otherwise.
func (b *Bot) Run(ctx context.Context) error {
	self, err := b.identify(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	b.is(self)
	err = b.Work(ctx, func(d *Duty) {
		b.receive(d.acks, self, &d.Rest)
		b.doubt(d.Until)
		d.Rest.Go(func() { b.watch(d.Until) })
		for _, o := range b.outboxes {
			d.Pool.Go(func() { o.Run(d.Until, d.Work) })
		}
		d.Pool.Go(func() { b.KeepHomes(d.Until, d.Work, b.config.Changed) })
	})
	b.http.CloseIdleConnections()
	return err
}

// Crew are the workers that carry out requests, and the queue before them. Many workspaces may share
// one, and then each has its share of it.
type Crew struct {
	queue  *queue
	failed chan error // the first error that no retry mends
}

// share is how many requests of one workspace may be under way where there are many.
const share = workers / 2

// NewCrew makes a crew for many workspaces.
func NewCrew(log *slog.Logger) *Crew { return newCrew(log, share) }

func newCrew(log *slog.Logger, share int) *Crew {
	return &Crew{newQueue(log, share), make(chan error, 1)}
}

// fail ends the work with an error that no retry mends.
func (c *Crew) fail(err error) {
	select {
	case c.failed <- err:
	default: // an earlier one ends it already
	}
}

// Load tells how busy the crew is now.
func (c *Crew) Load() Load { return Load{Queued: len(c.queue.tasks), Queue: cap(c.queue.tasks)} }

// Duty is what goes on beside a crew that works.
type Duty struct {
	Until context.Context // ends when the program is told to stop
	Work  context.Context // goes on until what was accepted is finished
	acks  context.Context // goes on until the last acknowledgement

	Pool sync.WaitGroup // what has to be finished
	Rest sync.WaitGroup // what ends by itself
}

// Work carries out requests until ctx ends, and then finishes what was accepted: nil. begin begins
// what goes on beside.
func (c *Crew) Work(ctx context.Context, begin func(*Duty)) (err error) {
	// What was accepted is finished and answered after ctx ended, so work and
	// acknowledgements have ends of their own.
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	acks, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()

	c.queue.open(acks)
	d := &Duty{Until: ctx, Work: work, acks: acks}
	for range workers {
		d.Pool.Go(func() { c.queue.serve(work) })
	}
	begin(d)
	select {
	case <-ctx.Done():
	case err = <-c.failed:
	}
	stop()
	c.queue.stop()
	if !finished(&d.Pool) {
		c.queue.log.Error("stopping with requests unanswered")
	}
	c.queue.close()
	stopWork()
	hangUp()
	d.Rest.Wait()
	return err
}

// receive lets requests in until ctx ends.
func (b *Bot) receive(ctx context.Context, self Identity, running *sync.WaitGroup) {
	if b.web != nil {
		b.web.Open(self.Team, self.Enterprise)
		if b.config.AtWork != nil {
			b.config.AtWork()
		}
		return
	}
	b.socket.Open(self.Team, self.Enterprise)
	running.Go(func() { b.socket.Run(ctx) })
}

// finished waits for the workers, while those who write now are told to come again. It
// gives false when they did not finish in time.
func finished(pool *sync.WaitGroup) bool {
	done := make(chan struct{})
	go func() { pool.Wait(); close(done) }()
	limit := time.After(shutdownTimeout)
	select {
	case <-done:
	case <-limit:
		return false
	}
	// The last acknowledgements are in the library's queue, which tells nobody when it is
	// empty.
	select {
	case <-time.After(flushTime):
		return true
	case <-limit:
		return false
	}
}

// identify asks Slack who we are, until it says so or says that it never will.
func (b *Bot) identify(ctx context.Context) (Identity, error) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		who, err := b.api.AuthTestContext(ctx)
		if err == nil {
			granted := who.Header.Get("X-Oauth-Scopes")
			if missing, off := Off(granted); len(missing) > 0 {
				b.log.Error("the bot token lacks scopes that manifest.json asks for: install the app again", "scopes", missing, "off", off)
			}
			return Identity{Team: who.TeamID, Enterprise: who.EnterpriseID, User: who.UserID, Bot: who.BotID, URL: who.URL, Scopes: granted}, nil
		}
		if err := slackerr.Permanent(err, "SLACK_BOT_TOKEN"); err != nil {
			return Identity{}, err
		}
		b.log.Warn("Slack does not answer yet", "error", err, "again_in", wait)
		if !sleep(ctx, wait) {
			return Identity{}, ctx.Err()
		}
	}
}

const (
	checkInterval = 30 * time.Second
	maxUnanswered = 3 * checkInterval
)

// watch asks Slack every now and then whether it still knows us, until ctx ends: over HTTP
// nobody tells us that Slack cannot reach us, but that we reach it can be known. It ends the bot when
// Slack says that it never will again.
func (b *Bot) watch(ctx context.Context) {
	b.answered.Beat(maxUnanswered) // it just said who we are
	defer b.answered.Stop()
	for sleep(ctx, checkInterval) {
		_, err := b.api.AuthTestContext(ctx)
		switch lasting := slackerr.Permanent(err, "SLACK_BOT_TOKEN"); {
		case err == nil:
			b.answered.Beat(maxUnanswered)
			b.doubt(ctx)
		case lasting != nil:
			b.fail(lasting)
			return
		case ctx.Err() == nil:
			b.log.Warn("Slack does not answer", "error", slackerr.WithoutURL(err))
		}
	}
}

const (
	callTimeout    = outbox.CallTimeout // of one call to Slack's Web API
	requestTimeout = time.Minute        // Slack gives half an hour to answer one
)

// sleep waits, and gives false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
