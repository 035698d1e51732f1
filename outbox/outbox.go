// Package outbox posts what the desk says by itself, each thing once: over crashes, lost
// answers, restarts and copies of the program that do not know of each other.
//
// A post is claimed in the ledger, by its kind and key and with the words that it will have,
// before anything is sent, and settled after. What was claimed by a process that is gone, or
// sent in a call whose answer got lost, is looked for in its channel before it is sent again; so
// is what a ledger may not know of any more, because a backup was put in its place.
// Only the holder of an open post sends it; see lease.
//
// What is owed, when it is too late for it and what it says are a [Kind]'s to know. How
// messages are sent and found is a [Poster]'s.
package outbox

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"natobot/consensus"
)

// Kind is one kind of post: a value that says what is owed, and when it is owed no more.
type Kind struct {
	Name string // in the ledger and in the mark of its messages: "digest"
	Noun string // in the log: "a digest"
	Lost string // in the log, of one that was given up: "the next one covers it"

	// News ticks when something new may be owed; nil where the clock is enough.
	News <-chan struct{}

	// Owed lists what channels are owed at a moment, at most one thing each. What was made
	// before is looked up when it is made.
	Owed func(ctx context.Context, now time.Time) ([]Owed, error)
	// Expired tells whether an open post is too old to be sent; away, that it waits for
	// somebody to let the bot into its channel.
	Expired func(p consensus.Posting, now time.Time, away bool) bool
	// Restorable tells that what a channel is owed first after a start may be in it already,
	// though the ledger does not know: it may be a backup that was put in the ledger's place.
	Restorable bool
	// InOrder makes what a channel is owed wait until what was claimed before is settled.
	InOrder bool
	// Stuck hears of an open post that cannot be sent until a person does something about
	// its channel; nil where nobody has to know.
	Stuck func(ctx context.Context, p consensus.Posting, err error)
}

// Owed is what one channel is owed.
type Owed struct {
	consensus.Slot // an open post of an earlier slot is overtaken by it
	Make           Make
}

// Make makes posts that are to be claimed together, none where all was made before. One whose
// state is Skipped is put on record, and nothing is sent.
type Make func(ctx context.Context) ([]consensus.Posting, error)

// Ledger is the record of posts.
type Ledger interface {
	// ClaimPosts puts posts on record, all of them or none, and gives those that are ours
	// now: one whose key was claimed before is left out.
	ClaimPosts(ctx context.Context, list []consensus.Posting) (claimed []consensus.Posting, err error)
	// TakePost makes somebody the holder of an open post, where p's holder still is.
	TakePost(ctx context.Context, p consensus.Posting, holder string, since time.Time) (taken bool, err error)
	// SettlePost ends a claim, once; ts is the message's timestamp, "" for none.
	SettlePost(ctx context.Context, kind, key string, state consensus.PostingState, ts string) error
	// OpenPosts gives the claims that were not settled, in their order.
	OpenPosts(ctx context.Context, kind string) ([]consensus.Posting, error)
}

// Config is what outboxes are made of.
type Config struct {
	Ledger Ledger
	Poster Poster
	Owner  string // names this process
	Now    func() time.Time
	Doubt  func() error   // why that clock is not to be believed; nil where it is
	Zone   *time.Location // of the clock
	Log    *slog.Logger
	// Wake ticks when something can be tried again before the next look; nil for an outbox that runs
	// by itself.
	Wake chan struct{}
}

// Outbox posts what is owed of one kind.
type Outbox struct {
	config Config
	kind   Kind
	log    *slog.Logger

	mu     sync.Mutex // one tick at a time
	trials sync.Map   // key → trial, of open posts
	served sync.Map   // channel → true, once it was looked into for what it was owed first
}

// New makes the outbox of a kind.
func New(c Config, kind Kind) *Outbox {
	if c.Wake == nil {
		c.Wake = make(chan struct{}, 1)
	}
	return &Outbox{config: c, kind: kind, log: c.Log}
}

// channel is what one channel is owed.
type channel struct {
	open []consensus.Posting
	owed Owed // its Make is nil where there is nothing
}

