package bot

import (
	"context"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/commands"
	"natobot/commands/answer"
)

const (
	maxHomes     = 200            // that are kept fresh
	homeLife     = 24 * time.Hour // since it was last opened
	homeInterval = 3 * time.Second
	homeLoads    = time.Second // before it says that it is being made
)

// visit is that a person opened the app: its Home, or their messages with it.
type visit struct {
	homes    *homes
	welcomes *welcomes
	home     bool
	*incoming
}

func (v *visit) begin() { go v.acknowledge() }

func (v *visit) work(ctx context.Context) {
	if v.home {
		v.homes.open(ctx, v.asker)
	}
	v.welcomes.greet(ctx, v.incoming)
}

// decline leaves a Home that is there as it is.
func (v *visit) decline(ctx context.Context, why decline) {
	v.acknowledge()
	if v.home && !v.homes.shown(v.asker.ID) {
		v.homes.publish(ctx, v.asker.ID, why(""))
	}
}

// homes keeps the Home of those who opened it lately as fresh as the ledger.
type homes struct {
	workspace *workspace
	off       []string // what the token may not do
	install   string   // where the app is installed again; "" for its settings
	wake      chan struct{}

	mu    sync.Mutex
	known map[string]*home
	order []string // who opened it, the latest last
}

type home struct {
	asker     asker
	due       bool // it is to be made anew
	throttled bool // it was published less than homeInterval ago
	shown     bool
	expiry    *time.Timer   // when nobody opened it for long
	rendering chan struct{} // of one place: one at a time, so that no older state comes last
}

func newHomes(w *workspace) *homes {
	return &homes{workspace: w, wake: make(chan struct{}, 1), known: map[string]*home{}}
}

// shown tells whether a person has a Home of ours before them.
func (h *homes) shown(user string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	one := h.known[user]
	return one != nil && one.shown
}

// KeepHomes keeps the Homes that are open as fresh as the ledger, which ticks changed, until ctx ends.
// work outlives ctx.
func (b *Bot) KeepHomes(ctx, work context.Context, changed <-chan struct{}) {
	b.homes.run(ctx, work, changed)
}

// run publishes anew what a change of the ledger or a press made old, until ctx ends.
// work outlives ctx.
func (h *homes) run(ctx, work context.Context, changed <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			h.forgetAll()
			return
		case _, more := <-changed:
			if !more {
				changed = nil
				continue
			}
			h.refreshAll()
		case <-h.wake:
		}
		for _, due := range h.takeDue() {
			if ctx.Err() == nil {
				h.render(work, due, false)
			}
		}
	}
}

// open shows a person their Home, and keeps it fresh from then on.
func (h *homes) open(ctx context.Context, a asker) { h.render(ctx, h.remember(a), true) }

// remember notes who opened Home, and forgets who did so longest ago.
func (h *homes) remember(a asker) *home {
	h.mu.Lock()
	defer h.mu.Unlock()
	one := h.known[a.ID]
	if one == nil {
		one = &home{rendering: make(chan struct{}, 1)}
		h.known[a.ID] = one
	} else {
		one.expiry.Stop()
		h.drop(a.ID)
	}
	one.asker = a
	one.expiry = time.AfterFunc(homeLife, func() { h.forget(a.ID, one) })
	if h.order = append(h.order, a.ID); len(h.order) > maxHomes {
		oldest := h.order[0]
		h.known[oldest].expiry.Stop()
		delete(h.known, oldest)
		h.order = h.order[1:]
	}
	return one
}

// drop takes a person out of the order. The caller holds the lock.
func (h *homes) drop(user string) {
	for i, id := range h.order {
		if id == user {
			h.order = append(h.order[:i:i], h.order[i+1:]...)
			return
		}
	}
}

func (h *homes) forget(user string, one *home) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.known[user] == one {
		delete(h.known, user)
		h.drop(user)
	}
}

func (h *homes) forgetAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, one := range h.known {
		one.expiry.Stop()
	}
}

// refresh has a person's Home made anew, if they opened it lately.
func (h *homes) refresh(user string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if one := h.known[user]; one != nil {
		one.due = true
		h.hurry()
	}
}

func (h *homes) refreshAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, one := range h.known {
		one.due = true
	}
}

func (h *homes) hurry() {
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// takeDue gives the Homes that are to be made anew now, the latest opened first.
func (h *homes) takeDue() []*home {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []*home
	for i := len(h.order) - 1; i >= 0; i-- {
		if one := h.known[h.order[i]]; one.due && !one.throttled {
			one.due = false
			list = append(list, one)
		}
	}
	return list
}

// render makes a person's Home and publishes it. Who just opened it is not left before an
// empty one while the desk takes its time.
func (h *homes) render(ctx context.Context, one *home, opened bool) {
	one.rendering <- struct{}{}
	defer func() { <-one.rendering }()
	h.mu.Lock()
	who, shown := one.asker, one.shown
	h.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	made := make(chan answer.Reply, 1)
	go func() { made <- h.make(ctx, who) }()
	var reply answer.Reply
	slow := time.NewTimer(homeLoads)
	defer slow.Stop()
	select {
	case reply = <-made:
	case <-slow.C:
		if opened && !shown {
			h.publish(ctx, who.ID, answer.Reply{Title: sayLoading})
		}
		reply = <-made
	}
	published := h.publish(ctx, who.ID, reply)
	h.throttle(one, published)
}

// throttle keeps a Home that was just published from being published again at once.
func (h *homes) throttle(one *home, published bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	one.shown = one.shown || published
	one.throttled = true
	time.AfterFunc(homeInterval, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		one.throttled = false
		if one.due {
			h.hurry()
		}
	})
}

// make asks the desk for a person's Home.
func (h *homes) make(ctx context.Context, a asker) (reply answer.Reply) {
	defer func() {
		if p := recover(); p != nil {
			h.workspace.log.Error("a Home panicked", "user", a.ID, "panic", p)
			reply = homeFailed()
		}
	}()
	user, no := h.workspace.people.find(ctx, a, false)
	if no != nil {
		return no("")
	}
	reply = h.workspace.desk.Home(ctx, user)
	if len(h.off) > 0 {
		reply.Sections = append([]answer.Section{notGranted(h.off, h.install)}, reply.Sections...)
	}
	h.workspace.logFailure(commands.Request{Key: "home:" + a.ID}, reply)
	return reply
}

// publish shows a reply as a person's Home, and gives whether Slack took it.
func (h *homes) publish(ctx context.Context, user string, r answer.Reply) bool {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	view := blockkit.Home(h.workspace.named(ctx, sendable(r, "picture")))
	_, err := h.workspace.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: view})
	if err != nil {
		h.workspace.log.Warn("a Home could not be published", "user", user, "error", err)
	}
	return err == nil
}
