package commands

import (
	"context"

	"natobot/consensus"
)

// openRace records that a race opens.
func (d *Desk) openRace(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		if race, exists := d.book.Race(u.Race); exists {
			if _, _, opened := race.Title(v.at.Known); opened != 0 {
				if v.entry(opened).Fact.Same(u.Fact) {
					return consensus.Entry{Number: opened}, nil
				}
			}
			return consensus.Entry{}, sayRaceExists(u.Race)
		}
		return consensus.Entry{Race: u.Race, Fact: u.Fact}, nil
	})
}

// closeRace records that the current race closes.
func (d *Desk) closeRace(ctx context.Context, req Request, u Understood) (Reply, error) {
	return d.record(ctx, req, func(v view) (consensus.Entry, error) {
		if err := v.open(); err != nil {
			return consensus.Entry{}, err
		}
		return consensus.Entry{Race: v.race.Key(), Fact: u.Fact}, nil
	})
}
