package postgres

import (
	"context"

	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// Beside gives what is kept beside the entries.
func (l *Ledger) Beside(ctx context.Context) (b store.Beside, err error) {
	b.Requests, err = collect(ctx, l.pool, func(row pgx.CollectableRow) (r store.Request, err error) {
		err = row.Scan((*store.Typed)(&r.Key), &r.First, &r.Count)
		return r, err
	}, `SELECT key, first, count FROM requests WHERE workspace = $1 ORDER BY first`, l.workspace)
	if err == nil {
		b.Posts, err = l.findPosts(ctx, `TRUE ORDER BY number`)
	}
	if err == nil {
		b.Held, err = l.findHeld(ctx, `TRUE ORDER BY number`)
	}
	return b, store.Unreadable(err)
}

// RestoreBeside keeps that as it is.
func (l *Ledger) RestoreBeside(ctx context.Context, b store.Beside) error {
	var keys [][]byte
	var firsts, counts []int64
	for _, r := range b.Requests {
		keys, firsts, counts = append(keys, []byte(r.Key)), append(firsts, int64(r.First)), append(counts, int64(r.Count))
	}
	return unwritten(l.changeOnce(ctx, false, func(c *change) error {
		_, err := c.tx.Exec(ctx, `INSERT INTO requests (workspace, key, first, count) SELECT $1, * FROM unnest($2::bytea[], $3::bigint[], $4::bigint[])`,
			l.workspace, keys, firsts, counts)
		if err != nil {
			return err
		}
		return store.RestoreRecords(ctx, c, b)
	}))
}
