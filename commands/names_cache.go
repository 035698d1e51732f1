package commands

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

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
	lex.Published = d.published
	return lex
}

// outlets are the publishers that the ledger names: read when somebody is named who may be one, and
// from then on as far as the ledger has grown.
type outlets struct {
	mu    sync.Mutex
	after int // the last entry that was read
	names map[string]bool
}

// mostOutlets bounds how many of them are remembered; others are asked about.
const mostOutlets = 10_000

// outletsTimeout is how long a reader waits for them: then the name is taken as if there were none.
const outletsTimeout = 2 * time.Second

// published tells whether the ledger has a publisher of that name. Whoever asks holds the book for
// reading. Where the ledger does not answer, the name is asked about.
func (d *Desk) published(name string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), outletsTimeout)
	defer cancel()
	o := &d.outlets
	o.mu.Lock()
	defer o.mu.Unlock()
	if last := d.book.Last(); o.after < last {
		list, err := d.Ledger.Outlets(ctx, o.after)
		if err != nil {
			return false
		}
		if o.names == nil {
			o.names = map[string]bool{}
		}
		for _, outlet := range list {
			if len(o.names) < mostOutlets {
				o.names[outletKey(outlet)] = true
			}
		}
		o.after = last
	}
	key := outletKey(name)
	return key != "" && o.names[key]
}

func outletKey(name string) string { return strings.TrimPrefix(lexicon.Key(name), "the ") }
