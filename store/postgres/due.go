package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// lease is how long one process looks after a workspace alone. Should it take longer, another
// helps: each post is claimed for itself.
const lease = 2 * time.Minute

// TakeDue has somebody look after so many workspaces at most of which something is due by now, and
// that nobody looks after.
func (d *Database) TakeDue(ctx context.Context, owner string, now time.Time, most int) ([]string, error) {
	return take(ctx, d.index(), `SELECT due.workspace FROM due JOIN installations USING (workspace) WHERE removed = 0 AND next <= $3 AND until < now()
		ORDER BY next LIMIT $4 FOR UPDATE OF due SKIP LOCKED`, owner, lease, now.UnixMilli(), most)
}

// TakeTurn has somebody look after a workspace, and tells whether nobody else does.
func (d *Database) TakeTurn(ctx context.Context, owner, workspace string) (bool, error) {
	list, err := take(ctx, d.fenced(workspace), `SELECT workspace FROM due WHERE workspace = $3 AND until < now() FOR UPDATE SKIP LOCKED`, owner, lease, workspace)
	return len(list) > 0, err
}

// take is done once: what was taken without a word is free again after its lease.
func take(ctx context.Context, f fence, free string, args ...any) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	list, err := collect(ctx, f, pgx.RowTo[string], `UPDATE due SET owner = $1, until = now() + $2::interval, seen = changes FROM (`+free+`) AS free
		WHERE due.workspace = free.workspace RETURNING due.workspace`, args...)
	return list, unwritten(err)
}

// EndTurn says when something of a workspace is due next: at that moment, or when an embargo ends, but
// what should have ended is tried again at soonest. What was recorded since it was taken is still to
// be looked into.
func (d *Database) EndTurn(ctx context.Context, owner, workspace string, next, soonest time.Time) error {
	_, err := d.fenced(workspace).do(ctx, `UPDATE due SET owner = '', until = '-infinity', next = CASE WHEN changes <> seen THEN next ELSE least($3,
			(SELECT min(greatest(h.until, $4)) FROM held h WHERE h.workspace = $2 AND h.state = 'waiting' AND h.until > 0)) END
		WHERE workspace = $2 AND owner = $1`, owner, workspace, next.UnixMilli(), soonest.UnixMilli())
	return err
}
