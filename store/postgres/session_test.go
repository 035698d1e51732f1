package postgres

import (
	"context"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store/postgres/postgrestest"
	"natobot/store/storetest"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Nothing is kept in a session, which a pooler would give to somebody else: no named statement, no
// lock, no setting, nothing that is listened for.
func TestNothingIsKeptInASession(t *testing.T) {
	d := connectTo(t, postgrestest.Database(t))
	l, _, err := d.Ledger(t.Context(), "T1")
	storetest.Must(t, err)
	l.Watch(t.Context())
	for i, draft := range storetest.EveryKind() {
		_, err := l.Append(t.Context(), string(rune('a'+i)), i, []consensus.Entry{draft})
		storetest.Must(t, err)
		storetest.Must(t, l.Fold(t.Context(), i, func(consensus.Entry) error { return nil }))
	}
	_, err = l.ClaimPosts(t.Context(), []consensus.Posting{storetest.Digest("C1", 20240223)})
	storetest.Must(t, err)
	_, err = l.Check(t.Context())
	storetest.Must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for _, c := range d.pool.AcquireAllIdle(ctx) {
		storetest.Same(t, "kept", kept(t, c), 0)
		c.Release()
	}
}

// kept counts what a session keeps.
func kept(t *testing.T, c *pgxpool.Conn) (count int) {
	t.Helper()
	storetest.Must(t, c.QueryRow(t.Context(), `SELECT
		(SELECT count(*) FROM pg_prepared_statements WHERE name <> '') +
		(SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') +
		(SELECT count(*) FROM pg_listening_channels()) +
		(SELECT count(*) FROM pg_settings WHERE source = 'session') + (SELECT count(*) FROM pg_cursors WHERE is_holdable)`).Scan(&count))
	return count
}
