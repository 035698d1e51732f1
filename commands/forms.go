package commands

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/form"
	"natobot/commands/grammar"
	"natobot/commands/held"
	"natobot/commands/report"
	"natobot/consensus"
)

// Form gives the form for a draft: a new one, one that was sent back, one whose choice
// asks for other inputs. It always answers; a form without inputs says why there is none.
func (d *Desk) Form(ctx context.Context, req Request, draft answer.Draft) answer.Form {
	req.Text = "" // a form has no text to give back: what was filled in stays in it
	if draft.Of.Entry == 0 && req.Of != nil {
		draft.Of = *req.Of
	}
	open := func(v report.View) (answer.Form, error) {
		b, err := d.basis(v, req, draft)
		if err == nil && mends(draft) && draft.Of.Entry == 0 {
			draft.Of, err = meant(b.View, req, draft.Target)
		}
		if err != nil {
			return answer.Form{}, err
		}
		if draft.Race == "" && b.Race.Key() != d.book.Current(b.At.Known).Key() {
			draft.Race = b.Race.Key() // what comes back from a dialog has no channel
		}
		return form.Open(b, draft)
	}
	return answered(d, req, func() (answer.Form, error) { return reading(ctx, d, open) }, func(err error) answer.Form {
		why := d.unanswered(req, err)
		return answer.Form{Title: form.FormTitle(draft), Sections: form.Whole(why), Draft: draft, Cause: why.Cause}
	})
}

// basis finds out what a draft is about, and refuses as its command would: who may not
// record, an entry that is not theirs or stands no more, a race that is closed.
func (d *Desk) basis(v report.View, req Request, draft answer.Draft) (form.Basis, error) {
	race, err := raceMeant(d, req.Channel, draft.Race, v.At.Known)
	if err != nil {
		return form.Basis{}, err
	}
	v = v.In(race)
	v.Role = d.role(req)
	switch {
	case v.Role == consensus.Outsider:
		return form.Basis{}, sentences.Ask("outside")
	case v.Role < consensus.Reporter:
		return form.Basis{}, sayForbidden(v.Role, consensus.Reporter)
	}
	if !mends(draft) {
		return form.NewBasis(v, draft.Verb, consensus.Entry{})
	}
	if draft.Of.Entry != 0 {
		if err := refers(v, draft.Of, draft.Target); err != nil {
			return form.Basis{}, err
		}
	}
	old, err := query{View: v, desk: d, req: req}.mendable(draft.Target)
	if err != nil {
		return form.Basis{}, err
	}
	return form.NewBasis(v.Of(old), draft.Verb, old)
}

// mends tells whether a draft is about an entry that is there.
func mends(draft answer.Draft) bool { return draft.Verb == "correct" || draft.Verb == "retract" }

// meant gives the entry that a new form is to mend: of what somebody typed, the one that has
// the number now. A button says which it means.
func meant(v report.View, req Request, number int) (answer.Ref, error) {
	if req.Of != nil {
		return answer.Ref{}, sentences.Ask("unnamed", number)
	}
	return v.Ref(v.Entry(number)), v.Err()
}

// Review tells what recording a draft would do.
func (d *Desk) Review(ctx context.Context, req Request, draft answer.Draft) answer.Review {
	req.Text = ""
	review := func(v report.View) (answer.Review, error) {
		p, err := d.plan(v, req, draft)
		if err != nil {
			return answer.Review{}, err
		}
		review, err := reviewOf(ctx, d, req, p)
		if err == nil && review.Seal != "" {
			review.Seal, err = pin(ctx, d, review.Seal)
		}
		return review, err
	}
	return answered(d, req, func() (answer.Review, error) { return reading(ctx, d, review) }, func(err error) answer.Review {
		why := d.unanswered(req, err)
		return answer.Review{Problems: map[answer.Field]string{"": (why.Title + hintOf(why))}, Cause: why.Cause}
	})
}

