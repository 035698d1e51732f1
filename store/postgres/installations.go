package postgres

import (
	"context"
	"time"

	"natobot/store"

	"github.com/jackc/pgx/v5"
)

// Installation is the app in one workspace. Its token is sealed by who keeps it here.
type Installation struct {
	App, Enterprise, Team string
	Workspace             string // whose ledger is its
	Name, URL             string
	Sealed                []byte
	Bot, User             string
	Scopes, Installer     string
	Installed             time.Time
	Generation            int
	Removed               time.Time // zero while it is installed
}

const installationColumns = `app, enterprise, team, workspace, name, url, sealed, bot, bot_user, scopes, installer, installed, generation, removed`

func readInstallation(row pgx.CollectableRow) (i Installation, err error) {
	var installed, removed int64
	err = row.Scan(&i.App, &i.Enterprise, &i.Team, &i.Workspace, &i.Name, &i.URL, &i.Sealed, &i.Bot, &i.User, &i.Scopes, &i.Installer,
		&installed, &i.Generation, &removed)
	i.Installed = store.Moment(installed)
	if removed > 0 {
		i.Removed = store.Moment(removed)
	}
	return i, err
}

// installations reads some of them.
func (d *Database) installations(ctx context.Context, where string, args ...any) (list []Installation, err error) {
	err = d.insist(ctx, func(ctx context.Context) error {
		rows, err := d.pool.Query(ctx, `SELECT `+installationColumns+` FROM installations `+where, args...)
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, readInstallation)
		return err
	})
	return list, store.Unreadable(err)
}

// Begin keeps an installation's state until a moment, and forgets those that have passed by now.
func (d *Database) Begin(ctx context.Context, hash string, now, until time.Time) error {
	return unwritten(d.insist(ctx, func(ctx context.Context) error {
		if _, err := d.pool.Exec(ctx, `DELETE FROM install_states WHERE until <= $1`, now.UnixMilli()); err != nil {
			return err
		}
		_, err := d.pool.Exec(ctx, `INSERT INTO install_states (hash, until) VALUES ($1, $2) ON CONFLICT DO NOTHING`, hash, until.UnixMilli())
		return err
	}))
}

// Finish forgets a state, and tells whether it was there and had time left. It is not asked for
// again: a state whose end nobody heard of is good no more.
func (d *Database) Finish(ctx context.Context, hash string, now time.Time) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	done, err := d.pool.Exec(ctx, `DELETE FROM install_states WHERE hash = $1 AND until > $2`, hash, now.UnixMilli())
	return done.RowsAffected() == 1, unwritten(err)
}

// Install keeps an installation in place of its workspace's last one, with a ledger where there is
// none yet, and gives its generation.
func (d *Database) Install(ctx context.Context, i Installation) (generation int, err error) {
	err = d.insist(ctx, func(ctx context.Context) error {
		return pgx.BeginFunc(ctx, d.pool, func(tx pgx.Tx) error {
			if err := tx.QueryRow(ctx, `INSERT INTO installations (`+installationColumns+`)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, 0) ON CONFLICT (workspace) DO UPDATE SET
				app = excluded.app, enterprise = excluded.enterprise, team = excluded.team, name = excluded.name, url = excluded.url,
				sealed = excluded.sealed, bot = excluded.bot, bot_user = excluded.bot_user, scopes = excluded.scopes, installer = excluded.installer,
				installed = excluded.installed, generation = installations.generation + 1, removed = 0, changed = now() RETURNING generation`,
				i.App, i.Enterprise, i.Team, i.Workspace, i.Name, i.URL, i.Sealed, i.Bot, i.User, i.Scopes, i.Installer, i.Installed.UnixMilli()).Scan(&generation); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `INSERT INTO heads (workspace) VALUES ($1) ON CONFLICT DO NOTHING`, i.Workspace); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, `INSERT INTO due (workspace) VALUES ($1) ON CONFLICT (workspace) DO UPDATE SET next = 0, changes = due.changes + 1`, i.Workspace)
			return err
		})
	})
	return generation, unwritten(err)
}

