package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"natobot/bot/blockkit"
	"natobot/commands/answer"
	"natobot/commands/report"
	"natobot/consensus"
	"natobot/outbox"
)

// livePost is the kind of post that live notes are.
const livePost = "live"

// addFor is how long a note is added to, so that a burst of reports is one message, of
// which the desk sees the first line at once.
const addFor = 60 * time.Second

// lives tells channels what moves, as soon as it is recorded. While a note cannot be posted,
// what comes after it waits, and is told together then.
type lives struct {
	*outbox.Outbox
	*Bot
	dropped sync.Map // channel → consensus.Point, up to which what was dropped is logged
}

func newLives(b *Bot, c outbox.Config) *lives {
	l := &lives{Bot: b}
	l.Outbox = outbox.New(c, outbox.Kind{
		Name: livePost, Noun: "a live note", Lost: "the digest covers it", InOrder: true, News: l.config.News, Owed: l.owed,
		Expired: func(p consensus.Posting, now time.Time, _ bool) bool { return now.Sub(p.ClaimedAt) > overdue },
	})
	return l
}

// owed gives the channels that hear anything.
func (l *lives) owed(ctx context.Context, now time.Time) ([]outbox.Owed, error) {
	settings, err := l.desk.Live(ctx)
	var list []outbox.Owed
	for _, s := range settings {
		list = append(list, outbox.Owed{Slot: consensus.Slot{Channel: s.Channel}, Make: func(ctx context.Context) ([]consensus.Posting, error) {
			return l.make(ctx, s, now)
		}})
	}
	return list, err
}

// make makes what a channel is to hear now.
func (l *lives) make(ctx context.Context, s consensus.LiveSetting, now time.Time) ([]consensus.Posting, error) {
	recent, err := l.config.Posts.RecentPosts(ctx, livePost, s.Channel, now.Add(-2*addFor))
	if err != nil {
		return nil, err
	}
	told := consensus.Point{On: s.On, Known: s.Entry}
	if n := len(recent); n > 0 && recent[n-1].Point.Known >= s.Entry {
		told = recent[n-1].Point
	}
	draft := consensus.Posting{Slot: consensus.Slot{Channel: s.Channel}, After: told.Known}
	last := added(recent, s, now)
	anew := draft
	if last.TS != "" {
		draft.After, draft.Rewrites = last.After, last.TS
	}
	list, err := l.drafts(ctx, s, draft, told)
	if errors.Is(err, errTooLong) {
		list, err = l.drafts(ctx, s, anew, told)
	}
	if err != nil || len(list) == 1 && bytes.Equal(list[0].Body, last.Body) {
		return nil, err
	}
	return list, nil
}

// changesName begins the names of notes of changes; those of milestones begin with a day.
const changesName = "changes "

// errTooLong is of a message that cannot be added to any more.
var errTooLong = errors.New("the note has become too long to be rewritten")

// drafts gives the messages to claim: what moved, and what was passed.
func (l *lives) drafts(ctx context.Context, s consensus.LiveSetting, draft consensus.Posting, told consensus.Point) ([]consensus.Posting, error) {
	notes, err := l.desk.LiveNotes(ctx, s.Channel, draft.After, told)
	if err != nil {
		return nil, err
	}
	l.warn(s, told, notes)
	draft.Point = notes.Point
	draft.After = min(draft.After, draft.Point.Known)
	var list []consensus.Posting
	add := func(name string, r answer.Reply) {
		draft.Key, draft.Body = s.Channel+" "+name, freeze(time.Time{}, false, r) // the same words are the same bytes
		list = append(list, draft)
	}
	if notes.Changes != nil && s.Level == consensus.LiveChanges {
		r := l.people.withNames(ctx, *notes.Changes)
		if draft.Rewrites != "" && !rewritable(r) {
			return nil, errTooLong
		}
		add(fmt.Sprintf("%safter %d through %d", changesName, draft.After, draft.Point.Known), r)
	}
	draft.Rewrites, draft.Body = "", nil
	for _, m := range notes.Milestones {
		name := m.Names[0]
		if len(m.Names) > 1 { // the message has a name of its own, and theirs are taken too
			name = fmt.Sprintf("milestones through %d", draft.Point.Known)
			for _, taken := range m.Names {
				draft.Key, draft.Body = s.Channel+" "+taken, nil
				list = append(list, draft)
			}
		}
		add(name, l.people.withNames(ctx, m.Reply))
	}
	return list, nil
}

// added gives the last state of the note of changes that can still be added to: one that
// was posted less than a minute ago. It is the zero Posting where there is none.
func added(recent []consensus.Posting, s consensus.LiveSetting, now time.Time) consensus.Posting {
	var last consensus.Posting
	first := map[string]time.Time{} // when each message was posted, by its timestamp
	for _, n := range recent {
		if n.State != consensus.Posted || !strings.HasPrefix(n.Key, s.Channel+" "+changesName) {
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
		return consensus.Posting{}
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
		l.log.Warn("what was recorded more than a day ago is not told live any more; the digest covers it", "channel", s.Channel, "after", told.Known)
	}
}

// rewritable tells whether what a note says fits into a message that is there already.
func rewritable(r answer.Reply) bool {
	list := blockkit.Messages(r, "")
	return len(list) == 1 && list[0].FitsUpdate()
}
