package commands

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"natobot/commands/grammar"
	"natobot/commands/lexicon"
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
	at := moment{d.begun, d.book.Last(), d.today()}
	d.vocabulary.mu.Lock()
	defer d.vocabulary.mu.Unlock()
	if d.vocabulary.at == at {
		return d.vocabulary.names
	}
	lex, old := vocabularyOf(d.book, at.today), d.vocabulary.names
	lex.Published = func(name string) bool { return d.outlets.published(d.Ledger, d.book.Last(), name) }
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

// vocabularyOf gives what words can refer to on a day.
func vocabularyOf(book *consensus.Book, today consensus.Day) lexicon.Vocabulary {
	known := book.Last()
	race := book.Current(known)
	lex := lexicon.Vocabulary{Today: today, Members: race.Everyone(known), Races: report.Keys(book.Races())}
	for _, t := range race.Standing(consensus.Point{On: today, Known: known}).Tallies {
		lex.Candidates = append(lex.Candidates, t.Candidate)
	}
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
func (o *outlets) published(l Ledger, last int, name string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), outletsTimeout)
	defer cancel()
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.after < last {
		list, err := l.Outlets(ctx, o.after)
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

// forget forgets them all.
func (o *outlets) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.after, o.names = 0, nil
}

func outletKey(name string) string { return strings.TrimPrefix(lexicon.Key(name), "the ") }
