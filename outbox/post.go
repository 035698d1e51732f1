package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"natobot/consensus"
)

// Poster puts frozen posts into channels, and finds them again. A call ends within
// [CallTimeout]. Its errors are a [Failure] where something is known.
type Poster interface {
	// Parts counts the messages of a post.
	Parts(p consensus.Posting) (int, error)
	// Admits gives nil for a channel that may be posted to, and else why not.
	Admits(ctx context.Context, channel string) error
	// Send posts a part, the first into the channel and any other into the thread that has
	// the first one's timestamp, and gives its own.
	Send(ctx context.Context, p consensus.Posting, part int, thread string) (ts string, err error)
	// Rewrite gives the message that a post rewrites its words. Done twice, it is as if done
	// once.
	Rewrite(ctx context.Context, p consensus.Posting) error
	// Look finds the parts of a post that are in its channel, by their timestamps. It goes
	// back a short way, from where another look ended with next; next is "" once there is
	// nothing left to be seen.
	Look(ctx context.Context, p consensus.Posting, parts int, from string) (found map[int]string, next string, err error)
}

// CallTimeout is how long a call of a [Poster] may take.
const CallTimeout = 10 * time.Second

// Failure is what is known after a call that failed.
type Failure struct {
	Err error
	// Refused tells that surely nothing was done, so that it can be asked again, after a
	// while where there is one.
	Refused bool
	After   time.Duration
	// Away tells that nothing will be done until a person lets the bot into the channel, and
	// Blind that nothing can be seen of it either.
	Away, Blind bool
	Gone        bool // the message to be rewritten is gone
}

// Error gives the cause's own words.
func (f *Failure) Error() string { return f.Err.Error() }

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Err }

func failureOf(err error) Failure {
	if f, ok := errors.AsType[*Failure](err); ok {
		return *f
	}
	return Failure{Err: err}
}

const (
	// settleAfter is how long to wait before looking for a message whose sending ended in
	// doubt: longer than the call itself may take.
	settleAfter = CallTimeout + 5*time.Second
	// lookAgain is how long to wait before looking further back: Slack lets many an app look
	// once a minute.
	lookAgain = time.Minute
	// Slack takes a message each messageEvery in one channel, and a short burst of them.
	messageEvery = time.Second
	burst        = 4
	// lease is how long the holder of an open post is left alone: longer than one round of
	// sending, with the looking before it, can take. Who takes over may be faster than the
	// holder knows, so what the holder has begun ends well before the next one sends.
	lease = 2 * time.Minute
)

// trial is what is known of the sending of an open post.
type trial struct {
	sent  map[int]string // the timestamps of the parts that are in the channel
	doubt bool           // there may be more than that: look before sending
	// restored tells that what the look finds was sent before the ledger was put back to an
	// earlier state: it has words that the ledger does not know.
	restored bool
	from     string        // where the look goes on
	notYet   time.Time     // nothing is tried before
	wait     time.Duration // how long that is, so that a clock set back makes it no longer
	said     string        // the last trouble that was logged
	away     bool          // it waits for its channel
}

// later gives a trial that goes on after a while.
func (t trial) later(now time.Time, wait time.Duration) trial {
	t.wait, t.notYet = wait, now.Add(wait)
	return t
}

func (t trial) waits(now time.Time) bool {
	wait := t.notYet.Sub(now)
	return wait > 0 && wait <= t.wait
}

// holds tells whether an open post is this process's to finish. One whose holder had its time
// is taken over, and can be finished once what the last one may have sent is in sight.
func (o *Outbox) holds(ctx context.Context, p consensus.Posting, now time.Time) (bool, error) {
	held := now.Sub(p.HeldSince)
	if p.Holder == o.config.Owner || held >= 0 && held < lease {
		return p.Holder == o.config.Owner, nil
	}
	taken, err := o.config.Ledger.TakePost(ctx, p, o.config.Owner, now)
	if taken {
		o.trials.Store(p.Key, trial{doubt: true}.later(now, settleAfter))
	}
	return false, err
}

// finish brings an open post to its end: nil once it is settled. One that is overtaken or too
// old is sent no more, but it may be in the channel already.
func (o *Outbox) finish(ctx context.Context, p consensus.Posting, now time.Time, overtaken bool) error {
	switch mine, err := o.holds(ctx, p, now); {
	case err != nil:
		o.log.Error("who finishes "+o.kind.Noun+" could not be read; it is tried again", "key", p.Key, "error", err)
		return err
	case !mine:
		return errPending
	}
	t := o.trialOf(p)
	if t.waits(now) {
		return errPending
	}
	parts, err := o.config.Poster.Parts(p)
	if err != nil {
		o.trouble(ctx, p, t, fmt.Errorf("what was frozen cannot be read: %w", err))
	}
	if p.State == consensus.Skipped || parts == 0 {
		return o.settle(ctx, p, consensus.Skipped, "")
	}
	giveUp := overtaken || o.kind.Expired(p, now, t.away)
	if t.doubt {
		if t, err = o.look(ctx, p, t, parts, now, giveUp); err != nil {
			return err
		}
	}
	elsewhere := t.restored && t.sent[0] != ""
	t.restored = false // from here on what is there is ours
	switch {
	case elsewhere:
		o.log.Warn(o.kind.Noun+" is in its channel, but the ledger, which was put back to an earlier state, did not know: it is not posted again", "key", p.Key)
		return o.settle(ctx, p, consensus.Skipped, "")
	case giveUp && t.sent[0] != "": // its thread may be short of a part; nobody looks there any more
		return o.settle(ctx, p, consensus.Posted, t.sent[0])
	case giveUp:
		o.log.Warn(o.kind.Noun+" was never posted; "+o.kind.Lost, "key", p.Key)
		return o.settle(ctx, p, consensus.Skipped, "")
	}
	return o.send(ctx, p, t, parts, now)
}

