package sqlite

import (
	"context"

	"natobot/consensus"
	"natobot/store"
)

// Beside gives what is kept beside the entries.
func (l *Ledger) Beside(ctx context.Context) (b store.Beside, err error) {
	for values, err := range rows(ctx, ask(l.readers, `SELECT key, first, count FROM requests ORDER BY first, key`)) {
		if err != nil {
			return b, store.Unreadable(err)
		}
		key, _ := values[0].(string)
		first, _ := values[1].(int64)
		count, _ := values[2].(int64)
		b.Requests = append(b.Requests, store.Request{Key: key, First: int(first), Count: int(count)})
	}
	if b.Posts, err = posts(ctx, l.readers, `TRUE ORDER BY number`); err == nil {
		b.Held, err = heldOf(ctx, l.readers, `TRUE ORDER BY number`)
	}
	return b, store.Unreadable(err)
}

// RestoreBeside keeps that as it is.
func (l *Ledger) RestoreBeside(ctx context.Context, b store.Beside) error {
	return l.writer.write(ctx, func(ctx context.Context) error {
		for _, r := range b.Requests {
			if err := one(l.writer.request.ExecContext(ctx, r.Key, l.options.Workspace, r.First, r.Count)); err != nil {
				return err
			}
		}
		for _, p := range b.Posts {
			if err := l.restorePost(ctx, p); err != nil {
				return err
			}
		}
		for _, h := range b.Held {
			if err := l.restoreHeld(ctx, h); err != nil {
				return err
			}
		}
		return nil
	})
}

// restorePost claims a post as it was claimed, and settles it as it was settled.
func (l *Ledger) restorePost(ctx context.Context, p consensus.Posting) error {
	if err := l.insertPost(ctx, store.Unsettle(p)); err != nil || p.State == consensus.Claimed {
		return err
	}
	return l.settlePost(ctx, p.Kind, p.Key, p.State, p.TS, p.SettledAt)
}
