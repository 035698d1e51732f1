package fleet

import (
	"context"
	"runtime/debug"
	"time"

	"natobot/bot"
	"natobot/outbox"
)

// Turns is the index of what is due, by which several copies of the program share the workspaces
// that have to be looked after. It is a hint: what is posted is claimed in the workspace's ledger.
type Turns interface {
	// TakeDue has somebody look after so many workspaces at most, for a while alone, of which something is
	// due by now.
	TakeDue(ctx context.Context, owner string, now time.Time, most int) (workspaces []string, err error)
	// TakeTurn has somebody look after a workspace, and tells whether nobody else does.
	TakeTurn(ctx context.Context, owner, workspace string) (bool, error)
	// EndTurn ends that, and says when something is due next; what should have happened by itself before
	// is tried again at soonest.
	EndTurn(ctx context.Context, owner, workspace string, next, soonest time.Time) error
}

const (
	atOnce    = 24 // workspaces that are looked after
	takenOnce = 8  // workspaces that are taken before there is room for all of them
	clockTick = time.Second
)

// keepTime looks after the workspaces of which something is due, until the program stops.
func (f *Fleet) keepTime(d *bot.Duty) {
	every(d.Until, clockTick, func(ctx context.Context) {
		for ctx.Err() == nil {
			list, err := f.Turns.TakeDue(ctx, f.Owner, f.Now(), takenOnce)
			if err != nil {
				f.Log.Warn("what is due cannot be read", "error", err)
			}
			for _, workspace := range list {
				f.slots <- struct{}{}
				d.Pool.Go(func() {
					defer func() { <-f.slots }()
					f.lookAfter(d.Work, workspace)
				})
			}
			if len(list) < takenOnce {
				return
			}
		}
	})
}

// goOn looks after a workspace where this process can go on with what it could not finish, unless somebody
// looks after it now.
func (f *Fleet) goOn(workspace string) {
	f.slots <- struct{}{}
	defer func() { <-f.slots }()
	ours, err := f.Turns.TakeTurn(f.duty.Until, f.Owner, workspace)
	if err != nil && f.duty.Until.Err() == nil {
		f.Log.Warn("what is due cannot be read", "workspace", workspace, "error", err)
	}
	if ours {
		f.lookAfter(f.duty.Work, workspace)
	}
}

// lookAfter posts what a workspace is owed, and notes when something is due next.
func (f *Fleet) lookAfter(ctx context.Context, workspace string) {
	log := f.Log.With("workspace", workspace)
	defer func() {
		if p := recover(); p != nil { // it is free again after a while
			log.Error("looking after a workspace panicked", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	next, err := f.post(ctx, workspace)
	now := f.Now()
	soonest := now.Add(outbox.Every)
	if err != nil {
		log.Error("a workspace could not be looked after; it is tried again", "error", err)
	}
	if err != nil || !next.After(now) {
		next = soonest
	}
	if err := f.Turns.EndTurn(ctx, f.Owner, workspace, next, soonest); err != nil {
		log.Error("when a workspace is due next could not be noted", "error", err)
	}
}

// post posts what a workspace is owed, and tells when something is due next.
func (f *Fleet) post(ctx context.Context, workspace string) (next time.Time, err error) {
	m, err := f.enter(workspace, findTime)
	if err != nil {
		return next, err
	}
	defer f.leave(m)
	m.bot.Post(ctx)
	return m.bot.Due(ctx)
}