// Remove marks a workspace's installation of an app as removed at a moment, and tells whether it did:
// not one that was installed after that moment.
func (d *Database) Remove(ctx context.Context, app, workspace string, at time.Time) (removed bool, err error) {
	err = d.insist(ctx, func(ctx context.Context) error {
		done, err := d.pool.Exec(ctx, `UPDATE installations SET removed = $3, changed = now()
			WHERE workspace = $2 AND (app = $1 OR $1 = '') AND removed = 0 AND installed <= $3`, app, workspace, at.UnixMilli())
		removed = done.RowsAffected() == 1
		return err
	})
	return removed, unwritten(err)
}

// Reinstate takes back that an installation was removed.
func (d *Database) Reinstate(ctx context.Context, workspace string, generation int) error {
	return unwritten(d.insist(ctx, func(ctx context.Context) error {
		_, err := d.pool.Exec(ctx, `UPDATE installations SET removed = 0, changed = now() WHERE workspace = $1 AND generation = $2`, workspace, generation)
		return err
	}))
}

// Installation gives that of a workspace, also one that was removed; false where there never was one.
func (d *Database) Installation(ctx context.Context, workspace string) (Installation, bool, error) {
	list, err := d.installations(ctx, `WHERE workspace = $1`, workspace)
	if err != nil || len(list) == 0 {
		return Installation{}, false, err
	}
	return list[0], true, nil
}

// Installations lists all of them.
func (d *Database) Installations(ctx context.Context) ([]Installation, error) {
	return d.installations(ctx, ``)
}

// Reseal keeps the token of an installation sealed otherwise.
func (d *Database) Reseal(ctx context.Context, workspace string, generation int, sealed []byte) error {
	return unwritten(d.insist(ctx, func(ctx context.Context) error {
		_, err := d.pool.Exec(ctx, `UPDATE installations SET sealed = $3 WHERE workspace = $1 AND generation = $2`, workspace, generation, sealed)
		return err
	}))
}

// Changed lists the installations that were made or removed in the last while, by the server's clock.
func (d *Database) Changed(ctx context.Context, within time.Duration) ([]Installation, error) {
	return d.installations(ctx, `WHERE changed > now() - $1::interval`, within)
}

// RemovedBefore lists those that were removed at or before a moment.
func (d *Database) RemovedBefore(ctx context.Context, moment time.Time) ([]Installation, error) {
	return d.installations(ctx, `WHERE removed > 0 AND removed <= $1`, moment.UnixMilli())
}

// Erase deletes everything of a workspace that was removed at or before a moment, and tells whether
// there was such a one.
func (d *Database) Erase(ctx context.Context, workspace string, before time.Time) (erased bool, err error) {
	again := false
	err = d.insist(ctx, func(ctx context.Context) error {
		var done bool
		err := d.pool.QueryRow(ctx, `SELECT natobot_erase($1, $2)`, workspace, before.UnixMilli()).Scan(&done)
		erased, again = done || erased && again, again || unsure(err)
		return err
	})
	return erased, unwritten(err)
}

// Listed is a workspace that has a ledger, and the app's installation there, if it was installed
// by OAuth.
type Listed struct {
	Workspace string
	Entries   int
	Installed *Installation
}

// List lists the workspaces that have a ledger, in the order of their ids.
func (d *Database) List(ctx context.Context) (list []Listed, err error) {
	installed, err := d.Installations(ctx)
	if err != nil {
		return nil, err
	}
	by := map[string]*Installation{}
	for n := range installed {
		by[installed[n].Workspace] = &installed[n]
	}
	err = d.insist(ctx, func(ctx context.Context) error {
		rows, err := d.pool.Query(ctx, `SELECT workspace, number FROM heads ORDER BY workspace`)
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (l Listed, err error) {
			err = row.Scan(&l.Workspace, &l.Entries)
			l.Installed = by[l.Workspace]
			return l, err
		})
		return err
	})
	return list, store.Unreadable(err)
}

// Reachable tells whether the database can be written now, by writing.
func (d *Database) Reachable(ctx context.Context) error {
	l := d.Opened("natobot") // no workspace's id, which are in capitals
	return l.Writable(ctx)
}

// Opened gives the ledger of a workspace that is known to have one, without asking for it.
func (d *Database) Opened(workspace string) *Ledger {
	return &Ledger{Database: d, workspace: workspace, now: d.options.Now, closing: make(chan struct{})}
}
