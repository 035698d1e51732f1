package commands

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"time"

	"natobot/consensus"
)

// Review tells what recording a draft would do.
func (d *Desk) Review(ctx context.Context, req Request, draft Draft) (review Review) {
	req.Text = ""
	refused := func(err error) Review {
		why := d.unanswered(req, Understood{}, err)
		return Review{Problems: map[Field]string{"": (why.Title + hintOf(why))}, Cause: why.Cause}
	}
	defer func() {
		if r := recover(); r != nil {
			review = refused(fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	if err := d.refresh(ctx); err != nil {
		return refused(err)
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	p, err := d.plan(ctx, req, draft)
	if err == nil {
		review, err = d.review(ctx, req, p)
	}
	if err != nil {
		return refused(err)
	}
	return review
}

// Save records a draft as its command would, once for the request's key, if it still does
// what the review with that seal said.
func (d *Desk) Save(ctx context.Context, req Request, draft Draft, seal string) (saved Saved) {
	req.Text = ""
	defer func() {
		if r := recover(); r != nil {
			saved = Saved{Reply: d.failed(req, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))}
		}
	}()
	for range maxRetries {
		var err error
		if saved, err = d.save(ctx, req, draft, seal); err == nil {
			return saved
		}
		if saved.Reply = d.unanswered(req, Understood{}, err); !isKind(err, consensus.Conflict) {
			break
		}
	}
	return saved
}

// errStale ends a recording whose review is no longer true.
var errStale = errors.New("the ledger moved since the review")

func (d *Desk) save(ctx context.Context, req Request, draft Draft, seal string) (Saved, error) {
	if err := d.refresh(ctx); err != nil {
		return Saved{}, err
	}
	if d.outside(req) {
		return Saved{}, sayOutside()
	}
	var fresh Review
	reply, err := d.record(ctx, req, func(view) (consensus.Entry, error) {
		p, err := d.plan(ctx, req, draft)
		switch {
		case err != nil:
			return consensus.Entry{}, err
		case len(p.problems) > 0:
			return consensus.Entry{}, consensus.Ask(p.problems[slices.Min(slices.Collect(maps.Keys(p.problems)))], "")
		case p.entry.Number != 0 || p.entry.Kind == consensus.Echo:
			return p.entry, nil // it is recorded meanwhile: nothing to look at anew, and both are told
		}
		if fresh, err = d.review(ctx, req, p); err == nil && fresh.Seal != seal {
			err = errStale
		}
		return p.entry, err
	})
	if errors.Is(err, errStale) {
		return Saved{Stale: &fresh}, nil
	}
	return Saved{Reply: reply}, err
}

// plan decides on a draft as its command decides on what is typed.
func (d *Desk) plan(ctx context.Context, req Request, draft Draft) (plan, error) {
	b, err := d.basis(ctx, req, draft)
	if err != nil {
		return plan{}, err
	}
	p := planOf(b, d.names(), draft)
	if len(p.problems) > 0 {
		return p, nil
	}
	decide := d.reporting
	switch p.verb {
	case "correct":
		decide = d.correcting
	case "retract":
		decide = d.retracting
	}
	v := d.view(ctx, d.today())
	p.entry, err = decide(req, p.said)(v)
	return p, cmp.Or(v.Err(), err)
}

// review shows a plan: what it says, what it changes, what to look at before it is
// recorded, and how it is typed.
func (d *Desk) review(ctx context.Context, req Request, p plan) (Review, error) {
	var would Reply
	var linked []int
	if len(p.problems) == 0 && p.entry.Number == 0 {
		var err error
		if would, err = d.supposing(ctx, req, p.entry); err != nil {
			return Review{}, err
		}
		if link := p.newLink(); link != "" {
			if linked, err = d.Ledger.Linked(ctx, link); err != nil {
				return Review{}, err
			}
		}
	}
	return reviewOf(p, would, linked), p.Err()
}

// supposing words what an entry would do if it were recorded now, in the words that it
// will be answered with: on a desk of its own, whose ledger has it already.
func (d *Desk) supposing(ctx context.Context, req Request, e consensus.Entry) (Reply, error) {
	base := d.book.Last()
	e.Number, e.Recorder, e.Recorded = base+1, req.User.ID, d.Now().UTC().Truncate(time.Millisecond)
	if last := d.book.LastRecorded(); e.Recorded.Before(last) {
		e.Recorded = last
	}
	book, err := d.book.With(e)
	if err != nil {
		return Reply{}, err
	}
	config := d.Config
	config.Ledger = &draftLedger{Ledger: d.Ledger, base: base, added: []consensus.Entry{e}}
	desk := &Desk{Config: config, book: book}
	v := desk.viewOf(ctx, req, e)
	return RecordedReply(v, e, d.Config.Digest), v.Err()
}
