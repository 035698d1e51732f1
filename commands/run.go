package commands

import "context"

// run carries out a command that was understood.
type run func(*Desk, context.Context, Request, Understood) (Reply, error)

// asking carries out a command that records nothing, with the book held still. Its
// answer can be shared.
func asking(answer run) run {
	return func(d *Desk, ctx context.Context, req Request, u Understood) (Reply, error) {
		d.mu.RLock()
		defer d.mu.RUnlock()
		reply, err := answer(d, ctx, req, u)
		if err == nil && !u.Here && reply.Post == nil && reply.File == nil {
			reply.Actions = append(reply.Actions, Action{Label: "Share in channel", Share: true})
		}
		return reply, err
	}
}

// either carries out a command that asks or records, as its parts tell.
func either(ask, record run) run {
	return func(d *Desk, ctx context.Context, req Request, u Understood) (Reply, error) {
		if u.Records {
			return record(d, ctx, req, u)
		}
		return asking(ask)(d, ctx, req, u)
	}
}

// forms carries out a command that has forms: each under its word, "" for none.
func forms(by map[string]run) run {
	return func(d *Desk, ctx context.Context, req Request, u Understood) (Reply, error) {
		return by[u.Sub](d, ctx, req, u)
	}
}
