package sqlite

import (
	"context"
	"database/sql"

	"natobot/store"
)

// Beside gives what is kept beside the entries.
func (l *Ledger) Beside(ctx context.Context) (b store.Beside, err error) {
	b.Requests, err = read(func(row *sql.Rows) (r store.Request, err error) {
		err = row.Scan(&r.Key, &r.First, &r.Count)
		return r, err
	})(l.readers.QueryContext(ctx, `SELECT key, first, count FROM requests ORDER BY first, key`))
	if err != nil {
		return b, store.Unreadable(err)
	}
	if b.Posts, err = l.findPosts(ctx, `TRUE ORDER BY number`); err == nil {
		b.Held, err = l.findHeld(ctx, `TRUE ORDER BY number`)
	}
	return b, err
}

// RestoreBeside keeps that as it is.
func (l *Ledger) RestoreBeside(ctx context.Context, b store.Beside) error {
	return l.changing(ctx, func(ctx context.Context, c store.Change) error {
		for _, r := range b.Requests {
			if err := one(l.writer.request.ExecContext(ctx, r.Key, l.options.Workspace, r.First, r.Count)); err != nil {
				return err
			}
		}
		return store.RestoreRecords(ctx, c, b)
	})
}
