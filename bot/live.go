package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
)

// Notes is what the bot needs of the ledger: the record of what channels heard live.
type Notes interface {
	// ClaimLive records notes that channels are to hear, all of them or none, and gives
	// those that are ours now: one whose name was claimed before is left out.
	ClaimLive(ctx context.Context, notes []consensus.LiveNote) ([]consensus.LiveNote, error)
	// SettleLive ends a claim, once; ts is the message's timestamp, "" for none.
	SettleLive(ctx context.Context, channel, name string, state consensus.PostingState, ts string) error
	// OpenLive gives the claims that were not settled, in their order.
	OpenLive(ctx context.Context) ([]consensus.LiveNote, error)
	// RecentLive gives a channel's last note, and before it those claimed since a moment.
	RecentLive(ctx context.Context, channel string, since time.Time) ([]consensus.LiveNote, error)
}

// addFor is how long a note is added to, so that a burst of reports is one message, of
// which the desk sees the first line at once.
const addFor = 60 * time.Second

// lives tells channels what moves, as soon as it is recorded: each thing once, over
// crashes, lost answers and restarts, as digests are.
type lives struct {
	Config
	poster
	people   *people
	channels *channels
	fail     func(error)
	wake     chan struct{} // a channel can be tried again before the next tick

	mu      sync.Mutex // one tick at a time
	states  sync.Map   // noteName → trial, of open claims
	dropped sync.Map   // channel → consensus.Point, up to which what was dropped is logged
}

// noteName names a note for ever.
type noteName struct{ channel, name string }

func newLives(b *Bot) *lives {
	return &lives{
		Config: b.config, poster: poster{api: b.once}, people: b.people, channels: b.channels, fail: b.fail,
		wake: make(chan struct{}, 1),
	}
}

// run tells what is new until ctx ends, then finishes what it is at. work outlives ctx.
func (l *lives) run(ctx, work context.Context) {
	clock := time.NewTicker(tickEvery)
	defer clock.Stop()
	news := l.News
	for {
		l.tick(work)
		select {
		case _, more := <-news:
			if !more {
				news = nil
			}
		case <-l.wake:
		case <-clock.C:
		case <-ctx.Done():
			return
		}
	}
}

// tick finishes what is open, then tells what is new, channel by channel side by side.
func (l *lives) tick(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	settings, err := l.Desk.Live(ctx)
	if err != nil {
		l.Log.Error("what channels hear live cannot be read", "error", err)
		return
	}
	open, err := l.Notes.OpenLive(ctx)
	if err != nil {
		l.Log.Error("the live notes cannot be read", "error", err)
		return
	}
	channels := map[string]*liveWork{}
	at := func(channel string) *liveWork {
		if channels[channel] == nil {
			channels[channel] = &liveWork{}
		}
		return channels[channel]
	}
	for _, n := range open {
		at(n.Channel).open = append(at(n.Channel).open, n)
	}
	for _, s := range settings {
		at(s.Channel).setting = &s
	}
	now := l.Now()
	var all errgroup.Group
	for _, w := range channels {
		all.Go(func() error { l.serve(ctx, w, now); return nil })
	}
	_ = all.Wait() // each logs what is its own
}

// liveWork is what one channel is owed.
type liveWork struct {
	open    []consensus.LiveNote
	setting *consensus.LiveSetting // nil for a channel that hears nothing any more
}

// serve brings one channel up to date. While a note cannot be posted, what comes after it
// waits, and is told together then.
func (l *lives) serve(ctx context.Context, w *liveWork, now time.Time) {
	defer func() {
		if p := recover(); p != nil {
			l.Log.Error("a live note panicked", "panic", p)
		}
	}()
	notes := w.open
	if len(notes) == 0 && w.setting != nil {
		var err error
		if notes, err = l.claim(ctx, *w.setting, now); err != nil {
			l.Log.Error("a live note could not be made; it is tried again", "channel", w.setting.Channel, "error", err)
			return
		}
		for _, n := range notes {
			l.states.Store(noteName{n.Channel, n.Name}, trial{}) // nothing was sent yet
		}
	}
	for _, n := range notes {
		if !l.finish(ctx, n, now) {
			return
		}
	}
	if len(w.open) > 0 {
		l.hurry() // for what was recorded meanwhile
	}
}

