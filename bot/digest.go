package bot

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	"golang.org/x/sync/errgroup"

	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// tickEvery is how often we look at the clock. Timers stop while a machine sleeps, so it
// is short, and what is due is found from the wall clock (robfig/cron#352).
const tickEvery = 20 * time.Second

// digests posts what is due, each slot once: over crashes, lost answers and restarts
// (docs/product.md §5, promise 3).
type digests struct {
	Config
	poster
	channels *channels
	dress    func(context.Context, answer.Reply) answer.Reply
	tell     func(ctx context.Context, user string, r answer.Reply)
	fail     func(error)
	wake     chan struct{} // a channel can be tried again before the next tick

	mu      sync.Mutex // one tick at a time
	started bool
	settled sync.Map // consensus.Slot → true: spares making the digest again at each tick
	states  sync.Map // consensus.Slot → trial, of open claims
}

func newDigests(b *Bot) *digests {
	return &digests{
		Config: b.config, poster: poster{api: b.once}, channels: b.channels, dress: b.prepared, tell: b.direct, fail: b.fail,
		wake: make(chan struct{}, 1),
	}
}

// run looks at the clock until ctx ends, then finishes what it is at. work outlives ctx.
func (d *digests) run(ctx, work context.Context) {
	log := cronLog{d.Log}
	// The order matters: with Recover outermost, a panic leaves SkipIfStillRunning thinking
	// that the job runs, and it never runs again (robfig/cron#366).
	tick := cron.FuncJob(func() { d.tick(work) })
	clock := cron.New(cron.WithLocation(d.Zone), cron.WithLogger(log),
		cron.WithChain(cron.SkipIfStillRunning(log), cron.Recover(log)))
	clock.Schedule(cron.Every(tickEvery), tick)
	clock.Start()
	// What cannot wait is not skipped either: it has seen a newer clock than the tick that
	// runs.
	now := cron.NewChain(cron.Recover(log)).Then(tick)
	now.Run()
	for {
		select {
		case <-d.Tick:
			now.Run()
		case <-d.wake:
			now.Run()
		case <-ctx.Done():
			<-clock.Stop().Done()
			return
		}
	}
}

// cronLog writes what cron has to say into our log.
type cronLog struct{ log *slog.Logger }

func (l cronLog) Info(message string, args ...any) { l.log.Debug("cron: "+message, args...) }

func (l cronLog) Error(err error, message string, args ...any) {
	l.log.Error("cron: "+message, append(args, "error", err)...)
}

// tick posts what is due now, and settles claims that were left open: by a crash, by an
// answer that got lost, by a channel that could not be posted to.
func (d *digests) tick(ctx context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.Now()
	schedules, err := d.schedules(ctx)
	if err != nil {
		d.Log.Error("the digests' schedules cannot be read", "error", err)
		return
	}
	if !d.started {
		if err := d.baseline(ctx, schedules, now); err != nil {
			d.Log.Error("the digests' slots cannot be read", "error", err)
			return
		}
		d.started = true
	}
	open, err := d.Slots.OpenSlots(ctx)
	if err != nil {
		d.Log.Error("the digests' slots cannot be read", "error", err)
		return
	}
	channels := map[string]*channelWork{}
	at := func(channel string) *channelWork {
		if channels[channel] == nil {
			channels[channel] = &channelWork{}
		}
		return channels[channel]
	}
	for _, p := range open {
		at(p.Channel).open = append(at(p.Channel).open, p)
	}
	for _, slot := range due(schedules, now) {
		at(slot.Channel).due = &slot
	}
	// Side by side, so that a channel that has to wait holds up no other (S4).
	var all errgroup.Group
	for _, work := range channels {
		all.Go(func() error { d.serve(ctx, work, now); return nil })
	}
	_ = all.Wait() // each logs what is its own
}

// channelWork is what one channel is owed.
type channelWork struct {
	open []consensus.Posting
	due  *dueSlot
}

// serve brings one channel up to date.
func (d *digests) serve(ctx context.Context, w *channelWork, now time.Time) {
	defer func() {
		if p := recover(); p != nil {
			d.Log.Error("posting a digest panicked", "panic", p)
		}
	}()
	for _, p := range w.open {
		d.finish(ctx, p, now, w.due != nil && later(w.due.Slot, p.Slot))
	}
	isOpen := w.due != nil && slices.ContainsFunc(w.open, func(p consensus.Posting) bool { return p.Slot == w.due.Slot })
	if w.due != nil && !isOpen {
		d.begin(ctx, *w.due, now)
	}
}

// schedules gives the schedules with their zones.
func (d *digests) schedules(ctx context.Context) ([]zoned, error) {
	list, err := d.Desk.Schedules(ctx)
	if err != nil {
		return nil, err
	}
	var all []zoned
	for _, s := range list {
		zone := d.Zone
		if s.Zone != "" {
			if zone, err = time.LoadLocation(s.Zone); err != nil {
				// The desk refuses such a zone (T6), so this is a machine without zone data.
				d.Log.Error("a digest cannot be posted: its time zone is unknown here", "channel", s.Channel, "zone", s.Zone, "error", err)
				continue
			}
		}
		all = append(all, zoned{s, zone})
	}
	return all, nil
}

