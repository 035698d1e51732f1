package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"natobot/commands"
	"natobot/config"
	"natobot/store"
)

// importFile records what a file holds: recording commands, one a line, a table, or an export.
// It never seeds: into an empty ledger an export comes back as it was.
func (p *program) importFile(ctx context.Context, args []string) error {
	f := p.flags("import")
	dryRun, named := f.Bool("dry-run", false, ""), f.String("map", "", "")
	words, err := p.parse(f, args, 1, 1)
	if err != nil {
		return err
	}
	c, err := p.settings(config.Load)
	if err != nil {
		return err
	}
	name, from := words[0], io.NopCloser(p.stdin)
	if name != "-" {
		if from, err = os.Open(name); err != nil {
			return &usageError{"cannot read " + name, "Name a file of commands, a table or an export, or - for standard input."}
		}
	}
	defer from.Close()
	a, err := p.open(ctx, c, store.Options{})
	if err != nil {
		return err
	}
	defer a.close()
	p.tellMade(a, c)
	o := commands.ImportOptions{DryRun: *dryRun, Map: *named, Progress: p.progress("importing, %d of %d")}
	report, err := a.desk.Import(ctx, name, from, o)
	if *dryRun && err == nil {
		fmt.Fprintln(p.stdout, "A dry run: nothing is recorded. It would be:")
		for _, line := range report.Became {
			fmt.Fprintln(p.stdout, line)
		}
	}
	if err := imported(report, err); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.stdout, report)
	return err
}