// Save records a draft as its command would, once for the request's key, if it still does
// what the review with that seal said.
func (d *Desk) Save(ctx context.Context, req Request, draft answer.Draft, seal string) answer.Saved {
	req.Text = ""
	return answered(d, req, func() (answer.Saved, error) { return d.save(ctx, req, draft, seal) }, func(err error) answer.Saved {
		return answer.Saved{Reply: d.unanswered(req, err)}
	})
}

// errStale ends a recording whose review is no longer true.
var errStale = errors.New("the ledger moved since the review")

func (d *Desk) save(ctx context.Context, req Request, draft answer.Draft, seal string) (answer.Saved, error) {
	if err := d.refresh(ctx); err != nil {
		return answer.Saved{}, err
	}
	if d.roleOf(req) == consensus.Outsider {
		return answer.Saved{}, sentences.Ask("outside")
	}
	var fresh answer.Review
	var said grammar.Understood
	reply, err := d.record(ctx, req, grammar.Understood{}, one(func(q query) (consensus.Entry, error) {
		p, err := d.plan(q.View, req, draft)
		switch {
		case err != nil:
			return consensus.Entry{}, err
		case len(p.Problems) > 0:
			return consensus.Entry{}, consensus.Ask(p.Problems[slices.Min(slices.Collect(maps.Keys(p.Problems)))], "")
		case p.Entry.Number != 0 || p.Entry.Kind == consensus.Echo:
			return p.Entry, nil // it is recorded meanwhile: nothing to look at anew, and both are told
		}
		if fresh, err = reviewOf(ctx, d, req, p); err != nil {
			return p.Entry, err
		}
		if holds, err := holds(ctx, d, seal, fresh.Seal); holds || err != nil {
			if said = p.Said; err == nil && p.Waits != "" {
				err = errHeld
			}
			return p.Entry, err
		}
		if fresh.Seal, err = pin(ctx, d, fresh.Seal); err != nil {
			return p.Entry, err
		}
		return p.Entry, errStale
	}), alone)
	switch {
	case errors.Is(err, errStale):
		return answer.Saved{Stale: &fresh}, nil
	case errors.Is(err, errHeld):
		reply, _, err = shelf{d}.hold(ctx, req, said)
	}
	return answer.Saved{Reply: reply}, err
}

// plan decides on a draft as its command decides on what is typed.
func (d *Desk) plan(v report.View, req Request, draft answer.Draft) (form.Plan, error) {
	b, err := d.basis(v, req, draft)
	if err == nil && mends(draft) && draft.Of.Entry == 0 {
		err = sentences.Ask("unnamed", draft.Target)
	}
	if err != nil {
		return form.Plan{}, err
	}
	p := form.NewPlan(b, d.names(b.Race), draft)
	if len(p.Problems) > 0 {
		return p, nil
	}
	decide := reporting
	switch p.Verb {
	case "correct":
		decide = correcting
	case "retract":
		decide = retracting
	}
	p.Said.In = b.Race.Key()
	q := d.query(v.Ctx, req, p.Said)
	p.Entry, err = decide(q)
	if err = cmp.Or(q.Err(), err); err != nil || mends(draft) {
		return p, err
	}
	return planned(d, req, p), nil
}

// planned adds to a plan for what its report would wait. One that waits joins no other.
func planned(d *Desk, req Request, p form.Plan) form.Plan {
	h, waits, err := shelf{d}.waiting(req, p.Said)
	switch {
	case err != nil:
		p.Problems[answer.FieldUntil] = asError(err).Message + " Leave this empty to record it now, or give a later moment."
	case waits:
		p.Waits = held.WaitsFor(h, d.Zone)
		if p.Entry.Kind == consensus.Echo {
			p.Entry.Fact = p.Said.Fact
		}
	}
	return p
}

// reviewOf shows a plan: what it says, what it changes, what to look at before it is
// recorded, and how it is typed.
func reviewOf(ctx context.Context, d *Desk, req Request, p form.Plan) (answer.Review, error) {
	var would answer.Reply
	var linked []int
	if len(p.Problems) == 0 && p.Entry.Number == 0 {
		var err error
		if would, err = supposing(ctx, d, req, p.Entry); err != nil {
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
func supposing(ctx context.Context, d *Desk, req Request, e consensus.Entry) (answer.Reply, error) {
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