// look finds what of a post is in its channel, or says why that is not known yet.
func (o *Outbox) look(ctx context.Context, p consensus.Posting, t trial, parts int, now time.Time, giveUp bool) (trial, error) {
	found, next, err := o.config.Poster.Look(ctx, p, parts, t.from)
	f := failureOf(err)
	unseen := giveUp && f.Blind || t.restored && f.Refused && f.After == 0 && !f.Away // then it is as good as not there
	if err != nil && !unseen {
		o.failed(ctx, p, t, now, err)
		return t, err
	}
	t.sent, t.from = found, next
	if next != "" {
		o.trials.Store(p.Key, t.later(now, lookAgain))
		return t, errPending
	}
	t.doubt = false
	return t, nil
}

// send sends the parts of a post that are not in the channel yet, and settles it.
func (o *Outbox) send(ctx context.Context, p consensus.Posting, t trial, parts int, now time.Time) error {
	if t.sent == nil {
		t.sent = map[int]string{}
	}
	if len(t.sent) < parts {
		if err := o.config.Poster.Admits(ctx, p.Channel); err != nil {
			o.failed(ctx, p, t, now, err)
			return err
		}
	}
	inBurst := 0
	for part := range parts {
		if t.sent[part] != "" {
			continue
		}
		if inBurst++; inBurst > burst {
			o.trials.Store(p.Key, t.later(now, burst*messageEvery))
			time.AfterFunc(burst*messageEvery, o.hurry)
			return nil // its thread goes on then
		}
		ts, err := o.sendPart(ctx, p, part, t.sent[0])
		if err != nil {
			f := failureOf(err)
			if t.doubt = !f.Refused; t.doubt {
				t = t.later(now, settleAfter)
			}
			o.failed(ctx, p, t, now, err)
			return err
		}
		t.sent[part] = ts
	}
	return o.settle(ctx, p, consensus.Posted, t.sent[0])
}

// sendPart sends a part, or rewrites the message that the post adds to; where that is gone, it
// is a message of its own.
func (o *Outbox) sendPart(ctx context.Context, p consensus.Posting, part int, thread string) (string, error) {
	if part == 0 && p.Rewrites != "" {
		if err := o.config.Poster.Rewrite(ctx, p); err == nil || !failureOf(err).Gone {
			return p.Rewrites, err
		}
	}
	return o.config.Poster.Send(ctx, p, part, thread)
}

// failed notes what a failed call leaves known.
func (o *Outbox) failed(ctx context.Context, p consensus.Posting, t trial, now time.Time, err error) {
	f := failureOf(err)
	if f.After > 0 {
		t = t.later(now, f.After)
		time.AfterFunc(f.After, o.hurry)
	}
	t.away = f.Away
	o.trouble(ctx, p, t, err)
}

// trouble keeps an open post for the next tick, and says why; once, not at each tick.
func (o *Outbox) trouble(ctx context.Context, p consensus.Posting, t trial, err error) {
	if t.said != err.Error() {
		t.said = err.Error()
		o.log.Error(o.kind.Noun+" is not posted yet; it is tried again", "key", p.Key, "error", err)
		if t.away && o.kind.Stuck != nil {
			o.kind.Stuck(ctx, p, err)
		}
	}
	o.trials.Store(p.Key, t)
}

// trialOf gives what is known of an open post; where that is nothing, it was claimed by a
// process that is gone.
func (o *Outbox) trialOf(p consensus.Posting) trial {
	if t, ok := o.trials.Load(p.Key); ok {
		return t.(trial)
	}
	return trial{doubt: true}
}

// settle marks a post in the ledger. If that fails the claim stays open, and the next tick
// finds the message in the channel.
func (o *Outbox) settle(ctx context.Context, p consensus.Posting, state consensus.PostingState, ts string) error {
	o.trials.Delete(p.Key)
	if err := o.config.Ledger.SettlePost(ctx, p.Kind, p.Key, state, ts); err != nil {
		o.log.Error(o.kind.Noun+" could not be marked; it is tried again", "key", p.Key, "error", err)
		return err
	}
	o.log.Info(o.kind.Noun+" is settled", "key", p.Key, "state", state.String())
	return nil
}
