package postgres

import (
	"context"

	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// Beside gives what is kept beside the entries.
func (l *Ledger) Beside(ctx context.Context) (b store.Beside, err error) {
	b.Requests, err = collect(ctx, l.pool, func(row pgx.CollectableRow) (r store.Request, err error) {
		err = row.Scan(bytesInto{&r.Key}, &r.First, &r.Count)
		return r, err
	}, `SELECT key, first, count FROM requests WHERE workspace = $1 ORDER BY first`, l.workspace)
	if err == nil {
		b.Posts, err = l.posts(ctx, l.pool, `ORDER BY number`)
	}
	if err == nil {
		b.Held, err = l.heldReports(ctx, l.pool, `ORDER BY number`)
	}
	return b, store.Unreadable(err)
}

// RestoreBeside keeps that as it is.
func (l *Ledger) RestoreBeside(ctx context.Context, b store.Beside) error {
	return unwritten(pgx.BeginFunc(ctx, l.pool, func(tx pgx.Tx) error {
		end, err := l.lock(ctx, tx)
		if err != nil {
			return err
		}
		var keys [][]byte
		var firsts, counts []int64
		for _, r := range b.Requests {
			keys, firsts, counts = append(keys, []byte(r.Key)), append(firsts, int64(r.First)), append(counts, int64(r.Count))
		}
		_, err = tx.Exec(ctx, `INSERT INTO requests (workspace, key, first, count) SELECT $1, * FROM unnest($2::bytea[], $3::bigint[], $4::bigint[])`,
			l.workspace, keys, firsts, counts)
		if err != nil {
			return err
		}
		for _, p := range b.Posts {
			if end, err = l.restorePost(ctx, tx, end, p); err != nil {
				return err
			}
		}
		for _, h := range b.Held {
			if err := l.restoreHeld(ctx, tx, h); err != nil {
				return err
			}
		}
		return l.keepPosts(ctx, tx, end)
	}))
}
