package commands

import (
	"cmp"
	"slices"

	"natobot/consensus"
)

// repeating decides on a report that the ledger may have already: nothing is added where it
// says exactly the same, source and day included, and an echo where somebody else has just
// reported the same.
func repeating(q query) (consensus.Entry, error) {
	report := consensus.Entry{Race: q.Race.Key(), Fact: q.u.Fact}
	for _, e := range q.Entries(q.Race.Like(q.u.Fact, q.At.Known)...) {
		switch {
		case !sameReport(e.Fact, q.u.Fact):
		case q.joinable(&e):
			return echo(&e), q.Err()
		default:
			report.Number = e.Number
			return report, q.Err()
		}
	}
	for _, e := range q.Book.Recent() {
		switch {
		case !echoes(e, &report, q.u.Given) || q.Book.StruckBy(e.Number, q.At.Known) != 0 || !q.justNow(e):
		case q.joinable(e):
			return echo(e), q.Err()
		case e.Recorder != q.req.User.ID: // who joined it says it once more
			report.Number = e.Number
		}
	}
	return report, q.Err()
}

// echo gives the entry by which somebody joins the recorders of another.
func echo(e *consensus.Entry) consensus.Entry {
	return consensus.Entry{Race: e.Race, Fact: consensus.Fact{Kind: consensus.Echo, On: e.On, Target: e.Number}}
}

// joinable tells whether a person's report of the same makes them a recorder of an entry:
// it was recorded just now, by others alone.
func (q query) joinable(e *consensus.Entry) bool {
	return q.justNow(e) && !slices.Contains(q.Book.Recorders(e.Number, q.At.Known), q.req.User.ID)
}

// justNow tells whether an entry was recorded together with what is recorded now.
func (q query) justNow(e *consensus.Entry) bool {
	return consensus.Stamp(q.Book.LastRecorded(), q.desk.Now()).Sub(e.Recorded).Abs() <= consensus.Together
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
