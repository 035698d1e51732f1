package commands

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"natobot/commands/answer"
	"natobot/commands/english"
	"natobot/commands/grammar"
	"natobot/commands/lexicon"
	"natobot/commands/report"
	"natobot/consensus"
)

// view looks at the race that the desk follows, today, with all that is known.
func (d *Desk) view(ctx context.Context, today consensus.Day) report.View {
	known := d.book.Last()
	v := report.View{
		Book: d.book, Zone: d.Zone, At: consensus.Point{Known: known}, Today: today,
		Draw: d.draw, Reader: report.NewReader(ctx, d.Ledger, d.Posted),
	}
	return v.In(d.book.Current(known))
}

// asked looks at what a question in a channel is about. A day of knowledge alone means what the
// ledger said on that day, about that day.
func (d *Desk) asked(ctx context.Context, channel string, u grammar.Understood) (report.View, error) {
	v := d.view(ctx, d.today())
	v.On = u.On
	if u.Known != 0 {
		v.Known = u.Known
		if u.Known < d.today() { // what is known by today is all there is, whatever its stamps say
			v.At.Known = d.book.KnownBefore(u.Known.End(d.Zone))
		}
	}
	race, err := raceMeant(d, channel, cmp.Or(u.Race, u.In), v.At.Known)
	if err != nil {
		return v, err
	}
	return v.In(race), nil
}

// raceMeant gives the race of that key or title; without one the race that the channel follows.
func raceMeant(d *Desk, channel, race string, known int) (*consensus.Race, error) {
	if race == "" {
		return d.book.Focus(channel, known), nil
	}
	if r := raceNamed(d.book, race); r != nil {
		return r, nil
	}
	return nil, grammar.SayNoRace(race, report.Keys(d.book.Races()))
}

// homeRaces is how many races Home tells of beside the one that it shows.
const homeRaces = 5

// otherRaces tells in a sentence each how the other open races stand, with the way to see them.
func otherRaces(v report.View) []answer.Section {
	others := slices.DeleteFunc(v.Book.Races(), func(r *consensus.Race) bool { return r.Key() == v.Race.Key() || r.ClosedAt(v.At.Known) })
	var sections []answer.Section
	for _, r := range others[:min(len(others), homeRaces)] {
		title, _, _ := r.Title(v.At.Known)
		in := ` in "` + r.Key() + `"`
		sections = append(sections, answer.Paragraph{Text: answer.Line{{Text: title, Style: answer.Bold}, {Text: ". " + v.In(r).Headline()}}},
			answer.Buttons{Actions: []answer.Action{{Label: "Where it stands", Command: "status" + in}, {Label: "Who is missing", Command: "missing" + in}}})
	}
	if more := len(others) - homeRaces; more > 0 {
		sections = append(sections, report.Note(english.Number(more, "more race is", "more races are")+" open: `/§ race list`."))
	}
	return sections
}

// raceNamed gives the race of that key or title, with its body before the key or without; nil for
// none. A body alone is the race of it where there is but one.
func raceNamed(book *consensus.Book, name string) *consensus.Race {
	plain := func(name string) string { return strings.TrimPrefix(lexicon.Key(name), "the ") }
	name = plain(name)
	var of []*consensus.Race
	for _, r := range book.Races() {
		title, _, _ := r.Title(book.Last())
		body := english.Bare(r.Body())
		switch name {
		case plain(r.Key()), plain(title), plain(body + " " + r.Key()):
			return r
		case plain(body), plain(r.Body().Name), r.Body().Key:
			of = append(of, r)
		}
	}
	if len(of) == 1 {
		return of[0]
	}
	return nil
}

// inRace takes the race that a text names out of it.
func inRace(book *consensus.Book, text string) (rest, race string) {
	return grammar.InRace(text, func(name string) bool { return raceNamed(book, name) != nil })
}

// vocabulary is, of a race, the names that words could refer to when somebody last wrote: the
// same until a member or a candidate comes, goes or is called otherwise. To make them costs more
// than to read a report with them.
type vocabulary struct {
	at    moment
	names *lexicon.Names
}

