package commands

import (
	"context"

	"natobot/consensus"
)

// settle records which of the contested reports of a day stands.
func (d *Desk) settle(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		e, err := numbered(v, u.Target)
		if err != nil {
			return consensus.Entry{}, err
		}
		v = v.of(e)
		c, by := v.contest(e), v.book.StruckBy(e.Number, v.at.Known)
		switch {
		case by != 0:
			return consensus.Entry{}, sayStruckAlready(e.Number, by)
		case e.Kind != consensus.StanceKind:
			return consensus.Entry{}, sayNothingToSettle(e)
		case c.Settled != 0 && (!c.Contested || v.overruled(e)):
			return consensus.Entry{}, saySettled(c.Upheld(), c.Settled)
		case !c.Contested:
			return consensus.Entry{}, sayNotContested(e.Number)
		}
		fact := consensus.Fact{Kind: consensus.Settling, On: consensus.On(v.today), Target: e.Number, Text: u.Because}
		return consensus.Entry{Race: e.Race, Fact: fact}, nil
	})
}
