package commands

import (
	"cmp"
	"context"

	"natobot/consensus"
)

// view looks at the current race, today, with all that is known.
func (d *Desk) view(ctx context.Context, today consensus.Day) view {
	known := d.book.Last()
	return view{
		book: d.book, race: d.book.Current(known), zone: d.Zone,
		at: consensus.Point{On: today, Known: known}, today: today,
		draw: d.drawings.draw, reader: newReader(ctx, d.Ledger, d.Posted),
	}
}

// asked looks at what a question is about. A day of knowledge alone means what the
// ledger said on that day, about that day.
func (d *Desk) asked(ctx context.Context, u Understood) (view, error) {
	v := d.view(ctx, d.today())
	if u.Known != 0 {
		v.known = u.Known
		v.at = consensus.Point{On: u.Known, Known: d.book.KnownBefore(u.Known.End(d.Zone))}
		v.race = d.book.Current(v.at.Known)
	}
	v.at.On = cmp.Or(u.On, v.at.On)
	if u.Race == "" {
		return v, nil
	}
	race, ok := d.book.Race(u.Race)
	if !ok {
		return v, sayNoRace(u.Race, keys(d.book.Races()))
	}
	v.race = race
	return v, nil
}
