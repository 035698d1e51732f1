// Package postgres keeps the ledgers of many workspaces in one PostgreSQL database, for as many
// programs as work on it side by side. What Append has answered is on the server's disk, and on
// a synchronous standby's where it has one. Nothing is kept in a session, so that a pooler may
// stand between; docs/postgres.md says how to run it.
package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"time"

	"natobot/store"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Database is one that holds the ledgers of workspaces. Its methods may be called side by side.
type Database struct {
	pool    *pgxpool.Pool
	options store.Options
	log     *slog.Logger
	poller  poller
	writes  combiner
}

const (
	connections    = 8               // of one process, unless its address says pool_max_conns
	connectTimeout = 3 * time.Second // to one host
	attempt        = 5 * time.Second // for one call
	patience       = 9 * time.Second // for all attempts: a failover takes a second or two
)

// Connect opens the database at an address, postgres://…, and takes the steps of its schema that
// are missing; with o.Reading it takes none, and one without natobot's tables is refused. The
// address's password is in no error.
func Connect(ctx context.Context, address string, o store.Options) (*Database, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, misnamed()
	}
	settle(config, address, o.Reading)
	d := &Database{options: o, log: o.Log, poller: poller{every: pollEvery}}
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	if d.pool, err = pgxpool.NewWithConfig(context.WithoutCancel(ctx), config); err != nil {
		return nil, unreachable(shown(config), err)
	}
	if err := d.ready(ctx); err != nil {
		d.Close()
		return nil, unopenable(shown(config), err)
	}
	d.poller.begin(d)
	return d, nil
}

// settle gives a connection what it must have, whatever its address says.
func settle(config *pgxpool.Config, address string, reading bool) {
	// Without named statements a pooler may give each transaction another server. Where none stands between,
	// the address may ask for them.
	if !strings.Contains(address, "default_query_exec_mode") {
		config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
		config.ConnConfig.StatementCacheCapacity = 0
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	if !strings.Contains(address, "pool_max_conns") {
		config.MaxConns = connections
	}
	if !strings.Contains(address, "pool_max_conn_lifetime") {
		config.MaxConnLifetime, config.MaxConnLifetimeJitter = 30*time.Minute, 5*time.Minute
	}
	if !reading {
		config.ConnConfig.ValidateConnect = new(newest).primary
	}
}

// Close ends the watches and waits for what is under way.
func (d *Database) Close() {
	d.poller.end()
	d.pool.Close()
}

// shown names a database without who enters it and by which password.
func shown(c *pgxpool.Config) string {
	return fmt.Sprintf("%s on %s", c.ConnConfig.Database, c.ConnConfig.Host)
}

// Workspaces names those that have a ledger, in the order of their ids.
func (d *Database) Workspaces(ctx context.Context) ([]string, error) {
	return found(ctx, d.index(), pgx.RowTo[string], `SELECT workspace FROM heads ORDER BY workspace`)
}

// insist does what may be done again, until it succeeds, fails for good, or patience is at its
// end: the server restarts, or a standby takes over.
func insist(ctx context.Context, do func(context.Context) error) error { return insistOn(ctx, 0, do) }

// insistOn insists on what takes longer the more rows it writes.
func insistOn(ctx context.Context, rows int, do func(context.Context) error) error {
	more := time.Duration(rows) * 5 * time.Millisecond
	all, cancel := context.WithTimeout(ctx, patience+more)
	defer cancel()
	for wait := 20 * time.Millisecond; ; wait = min(2*wait, 500*time.Millisecond) {
		one, done := context.WithTimeout(all, attempt+more)
		err := do(one)
		done()
		if err == nil || ctx.Err() != nil || !passing(err) {
			return err
		}
		select {
		case <-time.After(wait/2 + rand.N(wait)):
		case <-all.Done():
			return err
		}
	}
}
