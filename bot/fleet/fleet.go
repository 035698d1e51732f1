// Package fleet serves many Slack workspaces, each of which installed the app: what comes in is of one
// of them, and is handed to that one's bot, with its own ledger, people and token. Their requests are
// carried out by one crew, of which each can have its share.
//
// A workspace is in memory while it is used. Who is due for something by the clock is found by an index,
// and not by having all of them there; several copies of the program share that work.
package fleet

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"natobot/bot"
	"natobot/bot/install"
	"natobot/bot/receiver"
)

// Installations knows which workspaces installed the app.
type Installations interface {
	// Installation gives that of a workspace, also one that was removed; false where there never was one.
	Installation(ctx context.Context, workspace string) (install.Installation, bool, error)
	// Changed lists those that were made or removed in the last while.
	Changed(ctx context.Context, within time.Duration) ([]install.Installation, error)
	// Installed lists all of them, and Reseal keeps the token of one sealed otherwise.
	Installed(ctx context.Context) ([]install.Installation, error)
	Reseal(ctx context.Context, workspace string, generation int, sealed []byte) error
	// Remove marks a workspace's installation of an app, "" for any, as removed at a moment, and tells
	// whether it did: not one that was installed after that moment, for Slack's word of it may come late.
	Remove(ctx context.Context, app, workspace string, at time.Time) (bool, error)
	// RemovedBefore lists those that were removed at or before a moment.
	RemovedBefore(ctx context.Context, moment time.Time) ([]install.Installation, error)
	// Reinstate takes back that one was removed.
	Reinstate(ctx context.Context, workspace string, generation int) error
	// Erase deletes everything of a workspace that was removed at or before a moment.
	Erase(ctx context.Context, workspace string, before time.Time) (bool, error)
}

// Seat is what a workspace's bot works with.
type Seat struct {
	Desk  bot.Desk
	Posts bot.Posts
	// Daily tells whether a new day alone may make something due there.
	Daily func(context.Context) (bool, error)
	// Watch ticks when the ledger has new entries, until ctx ends.
	Watch func(ctx context.Context) <-chan struct{}
	// Bytes gives about how much memory its ledger takes.
	Bytes func() int
}

// Config is what a Fleet is made of. All of it but Witness and MaxBytes is needed.
type Config struct {
	SigningSecrets []string
	APIURL         string // with a slash at the end
	Install        string // address by which a workspace installs the app
	Installations  Installations
	Turns          Turns
	Keys           install.Keys
	// Open makes what a workspace's bot works with. It must not wait for anything.
	Open     func(workspace string, log *slog.Logger) Seat
	Now      func() time.Time
	Witness  *bot.Witness
	Zone     *time.Location
	Owner    string // names this process
	MaxBytes int    // that workspaces in memory may take together; 0 for 128 MB
	Log      *slog.Logger
}

// Fleet serves the workspaces.
type Fleet struct {
	Config
	crew     *bot.Crew
	web      *receiver.HTTP
	http     *http.Client
	answered receiver.Watchdog // beats when Slack answers
	duty     *bot.Duty         // once it runs,
	running  chan struct{}     // which this is closed to tell
	slots    chan struct{}     // holds one for each workspace that is looked after

	opening singleflight.Group // one for all who ask at once

	mu      sync.Mutex
	members map[string]*member // by workspace
	counted Counts
}

// New makes a Fleet. It calls nobody yet.
func New(c Config) *Fleet {
	if c.MaxBytes == 0 {
		c.MaxBytes = 128 << 20
	}
	f := &Fleet{
		Config: c, crew: bot.NewCrew(c.Log), http: bot.NewClient(c.Witness),
		running: make(chan struct{}), slots: make(chan struct{}, atOnce), members: map[string]*member{},
	}
	slackTime := c.Now
	if c.Witness != nil {
		slackTime = c.Witness.Now
	}
	f.web = receiver.NewHTTP(receiver.HTTPConfig{Secrets: c.SigningSecrets, Now: slackTime, Handle: f.take, Log: c.Log})
	return f
}

// Handler serves what Slack sends, below /slack/.
func (f *Fleet) Handler() http.Handler { return f.web.Routes() }

// Run serves the workspaces until ctx ends, and then finishes what was accepted: nil.
func (f *Fleet) Run(ctx context.Context) error {
	err := f.crew.Work(ctx, func(d *bot.Duty) {
		f.duty = d
		close(f.running)
		f.web.Open("", "")
		d.Pool.Go(func() { f.keepTime(d) })
		d.Rest.Go(func() { f.reseal(d.Until) })
		d.Rest.Go(func() { every(d.Until, lookEvery, f.follow) })
		d.Rest.Go(func() { every(d.Until, purgeEvery, f.purge) })
		d.Rest.Go(func() { every(d.Until, askEvery, f.ask) })
	})
	f.answered.Stop()
	f.http.CloseIdleConnections()
	return err
}

// every does something at once and then every so often, until ctx ends.
func every(ctx context.Context, d time.Duration, do func(context.Context)) {
	clock := time.NewTicker(d)
	defer clock.Stop()
	for {
		do(ctx)
		select {
		case <-clock.C:
		case <-ctx.Done():
			return
		}
	}
}

// take takes in what Slack asks of one of the workspaces. Of one that is not served nothing is said,
// nor of any other.
func (f *Fleet) take(d receiver.Delivery) receiver.Verdict {
	if r, is := removalOf(d.Data); is {
		return f.removed(r)
	}
	m, err := f.enter(workspaceOf(d.Data), openTime)
	switch {
	case errors.Is(err, errUnknown):
		return receiver.Foreign
	case err != nil:
		f.Log.Error("whose a request is could not be read; Slack is told to come again", "error", err)
		return receiver.Closed
	}
	defer f.leave(m)
	return m.bot.Take(d)
}

const (
	askEvery   = 30 * time.Second
	unanswered = 3 * askEvery
)

// ask asks Slack whether it is there. Its answer tells the witness the time too.
func (f *Fleet) ask(ctx context.Context) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, f.APIURL+"api.test", http.NoBody)
	if err == nil {
		var got *http.Response
		if got, err = f.http.Do(r); err == nil {
			_ = got.Body.Close()
			f.answered.Beat(unanswered)
		}
	}
	if err != nil && ctx.Err() == nil {
		f.Log.Warn("Slack does not answer", "error", err)
	}
}

// Ready gives nil when Slack was heard from lately, and says what is wrong otherwise.
func (f *Fleet) Ready() error {
	if !f.answered.Alive() {
		return errors.New("Slack did not answer for " + unanswered.String())
	}
	return nil
}

// Load tells how busy the crew is.
func (f *Fleet) Load() bot.Load { return f.crew.Load() }
