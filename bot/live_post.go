package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"natobot/bot/blockkit"
	"natobot/bot/slackerr"
	"natobot/commands/answer"
	"natobot/consensus"
)

// gone are the refusals after which a message can be rewritten no more: somebody deleted
// it, or the workspace lets nobody edit for so long.
var gone = []string{"message_not_found", "cant_update_message", "edit_window_closed"}

// finish posts a claimed note, and tells whether the claim is settled.
func (l *lives) finish(ctx context.Context, n consensus.LiveNote, now time.Time) bool {
	t, ok := l.trialOf(n)
	if !ok {
		t.doubt = true // claimed by a process that is gone
	}
	if wait := t.notYet.Sub(now); wait > 0 && wait <= t.wait {
		return false
	}
	if len(n.Body) == 0 { // told in the message of several milestones
		return l.settle(ctx, n, consensus.Skipped, "")
	}
	var f frozen
	err := json.Unmarshal(n.Body, &f)
	if err == nil && len(f.Parts) == 0 {
		err = errors.New("it is empty")
	}
	if err != nil {
		l.trouble(n, t, fmt.Errorf("the frozen note cannot be read: %w", err))
		return l.settle(ctx, n, consensus.Skipped, "")
	}
	giveUp := now.Sub(n.ClaimedAt) > overdue
	if t.doubt {
		sent, err := l.look(ctx, n.Channel, n.ClaimedAt, []mark{markOf(n)})
		if err != nil && !(giveUp && slices.Contains(unreachable, slackerr.Code(err))) {
			l.trouble(n, t, err)
			return false
		}
		if sent[0] != "" {
			return l.settle(ctx, n, consensus.Posted, sent[0])
		}
		t.doubt = false
	}
	if giveUp {
		l.Log.Warn("a live note was never posted; the digest covers it", "channel", n.Channel, "note", n.Name)
		return l.settle(ctx, n, consensus.Skipped, "")
	}
	if found, closed := l.channels.closed(ctx, l.Desk, n.Channel); closed {
		l.trouble(n, t, &closedError{found})
		return false
	}
	ts, err := l.deliver(ctx, n, f.Parts[0])
	if err != nil {
		l.doubt(n, t, now, err)
		return false
	}
	return l.settle(ctx, n, consensus.Posted, ts)
}

// freezeNote freezes what a note says. One that is rewritable fits into a message that is
// there already.
func freezeNote(r answer.Reply) (body []byte, rewritable bool, err error) {
	list := blockkit.Messages(r, "")
	body, err = freeze(time.Time{}, false, r) // the same words are the same bytes
	return body, len(list) == 1 && list[0].FitsUpdate(), err
}

// markOf is the mark of a note's message.
func markOf(n consensus.LiveNote) mark { return mark{"nato_live", n.Channel + " " + n.Name} }

// deliver posts a note, or rewrites the message that it adds to; where that message is
// gone, it is a message of its own.
func (l *lives) deliver(ctx context.Context, n consensus.LiveNote, m frozenBlock) (string, error) {
	if n.Rewrites != "" {
		err := l.rewrite(ctx, n.Channel, n.Rewrites, m)
		if !slices.Contains(gone, slackerr.Code(err)) {
			return n.Rewrites, err
		}
	}
	return l.send(ctx, n.Channel, markOf(n), m, "")
}

// rewrite gives a message other words. Done twice, it is as if done once.
func (l *lives) rewrite(ctx context.Context, channel, ts string, m frozenBlock) error {
	blocks, err := blocksOf(m.Blocks)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, _, _, err = l.api.UpdateMessageContext(ctx, channel, ts,
		slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(blocks...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	return err
}

// doubt notes what a failed sending leaves known.
func (l *lives) doubt(n consensus.LiveNote, t trial, now time.Time, err error) {
	t.doubt, t.wait = !slackerr.Refused(err), 0
	limited, ok := errors.AsType[*slack.RateLimitedError](err)
	switch {
	case ok:
		t.wait = limited.RetryAfter
		time.AfterFunc(t.wait, l.hurry)
	case t.doubt:
		t.wait = settleAfter
	}
	t.notYet = now.Add(t.wait)
	l.trouble(n, t, err)
}

// trouble keeps an open claim for the next tick, and says why; once, not at each tick.
func (l *lives) trouble(n consensus.LiveNote, t trial, err error) {
	if t.said != err.Error() {
		t.said = err.Error()
		l.Log.Error("a live note is not posted yet; it is tried again", "channel", n.Channel, "note", n.Name, "error", err)
	}
	l.states.Store(noteName{n.Channel, n.Name}, t)
	if word := slackerr.Code(err); word != "missing_scope" {
		if lasting := slackerr.Permanent(err, "SLACK_BOT_TOKEN"); lasting != nil {
			l.fail(lasting)
		}
	}
}

func (l *lives) trialOf(n consensus.LiveNote) (trial, bool) {
	t, ok := l.states.Load(noteName{n.Channel, n.Name})
	if !ok {
		return trial{}, false
	}
	return t.(trial), true
}

// settle marks a note in the ledger. If that fails the claim stays open, and the next tick
// finds the message in the channel.
func (l *lives) settle(ctx context.Context, n consensus.LiveNote, state consensus.PostingState, ts string) bool {
	name := noteName{n.Channel, n.Name}
	if err := l.Notes.SettleLive(ctx, n.Channel, n.Name, state, ts); err != nil {
		l.Log.Error("a live note could not be marked; it is tried again", "channel", n.Channel, "note", n.Name, "error", err)
		l.states.Delete(name) // so that it is looked for
		return false
	}
	l.states.Delete(name)
	l.Log.Info("a live note is settled", "channel", n.Channel, "note", n.Name, "state", state.String())
	return true
}
