package commands

import (
	"cmp"
	"context"
	"errors"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/consensus"
)

// A held report waits outside the ledger, so that nothing which reads the ledger can know of it:
// no number, answer, picture, export or suggestion. What is here is all that does.

// errHeld ends a recording whose report is to be held instead.
var errHeld = errors.New("it is held")

// waiting tells how a report is to be held, and false where it is recorded at once: it has a
// moment, or the desk reviews what is reported. What a terminal or a file says is an editor's own
// act and waits for nobody. A correction or a retraction mends what stands, and never waits.
// Whoever asks holds the book for reading.
func (d *Desk) waiting(req Request, u grammar.Understood) (h consensus.Held, waits bool, err error) {
	own := req.User.ID == Operator || req.unattended
	h = consensus.Held{Key: req.Key, Author: req.User.ID, Review: d.book.Reviewing(d.book.Last()) && !own}
	if u.Until.Day == 0 {
		return h, h.Review, nil
	}
	at, ok := u.Until.In(d.Zone)
	switch {
	case !ok:
		return h, true, sayNoSuchMoment(u.Until)
	case !at.After(d.Now()):
		return h, true, sayPassed(u.Until)
	}
	h.Until = at.UTC()
	return h, true, nil
}

// held holds a report that is to wait, and tells whether it did.
func (d *Desk) held(ctx context.Context, req Request, u grammar.Understood) (reply answer.Reply, held bool, err error) {
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
	return sayHeld(d.view(ctx, d.today()), h), true, nil
}

// toHold decides on a report as if it were recorded now, and gives what is to be held; or the
// answer, where the ledger has all of it already.
func (d *Desk) toHold(ctx context.Context, req Request, u grammar.Understood) (drafts []consensus.Entry, had answer.Reply, err error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	q := d.query(ctx, req, u)
	for _, fact := range facts(u) {
		q.u.Fact = fact
		e, err := deciding(q)
		if err = cmp.Or(q.Err(), err); err != nil {
			return nil, had, err
		}
		if e.Number != 0 {
			had = already(e)
			continue
		}
		drafts = append(drafts, consensus.Entry{Race: e.Race, Fact: fact})
	}
	if len(drafts) > 0 {
		had = answer.Reply{}
	}
	return drafts, had, nil
}

// facts gives what a report says, one fact for each member that it is of.
func facts(u grammar.Understood) []consensus.Fact {
	if len(u.Members) < 2 {
		return []consensus.Fact{u.Fact}
	}
	var list []consensus.Fact
	for _, code := range u.Members {
		u.Fact.Member = code
		list = append(list, u.Fact)
	}
	return list
}

// deciding decides on any new report.
func deciding(q query) (consensus.Entry, error) {
	if q.u.Fact.Kind == consensus.Accession {
		return joining(q)
	}
	return reporting(q)
}

// mayRelease tells whether somebody may let a held report in: of an embargo its author and
// editors, of one under review any other person who may record.
func mayRelease(h consensus.Held, user string, role consensus.Role) bool {
	switch {
	case role < consensus.Reporter:
		return false
	case h.Review:
		return user != h.Author
	}
	return user == h.Author || role >= consensus.Editor
}

// mayKnow tells whether somebody may know that a held report exists: its author, and who may
// release it.
func mayKnow(h consensus.Held, user string, role consensus.Role) bool {
	return role >= consensus.Reporter && user == h.Author || mayRelease(h, user, role)
}

// heldNamed gives a held report that somebody names, and refuses one that they may not know of as
// one that there is not.
func (d *Desk) heldNamed(ctx context.Context, req Request, number int) (consensus.Held, error) {
	h, err := d.Ledger.HeldReport(ctx, number)
	if isKind(err, consensus.NotFound) || err == nil && !mayKnow(h, req.User.ID, d.roleOf(req)) {
		return consensus.Held{}, sayNoHeld(number)
	}
	if err == nil && req.Of != nil && (req.Of.Entry != number || req.Of.Hash != heldHash(h)) {
		return consensus.Held{}, sayOtherHeld(*req.Of)
	}
	return h, err
}

func (d *Desk) roleOf(req Request) consensus.Role {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.role(req)
}

// listHeld answers which reports wait, of those that somebody may know of.
func (d *Desk) listHeld(ctx context.Context, req Request, _ grammar.Understood) (answer.Reply, error) {
	list, err := d.Ledger.Held(ctx, d.Now())
	if err != nil {
		return answer.Reply{}, err
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	role := d.role(req)
	var known []consensus.Held
	for _, h := range list {
		if h.State == consensus.Waiting && mayKnow(h, req.User.ID, role) {
			known = append(known, h)
		}
	}
	return sayWaiting(d.view(ctx, d.today()), known, req.User.ID, role, d.Now()), nil
}

// repeatedHeld gives the answer of the first time to a request that held a report, released or
// dropped one.
func (d *Desk) repeatedHeld(ctx context.Context, req Request) (answer.Reply, bool, error) {
	h, found, err := d.Ledger.HeldBy(ctx, req.Key)
	if err != nil || !found {
		return answer.Reply{}, false, err
	}
	if h.Key == req.Key {
		d.mu.RLock()
		defer d.mu.RUnlock()
		return sayHeld(d.view(ctx, d.today()), h), true, nil
	}
	reply, err := d.saySettled(ctx, req, h, false)
	return reply, true, err
}

// review records whether reports wait for a second person.
func review(q query) (consensus.Entry, error) {
	if on := q.u.Sub == consensus.ReviewOn; on == q.Book.Reviewing(q.At.Known) {
		return consensus.Entry{}, sayReviewSet(on)
	}
	return consensus.Entry{Race: q.Race.Key(), Fact: q.u.Fact}, nil
}