// claim makes what a channel is to hear now and claims it.
func (l *lives) claim(ctx context.Context, s consensus.LiveSetting, now time.Time) ([]consensus.LiveNote, error) {
	recent, err := l.Notes.RecentLive(ctx, s.Channel, now.Add(-2*addFor))
	if err != nil {
		return nil, err
	}
	told := consensus.Point{On: s.On, Known: s.Entry}
	if n := len(recent); n > 0 && recent[n-1].Through >= s.Entry {
		told = consensus.Point{On: recent[n-1].On, Known: recent[n-1].Through}
	}
	draft := consensus.LiveNote{Channel: s.Channel, After: told.Known, Owner: l.Owner, ClaimedAt: now}
	last := added(recent, s, now)
	anew := draft
	if last.TS != "" {
		draft.After, draft.Rewrites = last.After, last.TS
	}
	list, err := l.drafts(ctx, s, draft, told)
	if errors.Is(err, errTooLong) {
		list, err = l.drafts(ctx, s, anew, told)
	}
	if err != nil || len(list) == 0 || len(list) == 1 && bytes.Equal(list[0].Body, last.Body) {
		return nil, err
	}
	return l.Notes.ClaimLive(ctx, list)
}

// changesName begins the names of notes of changes; those of milestones begin with a day.
const changesName = "changes "

// errTooLong is of a message that cannot be added to any more.
var errTooLong = errors.New("the note has become too long to be rewritten")

// drafts gives the messages to claim: what moved, and what was passed.
func (l *lives) drafts(ctx context.Context, s consensus.LiveSetting, draft consensus.LiveNote, told consensus.Point) ([]consensus.LiveNote, error) {
	notes, err := l.Desk.LiveNotes(ctx, draft.After, told)
	if err != nil {
		return nil, err
	}
	l.warn(s, told, notes)
	draft.On, draft.Through = notes.Point.On, notes.Point.Known
	draft.After = min(draft.After, draft.Through)
	var list []consensus.LiveNote
	add := func(n consensus.LiveNote, name string, r answer.Reply) error {
		n.Name = name
		body, rewritable, err := freezeNote(l.people.withNames(ctx, r))
		if err == nil && n.Rewrites != "" && !rewritable {
			err = errTooLong
		}
		n.Body = body
		list = append(list, n)
		return err
	}
	if notes.Changes != nil && s.Level == consensus.LiveChanges {
		if err := add(draft, fmt.Sprintf("%safter %d through %d", changesName, draft.After, draft.Through), *notes.Changes); err != nil {
			return nil, err
		}
	}
	draft.Rewrites = ""
	for _, m := range notes.Milestones {
		name := m.Names[0]
		if len(m.Names) > 1 { // the message has a name of its own, and theirs are taken too
			name = fmt.Sprintf("milestones through %d", draft.Through)
			for _, taken := range m.Names {
				n := draft
				n.Name = taken
				list = append(list, n)
			}
		}
		if err := add(draft, name, m.Reply); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// added gives the last state of the note of changes that can still be added to: one that
// was posted less than a minute ago. It is the zero LiveNote where there is none.
func added(recent []consensus.LiveNote, s consensus.LiveSetting, now time.Time) consensus.LiveNote {
	var last consensus.LiveNote
	first := map[string]time.Time{} // when each message was posted, by its timestamp
	for _, n := range recent {
		if n.State != consensus.Posted || !strings.HasPrefix(n.Name, changesName) {
			continue
		}
		if n.Rewrites == "" {
			first[n.TS] = n.SettledAt
		}
		last = n
	}
	posted, ok := first[last.TS]
	age := now.Sub(posted)
	if !ok || age < 0 || age >= addFor || last.After < s.Entry || s.Level != consensus.LiveChanges {
		return consensus.LiveNote{}
	}
	return last
}

// warn says in the log that something was not told because it is too old. The digest
// tells it.
func (l *lives) warn(s consensus.LiveSetting, told consensus.Point, notes report.LiveNotes) {
	if !notes.Dropped || s.Level != consensus.LiveChanges {
		return
	}
	if last, logged := l.dropped.Swap(s.Channel, told); !logged || last != told {
		l.Log.Warn("what was recorded more than a day ago is not told live any more; the digest covers it", "channel", s.Channel, "after", told.Known)
	}
}

// hurry asks for a tick at once.
func (l *lives) hurry() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}
