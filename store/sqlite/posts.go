package sqlite

import (
	"context"
	"database/sql"

	"natobot/consensus"
	"natobot/store"
)

// CountPosts tells how many posts of a kind are in each state.
func (l *Ledger) CountPosts(ctx context.Context, kind string) (map[consensus.PostingState]int, error) {
	var claimed, posted, skipped int
	err := l.readers.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE state = 'claimed'), count(*) FILTER (WHERE state = 'posted'),
		count(*) FILTER (WHERE state = 'skipped') FROM posts WHERE workspace = ? AND kind = ?`, l.options.Workspace, kind).Scan(&claimed, &posted, &skipped)
	return map[consensus.PostingState]int{consensus.Claimed: claimed, consensus.Posted: posted, consensus.Skipped: skipped}, store.Unreadable(err)
}

// findPosts and findHeld find what those who read ask for.
func (l *Ledger) findPosts(ctx context.Context, and string, args ...any) ([]consensus.Posting, error) {
	list, err := l.posts(ctx, l.readers, and, args)
	return list, store.Unreadable(err)
}

func (l *Ledger) findHeld(ctx context.Context, and string, args ...any) ([]consensus.Held, error) {
	list, err := l.held(ctx, l.readers, and, args)
	return list, store.Unreadable(err)
}

func (l *Ledger) posts(ctx context.Context, q querier, and string, args []any) ([]consensus.Posting, error) {
	return read(func(row *sql.Rows) (consensus.Posting, error) { return scanPost(row) })(
		q.QueryContext(ctx, `SELECT `+store.PostColumns+` FROM posts WHERE workspace = ?1 AND `+counted(and), l.about(args)...))
}

func (l *Ledger) held(ctx context.Context, q querier, and string, args []any) ([]consensus.Held, error) {
	return read(scanHeld)(q.QueryContext(ctx, selectHeld(and), l.about(args)...))
}

// scanPost reads a row of [store.PostColumns], and any columns that follow them into more.
func scanPost(rows *sql.Rows, more ...any) (consensus.Posting, error) {
	var row store.PostRow
	if err := rows.Scan(append(row.Places(), more...)...); err != nil {
		return consensus.Posting{}, err
	}
	return row.Post()
}
