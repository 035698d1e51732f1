package main

import (
	"context"
	"fmt"

	"natobot/config"
	"natobot/store"
)

// copyLedger copies a ledger into an empty one, of the same engine or another, and compares the two
// entry by entry. Like verify it reads no setting: both are named.
func (p *program) copyLedger(ctx context.Context, args []string) error {
	words, err := p.parse(p.flags("copy"), args, 2, 2)
	if err != nil {
		return err
	}
	at, into := config.Address(words[0]), config.Address(words[1])
	whose := p.workspace
	if !at.Database() {
		p.workspace = ""
	}
	from, _, err := p.openLedger(ctx, at, store.Options{Reading: true, Exclusive: true, Now: p.now})
	if err != nil {
		return err
	}
	defer from.Close()
	if l, is := from.(inDatabase); is {
		whose = l.Workspace()
	}
	if p.workspace = ""; into.Database() {
		p.workspace = whose
	}
	to, _, err := p.openLedger(ctx, into, store.Options{Exclusive: true, Now: p.now})
	if err != nil {
		return err
	}
	defer to.Close()
	entries, err := store.Copy(ctx, from, to, p.progress("copying, %d of %d entries"))
	if err != nil {
		return err
	}
	head, err := to.Head(ctx, entries)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s holds what %s does: %d entries, what was posted and what waits.\n", into, at, entries)
	fmt.Fprintf(p.stdout, "head: %s\n", head)
	return nil
}
