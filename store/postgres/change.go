package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// change is a transaction that holds the workspace's row of heads: posts and held reports follow each other as
// entries do.
type change struct {
	*Ledger
	tx      pgx.Tx
	number  int    // of the last post,
	hash    []byte // and its hash
	added   bool
	unknown bool
}

// changing makes a change. Once begun it is brought to an end, though who asked has gone.
func (l *Ledger) changing(ctx context.Context, do func(context.Context, store.Change) error) error {
	if err := ctx.Err(); err != nil {
		return unwritten(err)
	}
	unknown := false
	err := insist(context.WithoutCancel(ctx), func(ctx context.Context) (err error) {
		defer func() { unknown = unknown || unsure(err) }()
		return l.changeOnce(ctx, unknown, func(c *change) error { return do(ctx, c) })
	})
	if unknown && passing(err) {
		err = store.Unsure(err)
	}
	return unwritten(err)
}

// changeOnce makes one attempt.
func (l *Ledger) changeOnce(ctx context.Context, unknown bool, do func(*change) error) error {
	return pgx.BeginFunc(ctx, l.pool, func(tx pgx.Tx) error {
		c := &change{Ledger: l, tx: tx, unknown: unknown}
		err := c.begin(ctx)
		if err == nil {
			err = do(c)
		}
		if err == nil && c.added {
			err = c.Write(ctx, `UPDATE heads SET posts = $2, post_hash = $3 WHERE workspace = $1`, c.number, c.hash)
		}
		return err
	})
}

func (c *change) begin(ctx context.Context) error {
	err := c.tx.QueryRow(ctx, `SELECT posts, post_hash FROM heads WHERE workspace = $1 FOR UPDATE`, c.workspace).Scan(&c.number, &c.hash)
	if errors.Is(err, pgx.ErrNoRows) {
		err = hidden(errNoHead)
	}
	return err
}

// Posts finds posts.
func (c *change) Posts(ctx context.Context, and string, args ...any) ([]consensus.Posting, error) {
	return collect(ctx, c.tx, readPost, postsWhere+and, c.about(args)...)
}

// HeldReports finds held reports.
func (c *change) HeldReports(ctx context.Context, and string, args ...any) ([]consensus.Held, error) {
	return collect(ctx, c.tx, readHeld, heldWhere+and, c.about(args)...)
}

// Write runs a statement that writes one row.
func (c *change) Write(ctx context.Context, statement string, args ...any) error {
	done, err := c.tx.Exec(ctx, statement, c.about(args)...)
	if err == nil && done.RowsAffected() != 1 {
		err = fmt.Errorf("a statement that writes one row wrote %d", done.RowsAffected())
	}
	return err
}

// Value asks for one value.
func (c *change) Value(ctx context.Context, into any, query string, args ...any) error {
	return c.tx.QueryRow(ctx, query, c.about(args)...).Scan(into)
}

// AddPost puts a post that is just claimed behind the others.
func (c *change) AddPost(ctx context.Context, p consensus.Posting) error {
	var covered []byte
	err := c.Value(ctx, &covered, `SELECT hash FROM entries WHERE workspace = $1 AND number = $2`, p.Point.Known)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	if c.hash, err = store.ChainPost(c.hash, covered, p); err != nil {
		return err
	}
	c.number, c.added = c.number+1, true
	return c.Write(ctx, `INSERT INTO posts (workspace, number, hash, `+store.PostColumns+`)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)`, append([]any{c.number, c.hash}, store.PostValues(p)...)...)
}

// IsRecorded tells whether a key recorded entries.
func (c *change) IsRecorded(ctx context.Context, key string) (recorded bool, err error) {
	err = c.Value(ctx, &recorded, `SELECT EXISTS (SELECT FROM requests WHERE workspace = $1 AND key = $2)`, []byte(key))
	return recorded, err
}

// Now gives the desk's time.
func (c *change) Now() time.Time { return c.now() }

// Again tells whether an attempt was made before whose outcome nobody knows.
func (c *change) Again() bool { return c.unknown }

// about gives the arguments of a statement behind the workspace that it is about.
func (l *Ledger) about(args []any) []any { return append([]any{l.workspace}, args...) }
