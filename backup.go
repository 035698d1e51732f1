package main

import (
	"context"
	"fmt"

	"natobot/store/sqlite"
)

// backup copies the ledger into a new file, also beside a running bot. Like verify it reads no
// setting but where the ledger is.
func (p *program) backup(ctx context.Context, args []string) error {
	words, err := p.parse(p.flags("backup"), args, 1, 1)
	if err != nil {
		return err
	}
	path, err := p.store()
	if err != nil {
		return err
	}
	if err := sqlite.Backup(ctx, path, words[0]); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s is a copy of %s.\n", words[0], path)
	return nil
}
