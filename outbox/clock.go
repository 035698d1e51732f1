package outbox

import (
	"context"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Every is how often an outbox looks at the clock. Timers stop while a machine sleeps, so it
// is short, and what is owed is found from the wall clock (robfig/cron#352).
const Every = 20 * time.Second

// Run posts what is owed until ctx ends, at each look at the clock and when the kind has news,
// then finishes what it is at. work outlives ctx.
func (o *Outbox) Run(ctx, work context.Context) {
	log := cronLog{o.log}
	// The order matters: with Recover outermost, a panic leaves SkipIfStillRunning thinking
	// that the job runs, and it never runs again (robfig/cron#366).
	tick := cron.FuncJob(func() { o.Do(work) })
	clock := cron.New(cron.WithLocation(o.config.Zone), cron.WithLogger(log),
		cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)))
	clock.Schedule(cron.Every(Every), tick)
	clock.Start()
	// What cannot wait is not skipped either: it has seen a newer clock than the tick that
	// runs.
	now := cron.NewChain(cron.Recover(log)).Then(tick)
	now.Run()
	news := o.kind.News
	for {
		select {
		case _, more := <-news:
			if !more {
				news = nil
			}
			now.Run()
		case <-o.Wake():
			now.Run()
		case <-ctx.Done():
			<-clock.Stop().Done()
			return
		}
	}
}

// Wake ticks when something can be tried again before the next look at the clock.
func (o *Outbox) Wake() <-chan struct{} { return o.config.Wake }

// hurry asks for a tick at once.
func (o *Outbox) hurry() {
	select {
	case o.config.Wake <- struct{}{}:
	default:
	}
}

// cronLog writes what cron has to say into our log.
type cronLog struct{ log *slog.Logger }

// Info writes what is of interest to who mends the clock.
func (l cronLog) Info(message string, args ...any) { l.log.Debug("cron: "+message, args...) }

// Error writes what went wrong in a tick.
func (l cronLog) Error(err error, message string, args ...any) {
	l.log.Error("cron: "+message, append(args, "error", err)...)
}
