package commands

import (
	"context"

	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// view looks at the current race, today, with all that is known.
func (d *Desk) view(ctx context.Context, today consensus.Day) report.View {
	known := d.book.Last()
	v := report.View{
		Book: d.book, Zone: d.Zone, At: consensus.Point{Known: known}, Today: today,
		Draw: d.drawings.draw, Reader: report.NewReader(ctx, d.Ledger, d.Posted),
	}
	return v.In(d.book.Current(known))
}

// asked looks at what a question is about. A day of knowledge alone means what the
// ledger said on that day, about that day.
func (d *Desk) asked(ctx context.Context, u grammar.Understood) (report.View, error) {
	v := d.view(ctx, d.today())
	v.On = u.On
	if u.Known != 0 {
		v.Known = u.Known
		if u.Known < d.today() { // what is known by today is all there is, whatever its stamps say
			v.At.Known = d.book.KnownBefore(u.Known.End(d.Zone))
		}
	}
	if u.Race == "" {
		return v.In(d.book.Current(v.At.Known)), nil
	}
	race, ok := d.book.Race(u.Race)
	if !ok {
		return v, grammar.SayNoRace(u.Race, report.Keys(d.book.Races()))
	}
	return v.In(race), nil
}
