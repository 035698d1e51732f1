package main

import (
	"context"
	"fmt"

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
	path, err := p.store()
	if err != nil {
		return err
	}
	if path.Database() {
		return consensus.Refuse(consensus.Invalid, fmt.Sprintf("%s is a database: nothing was copied", path),
			"Its server makes backups: pg_dump for a copy of one moment, or an archive of its log for any moment (docs/postgres.md). “natobot copy” copies a ledger into a file.")
	}
	if err := sqlite.Backup(ctx, string(path), words[0]); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s is a copy of %s.\n", words[0], path)
	return nil
}
