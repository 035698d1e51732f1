package commands

import (
	"slices"
	"sync"

	"natobot/commands/lexicon"
	"natobot/commands/report"
	"natobot/consensus"
)

// vocabulary are the names that the desk's words could refer to when somebody last wrote: the
// same until a member or a candidate comes, goes or is called otherwise. To make them costs more
// than to read a report with them.
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
	if d.vocabulary.at == at {
		return d.vocabulary.names
	}
	lex, old := d.lexicon(at), d.vocabulary.names
	if old != nil && slices.EqualFunc(old.Vocabulary.Members, lex.Members, calledTheSame) && slices.EqualFunc(old.Vocabulary.Candidates, lex.Candidates, sameName) {
		again := *old // others may still read with it
		again.Vocabulary = lex
		d.vocabulary.at, d.vocabulary.names = at, &again
	} else {
		d.vocabulary.at, d.vocabulary.names = at, lexicon.NewNames(lex)
	}
	return d.vocabulary.names
}

func calledTheSame(a, b consensus.Member) bool {
	return a.Code == b.Code && a.Name == b.Name && a.Entry == b.Entry
}

func sameName(a, b consensus.Candidate) bool { return a.Key == b.Key && a.Name == b.Name }

func (d *Desk) lexicon(at moment) lexicon.Vocabulary {
	known := d.book.Last()
	lex := lexicon.Vocabulary{Today: at.today, Members: d.book.Everyone(known), Races: report.Keys(d.book.Races())}
	for _, t := range d.book.Current(known).Standing(consensus.Point{On: at.today, Known: known}).Tallies {
		lex.Candidates = append(lex.Candidates, t.Candidate)
	}
	return lex
}
