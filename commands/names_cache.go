package commands

import (
	"sync"

	"natobot/commands/lexicon"
	"natobot/commands/report"
	"natobot/consensus"
)

// vocabulary are the names that the desk's words could refer to when somebody last wrote: the
// same until there is another entry or another day. To make them costs more than to read a
// report with them.
type vocabulary struct {
	mu    sync.Mutex
	at    moment
	names *lexicon.Names
}

// names gives what words refer to now. Whoever asks holds the book for reading.
func (d *Desk) names() *lexicon.Names {
	at := moment{d.book.Last(), d.today()}
	d.vocabulary.mu.Lock()
	defer d.vocabulary.mu.Unlock()
	if d.vocabulary.at != at {
		d.vocabulary.at, d.vocabulary.names = at, lexicon.NewNames(d.lexicon(at))
	}
	return d.vocabulary.names
}

func (d *Desk) lexicon(at moment) lexicon.Vocabulary {
	known := d.book.Last()
	lex := lexicon.Vocabulary{Today: at.today, Members: d.book.Everyone(known), Races: report.Keys(d.book.Races())}
	for _, t := range d.book.Current(known).Standing(consensus.Point{On: at.today, Known: known}).Tallies {
		lex.Candidates = append(lex.Candidates, t.Candidate)
	}
	lex.Published = d.published
	return lex
}
