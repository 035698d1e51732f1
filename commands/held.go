package commands

import (
	"cmp"
	"context"
	"errors"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/held"
	"natobot/commands/report"
	"natobot/consensus"
)

// A held report waits outside the ledger, so that nothing which reads the ledger can know of it:
// no number, answer, picture, export or suggestion. What is here is all that does.

// shelf is the desk with the reports that wait beside its ledger.
type shelf struct{ *Desk }

// onShelf carries out a command that is about reports that wait. What it refuses is its asker's
// alone to know.
func onShelf(do func(shelf, context.Context, Request, grammar.Understood) (answer.Reply, error)) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		reply, err := do(shelf{d}, ctx, req, u)
		if _, ok := refusal(err); ok {
			reply, err = d.unanswered(req, err, u.Try...), nil
			reply.Private = true
		}
		return reply, err
	}
}

// errHeld ends a recording whose report is to be held instead.
var errHeld = errors.New("it is held")

// waiting tells how a report is to be held, and false where it is recorded at once: it has a
// moment, or the desk reviews what is reported. What a terminal or a file says is an editor's own
// act and waits for nobody. A correction or a retraction mends what stands, and never waits.
// Whoever asks holds the book for reading.
func (d shelf) waiting(req Request, u grammar.Understood) (h consensus.Held, waits bool, err error) {
	own := req.User.ID == Operator || req.unattended
	h = consensus.Held{Key: req.Key, Author: req.User.ID, Review: d.book.Reviewing(d.book.Last()) && !own}
	if u.Until.Day == 0 {
		return h, h.Review, nil
	}
	at, ok := u.Until.In(d.Zone)
	switch {
	case !ok:
		return h, true, sentences.Ask("no such moment", u.Until)
	case !at.After(d.Now()):
		return h, true, sentences.Ask("moment passed", u.Until)
	}
	h.Until = at.UTC()
	return h, true, nil
}

// hold holds a report that is to wait, and tells whether it did.
func (d shelf) hold(ctx context.Context, req Request, u grammar.Understood) (reply answer.Reply, done bool, err error) {
	d.mu.RLock()
	h, waits, err := d.waiting(req, u)
	d.mu.RUnlock()
	if err != nil || !waits {
		return answer.Reply{}, waits, err
	}
	if err := d.Doubt(); err != nil {
		return answer.Reply{}, true, err
	}
	if h.Drafts, reply, err = d.toHold(ctx, req, u); err != nil || reply.Title != "" {
		return reply, true, err
	}
	if h, err = d.Ledger.Hold(ctx, h); err != nil {
		return answer.Reply{}, true, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	return held.SayHeld(d.view(ctx, d.today()), h, u.Notes), true, nil
}

// toHold decides on a report as if it were recorded now, and gives what is to be held; or the
// answer, where the ledger has all of it already.
func (d shelf) toHold(ctx context.Context, req Request, u grammar.Understood) (drafts []consensus.Entry, had answer.Reply, err error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	q := d.query(ctx, req, u)
	for _, fact := range held.Facts(u) {
		q.u.Fact = fact
		e, err := deciding(q)
		if err = cmp.Or(q.Err(), err); err != nil {
			return nil, had, err
		}
		if e.Number != 0 {
			had = report.Already([]consensus.Entry{e})
			continue
		}
		drafts = append(drafts, consensus.Entry{Race: e.Race, Fact: fact})
	}
	if len(drafts) > 0 {
		had = answer.Reply{}
	}
	return drafts, had, nil
}

// deciding decides on any new report.
func deciding(q query) (consensus.Entry, error) {
	if q.u.Fact.Kind == consensus.Accession {
		return joining(q)
	}
	return reporting(q)
}

// named gives a held report that somebody names, and refuses one that they may not know of as
// one that there is not.
func (d shelf) named(ctx context.Context, req Request, number int) (consensus.Held, error) {
	h, err := d.Ledger.HeldReport(ctx, number)
	if isKind(err, consensus.NotFound) || err == nil && !held.MayKnow(h, req.User.ID, d.roleOf(req)) {
		return consensus.Held{}, sentences.Ask("not held", grammar.HeldNumber(number))
	}
	if err == nil && req.Of != nil && (req.Of.Entry != number || req.Of.Hash != held.Hash(h)) {
		return consensus.Held{}, sentences.Ask("other held", grammar.HeldNumber(req.Of.Entry))
	}
	return h, err
}

// list answers which reports wait, of those that somebody may know of.
func (d shelf) list(ctx context.Context, req Request, _ grammar.Understood) (answer.Reply, error) {
	list, err := d.Ledger.Held(ctx, d.Now())
	if err != nil {
		return answer.Reply{}, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	role := d.role(req)
	return held.SayWaiting(d.view(ctx, d.today()), held.Known(list, req.User.ID, role), req.User.ID, role, d.Now()), nil
}

// repeated gives the answer of the first time to a request that held a report, released or
// dropped one.
func (d shelf) repeated(ctx context.Context, req Request) (answer.Reply, bool, error) {
	h, found, err := d.Ledger.HeldBy(ctx, req.Key)
	if err != nil || !found {
		return answer.Reply{}, false, err
	}
	if h.Key == req.Key {
		d.mu.RLock()
		defer d.mu.RUnlock()
		u, _ := d.read(ctx, req) // a form has no text, and nothing in it is taken for something else
		return held.SayHeld(d.view(ctx, d.today()), h, u.Notes), true, nil
	}
	reply, err := d.settled(ctx, req, h, false)
	return reply, true, err
}

// reviewing records whether reports wait for a second person.
func reviewing(q query) (consensus.Entry, error) {
	switch on := q.u.Sub == consensus.ReviewOn; {
	case on != q.Book.Reviewing(q.At.Known):
	case on:
		return consensus.Entry{}, sentences.Ask("review is on")
	default:
		return consensus.Entry{}, sentences.Ask("review is off")
	}
	return consensus.Entry{Race: q.Race.Key(), Fact: q.u.Fact}, nil
}
