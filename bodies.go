package main

import (
	"cmp"
	"context"
	"fmt"
	"text/tabwriter"

	"natobot/config"
	"natobot/consensus"
)

// bodies lists the bodies at hand. It reads no setting but where they are.
func (p *program) bodies(_ context.Context, args []string) error {
	if _, err := p.parse(p.flags("bodies"), args, 0, 0); err != nil {
		return err
	}
	set, err := config.Bodies(p.env)
	if err != nil {
		return err
	}
	today := consensus.DayOf(p.now())
	out := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, r := range set {
		fmt.Fprintf(out, "%s\t%s\t%d members\t%s\n", r.Key, r.Name, len(r.On(today)), cmp.Or(r.Path, "built in"))
	}
	return out.Flush()
}
