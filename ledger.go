package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"natobot/config"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/sqlite"
)

// workspace is the key under which a ledger file keeps its one workspace, and a database its first.
const workspace = "local"

// openLedger opens the ledger at an address, of whichever engine, and tells whether it was made.
func (p *program) openLedger(ctx context.Context, at config.Address, o store.Options) (store.Ledger, bool, error) {
	if at.Database() {
		l, made, err := p.openDatabase(ctx, at, o)
		if err != nil {
			return nil, false, err
		}
		return l, made, nil
	}
	if p.workspace != "" {
		return nil, false, &usageError{"a ledger file holds one workspace", "Leave out --workspace."}
	}
	info, err := os.Stat(string(at))
	made := err != nil || info.Size() == 0
	o.Workspace = workspace
	l, err := sqlite.Open(ctx, string(at), o)
	if err != nil {
		return nil, false, err
	}
	return l, made, nil
}

// inDatabase is a ledger that is closed together with its database.
type inDatabase struct {
	*postgres.Ledger
	database *postgres.Database
}

// Close closes both.
func (l inDatabase) Close() error {
	err := l.Ledger.Close()
	l.database.Close()
	return err
}

func (p *program) openDatabase(ctx context.Context, at config.Address, o store.Options) (l inDatabase, made bool, err error) {
	if l.database, err = postgres.Connect(ctx, string(at), o); err != nil {
		return l, false, err
	}
	if o.Workspace, err = p.chosen(ctx, l.database); err == nil {
		l.Ledger, made, err = l.database.Ledger(ctx, o.Workspace)
	}
	if err != nil {
		l.database.Close()
	}
	return l, made, err
}

// chosen gives the workspace that --workspace names, or the only one.
func (p *program) chosen(ctx context.Context, d *postgres.Database) (string, error) {
	if p.workspace != "" {
		return p.workspace, nil
	}
	list, err := d.Workspaces(ctx)
	switch {
	case err != nil:
		return "", err
	case len(list) > 1:
		const shown = 10
		hint := fmt.Sprintf("Say whose with --workspace: %s.", strings.Join(list[:min(shown, len(list))], ", "))
		return "", &usageError{fmt.Sprintf("the database holds the ledgers of %d workspaces", len(list)), hint}
	case len(list) == 1:
		return list[0], nil
	}
	return workspace, nil
}

// check examines a ledger from end to end.
func (p *program) check(ctx context.Context, at config.Address) (store.Report, error) {
	if !at.Database() {
		return sqlite.Check(ctx, string(at))
	}
	l, _, err := p.openDatabase(ctx, at, store.Options{Reading: true, Now: p.now})
	if err != nil {
		return store.Report{}, err
	}
	report, err := l.Check(ctx)
	return report, errors.Join(err, l.Close())
}
