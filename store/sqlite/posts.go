package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// change is the transaction under way.
type change struct{ *Ledger }

// changing makes a change in one transaction.
func (l *Ledger) changing(ctx context.Context, do func(context.Context, store.Change) error) error {
	return l.writer.write(ctx, func(ctx context.Context) error { return do(ctx, change{l}) })
}

// Posts finds posts.
func (c change) Posts(ctx context.Context, and string, args ...any) ([]consensus.Posting, error) {
	return c.posts(ctx, c.writer, and, args)
}

// HeldReports finds held reports.
func (c change) HeldReports(ctx context.Context, and string, args ...any) ([]consensus.Held, error) {
	return c.held(ctx, c.writer, and, args)
}

// Write runs a statement that writes one row.
func (c change) Write(ctx context.Context, statement string, args ...any) error {
	return one(c.writer.ExecContext(ctx, counted(statement), c.about(args)...))
}

// Value asks for one value.
func (c change) Value(ctx context.Context, into any, query string, args ...any) error {
	return c.writer.QueryRowContext(ctx, counted(query), c.about(args)...).Scan(into)
}

// AddPost puts a post that is just claimed behind the others.
func (c change) AddPost(ctx context.Context, p consensus.Posting) error {
	hash, err := c.chained(ctx, p)
	if err != nil {
		return err
	}
	return c.Write(ctx, `INSERT INTO posts (number, workspace, hash, `+store.PostColumns+`)
		VALUES ((SELECT coalesce(max(number), 0) + 1 FROM posts),?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`, append([]any{hash}, store.PostValues(p)...)...)
}

// Recorded tells whether a key recorded entries.
func (c change) Recorded(ctx context.Context, key string) (bool, error) {
	var first, count int
	err := c.writer.seen.QueryRowContext(ctx, key).Scan(&first, &count)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// Now gives the desk's time.
func (c change) Now() time.Time { return c.options.Now() }

// Again tells that of each attempt it is known what came of it.
func (c change) Again() bool { return false }

// about gives the arguments of a statement behind the workspace that it is about.
func (l *Ledger) about(args []any) []any { return append([]any{l.options.Workspace}, args...) }

// counted gives a statement with its arguments as SQLite counts them.
func counted(statement string) string { return strings.ReplaceAll(statement, "$", "?") }

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
	return read(scanHeld)(q.QueryContext(ctx, `SELECT `+store.HeldColumns+` FROM held WHERE workspace = ?1 AND `+counted(and), l.about(args)...))
}

// listed gives the one value of each row of what a query gives.
func listed[T any](ctx context.Context, q querier, query string, args ...any) ([]T, error) {
	return read(func(row *sql.Rows) (value T, err error) {
		err = row.Scan(&value)
		return value, err
	})(q.QueryContext(ctx, query, args...))
}

// read reads each row of what a query gives.
func read[T any](scan func(*sql.Rows) (T, error)) func(*sql.Rows, error) ([]T, error) {
	return func(rows *sql.Rows, err error) (list []T, _ error) {
		if err != nil {
			return nil, err
		}
		defer func() { _ = rows.Close() }() // what went wrong is in rows.Err
		for rows.Next() {
			one, err := scan(rows)
			if err != nil {
				return nil, err
			}
			list = append(list, one)
		}
		return list, rows.Err()
	}
}

// scanPost reads a row of [store.PostColumns], and any columns that follow them into more.
func scanPost(rows *sql.Rows, more ...any) (consensus.Posting, error) {
	var row store.PostRow
	if err := rows.Scan(append(row.Places(), more...)...); err != nil {
		return consensus.Posting{}, err
	}
	return row.Post()
}
