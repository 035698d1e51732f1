package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// ClaimPosts claims posts for their owners, all of them or none.
func (l *Ledger) ClaimPosts(ctx context.Context, list []consensus.Posting) (claimed []consensus.Posting, err error) {
	err = l.writer.write(ctx, func(ctx context.Context) error {
		for _, p := range list {
			_, found, err := l.post(ctx, l.writer, p.Kind, p.Key)
			if err != nil {
				return err
			}
			if found {
				continue
			}
			p = store.AsClaimed(p)
			claimed = append(claimed, p)
			if err := l.insertPost(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// insertPost puts a post on record as claimed.
func (l *Ledger) insertPost(ctx context.Context, p consensus.Posting) error {
	hash, err := l.chained(ctx, p)
	if err != nil {
		return err
	}
	return one(l.writer.ExecContext(ctx, `INSERT INTO posts (number, workspace, hash, `+store.PostColumns+`)
		VALUES ((SELECT coalesce(max(number), 0) + 1 FROM posts),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		append([]any{l.options.Workspace, hash}, store.PostValues(p)...)...))
}

// RestorePosts puts posts on record that another ledger had.
func (l *Ledger) RestorePosts(ctx context.Context, list []consensus.Posting) (added int, err error) {
	err = l.writer.write(ctx, func(ctx context.Context) error {
		added = 0
		for _, p := range list {
			had, found, err := l.post(ctx, l.writer, p.Kind, p.Key)
			p.State, p.Holder, p.HeldSince = consensus.Posted, p.Owner, p.ClaimedAt
			switch {
			case err != nil:
				return err
			case found && !store.SamePost(had, p):
				return store.OtherPost(p.Key)
			case found:
				continue
			}
			if err := l.restorePost(ctx, p); err != nil {
				return err
			}
			added++
		}
		return nil
	})
	return added, err
}

// TakePost makes somebody the holder of an open post.
func (l *Ledger) TakePost(ctx context.Context, p consensus.Posting, holder string, since time.Time) (taken bool, err error) {
	err = l.writer.write(ctx, func(ctx context.Context) error {
		done, err := l.writer.ExecContext(ctx, `UPDATE posts SET holder = ?, held = ?
			WHERE workspace = ? AND kind = ? AND key = ? AND state = 'claimed' AND holder = ? AND held = ?`,
			holder, since.UnixMilli(), l.options.Workspace, p.Kind, p.Key, p.Holder, p.HeldSince.UnixMilli())
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		taken = n > 0
		return err
	})
	return taken && err == nil, err
}

// SettlePost tells what became of a claimed post.
func (l *Ledger) SettlePost(ctx context.Context, kind, key string, state consensus.PostingState, ts string) error {
	if state != consensus.Posted && state != consensus.Skipped {
		return store.Unsettled(state)
	}
	return l.writer.write(ctx, func(ctx context.Context) error {
		p, found, err := l.post(ctx, l.writer, kind, key)
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
		return l.settlePost(ctx, kind, key, state, ts, l.options.Now())
	})
}

// settlePost notes what became of a post that is claimed.
func (l *Ledger) settlePost(ctx context.Context, kind, key string, state consensus.PostingState, ts string, at time.Time) error {
	var hash []byte
	row := l.writer.QueryRowContext(ctx, `SELECT hash FROM posts WHERE workspace = ? AND kind = ? AND key = ?`, l.options.Workspace, kind, key)
	if err := row.Scan(&hash); err != nil {
		return err
	}
	return one(l.writer.ExecContext(ctx, `UPDATE posts SET state = ?, ts = ?, settled = ?, outcome = ? WHERE workspace = ? AND kind = ? AND key = ?`,
		state.String(), ts, at.UnixMilli(), store.Outcome(hash, state, ts, at), l.options.Workspace, kind, key))
}

// Post gives one post.
func (l *Ledger) Post(ctx context.Context, kind, key string) (consensus.Posting, bool, error) {
	p, found, err := l.post(ctx, l.readers, kind, key)
	return p, found, store.Unreadable(err)
}

// OpenPosts lists the posts of a kind that were claimed and not settled.
func (l *Ledger) OpenPosts(ctx context.Context, kind string) ([]consensus.Posting, error) {
	return l.posts(ctx, `kind = ? AND state = 'claimed' ORDER BY number`, kind)
}

// RecentPosts lists a channel's last post of a kind, and those since a moment.
func (l *Ledger) RecentPosts(ctx context.Context, kind, channel string, since time.Time) ([]consensus.Posting, error) {
	return l.posts(ctx, `kind = ?2 AND channel = ?3 AND (claimed >= ?4 OR
		number = (SELECT max(number) FROM posts WHERE workspace = ?1 AND kind = ?2 AND channel = ?3)) ORDER BY number`,
		kind, channel, since.UnixMilli())
}

// LastPosted gives the last one that was posted in a channel.
func (l *Ledger) LastPosted(ctx context.Context, kind, channel string) (consensus.Posting, bool, error) {
	list, err := l.posts(ctx, `kind = ? AND channel = ? AND state = 'posted' ORDER BY number DESC LIMIT 1`, kind, channel)
	if len(list) == 0 {
		return consensus.Posting{}, false, err
	}
	return list[0], true, err
}

// Posted lists what was posted in a channel, or in all channels for "".
func (l *Ledger) Posted(ctx context.Context, kind, channel string) ([]consensus.Posting, error) {
	return l.posts(ctx, `kind = ? AND (channel = ? OR ? = '') AND state = 'posted' ORDER BY day DESC, minute DESC, channel`, kind, channel, channel)
}

// CountPosts tells how many posts of a kind are in each state.
func (l *Ledger) CountPosts(ctx context.Context, kind string) (counts map[consensus.PostingState]int, err error) {
	rows, err := l.readers.QueryContext(ctx, `SELECT state, count(*) FROM posts WHERE workspace = ? AND kind = ? GROUP BY state`, l.options.Workspace, kind)
	if err != nil {
		return nil, store.Unreadable(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	counts = map[consensus.PostingState]int{consensus.Claimed: 0, consensus.Posted: 0, consensus.Skipped: 0}
	for rows.Next() {
		var word string
		var n int
		if err := rows.Scan(&word, &n); err != nil {
			return nil, err
		}
		var state consensus.PostingState
		if err := state.UnmarshalText([]byte(word)); err != nil {
			return nil, err
		}
		counts[state] = n
	}
	return counts, rows.Err()
}

func (l *Ledger) post(ctx context.Context, q querier, kind, key string) (consensus.Posting, bool, error) {
	list, err := posts(ctx, q, `workspace = ? AND kind = ? AND key = ?`, l.options.Workspace, kind, key)
	if len(list) == 0 {
		return consensus.Posting{}, false, err
	}
	return list[0], true, err
}

// posts gives the workspace's posts of which a condition is true.
func (l *Ledger) posts(ctx context.Context, where string, args ...any) ([]consensus.Posting, error) {
	list, err := posts(ctx, l.readers, `workspace = ?1 AND `+where, append([]any{l.options.Workspace}, args...)...)
	return list, store.Unreadable(err)
}

func posts(ctx context.Context, q querier, where string, args ...any) (list []consensus.Posting, err error) {
	rows, err := q.QueryContext(ctx, `SELECT `+store.PostColumns+` FROM posts WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		p, err := scanPost(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, rows.Err()
}

// scanPost reads a row of [store.PostColumns], and any columns that follow them into more.
func scanPost(rows *sql.Rows, more ...any) (consensus.Posting, error) {
	var row store.PostRow
	if err := rows.Scan(append(row.Places(), more...)...); err != nil {
		return consensus.Posting{}, err
	}
	return row.Post()
}
