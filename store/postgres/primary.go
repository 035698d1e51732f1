package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
)

// newest is the newest timeline of the database that this program met: each failover begins one.
// Where an old primary comes back it is on an older one, and does not have what was recorded since.
type newest struct {
	mu       sync.Mutex
	timeline int64
}

// primary refuses a server that takes no writes, and one that was a primary before the present
// one. Then the next host of the address is tried.
func (n *newest) primary(ctx context.Context, c *pgconn.PgConn) error {
	result := c.ExecParams(ctx, `SELECT CASE WHEN pg_is_in_recovery() THEN '' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END`,
		nil, nil, nil, nil).Read()
	if result.Err != nil {
		if pg, is := errors.AsType[*pgconn.PgError](result.Err); is && (pg.Code[:2] == "42" || pg.Code[:2] == "0A") {
			return nil // what speaks like PostgreSQL, and has no such thing
		}
		return result.Err
	}
	text := string(result.Rows[0][0])
	if text == "" {
		return errors.New("the server is a standby, which takes no writes")
	}
	timeline, err := strconv.ParseInt(text, 16, 64)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if timeline < n.timeline {
		return fmt.Errorf("the server is an old primary: on timeline %d, and natobot was on %d", timeline, n.timeline)
	}
	n.timeline = timeline
	return nil
}
