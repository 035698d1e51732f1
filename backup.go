package main

import (
	"context"
	"fmt"
	"os"

	"natobot/config"
	"natobot/consensus"
	"natobot/store/sqlite"
)

// backup copies the ledger into a new file, also beside a running bot. Like verify it reads no
// setting but where the ledger is.
func (p *program) backup(ctx context.Context, args []string) error {
	words, err := p.parse(p.flags("backup"), args, 1, 1)
	if err != nil {
		return err
	}
	path, err := config.Store(p.getenv)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil {
		return consensus.Refuse(consensus.NotFound, "There is no ledger "+path, "Name the ledger's file in NATO_STORE.")
	}
	ledger, err := sqlite.Open(ctx, path, sqlite.Options{Workspace: workspace, Now: p.now})
	if err != nil {
		return err
	}
	defer ledger.Close()
	if err := ledger.Backup(ctx, words[0]); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s is a copy of %s.\n", words[0], path)
	return nil
}
