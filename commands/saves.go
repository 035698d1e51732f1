package commands

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/form"
	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// Review tells what recording a draft would do.
func (d *Desk) Review(ctx context.Context, req Request, draft answer.Draft) (review answer.Review) {
	req.Text = ""
	refused := func(err error) answer.Review {
		why := d.unanswered(req, grammar.Understood{}, err)
		return answer.Review{Problems: map[answer.Field]string{"": (why.Title + hintOf(why))}, Cause: why.Cause}
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
	if err == nil && review.Seal != "" {
		review.Seal, err = d.pin(ctx, review.Seal)
	}
	if err != nil {
		return refused(err)
	}
	return review
}

// Save records a draft as its command would, once for the request's key, if it still does
// what the review with that seal said.
func (d *Desk) Save(ctx context.Context, req Request, draft answer.Draft, seal string) (saved answer.Saved) {
	req.Text = ""
	defer func() {
		if r := recover(); r != nil {
			saved = answer.Saved{Reply: d.failed(req, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))}
		}
	}()
	for range maxRetries {
		var err error
		if saved, err = d.save(ctx, req, draft, seal); err == nil {
			return saved
		}
		if saved.Reply = d.unanswered(req, grammar.Understood{}, err); !isKind(err, consensus.Conflict) {
			break
		}
	}
	return saved
}

// errStale ends a recording whose review is no longer true.
var errStale = errors.New("the ledger moved since the review")

func (d *Desk) save(ctx context.Context, req Request, draft answer.Draft, seal string) (answer.Saved, error) {
	if err := d.refresh(ctx); err != nil {
		return answer.Saved{}, err
	}
	if d.outside(req) {
		return answer.Saved{}, sayOutside()
	}
	var fresh answer.Review
	reply, err := d.record(ctx, req, func(report.View) (consensus.Entry, error) {
		p, err := d.plan(ctx, req, draft)
		switch {
		case err != nil:
			return consensus.Entry{}, err
		case len(p.Problems) > 0:
			return consensus.Entry{}, consensus.Ask(p.Problems[slices.Min(slices.Collect(maps.Keys(p.Problems)))], "")
		case p.Entry.Number != 0 || p.Entry.Kind == consensus.Echo:
			return p.Entry, nil // it is recorded meanwhile: nothing to look at anew, and both are told
		}
		if fresh, err = d.review(ctx, req, p); err != nil {
			return p.Entry, err
		}
		if holds, err := d.holds(ctx, seal, fresh.Seal); holds || err != nil {
			return p.Entry, err
		}
		if fresh.Seal, err = d.pin(ctx, fresh.Seal); err != nil {
			return p.Entry, err
		}
		return p.Entry, errStale
	})
	if errors.Is(err, errStale) {
		return answer.Saved{Stale: &fresh}, nil
	}
	return answer.Saved{Reply: reply}, err
}

// plan decides on a draft as its command decides on what is typed.
func (d *Desk) plan(ctx context.Context, req Request, draft answer.Draft) (form.Plan, error) {
	b, err := d.basis(ctx, req, draft)
	if err == nil && mends(draft) && draft.Of.Entry == 0 {
		err = sayUnnamed(draft.Target)
	}
	if err != nil {
		return form.Plan{}, err
	}
	p := form.NewPlan(b, d.names(), draft)
	if len(p.Problems) > 0 {
		return p, nil
	}
	decide := d.reporting
	switch p.Verb {
	case "correct":
		decide = d.correcting
	case "retract":
		decide = d.retracting
	}
	v := d.view(ctx, d.today())
	p.Entry, err = decide(req, p.Said)(v)
	return p, cmp.Or(v.Err(), err)
}

// review shows a plan: what it says, what it changes, what to look at before it is
// recorded, and how it is typed.
func (d *Desk) review(ctx context.Context, req Request, p form.Plan) (answer.Review, error) {
	var would answer.Reply
	var linked []int
	if len(p.Problems) == 0 && p.Entry.Number == 0 {
		var err error
		if would, err = d.supposing(ctx, req, p.Entry); err != nil {
			return answer.Review{}, err
		}
		if link := p.NewLink(); link != "" {
			if linked, err = d.Ledger.Linked(ctx, link); err != nil {
				return answer.Review{}, err
			}
		}
	}
	return form.NewReview(p, would, linked), p.Err()
}

// supposing words what an entry would do if it were recorded now, in the words that it
// will be answered with: on a desk of its own, whose ledger has it already.
func (d *Desk) supposing(ctx context.Context, req Request, e consensus.Entry) (answer.Reply, error) {
	base := d.book.Last()
	e.Number, e.Recorder, e.Recorded = base+1, req.User.ID, consensus.Stamp(d.book.LastRecorded(), d.Now())
	book, err := d.book.With(e)
	if err != nil {
		return answer.Reply{}, err
	}
	config := d.Config
	config.Ledger = &draftLedger{Ledger: d.Ledger, base: base, added: []consensus.Entry{e}}
	desk := &Desk{Config: config, book: book}
	v := desk.viewOf(ctx, req, e)
	return report.Recorded(v, e, d.Config.Digest), v.Err()
}
