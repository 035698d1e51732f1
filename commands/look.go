package commands

import (
	"cmp"
	"context"

	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// view looks at the current race, today, with all that is known.
func (d *Desk) view(ctx context.Context, today consensus.Day) report.View {
	known := d.book.Last()
	return report.View{
		Book: d.book, Race: d.book.Current(known), Zone: d.Zone,
		At: consensus.Point{On: today, Known: known}, Today: today,
		Draw: d.drawings.draw, Reader: report.NewReader(ctx, d.Ledger, d.Posted),
	}
}

// asked looks at what a question is about. A day of knowledge alone means what the
// ledger said on that day, about that day.
func (d *Desk) asked(ctx context.Context, u grammar.Understood) (report.View, error) {
	v := d.view(ctx, d.today())
	if u.Known != 0 {
		v.Known = u.Known
		v.At = consensus.Point{On: u.Known, Known: d.book.KnownBefore(u.Known.End(d.Zone))}
		v.Race = d.book.Current(v.At.Known)
	}
	v.At.On = cmp.Or(u.On, v.At.On)
	if u.Race == "" {
		return v, nil
	}
	race, ok := d.book.Race(u.Race)
	if !ok {
		return v, grammar.SayNoRace(u.Race, report.Keys(d.book.Races()))
	}
	v.Race = race
	return v, nil
}
