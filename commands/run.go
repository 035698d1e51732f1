package commands

import (
	"cmp"
	"context"
	"slices"

	"natobot/commands/answer"
	"natobot/commands/grammar"
	"natobot/commands/report"
)

// run carries out a command that was understood.
type run func(*Desk, context.Context, Request, grammar.Understood) (answer.Reply, error)

// query is what somebody asks, or asks to be recorded, with what the answer looks at.
type query struct {
	report.View
	desk *Desk
	req  Request
	u    grammar.Understood
}

// answering carries out a command that records nothing, with the book held still. Its
// answer can be shared.
func answering(word func(query) (answer.Reply, error)) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		d.mu.RLock()
		defer d.mu.RUnlock()
		v, err := d.asked(ctx, u)
		if err != nil {
			return answer.Reply{}, err
		}
		v.Role = d.role(req)
		reply, err := word(query{View: v, desk: d, req: req, u: u})
		if err = cmp.Or(v.Err(), err); err != nil {
			return answer.Reply{}, err
		}
		reply.Sections = append(slices.Clip(reply.Sections), v.Misstamped()...)
		if !u.Here && reply.Post == nil && reply.File == nil {
			reply.Actions = append(reply.Actions, answer.Action{Label: "Share in channel", Share: true})
		}
		return reply, nil
	}
}

// recording carries out a command that records what comes of it as decided on all that the
// ledger says.
func recording(decide decision) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		return d.record(ctx, req, u, decide)
	}
}

// recordingAll carries out a command that records several entries, all or none.
func recordingAll(decide decisions) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		return d.recordAll(ctx, req, u, decide)
	}
}

// either carries out a command that asks or records, as its parts tell.
func either(ask, record run) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		if u.Records {
			return record(d, ctx, req, u)
		}
		return ask(d, ctx, req, u)
	}
}

// forms carries out a command that has forms: each under its word, "" for none.
func forms(by map[string]run) run {
	return func(d *Desk, ctx context.Context, req Request, u grammar.Understood) (answer.Reply, error) {
		return by[u.Sub](d, ctx, req, u)
	}
}
