package commands

import (
	"cmp"
	"context"
	"strings"
	"time"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/held"
	"natobot/commands/report"
	"natobot/consensus"
)

// release lets a held report into the ledger, because somebody says so.
func (d shelf) release(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	h, err := d.named(ctx, req, u.Held)
	switch {
	case err != nil:
		return answer.Reply{}, err
	case h.State == consensus.Dropped:
		return answer.Reply{}, sentences.Ask("dropped already", grammar.HeldNumber(h.Number), strings.TrimSuffix(h.Settlement.Because, "."))
	case h.State == consensus.Released:
		return d.settled(ctx, req, h, false)
	case !held.MayRelease(h, req.User.ID, d.roleOf(req)):
		return answer.Reply{}, sentences.Ask("own report", grammar.HeldNumber(h.Number))
	}
	settlement := consensus.Settlement{Key: req.Key, By: req.User.ID}
	if h.Review && h.Until.After(d.Now()) {
		return d.pass(ctx, req, h, settlement)
	}
	if err := d.letIn(ctx, h, settlement); err != nil {
		return d.unreleased(ctx, req, h, err)
	}
	if h, err = d.Ledger.HeldReport(ctx, h.Number); err != nil {
		return answer.Reply{}, err
	}
	return d.settled(ctx, req, h, true)
}

// pass ends the review of a report whose embargo lasts: it waits on for its moment alone.
func (d shelf) pass(ctx context.Context, req Request, h consensus.Held, s consensus.Settlement) (answer.Reply, error) {
	next := h
	next.Key, next.Review = consensus.HeldKey(h.Number), false
	if _, err := d.Ledger.Hold(ctx, next); err != nil {
		return answer.Reply{}, err
	}
	h, err := d.Ledger.SettleHeld(ctx, h.Number, consensus.Released, s)
	if err != nil {
		return answer.Reply{}, err
	}
	return d.settled(ctx, req, h, false)
}

// unreleased answers a release that the ledger cannot take now. The report stays held, and its
// author hears of it.
func (d shelf) unreleased(ctx context.Context, req Request, h consensus.Held, why error) (answer.Reply, error) {
	told, ok := refusal(why)
	if !ok {
		return answer.Reply{}, why
	}
	reply := d.unanswered(req, consensus.Refuse(told.Kind, told.Message, told.Hint+" "+held.StillHeld(h)))
	if author := answer.Recorder(h.Author); author.ID != "" && h.Author != req.User.ID {
		d.mu.RLock()
		defer d.mu.RUnlock()
		reply.Notices = []answer.Notice{{User: h.Author, Reply: held.SayNotOut(d.view(ctx, d.today()), h, told)}}
	}
	return reply, nil
}

// refusal gives what a person is told of an error, and false where that is nothing about the
// report itself.
func refusal(err error) (*consensus.Error, bool) {
	e := asError(err)
	return e, e != nil && (e.Kind == consensus.Invalid || e.Kind == consensus.NotFound || e.Kind == consensus.Forbidden)
}

// letIn decides on a held report anew, on the ledger as it is now, and appends what comes of it
// as its author's. The ledger settles the report with the append. Where the ledger says all of it
// already, the report is settled as what stands there.
func (d shelf) letIn(ctx context.Context, h consensus.Held, s consensus.Settlement) error {
	if err := d.Doubt(); err != nil {
		return err
	}
	req := Request{Key: consensus.HeldKey(h.Number), User: User{ID: h.Author}, lets: &consensus.Keyed{Held: h.Number, Settlement: s}}
	had, ticket, err := d.enter(ctx, req, grammar.Understood{}, func(q query) ([]consensus.Entry, error) { return anew(q, h) }, alone)
	switch {
	case err != nil:
		return err
	case len(had) > 0:
		s.Entry = had[0].Number
		_, err = d.Ledger.SettleHeld(ctx, h.Number, consensus.Released, s)
		return err
	}
	receipt, err := d.pending.append(ctx, d.Ledger, ticket)
	if err != nil {
		return err
	}
	return d.refreshTo(ctx, receipt.Entries[len(receipt.Entries)-1].Number)
}

// anew decides on what was held. It goes into the race that it was reported for.
func anew(q query, h consensus.Held) ([]consensus.Entry, error) {
	return each(h.Drafts, func(draft consensus.Entry) (consensus.Entry, error) {
		if race, ok := q.Book.Race(draft.Race); ok {
			q.View = q.In(race)
		}
		q.u.Fact, q.u.Given = draft.Fact, held.Given(draft.Source)
		return deciding(q)
	})
}

// drop drops a held report, because somebody says so.
func (d shelf) drop(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	h, err := d.named(ctx, req, u.Held)
	switch {
	case err != nil:
		return answer.Reply{}, err
	case h.State == consensus.Waiting:
		return d.dropIt(ctx, req, h, u.Because)
	case h.State == consensus.Released && h.Settlement.Entry > 0:
		return answer.Reply{}, sentences.Ask("out already", grammar.HeldNumber(h.Number), h.Settlement.Entry)
	}
	return d.settled(ctx, req, h, false)
}