// baseline settles, at the start, what a digest of the configuration owes for the time
// before it was configured: nothing. The ledger does not say since when that is. But a
// channel that had a digest, or whose slot before the last one is on record, was served
// before, and then the last slot was missed and is owed. A first start leaves that
// record: it marks the last two slots as skipped.
func (d *digests) baseline(ctx context.Context, schedules []zoned, now time.Time) error {
	for _, s := range schedules {
		if !s.Set.IsZero() {
			continue // since when it is owed stands in the ledger
		}
		_, served, err := d.Slots.LastPosting(ctx, s.Channel)
		if err != nil {
			return err
		}
		last, ok := latest(s.Schedule, s.zone, now)
		if served || !ok {
			continue
		}
		before, _ := latest(s.Schedule, s.zone, last.at.Add(-time.Second))
		for _, slot := range []consensus.Slot{before.Slot, last.Slot} {
			_, mine, err := d.Slots.ClaimSlot(ctx, consensus.Posting{Slot: slot, Owner: d.Owner, ClaimedAt: now})
			if err != nil {
				return err
			}
			if !mine {
				break
			}
			if err := d.Slots.SettleSlot(ctx, slot, consensus.Skipped, ""); err != nil {
				return err
			}
			d.settled.Store(slot, true)
		}
	}
	return nil
}

// begin makes the digest of a slot that is due, claims the slot with it and posts it.
func (d *digests) begin(ctx context.Context, slot dueSlot, now time.Time) {
	if _, settled := d.settled.Load(slot.Slot); settled {
		return
	}
	last, served, err := d.Slots.LastPosting(ctx, slot.Channel)
	if err == nil && served && !later(slot.Slot, last.Slot) {
		d.settled.Store(slot.Slot, true) // posted, or covered by what came after it: the clock went back
		return
	}
	var p consensus.Posting
	var skip bool
	if err == nil {
		p, skip, err = d.make(ctx, slot, last.Point, now)
	}
	if err != nil {
		d.Log.Error("a digest could not be made; it is tried again", "channel", slot.Channel, "error", err)
		return
	}
	got, mine, err := d.Slots.ClaimSlot(ctx, p)
	switch {
	case err != nil:
		d.Log.Error("a digest's slot could not be claimed; it is tried again", "channel", slot.Channel, "error", err)
	case !mine && got.State != consensus.Claimed:
		d.settled.Store(slot.Slot, true)
	case !mine: // claimed since we looked; the next tick sees to it
	case skip:
		d.settle(ctx, p.Slot, consensus.Skipped, "")
	default:
		d.post(ctx, p, now, trial{})
	}
}

func later(a, b consensus.Slot) bool {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Minute, b.Minute)) > 0
}

// make makes the posting of a slot: the digest since what the last one covered, frozen.
func (d *digests) make(ctx context.Context, slot dueSlot, since consensus.Point, now time.Time) (p consensus.Posting, skip bool, err error) {
	o := report.DigestOptions{Channel: slot.Channel, Since: since, Quiet: slot.schedule.Quiet}
	if now.Sub(slot.at) > grace {
		o.Late = slot.at
	}
	digest, err := d.Desk.Digest(ctx, o)
	if err != nil {
		return p, false, err
	}
	body, err := freeze(slot.at, !o.Late.IsZero(), d.dressed(ctx, digest)...)
	return consensus.Posting{Slot: slot.Slot, Owner: d.Owner, ClaimedAt: now, Point: digest.Point, Body: body}, digest.Skip, err
}

// dressed gives the replies of a digest as Slack can show them: the one for the channel,
// then those for its thread. The last of them ends with what the ledger was: a ledger
// whose tail was cut off cannot show that by itself (F6).
func (d *digests) dressed(ctx context.Context, digest report.Digest) []answer.Reply {
	list := []answer.Reply{d.dress(ctx, digest.Reply)}
	for _, r := range digest.Thread {
		list = append(list, d.dress(ctx, r))
	}
	head, err := d.Slots.Head(ctx, digest.Point.Known)
	if err != nil {
		d.Log.Error("the ledger's head could not be read; the digest goes without it", "error", err)
		return list
	}
	last := &list[len(list)-1]
	last.Sections = append(slices.Clip(last.Sections), ledgerAt(digest.Point.Known, head))
	return list
}

// next gives the first slot after now over all schedules.
func (d *digests) next(ctx context.Context) (time.Time, bool) {
	schedules, err := d.schedules(ctx)
	if err != nil {
		d.Log.Error("the digests' schedules cannot be read", "error", err)
		return time.Time{}, false
	}
	var first time.Time
	for _, s := range schedules {
		if slot, ok := next(s.Schedule, s.zone, d.Now()); ok && (first.IsZero() || slot.at.Before(first)) {
			first = slot.at
		}
	}
	return first, !first.IsZero()
}

// NextDigest gives the moment of the next digest, and false when none is set.
func (b *Bot) NextDigest(ctx context.Context) (time.Time, bool) { return b.digests.next(ctx) }