// names gives what words refer to now, in a race. Whoever asks holds the book for reading.
func (d *Desk) names(race *consensus.Race) *lexicon.Names {
	at := moment{d.begun, d.book.Last(), d.today()}
	was, _ := d.vocabularies.get(race.Key())
	if was.at == at {
		return was.names
	}
	lex, old := vocabularyOf(d.book, race, at.today), was.names
	lex.Published = func(name string) bool { return d.outlets.published(d.Ledger, d.book.Last(), name) }
	now := vocabulary{at: at}
	if old != nil && slices.EqualFunc(old.Vocabulary.Members, lex.Members, calledTheSame) && slices.EqualFunc(old.Vocabulary.Candidates, lex.Candidates, sameName) {
		again := *old // others may still read with it
		again.Vocabulary, now.names = lex, &again
	} else {
		now.names = lexicon.NewNames(lex)
	}
	d.vocabularies.put(race.Key(), now, keptVocabularies)
	return now.names
}

func calledTheSame(a, b consensus.Member) bool {
	return a.Code == b.Code && a.Name == b.Name && a.Entry == b.Entry
}

func sameName(a, b consensus.Candidate) bool { return a.Key == b.Key && a.Name == b.Name }

// vocabularyOf gives what words can refer to on a day, in a race.
func vocabularyOf(book *consensus.Book, race *consensus.Race, today consensus.Day) lexicon.Vocabulary {
	known := book.Last()
	lex := lexicon.Vocabulary{Today: today, Body: race.Body(), Members: race.Everyone(known), Races: report.Keys(book.Races())}
	for _, t := range race.Standing(consensus.Point{On: today, Known: known}).Tallies {
		lex.Candidates = append(lex.Candidates, t.Candidate)
	}
	return lex
}

// read reads the text. A day without a year in a correction goes by the entry that it mends; of who
// is no candidate it is told where they were one in a race that is closed. The race is that which
// the text names, else the channel's.
func (d *Desk) read(ctx context.Context, req Request) (grammar.Understood, error) {
	text, in := inRace(d.book, req.Text)
	race, err := raceMeant(d, req.Channel, in, d.book.Last())
	if err != nil {
		return grammar.Understood{}, err
	}
	u, err := grammar.UnderstandNear(d.names(race), text, req.Near)
	if u.Command == "correct" && 0 < u.Target && u.Target <= d.book.Last() {
		entries, failed := d.Ledger.Entries(ctx, u.Target)
		if failed != nil {
			return u, failed
		}
		if of, ok := d.book.Race(entries[0].Race); ok { // it is mended with the names of its own race
			race = of
		}
		u, err = grammar.UnderstandNear(d.names(race), text, entries[0].On.Day)
	}
	if in != "" {
		u.In = race.Key()
		err = within(&u, err, in)
	}
	if u.Stranger != "" {
		err = cmp.Or(ofClosedRace(d.book, d.today(), u.Stranger), err)
	}
	return u, err
}

// within gives what may have been meant the race that the text names.
func within(u *grammar.Understood, err error, race string) error {
	e := asError(err)
	if e == nil {
		return err
	}
	told := *e
	for i, text := range u.Try {
		u.Try[i] = fmt.Sprintf("%s in \"%s\"", text, race)
		told.Hint = strings.ReplaceAll(told.Hint, english.TypeThis(text), english.TypeThis(u.Try[i]))
	}
	return &told
}

// ofClosedRace tells of a person that they were a candidate in a race that is closed.
func ofClosedRace(book *consensus.Book, today consensus.Day, name string) error {
	known := book.Last()
	for _, race := range book.Races() {
		if race.ClosedAt(known) && len(lexicon.NewNames(vocabularyOf(book, race, today)).People[lexicon.Key(name)]) > 0 {
			return report.Ask("of a closed race", name, race.Key())
		}
	}
	return nil
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
