package postgres

import (
	"context"
	"errors"
	"time"

	"natobot/consensus"
	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// ClaimPosts claims posts for their owners, all of them or none. Who claims holds the workspace's
// row of heads meanwhile: posts follow each other as entries do.
func (l *Ledger) ClaimPosts(ctx context.Context, list []consensus.Posting) (claimed []consensus.Posting, err error) {
	err = l.change(ctx, func(ctx context.Context, tx pgx.Tx, unknown bool) error {
		claimed, err = l.claim(ctx, tx, list, unknown)
		return err
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// claim claims those of the posts that nobody claimed before, except by an attempt that did not say so.
func (l *Ledger) claim(ctx context.Context, tx pgx.Tx, list []consensus.Posting, unknown bool) (claimed []consensus.Posting, err error) {
	end, err := l.lock(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		p = store.AsClaimed(p)
		before, err := l.posts(ctx, tx, `AND kind = $2 AND key = $3`, p.Kind, []byte(p.Key))
		if err == nil && len(before) == 0 {
			end, err = l.insertPost(ctx, tx, end, p)
		}
		if err != nil {
			return nil, err
		}
		if len(before) == 0 || unknown && ours(before[0], p) {
			claimed = append(claimed, p)
		}
	}
	return claimed, l.keepPosts(ctx, tx, end)
}

// ours tells whether a post that is there is the one that was to be claimed.
func ours(there, p consensus.Posting) bool {
	return there.Owner == p.Owner && there.Holder == p.Owner && there.ClaimedAt.Equal(p.ClaimedAt) && there.State == consensus.Claimed
}

// postTail is where the posts end.
type postTail struct {
	number int
	hash   []byte
}

// lock holds the workspace's row of heads until the transaction ends, and gives where the posts end.
func (l *Ledger) lock(ctx context.Context, tx pgx.Tx) (end postTail, err error) {
	err = tx.QueryRow(ctx, `SELECT posts, post_hash FROM heads WHERE workspace = $1 FOR UPDATE`, l.workspace).Scan(&end.number, &end.hash)
	if errors.Is(err, pgx.ErrNoRows) {
		err = hidden(errNoHead)
	}
	return end, err
}

func (l *Ledger) keepPosts(ctx context.Context, tx pgx.Tx, end postTail) error {
	_, err := tx.Exec(ctx, `UPDATE heads SET posts = $2, post_hash = $3 WHERE workspace = $1 AND posts < $2`, l.workspace, end.number, filled(end.hash))
	return err
}

// insertPost adds a post that was just claimed behind the others.
func (l *Ledger) insertPost(ctx context.Context, tx pgx.Tx, end postTail, p consensus.Posting) (postTail, error) {
	var covered []byte
	err := tx.QueryRow(ctx, `SELECT hash FROM entries WHERE workspace = $1 AND number = $2`, l.workspace, p.Point.Known).Scan(&covered)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return end, err
	}
	hash, err := store.ChainPost(end.hash, covered, p)
	if err != nil {
		return end, err
	}
	end = postTail{end.number + 1, hash}
	_, err = tx.Exec(ctx, `INSERT INTO posts (workspace, number, hash, `+store.PostColumns+`)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)`,
		append([]any{l.workspace, end.number, end.hash}, asBytes(store.PostValues(p), typedPost)...)...)
	return end, err
}

// typedPost are the columns of a post, by their place in [store.PostColumns], in which there may be
// what somebody typed: key and headline.
var typedPost = map[int]bool{1: true, 8: true}

// RestorePosts puts posts on record that another ledger had. One that an attempt put there that did
// not say so counts as one that the ledger had.
func (l *Ledger) RestorePosts(ctx context.Context, list []consensus.Posting) (added int, err error) {
	err = l.change(ctx, func(ctx context.Context, tx pgx.Tx, _ bool) error {
		added, err = l.restorePosts(ctx, tx, list)
		return err
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}

func (l *Ledger) restorePosts(ctx context.Context, tx pgx.Tx, list []consensus.Posting) (added int, err error) {
	end, err := l.lock(ctx, tx)
	if err != nil {
		return 0, err
	}
	for _, p := range list {
		had, found, err := only(l.posts(ctx, tx, `AND kind = $2 AND key = $3`, p.Kind, []byte(p.Key)))
		p.State, p.Holder, p.HeldSince = consensus.Posted, p.Owner, p.ClaimedAt
		switch {
		case err != nil:
			return 0, err
		case found && !store.SamePost(had, p):
			return 0, store.OtherPost(p.Key)
		case found:
			continue
		}
		if end, err = l.restorePost(ctx, tx, end, p); err != nil {
			return 0, err
		}
		added++
	}
	return added, l.keepPosts(ctx, tx, end)
}

// restorePost claims a post as it was claimed, and settles it as it was settled.
func (l *Ledger) restorePost(ctx context.Context, tx pgx.Tx, end postTail, p consensus.Posting) (postTail, error) {
	end, err := l.insertPost(ctx, tx, end, store.Unsettle(p))
	if err != nil || p.State == consensus.Claimed {
		return end, err
	}
	return end, l.settle(ctx, tx, p)
}

// TakePost makes somebody the holder of an open post. Asked again by who is its holder since that
// moment it says so again: the first answer may have been lost.
func (l *Ledger) TakePost(ctx context.Context, p consensus.Posting, holder string, since time.Time) (bool, error) {
	n, err := l.pool.do(context.WithoutCancel(ctx), `UPDATE posts SET holder = $4, held = $5 WHERE workspace = $1 AND kind = $2 AND key = $3 AND state = 'claimed'
		AND (holder = $6 AND held = $7 OR holder = $4 AND held = $5)`,
		l.workspace, p.Kind, []byte(p.Key), holder, store.Milliseconds(since), p.Holder, store.Milliseconds(p.HeldSince))
	return n > 0 && err == nil, err
}

// SettlePost tells what became of a claimed post.
func (l *Ledger) SettlePost(ctx context.Context, kind, key string, state consensus.PostingState, ts string) error {
	if state != consensus.Posted && state != consensus.Skipped {
		return store.Unsettled(state)
	}
	return l.change(ctx, func(ctx context.Context, tx pgx.Tx, _ bool) error {
		p, found, err := only(l.posts(ctx, tx, `AND kind = $2 AND key = $3 FOR UPDATE`, kind, []byte(key)))
		switch {
		case err != nil:
			return err
		case !found:
			return store.Unclaimed(key)
		case p.State == state && p.TS == ts:
			return nil
		case p.State != consensus.Claimed:
			return store.Settled(p)
		}
		p.State, p.TS, p.SettledAt = state, ts, l.now()
		return l.settle(ctx, tx, p)
	})
}

// settle writes down what became of a post.
func (l *Ledger) settle(ctx context.Context, tx pgx.Tx, p consensus.Posting) error {
	var hash []byte
	if err := tx.QueryRow(ctx, `SELECT hash FROM posts WHERE workspace = $1 AND kind = $2 AND key = $3`, l.workspace, p.Kind, []byte(p.Key)).Scan(&hash); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE posts SET state = $4, ts = $5, settled = $6, outcome = $7 WHERE workspace = $1 AND kind = $2 AND key = $3`,
		l.workspace, p.Kind, []byte(p.Key), p.State.String(), p.TS, store.Milliseconds(p.SettledAt), store.Outcome(hash, p.State, p.TS, p.SettledAt))
	return err
}

// Post gives one post.
func (l *Ledger) Post(ctx context.Context, kind, key string) (consensus.Posting, bool, error) {
	return only(l.findPosts(ctx, `AND kind = $2 AND key = $3`, kind, []byte(key)))
}

// OpenPosts lists the posts of a kind that were claimed and not settled.
func (l *Ledger) OpenPosts(ctx context.Context, kind string) ([]consensus.Posting, error) {
	return l.findPosts(ctx, `AND kind = $2 AND state = 'claimed' ORDER BY number`, kind)
}

// RecentPosts lists a channel's last post of a kind, and those since a moment.
func (l *Ledger) RecentPosts(ctx context.Context, kind, channel string, since time.Time) ([]consensus.Posting, error) {
	return l.findPosts(ctx, `AND kind = $2 AND channel = $3 AND (claimed >= $4 OR
		number = (SELECT max(number) FROM posts WHERE workspace = $1 AND kind = $2 AND channel = $3)) ORDER BY number`,
		kind, channel, store.Milliseconds(since))
}

// LastPosted gives the last one that was posted in a channel.
func (l *Ledger) LastPosted(ctx context.Context, kind, channel string) (consensus.Posting, bool, error) {
	return only(l.findPosts(ctx, `AND kind = $2 AND channel = $3 AND state = 'posted' ORDER BY number DESC LIMIT 1`, kind, channel))
}

// Posted lists what was posted in a channel, or in all channels for "".
func (l *Ledger) Posted(ctx context.Context, kind, channel string) ([]consensus.Posting, error) {
	return l.findPosts(ctx, `AND kind = $2 AND (channel = $3 OR $3 = '') AND state = 'posted' ORDER BY day DESC, minute DESC, channel`, kind, channel)
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

// findPosts gives the workspace's posts of which a condition is true, insisting.
func (l *Ledger) findPosts(ctx context.Context, and string, args ...any) ([]consensus.Posting, error) {
	return found(ctx, l.pool, readPost, postsWhere+and, append([]any{l.workspace}, args...)...)
}

func (l *Ledger) posts(ctx context.Context, q querier, and string, args ...any) ([]consensus.Posting, error) {
	return collect(ctx, q, readPost, postsWhere+and, append([]any{l.workspace}, args...)...)
}

const postsWhere = `SELECT ` + store.PostColumns + ` FROM posts WHERE workspace = $1 `

func readPost(row pgx.CollectableRow) (consensus.Posting, error) { return scanPost(row) }

// scanPost reads a row of [store.PostColumns], and any columns that follow them into more.
func scanPost(row pgx.CollectableRow, more ...any) (consensus.Posting, error) {
	var r store.PostRow
	if err := row.Scan(append(intoBytes(r.Places(), typedPost), more...)...); err != nil {
		return consensus.Posting{}, err
	}
	return r.Post()
}
