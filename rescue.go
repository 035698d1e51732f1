package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/sqlite"
)

// What rescues a ledger reads no setting but where it is, so that it works whatever
// else is wrong.

// verify checks the ledger file from end to end and says what it found.
func (p *program) verify(ctx context.Context, args []string) error {
	if _, err := p.parse(p.flags("verify"), args, 0, 0); err != nil {
		return err
	}
	path, err := p.ledgerPath()
	if err != nil {
		return err
	}
	report, err := sqlite.Check(ctx, path)
	if err != nil {
		return err
	}
	p.tell(path, report)
	if len(report.Problems) > 0 {
		return errShown
	}
	return nil
}

func (p *program) tell(path string, r store.Report) {
	fmt.Fprintf(p.stdout, "%s, schema %d\n", path, r.Schema)
	fmt.Fprintf(p.stdout, "entries: %d\n", r.Entries)
	if r.Entries > 0 {
		fmt.Fprintf(p.stdout, "recorded: %s to %s\n", r.First.Format(time.RFC3339), r.Last.Format(time.RFC3339))
	}
	for _, race := range r.Races {
		fmt.Fprintf(p.stdout, "race: %s\n", race)
	}
	fmt.Fprintf(p.stdout, "digests not settled: %d\n", r.OpenSlots)
	if len(r.Problems) == 0 {
		fmt.Fprintf(p.stdout, "head: %s\nThe ledger is sound.\n", r.Head)
		return
	}
	fmt.Fprintln(p.stderr, "natobot: the ledger is damaged")
	for _, problem := range r.Problems {
		fmt.Fprintf(p.stderr, "  %s\n", problem)
	}
	fmt.Fprintln(p.stderr, "  It was left as it is. Put a backup in its place, or keep it and ask for help before anything is written.")
}

// backup copies the ledger into a new file, also beside a running bot.
func (p *program) backup(ctx context.Context, args []string) error {
	words, err := p.parse(p.flags("backup"), args, 1, 1)
	if err != nil {
		return err
	}
	path, err := p.ledgerPath()
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

// ledgerPath gives where the ledger is, and reads no other setting.
func (p *program) ledgerPath() (string, error) {
	s := &settings{getenv: p.getenv}
	path := s.store()
	if s.problems != nil {
		return "", &configError{s.problems}
	}
	return path, nil
}
