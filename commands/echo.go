package commands

import (
	"cmp"
	"slices"
	"time"

	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// together is how far apart two people may report the same so that it is one report: they
// heard it at the same time, each on their own. Later it is news that it still holds.
const together = 10 * time.Minute

// repeating decides on a report that the ledger may have already: nothing is added where it
// says exactly the same, source and day included, and an echo where somebody else has just
// reported the same.
func (d *Desk) repeating(v report.View, req Request, u grammar.Understood) (consensus.Entry, error) {
	report := consensus.Entry{Race: v.Race.Key(), Fact: u.Fact}
	like := v.Race.Like(u.Fact, v.At.Known)
	if len(like) == 0 {
		return report, nil
	}
	entries := v.Entries(like...)
	if v.Err() != nil {
		return report, v.Err()
	}
	same := func(e consensus.Entry) bool { return sameReport(e.Fact, u.Fact) }
	if i := slices.IndexFunc(entries, same); i >= 0 && !d.joinable(v, entries[i], req.User.ID) {
		report.Number = entries[i].Number
		return report, nil
	} else if i >= 0 {
		return echo(entries[i]), nil
	}
	for _, e := range entries {
		switch {
		case !d.justNow(v, e) || !echoes(e.Fact, u.Fact, u.Given):
		case d.joinable(v, e, req.User.ID):
			return echo(e), nil
		case e.Recorder != req.User.ID: // who joined it says it once more
			report.Number = e.Number
		}
	}
	return report, nil
}

// echo gives the entry by which somebody joins the recorders of another.
func echo(e consensus.Entry) consensus.Entry {
	return consensus.Entry{Race: e.Race, Fact: consensus.Fact{Kind: consensus.Echo, On: e.On, Target: e.Number}}
}

// joinable tells whether a person's report of the same makes them a recorder of an entry:
// it was recorded just now, by others alone.
func (d *Desk) joinable(v report.View, e consensus.Entry, user string) bool {
	return d.justNow(v, e) && !slices.Contains(v.Book.Recorders(e.Number, v.At.Known), user)
}

// justNow tells whether an entry was recorded together with what is recorded now.
func (d *Desk) justNow(v report.View, e consensus.Entry) bool {
	return consensus.Stamp(v.Book.LastRecorded(), d.Now()).Sub(e.Recorded).Abs() <= together
}

// sameReport tells whether a report says exactly what an entry says.
func sameReport(of, report consensus.Fact) bool {
	if of.Kind == consensus.Candidacy { // of a person who is known, a report need not repeat who that is
		report.Name, report.Country = cmp.Or(report.Name, of.Name), cmp.Or(report.Country, of.Country)
	}
	return of.Same(report)
}

// echoes tells whether all that a report gives is what another says: what it is about, its
// day, and those parts of the source that it gives. What it leaves out, or has by default,
// it does not deny.
func echoes(of, report consensus.Fact, given consensus.Parts) bool {
	if of.Source.With(report.Source, given) != of.Source {
		return false
	}
	report.Source = of.Source
	return sameReport(of, report)
}
