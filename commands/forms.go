package commands

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"

	"natobot/commands/answer"
	"natobot/commands/form"
	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// Form gives the form for a draft: a new one, one that was sent back, one whose choice
// asks for other inputs. It always answers; a form without inputs says why there is none.
func (d *Desk) Form(ctx context.Context, req Request, draft answer.Draft) (opened answer.Form) {
	req.Text = "" // a form has no text to give back: what was filled in stays in it
	refused := func(err error) answer.Form {
		why := d.unanswered(req, grammar.Understood{}, err)
		return answer.Form{Title: form.FormTitle(draft), Sections: form.Whole(why), Draft: draft, Cause: why.Cause}
	}
	defer func() {
		if r := recover(); r != nil {
			opened = refused(fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	if err := d.refresh(ctx); err != nil {
		return refused(err)
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	if draft.Of.Entry == 0 && req.Of != nil {
		draft.Of = *req.Of
	}
	b, err := d.basis(ctx, req, draft)
	if err == nil && mends(draft) && draft.Of.Entry == 0 {
		draft.Of, err = meant(b.View, req, draft.Target)
	}
	if err == nil {
		opened, err = form.Open(b, draft)
		err = cmp.Or(b.Err(), err)
	}
	if err != nil {
		return refused(err)
	}
	return opened
}

// basis finds out what a draft is about, and refuses as its command would: who may not
// record, an entry that is not theirs or stands no more, a race that is closed.
func (d *Desk) basis(ctx context.Context, req Request, draft answer.Draft) (form.Basis, error) {
	v := d.view(ctx, d.today())
	v.Role = d.role(req)
	switch {
	case v.Role == consensus.Outsider:
		return form.Basis{}, sayOutside()
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
	old, err := d.mendable(v, req, draft.Target)
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
		return answer.Ref{}, sayUnnamed(number)
	}
	return v.Ref(v.Entry(number)), v.Err()
}
