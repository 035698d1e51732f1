package fleet

import (
	"context"
	"errors"
	"time"

	"natobot/bot"
	"natobot/bot/install"
)

// member is a workspace that is in memory.
type member struct {
	install.Installation
	bot   *bot.Bot
	bytes func() int
	wake  chan struct{}      // ticks when posting can go on there
	stop  context.CancelFunc // ends what goes on for it

	pins int // of those who are at work for it; guarded by the fleet's lock, as is used
	used time.Time
}

// openTime is how long a request waits for its workspace to be found. It is acknowledged
// [receiver.AckAfter] later, and Slack gives three seconds for both.
const openTime = 700 * time.Millisecond

// findTime is how long who is in no hurry waits for that.
const findTime = 10 * time.Second

// errUnknown is of a workspace that is not served.
var errUnknown = errors.New("the app is not installed there")

// enter gives a workspace, which stays in memory until leave, within a time. It is brought there once for all who
// ask at once; its ledger is folded when it is first asked something.
func (f *Fleet) enter(workspace string, within time.Duration) (*member, error) {
	if m := f.pin(workspace); m != nil {
		return m, nil
	}
	done := f.opening.DoChan(workspace, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.Background(), findTime)
		defer cancel()
		return nil, f.open(ctx, workspace)
	})
	select {
	case result := <-done:
		if result.Err != nil {
			return nil, result.Err
		}
	case <-time.After(within):
		return nil, context.DeadlineExceeded
	}
	if m := f.pin(workspace); m != nil {
		return m, nil
	}
	return nil, errors.New("the workspace did not stay in memory: it was installed anew, or there is no room")
}

func (f *Fleet) pin(workspace string) *member {
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.members[workspace]
	if m != nil {
		m.pins++
		m.used = f.Now()
	}
	return m
}

func (f *Fleet) leave(m *member) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m.pins--
}

// open brings a workspace into memory.
func (f *Fleet) open(ctx context.Context, workspace string) error {
	i, known, err := f.Installations.Installation(ctx, workspace)
	switch {
	case err != nil:
		return err
	case !known || !i.Removed.IsZero():
		return errUnknown
	}
	token, err := f.Keys.Open(i.Sealed, i)
	if err != nil {
		return err
	}
	log := f.Log.With("workspace", workspace)
	seat := f.Open(workspace, log)
	m := &member{Installation: i, used: f.Now(), bytes: seat.Bytes, wake: make(chan struct{}, 1)}
	m.bot = bot.Join(bot.Config{
		BotToken: token, APIURL: f.APIURL, Desk: seat.Desk, Posts: seat.Posts, Now: f.Now, Witness: f.Witness, Zone: f.Zone, Owner: f.Owner, Log: log,
		Daily: seat.Daily, Install: f.Install, Refused: func(err error) { f.refused(workspace, err) }, Retry: m.wake,
	}, bot.Identity{Team: i.Team, Enterprise: i.Enterprise, User: i.User, Bot: i.Bot, URL: i.URL, Scopes: i.Scopes}, f.crew, f.http)
	f.add(m, seat)
	f.shrink()
	return nil
}

// reseal has all tokens sealed by the key in use, so that the one before it can be taken away.
func (f *Fleet) reseal(ctx context.Context) {
	list, err := f.Installations.Installed(ctx)
	count := 0
	for _, i := range list {
		if sealed := f.Keys.Resealed(i); sealed != nil && err == nil {
			err = f.Installations.Reseal(ctx, i.Workspace, i.Generation, sealed)
			count++
		}
	}
	switch {
	case err != nil && ctx.Err() == nil:
		f.Log.Error("the tokens could not be sealed with the new key; it is tried again at the next start", "error", err)
	case count > 0 && err == nil:
		f.Log.Info("all tokens are sealed with the new key: the old one can be taken out of NATO_SECRET_KEY", "changed", count)
	}
}

// add has a workspace served, and what goes on for it begin.
func (f *Fleet) add(m *member, seat Seat) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if other := f.members[m.Workspace]; other != nil {
		if other.Generation >= m.Generation {
			return // somebody else was faster
		}
		f.drop(other)
	}
	ctx, stop := context.WithCancel(f.duty.Until)
	m.stop = stop
	f.members[m.Workspace] = m
	f.counted.Loads++
	f.duty.Pool.Go(func() { m.bot.KeepHomes(ctx, f.duty.Work, seat.Watch(ctx)) })
	f.duty.Pool.Go(func() {
		for {
			select {
			case <-m.wake:
				f.goOn(m.Workspace)
			case <-ctx.Done():
				return
			}
		}
	})
}

// drop takes a workspace out of memory. Who is at work for it finishes that: nothing is lost. The
// caller holds the lock.
func (f *Fleet) drop(m *member) {
	if f.members[m.Workspace] == m {
		delete(f.members, m.Workspace)
		m.stop()
	}
}

const (
	lookEvery = 2 * time.Second
	// lookBack is how far, since what one process wrote may be seen by another a little later than it was
	// stamped.
	lookBack = time.Minute
)

// follow drops the workspaces whose installation is another one now, or was removed, by whichever
// process; and those that were not used for long.
func (f *Fleet) follow(ctx context.Context) {
	changed, err := f.Installations.Changed(ctx, lookBack)
	if err != nil {
		f.Log.Warn("which workspaces installed or removed the app cannot be read", "error", err)
	}
	for _, i := range changed {
		f.renew(i)
	}
	f.shrink()
}

func (f *Fleet) renew(i install.Installation) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if m := f.members[i.Workspace]; m != nil && (m.Generation != i.Generation || !i.Removed.IsZero()) {
		f.drop(m)
	}
}

// Welcome has a new installation served at once, and whoever installed it greeted.
func (f *Fleet) Welcome(i install.Installation) {
	f.renew(i)
	go func() {
		<-f.running
		m, err := f.enter(i.Workspace, findTime)
		if err != nil {
			f.Log.Error("who installed the app could not be greeted", "workspace", i.Workspace, "error", err)
			return
		}
		defer f.leave(m)
		m.bot.Greet(f.duty.Work, i.Installer)
	}()
}
