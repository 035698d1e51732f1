package postgres

import (
	"context"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

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
