package postgres

import (
	"context"
	"time"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// ClaimPosts claims posts for their owners, all of them or none.
func (l *Ledger) ClaimPosts(ctx context.Context, list []consensus.Posting) (claimed []consensus.Posting, err error) {
	err = l.changing(ctx, func(ctx context.Context, c store.Change) error {
		claimed, err = store.ClaimPosts(ctx, c, list)
		return err
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// RestorePosts puts posts on record that another ledger had.
func (l *Ledger) RestorePosts(ctx context.Context, list []consensus.Posting) (added int, err error) {
	err = l.changing(ctx, func(ctx context.Context, c store.Change) error {
		added, err = store.RestorePosts(ctx, c, list)
		return err
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}

// SettlePost tells what became of a claimed post.
func (l *Ledger) SettlePost(ctx context.Context, kind, key string, state consensus.PostingState, ts string) error {
	if state != consensus.Posted && state != consensus.Skipped {
		return store.Unsettled(state)
	}
	return l.changing(ctx, func(ctx context.Context, c store.Change) error { return store.SettlePost(ctx, c, kind, key, state, ts) })
}

// Hold keeps a report that waits, once for its key.
func (l *Ledger) Hold(ctx context.Context, h consensus.Held) (kept consensus.Held, err error) {
	err = l.changing(ctx, func(ctx context.Context, c store.Change) error {
		kept, err = store.Hold(ctx, c, h)
		return err
	})
	return kept, err
}

// SettleHeld tells what became of a held report.
func (l *Ledger) SettleHeld(ctx context.Context, number int, state consensus.HeldState, s consensus.Settlement) (h consensus.Held, err error) {
	err = l.changing(ctx, func(ctx context.Context, c store.Change) error {
		h, err = store.SettleHeld(ctx, c, number, state, s)
		return err
	})
	return h, err
}

// TakePost makes somebody the holder of an open post. Asked again by who is its holder since that
// moment it says so again: the first answer may have been lost.
func (l *Ledger) TakePost(ctx context.Context, p consensus.Posting, holder string, since time.Time) (bool, error) {
	n, err := l.pool.do(context.WithoutCancel(ctx), `UPDATE posts SET holder = $4, held = $5 WHERE workspace = $1 AND kind = $2 AND key = $3 AND state = 'claimed'
		AND (holder = $6 AND held = $7 OR holder = $4 AND held = $5)`,
		l.workspace, p.Kind, []byte(p.Key), holder, store.Milliseconds(since), p.Holder, store.Milliseconds(p.HeldSince))
	return n > 0 && err == nil, err
}

// CountPosts tells how many posts of a kind are in each state.
func (l *Ledger) CountPosts(ctx context.Context, kind string) (map[consensus.PostingState]int, error) {
	list, err := listed[int](ctx, l, `SELECT unnest(ARRAY[count(*) FILTER (WHERE state = 'claimed'), count(*) FILTER (WHERE state = 'posted'),
		count(*) FILTER (WHERE state = 'skipped')]) FROM posts WHERE workspace = $1 AND kind = $2`, kind)
	if err != nil {
		return nil, err
	}
	return map[consensus.PostingState]int{consensus.Claimed: list[0], consensus.Posted: list[1], consensus.Skipped: list[2]}, nil
}

// only gives the first of what was found, and whether there is one.
func only[T any](list []T, err error) (one T, found bool, _ error) {
	if len(list) == 0 {
		return one, false, err
	}
	return list[0], true, err
}

// findPosts and findHeld find the workspace's, insisting.
func (l *Ledger) findPosts(ctx context.Context, and string, args ...any) ([]consensus.Posting, error) {
	return found(ctx, l.pool, readPost, postsWhere+and, l.about(args)...)
}

func (l *Ledger) findHeld(ctx context.Context, and string, args ...any) ([]consensus.Held, error) {
	return found(ctx, l.pool, readHeld, heldWhere+and, l.about(args)...)
}

const (
	postsWhere = `SELECT ` + store.PostColumns + ` FROM posts WHERE workspace = $1 AND `
	heldWhere  = `SELECT ` + store.HeldColumns + ` FROM held WHERE workspace = $1 AND `
)

func readPost(row pgx.CollectableRow) (consensus.Posting, error) { return scanPost(row) }

// scanPost reads a row of [store.PostColumns], and any columns that follow them into more.
func scanPost(row pgx.CollectableRow, more ...any) (consensus.Posting, error) {
	var r store.PostRow
	if err := row.Scan(append(r.Places(), more...)...); err != nil {
		return consensus.Posting{}, err
	}
	return r.Post()
}

func readHeld(row pgx.CollectableRow) (consensus.Held, error) {
	var r store.HeldRow
	if err := row.Scan(r.Places()...); err != nil {
		return consensus.Held{}, err
	}
	return r.Held()
}
