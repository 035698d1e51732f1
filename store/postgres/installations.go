package postgres

import (
	"context"
	"time"

	"natobot/store"

	"github.com/jackc/pgx/v5"
)

const installationColumns = `app, enterprise, team, workspace, name, url, sealed, bot, bot_user, scopes, installer, installed, generation, removed`

func readInstallation(row pgx.CollectableRow) (i store.Installation, err error) {
	var installed, removed int64
	err = row.Scan(&i.App, &i.Enterprise, &i.Team, &i.Workspace, &i.Name, &i.URL, &i.Sealed, &i.Bot, &i.User, &i.Scopes, &i.Installer,
		&installed, &i.Generation, &removed)
	i.Installed = store.Moment(installed)
	if removed > 0 {
		i.Removed = store.Moment(removed)
	}
	return i, err
}

// installations reads some of them, as a statement about some workspaces.
func (d *Database) installations(ctx context.Context, f fence, where string, args ...any) ([]store.Installation, error) {
	return found(ctx, f, readInstallation, `SELECT `+installationColumns+` FROM installations `+where, args...)
}

// Begin keeps an installation's state until a moment, where there are fewer than so many, and forgets
// those that have passed by now. It tells whether it did.
func (d *Database) Begin(ctx context.Context, hash string, now, until time.Time, most int) (bool, error) {
	nobody := d.fenced()
	if _, err := nobody.do(ctx, `DELETE FROM install_states WHERE until <= $1`, now.UnixMilli()); err != nil {
		return false, err
	}
	kept, _, err := only(found(ctx, nobody, pgx.RowTo[bool], `WITH i AS (INSERT INTO install_states (hash, until)
			SELECT $1, $2 WHERE (SELECT count(*) FROM install_states) < $3 ON CONFLICT DO NOTHING RETURNING 1)
		SELECT EXISTS (SELECT FROM i) OR EXISTS (SELECT FROM install_states WHERE hash = $1)`, hash, until.UnixMilli(), most))
	return kept, unwritten(err)
}

// Finish forgets a state, and tells whether it was there and had time left. It is not asked for
// again: a state whose end nobody heard of is good no more.
func (d *Database) Finish(ctx context.Context, hash string, now time.Time) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, attempt)
	defer cancel()
	done, err := d.fenced().Exec(ctx, `DELETE FROM install_states WHERE hash = $1 AND until > $2`, hash, now.UnixMilli())
	return done.RowsAffected() == 1, unwritten(err)
}

// Install keeps an installation in place of its workspace's last one, with a ledger where there is
// none yet, and gives its generation.
func (d *Database) Install(ctx context.Context, i store.Installation) (generation int, err error) {
	list, err := found(ctx, d.fenced(i.Workspace), pgx.RowTo[int], `WITH h AS (INSERT INTO heads (workspace) VALUES ($4) ON CONFLICT DO NOTHING),
		i AS (INSERT INTO installations (`+installationColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, 0) ON CONFLICT (workspace) DO UPDATE SET
			app = excluded.app, enterprise = excluded.enterprise, team = excluded.team, name = excluded.name, url = excluded.url,
			sealed = excluded.sealed, bot = excluded.bot, bot_user = excluded.bot_user, scopes = excluded.scopes, installer = excluded.installer,
			installed = excluded.installed, generation = installations.generation + 1, removed = 0, changed = now() RETURNING generation),
		d AS (INSERT INTO due (workspace) VALUES ($4) ON CONFLICT (workspace) DO UPDATE SET next = 0, changes = due.changes + 1)
		SELECT generation FROM i`,
		i.App, i.Enterprise, i.Team, i.Workspace, i.Name, i.URL, i.Sealed, i.Bot, i.User, i.Scopes, i.Installer, i.Installed.UnixMilli())
	generation, _, err = only(list, err)
	return generation, unwritten(err)
}

// Remove marks a workspace's installation of an app as removed at a moment, and tells whether it did:
// not one that was installed after that moment.
func (d *Database) Remove(ctx context.Context, app, workspace string, at time.Time) (bool, error) {
	n, err := d.fenced(workspace).do(ctx, `UPDATE installations SET removed = $3, changed = now()
		WHERE workspace = $2 AND (app = $1 OR $1 = '') AND removed = 0 AND installed <= $3`, app, workspace, at.UnixMilli())
	return n == 1, err
}

// Reinstate takes back that an installation was removed.
func (d *Database) Reinstate(ctx context.Context, workspace string, generation int) error {
	_, err := d.fenced(workspace).do(ctx, `UPDATE installations SET removed = 0, changed = now() WHERE workspace = $1 AND generation = $2`, workspace, generation)
	return err
}

// Installation gives that of a workspace, also one that was removed; false where there never was one.
func (d *Database) Installation(ctx context.Context, workspace string) (store.Installation, bool, error) {
	return only(d.installations(ctx, d.fenced(workspace), `WHERE workspace = $1`, workspace))
}

// Installed lists all of them.
func (d *Database) Installed(ctx context.Context) ([]store.Installation, error) {
	return d.installations(ctx, d.index(), ``)
}

// Reseal keeps the token of an installation sealed otherwise.
func (d *Database) Reseal(ctx context.Context, workspace string, generation int, sealed []byte) error {
	_, err := d.fenced(workspace).do(ctx, `UPDATE installations SET sealed = $3 WHERE workspace = $1 AND generation = $2`, workspace, generation, sealed)
	return err
}

// Changed lists the installations that were made or removed in the last while, by the server's clock.
func (d *Database) Changed(ctx context.Context, within time.Duration) ([]store.Installation, error) {
	return d.installations(ctx, d.index(), `WHERE changed > now() - $1::interval`, within)
}

// RemovedBefore lists those that were removed at or before a moment.
func (d *Database) RemovedBefore(ctx context.Context, moment time.Time) ([]store.Installation, error) {
	return d.installations(ctx, d.index(), `WHERE removed > 0 AND removed <= $1`, moment.UnixMilli())
}

// Erase deletes everything of a workspace that was removed at or before a moment, and tells whether
// there was such a one.
func (d *Database) Erase(ctx context.Context, workspace string, before time.Time) (erased bool, err error) {
	again := false
	err = insist(ctx, func(ctx context.Context) error {
		var done bool
		err := d.fenced(workspace).QueryRow(ctx, `SELECT natobot_erase($1, $2)`, workspace, before.UnixMilli()).Scan(&done)
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
	Installed *store.Installation
}

// List lists the workspaces that have a ledger, in the order of their ids.
func (d *Database) List(ctx context.Context) (list []Listed, err error) {
	installed, err := d.Installed(ctx)
	if err != nil {
		return nil, err
	}
	by := map[string]*store.Installation{}
	for n := range installed {
		by[installed[n].Workspace] = &installed[n]
	}
	return found(ctx, d.index(), func(row pgx.CollectableRow) (l Listed, err error) {
		err = row.Scan(&l.Workspace, &l.Entries)
		l.Installed = by[l.Workspace]
		return l, err
	}, `SELECT workspace, number FROM heads ORDER BY workspace`)
}

// Reachable tells whether the database can be written now, by writing.
func (d *Database) Reachable(ctx context.Context) error {
	l := d.Opened("natobot") // no workspace's id, which are in capitals
	return l.Writable(ctx)
}
