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

// IsRecorded tells whether a key recorded entries.
func (c change) IsRecorded(ctx context.Context, key string) (bool, error) {
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
