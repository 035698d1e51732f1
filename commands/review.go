package commands

import (
	"context"
	"crypto/sha256"
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
	if err := d.catchUp(ctx); err != nil {
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
	for range patience {
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
	if err := d.catchUp(ctx); err != nil {
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
			return consensus.Entry{}, askBack(p.problems[slices.Min(slices.Collect(maps.Keys(p.problems)))], "")
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

// plan is a draft as far as it is understood: what it says and, where nothing is wrong
// with that, the entry that it comes to. An entry with a Number is in the ledger already.
type plan struct {
	basis
	said     Understood
	names    *names
	problems map[Field]string
	entry    consensus.Entry
}

// plan decides on a draft as its command decides on what is typed.
func (d *Desk) plan(ctx context.Context, req Request, draft Draft) (p plan, err error) {
	if p.basis, err = d.basis(ctx, req, draft); err != nil {
		return p, err
	}
	p.names = d.names()
	if p.said, p.problems = p.fill(p.names, draft); len(p.problems) > 0 {
		return p, nil
	}
	decide := d.reporting
	switch p.verb {
	case "correct":
		decide = d.correcting
	case "retract":
		decide = d.retracting
	}
	p.entry, err = decide(ctx, req, p.said)(d.view(d.today()))
	return p, err
}

// review shows a plan: what it says, what it changes, what to look at before it is
// recorded, and how it is typed.
func (d *Desk) review(ctx context.Context, req Request, p plan) (Review, error) {
	if len(p.problems) > 0 {
		return Review{Problems: p.problems}, nil
	}
	r := Review{Title: "Record this?"}
	if p.entry.Number != 0 {
		r.Title, r.Sections = "Already recorded", whole(wouldAddNothing(p.entry.Number))
		return sealed(r), nil
	}
	done, err := d.supposing(ctx, req, p.entry)
	if err != nil {
		return Review{}, err
	}
	r.Sections = []Section{Paragraph{Text: p.wouldSay()}}
	r.Sections = append(r.Sections, done.Sections...)
	cautions, err := d.cautions(ctx, p)
	if err != nil {
		return Review{}, err
	}
	if len(cautions) > 0 {
		r.Sections = append(r.Sections, List{"Before you record it", cautions})
	}
	if text, ok := p.typed(); ok {
		r.Sections = append(r.Sections, Paragraph{Text: Line{{Text: "The same, typed: "}, {Text: text, Style: Code}}, Note: true})
	}
	return sealed(r), nil
}

// sealed puts the seal on a review: it changes with every word that the review shows.
func sealed(r Review) Review {
	shown := Reply{Title: r.Title, Sections: r.Sections}.Plain()
	r.Seal = fmt.Sprintf("%x", sha256.Sum256([]byte(shown)))[:32]
	return r
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
	v := desk.view(consensus.DayOf(e.Recorded.In(d.Zone))).of(e)
	return desk.wordRecorded(ctx, req, v, e)
}

// typed writes the plan as a command, and tells whether that command says the same: a
// correction that empties a field, for one, cannot be typed.
func (p plan) typed() (string, bool) {
	text := canonical(p.names.lex, p.said)
	again, err := understand(p.names, text)
	same := err == nil && again.Command == p.said.Command && again.Target == p.said.Target && sameFact(again.Fact, p.said.Fact)
	if p.verb == "correct" {
		same = same && again.Given == p.said.Given
	}
	return "/nato " + text, same
}
