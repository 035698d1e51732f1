package main

import (
	"context"
	"fmt"
	"time"

	"natobot/config"
	"natobot/consensus"
	"natobot/store"
)

// verify checks the ledger from end to end and says what it found. It reads no setting
// but where the ledger is, so that it works whatever else is wrong.
func (p *program) verify(ctx context.Context, args []string) error {
	if _, err := p.parse(p.flags("verify"), args, 0, 0); err != nil {
		return err
	}
	path, err := p.store()
	if err != nil {
		return err
	}
	report, err := p.check(ctx, path)
	if err != nil {
		return err
	}
	p.tell(path, report)
	if len(report.Problems) > 0 {
		return errShown
	}
	return nil
}

// store reads where the ledger is, and no other setting. What is wrong with the file .env
// besides is told, and passed over.
func (p *program) store() (config.Address, error) {
	path, err := config.Store(p.env)
	if err != nil {
		return "", err
	}
	for _, problem := range p.env.Broken() {
		fmt.Fprintf(p.stderr, "natobot: passed over: %s\n", problem)
	}
	return path, nil
}

func (p *program) tell(path config.Address, r store.Report) {
	fmt.Fprintf(p.stdout, "%s, schema %d\n", path, r.Schema)
	fmt.Fprintf(p.stdout, "entries: %d\n", r.Entries)
	if r.Entries > 0 {
		fmt.Fprintf(p.stdout, "recorded: %s to %s\n", r.First.Format(time.RFC3339), r.Last.Format(time.RFC3339))
	}
	if r.Ahead > 0 {
		fmt.Fprintf(p.stdout, "ahead of their time: %d (a clock was wrong; “known” goes by the order of recording)\n", r.Ahead)
	}
	if r.Last.Sub(p.now()) > consensus.Tolerance {
		fmt.Fprintf(p.stdout, "the last entry is ahead of this machine's clock, %s: one of the two clocks is wrong\n", p.now().UTC().Format(time.RFC3339))
	}
	for _, race := range r.Races {
		fmt.Fprintf(p.stdout, "race: %s\n", race)
	}
	fmt.Fprintf(p.stdout, "posts: %d, of which %d have a hash\n", r.Posts, r.Vouched)
	fmt.Fprintf(p.stdout, "digests not settled: %d\n", r.OpenSlots)
	if r.Held > 0 {
		fmt.Fprintf(p.stdout, "held reports: %d, of which %d wait\n", r.Held, r.Waiting)
	}
	if len(r.Problems) == 0 {
		fmt.Fprintf(p.stdout, "head: %s\n", r.Head)
		if r.PostHead != "" {
			fmt.Fprintf(p.stdout, "head of the posts: %s\n", r.PostHead)
		}
		fmt.Fprintln(p.stdout, "The ledger is sound.")
		return
	}
	fmt.Fprintln(p.stderr, "natobot: the ledger is damaged")
	for _, problem := range r.Problems {
		fmt.Fprintf(p.stderr, "  %s\n", problem)
	}
	fmt.Fprintln(p.stderr, "  It was left as it is. Put a backup in its place, or keep it and ask for help before anything is written.")
}