func (d shelf) dropIt(ctx context.Context, req Request, h consensus.Held, because string) (answer.Reply, error) {
	if err := d.Doubt(); err != nil {
		return answer.Reply{}, err
	}
	h, err := d.Ledger.SettleHeld(ctx, h.Number, consensus.Dropped, consensus.Settlement{Key: req.Key, By: req.User.ID, Because: because})
	if err != nil {
		return answer.Reply{}, err
	}
	return d.settled(ctx, req, h, false)
}

// undo takes back the latest that a person reported, whether it waits or is in the ledger.
func (d shelf) undo(ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
	list, err := d.Ledger.Held(ctx, d.Now())
	if err != nil {
		return answer.Reply{}, err
	}
	var last consensus.Held
	for _, h := range list {
		if h.State == consensus.Waiting && h.Author == req.User.ID {
			last = h
		}
	}
	if last.Number == 0 {
		return d.record(ctx, req, u, undo, alone)
	}
	d.mu.RLock()
	q := d.query(ctx, req, u)
	recorded, err := undone(q)
	err = cmp.Or(q.Err(), err)
	d.mu.RUnlock()
	if err == nil && recorded.Recorded.After(last.Since) {
		return d.record(ctx, req, u, undo, alone)
	}
	return d.dropIt(ctx, req, last, report.Undone)
}

// settled answers what became of a held report. One that was let in is told as what is
// recorded, with who let it in; others hear of it with the first answer.
func (d shelf) settled(ctx context.Context, req Request, h consensus.Held, first bool) (answer.Reply, error) {
	if h.State == consensus.Dropped {
		return held.SayDropped(h), nil
	}
	if h.Settlement.Entry == 0 {
		next, _, err := d.Ledger.HeldBy(ctx, consensus.HeldKey(h.Number))
		return held.SayPassedOn(h, next, d.Zone), err
	}
	entries, err := d.Ledger.Recorded(ctx, consensus.HeldKey(h.Number))
	if err != nil {
		return answer.Reply{}, err
	}
	if len(entries) == 0 {
		return report.Already([]consensus.Entry{{Number: h.Settlement.Entry}}), nil
	}
	if err := d.refreshTo(ctx, entries[len(entries)-1].Number); err != nil {
		return report.RecordedBarely(entries, err), nil
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	reply := d.told(ctx, Request{User: req.User, said: &grammar.Understood{}}, Receipt{Entries: entries, Repeated: !first})
	if h.Author != req.User.ID && d.role(req) < consensus.Editor {
		reply.Actions = nil // it is not theirs to undo
	}
	reply.Sections = append([]answer.Section{answer.Paragraph{Text: held.SayReleased(h, d.Zone)}}, reply.Sections...)
	return reply, nil
}

// newsFor is how long the author of a held report is owed word of it.
const newsFor = 24 * time.Hour

// ReleaseDue lets in what is due by the clock, and gives what authors are to hear: of reports that
// went out or were dropped without them, and of those that could not go out. It does nothing by a
// clock that is off. The notices are what others are to hear of what was let in.
func (d *Desk) ReleaseDue(ctx context.Context) (news []held.News, notices []answer.Notice, err error) {
	defer func() { news, notices = answer.Spelled(news, d.Command), answer.Spelled(notices, d.Command) }()
	if d.Doubt() != nil {
		return nil, nil, nil // whoever watches the clock says so
	}
	if err := d.refresh(ctx); err != nil {
		return nil, nil, err
	}
	now := d.Now()
	list, err := d.Ledger.Held(ctx, now.Add(-newsFor))
	if err != nil {
		return nil, nil, err
	}
	for _, h := range list {
		var refused *consensus.Error
		if h.Due(now) {
			var told []answer.Notice
			if h, told, refused, err = (shelf{d}).releaseDue(ctx, h); err != nil {
				return news, notices, err
			}
			notices = append(notices, told...)
		}
		d.mu.RLock()
		n, ok := held.Tell(d.view(ctx, d.today()), h, refused)
		d.mu.RUnlock()
		if ok {
			news = append(news, n)
		}
	}
	return news, notices, nil
}

// releaseDue lets in one report that is due; refused tells why the ledger does not take it. What
// somebody else settled meanwhile is theirs.
func (d shelf) releaseDue(ctx context.Context, h consensus.Held) (now consensus.Held, told []answer.Notice, refused *consensus.Error, err error) {
	for range maxRetries {
		if err = d.refresh(ctx); err == nil {
			err = d.letIn(ctx, h, consensus.Settlement{})
		}
		if !isKind(err, consensus.Conflict) {
			break
		}
		if now, read := d.Ledger.HeldReport(ctx, h.Number); read != nil || now.State != consensus.Waiting {
			return now, nil, nil, read
		}
	}
	if why, ok := refusal(err); ok {
		return h, nil, why, nil
	}
	if err == nil {
		now, err = d.Ledger.HeldReport(ctx, h.Number)
	}
	if err != nil {
		return h, nil, nil, err
	}
	reply, err := d.settled(ctx, Request{}, now, true)
	return now, reply.Notices, nil, err
}
