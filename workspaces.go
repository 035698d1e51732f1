package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"natobot/config"
	"natobot/store"
	"natobot/store/postgres"
)

// workspaces lists the workspaces that a database holds the ledgers of, or erases one that has removed
// the app.
func (p *program) workspaces(ctx context.Context, args []string) error {
	words, err := p.parse(p.flags("workspaces"), args, 0, 2)
	if err != nil {
		return err
	}
	at, err := config.Store(p.env)
	switch {
	case err != nil:
		return err
	case len(words) == 1 || len(words) == 2 && words[0] != "erase":
		return &usageError{fmt.Sprintf("%q is not understood", words[0]), "usage: natobot " + usageOf("workspaces")}
	case !at.Database():
		return &usageError{"a ledger file holds one workspace", "This is for a database, which NATO_STORE names."}
	}
	d, err := postgres.Connect(ctx, string(at), store.Options{Reading: true, Now: p.now})
	if err != nil {
		return err
	}
	defer d.Close()
	if len(words) == 2 {
		return p.eraseWorkspace(ctx, d, words[1])
	}
	list, err := d.List(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tENTRIES\tINSTALLED\tSTATE\tNAME")
	for _, w := range list {
		installed, state, name := "", "not installed", ""
		if i := w.Installed; i != nil {
			installed, state, name = i.Installed.UTC().Format(time.DateOnly), "installed", i.Name
			if !i.Removed.IsZero() {
				state = "removed " + i.Removed.UTC().Format(time.DateOnly)
			}
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\n", w.Workspace, w.Entries, installed, state, name)
	}
	return table.Flush()
}

// eraseWorkspace erases one without waiting for its days of grace.
func (p *program) eraseWorkspace(ctx context.Context, d *postgres.Database, workspace string) error {
	erased, err := d.Erase(ctx, workspace, p.now())
	switch {
	case err != nil:
		return err
	case !erased:
		return &usageError{
			fmt.Sprintf("the app was not removed from the workspace %s, so nothing of it is erased", workspace),
			"natobot workspaces lists them. Remove the app in Slack first, and wait until it is listed as removed.",
		}
	}
	fmt.Fprintf(p.stdout, "Everything of the workspace %s is erased.\n", workspace)
	return nil
}
