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
	*incoming
	home bool
}

func (v *visit) work(ctx, _ context.Context) {
	if v.home {
		v.bot.homes.open(ctx, v.asker)
	}
	v.bot.greet(ctx, v.asker)
}

// decline leaves a Home that is there as it is.
func (v *visit) decline(ctx context.Context, why decline) {
	v.acknowledge()
	if v.home && !v.bot.homes.shown(v.asker.ID) {
		v.bot.homes.publish(ctx, v.asker.ID, why.reply(""))
	}
}

// homes keeps the Home of those who opened it lately as fresh as the ledger.
type homes struct {
	*Bot
	wake chan struct{}

	mu    sync.Mutex
	known recent[string, *home] // by who opened it
}

type home struct {
	asker     asker
	opened    time.Time // the last time
	due       bool      // it is to be made anew
	throttled bool      // it was published less than homeInterval ago
	shown     bool
	rendering chan struct{} // of one place: one at a time, so that no older state comes last
}

func newHomes(b *Bot) *homes {
	return &homes{Bot: b, wake: make(chan struct{}, 1), known: recent[string, *home]{most: maxHomes}}
}

// shown tells whether a person has a Home of ours before them.
func (h *homes) shown(user string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	one, ok := h.known.get(user)
	return ok && one.shown
}

// KeepHomes keeps the Homes that are open as fresh as the ledger, which ticks changed, and publishes
// anew what a press made old, until ctx ends. work outlives ctx.
func (b *Bot) KeepHomes(ctx, work context.Context, changed <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case _, more := <-changed:
			if !more {
				changed = nil
				continue
			}
			b.homes.refreshAll()
		case <-b.homes.wake:
		}
		for _, due := range b.homes.takeDue() {
			if ctx.Err() == nil {
				b.homes.render(work, due, false)
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
	one, ok := h.known.get(a.ID)
	if !ok {
		one = &home{rendering: make(chan struct{}, 1)}
	}
	one.asker, one.opened = a, h.now()
	h.known.drop(a.ID)
	h.known.put(a.ID, one)
	return one
}

// refresh has a person's Home made anew, if they opened it lately.
func (h *homes) refresh(user string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if one, ok := h.known.get(user); ok {
		one.due = true
		h.hurry()
	}
}

func (h *homes) refreshAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, one := range h.known.all() {
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
	for _, one := range h.known.all() {
		switch {
		case h.now().Sub(one.opened) > homeLife:
			h.known.drop(one.asker.ID)
		case one.due && !one.throttled:
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
	told := make(chan struct{})
	slow := time.AfterFunc(homeLoads, func() {
		defer close(told)
		if opened && !shown {
			h.publish(ctx, who.ID, answer.Reply{Title: sayLoading})
		}
	})
	reply := h.make(ctx, who)
	if !slow.Stop() {
		<-told // what is not ready comes before what is
	}
	h.throttle(one, h.publish(ctx, who.ID, reply))
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
			h.log.Error("a Home panicked", "user", a.ID, "panic", p)
			reply = homeFailed.reply("")
		}
	}()
	user, no := h.people.find(ctx, a, false)
	if no != "" {
		return no.reply("")
	}
	reply = h.desk.Home(ctx, user)
	if _, off := Off(h.people.self.Scopes); len(off) > 0 {
		reply.Sections = append([]answer.Section{notGranted(off, h.config.Install)}, reply.Sections...)
	}
	h.logFailure(commands.Request{Key: "home:" + a.ID}, reply)
	return reply
}

// publish shows a reply as a person's Home, and gives whether Slack took it.
func (h *homes) publish(ctx context.Context, user string, r answer.Reply) bool {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	view := blockkit.Home(h.named(ctx, sendable(r, "picture")))
	_, err := h.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: view})
	if err != nil {
		h.log.Warn("a Home could not be published", "user", user, "error", err)
	}
	return err == nil
}
