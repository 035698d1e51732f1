package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"natobot/bot/slackerr"
)

const (
	checkInterval = 30 * time.Second

	// refusalLogInterval is at most one line of the log for that long about requests that are refused:
	// whoever sends them shall not fill the disk.
	refusalLogInterval = time.Minute
)

// apiLiveness knows whether Slack answered us lately: over HTTP nobody tells us that Slack
// cannot reach us, but that we reach it and that it takes our token can be known.
type apiLiveness struct {
	mu    sync.Mutex
	ok    bool
	watch *time.Timer // real time: the desk's clock can be moved
}

// beat notes that Slack answered.
func (a *apiLiveness) beat() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ok = true
	if a.watch == nil {
		a.watch = time.AfterFunc(3*checkInterval, a.lost)
		return
	}
	a.watch.Reset(3 * checkInterval)
}

func (a *apiLiveness) lost() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ok = false
}

// stop ends the watch.
func (a *apiLiveness) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ok = false; a.watch != nil {
		a.watch.Stop()
	}
}

func (a *apiLiveness) ready() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.ok {
		return errors.New("Slack did not answer for " + (3 * checkInterval).String())
	}
	return nil
}

// watch asks Slack every now and then whether it still knows us, until ctx ends. It ends
// the bot when Slack says that it never will again.
func (b *Bot) watch(ctx context.Context) {
	b.apiLiveness.beat() // it just said who we are
	defer b.apiLiveness.stop()
	for sleep(ctx, checkInterval) {
		_, err := b.api.AuthTestContext(ctx)
		switch lasting := slackerr.Permanent(err, "SLACK_BOT_TOKEN"); {
		case err == nil:
			b.apiLiveness.beat()
		case lasting != nil:
			b.fail(lasting)
			return
		case ctx.Err() == nil:
			b.config.Log.Warn("Slack does not answer", "error", slackerr.WithoutURL(err))
		}
	}
}

// refusalLog logs what is refused, a line for many.
type refusalLog struct {
	log *slog.Logger

	mu     sync.Mutex
	count  int
	silent bool
}

func (f *refusalLog) note(r *http.Request, status int, why error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.count++; f.silent {
		return
	}
	f.log.Warn("a request over HTTP was refused", "status", status, "why", why, "route", r.Pattern, "from", r.RemoteAddr, "refused_so_far", f.count)
	f.silent = true
	time.AfterFunc(refusalLogInterval, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.silent = false
	})
}