// Do finishes what is open and makes what is owed, channel by channel side by side, so that
// one that has to wait holds up no other (S4). By a clock that is off it does nothing.
func (o *Outbox) Do(ctx context.Context) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.config.Doubt() != nil {
		return
	}
	now := o.config.Now()
	owed, err := o.kind.Owed(ctx, now)
	if err != nil {
		o.log.Error("what is owed cannot be read", "kind", o.kind.Name, "error", err)
		return
	}
	open, err := o.config.Ledger.OpenPosts(ctx, o.kind.Name)
	if err != nil {
		o.log.Error("what was claimed cannot be read", "kind", o.kind.Name, "error", err)
		return
	}
	channels := map[string]*channel{}
	at := func(id string) *channel {
		if channels[id] == nil {
			channels[id] = &channel{}
		}
		return channels[id]
	}
	for _, p := range open {
		at(p.Channel).open = append(at(p.Channel).open, p)
	}
	for _, due := range owed {
		at(due.Channel).owed = due
	}
	var all errgroup.Group
	for _, c := range channels {
		all.Go(func() error { o.serve(ctx, c, now); return nil })
	}
	_ = all.Wait() // each logs what is its own
}

// serve brings one channel up to date.
func (o *Outbox) serve(ctx context.Context, c *channel, now time.Time) {
	defer func() {
		if p := recover(); p != nil {
			o.log.Error("posting panicked", "kind", o.kind.Name, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	for _, p := range c.open {
		overtaken := c.owed.Make != nil && c.owed.Slot.Later(p.Slot)
		if err := o.finish(ctx, p, now, overtaken); err != nil && o.kind.InOrder {
			return
		}
	}
	switch {
	case o.kind.InOrder && len(c.open) > 0:
		o.hurry() // for what is owed since
	case c.owed.Make != nil:
		_, served := o.served.Load(c.owed.Channel)
		_, _ = o.begin(ctx, c.owed.Make, now, o.kind.Restorable && !served) // it logs
	}
}

// begin makes posts, claims them and sends them; those of a ledger that may be a restored one
// are looked for before. It tells whether the first of them is ours, and what kept it from its
// channel.
func (o *Outbox) begin(ctx context.Context, make Make, now time.Time, restored bool) (ours bool, err error) {
	list, err := make(ctx)
	if err == nil && len(list) > 0 {
		list, err = o.claim(ctx, list, restored)
	}
	if err != nil {
		o.log.Error(o.kind.Noun+" could not be made; it is tried again", "error", err)
		return false, err
	}
	for _, p := range list {
		if err = o.finish(ctx, p, now, false); err != nil {
			break
		}
	}
	return len(list) > 0, err
}

// claim claims posts, and gives those that are ours in the state that they were made with.
func (o *Outbox) claim(ctx context.Context, list []consensus.Posting, restored bool) ([]consensus.Posting, error) {
	made := map[string]consensus.PostingState{}
	for i := range list {
		list[i].Kind, list[i].Owner, list[i].ClaimedAt = o.kind.Name, o.config.Owner, o.config.Now()
		made[list[i].Key] = list[i].State
	}
	claimed, err := o.config.Ledger.ClaimPosts(ctx, list)
	for i, p := range claimed {
		claimed[i].State = made[p.Key]
		o.trials.Store(p.Key, trial{doubt: restored, restored: restored}) // by us nothing was sent yet
		if restored {
			o.served.Store(p.Channel, true)
		}
	}
	return claimed, err
}

// Post makes something at once because somebody asked for it. It tells whether it was ours to
// post; then err is what kept it from its channel so far.
func (o *Outbox) Post(ctx context.Context, make Make) (ours bool, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := o.config.Doubt(); err != nil {
		return false, err
	}
	return o.begin(ctx, make, o.config.Now(), false)
}

// Once puts on record what is told by another way, before it is: told is true for one caller
// alone. Somebody who is told a thing twice is worse off than one who finds it in the log.
func Once(ctx context.Context, l Ledger, p consensus.Posting) (told bool, err error) {
	claimed, err := l.ClaimPosts(ctx, []consensus.Posting{p})
	if err != nil || len(claimed) == 0 {
		return false, err
	}
	return true, l.SettlePost(ctx, p.Kind, p.Key, consensus.Skipped, "")
}

var errPending = errors.New("not settled yet")
