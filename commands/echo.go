package commands

import (
	"cmp"
	"slices"

	"natobot/commands/grammar"
	"natobot/commands/report"
	"natobot/consensus"
)

// repeating decides on a report that the ledger may have already: nothing is added where it
// says exactly the same, source and day included, and an echo where somebody else has just
// reported the same.
func (d *Desk) repeating(v report.View, req Request, u grammar.Understood) (consensus.Entry, error) {
	report := consensus.Entry{Race: v.Race.Key(), Fact: u.Fact}
	for _, e := range v.Entries(v.Race.Like(u.Fact, v.At.Known)...) {
		switch {
		case !sameReport(e.Fact, u.Fact):
		case d.joinable(v, &e, req.User.ID):
			return echo(&e), v.Err()
		default:
			report.Number = e.Number
			return report, v.Err()
		}
	}
	recent := v.Book.Recent()
	for i := range recent {
		e := &recent[i]
		switch {
		case !echoes(e, &report, u.Given) || v.Book.StruckBy(e.Number, v.At.Known) != 0 || !d.justNow(v, e):
		case d.joinable(v, e, req.User.ID):
			return echo(e), v.Err()
		case e.Recorder != req.User.ID: // who joined it says it once more
			report.Number = e.Number
		}
	}
	return report, v.Err()
}

// echo gives the entry by which somebody joins the recorders of another.
func echo(e *consensus.Entry) consensus.Entry {
	return consensus.Entry{Race: e.Race, Fact: consensus.Fact{Kind: consensus.Echo, On: e.On, Target: e.Number}}
}

// joinable tells whether a person's report of the same makes them a recorder of an entry:
// it was recorded just now, by others alone.
func (d *Desk) joinable(v report.View, e *consensus.Entry, user string) bool {
	return d.justNow(v, e) && !slices.Contains(v.Book.Recorders(e.Number, v.At.Known), user)
}

// justNow tells whether an entry was recorded together with what is recorded now. An entry
// is never recorded before the last one, even when the clock was set back.
func (d *Desk) justNow(v report.View, e *consensus.Entry) bool {
	now := d.Now()
	if last := v.Book.LastRecorded(); last.After(now) {
		now = last
	}
	return now.Sub(e.Recorded) <= consensus.Together
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
func echoes(of, report *consensus.Entry, given consensus.Parts) bool {
	// What nearly always differs is asked first: this is asked of many.
	if of.Kind != report.Kind || of.Text != report.Text || of.Member != report.Member || of.Candidate != report.Candidate || of.On != report.On ||
		of.Race != report.Race || of.Source.With(report.Source, given) != of.Source {
		return false
	}
	said := report.Fact
	said.Source = of.Source
	return sameReport(of.Fact, said)
}
