package consensus

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// Point is a place on both axes of time: the day on which something was true, and
// what the ledger knew, as the number of the last entry that counts. The zero Known
// knows nothing.
type Point struct {
	On    Day
	Known int
}

// DefaultRace is the race of a ledger in which none was opened yet, so that a fresh
// desk can record before it describes its race.
const DefaultRace = "secretary-general"

// Book is the fold of a ledger: its races, each of one body, and the desk's settings. It is
// advanced by Apply, one entry at a time; what it answers are values of their own that
// never change afterwards. It is not safe to call Apply while another call is under
// way; calls that only ask may run side by side.
type Book struct {
	stamps    stamps
	kinds     []Kind // of entry i+1
	marked    []bool // of entry i+1: it has strikers. Nearly none has, and a map is dear to ask
	strikes   []Strike
	strikers  map[int32][]int32 // by target, in order
	ranks     map[int32]int32   // a correction's number to that of the first entry it goes back to
	echoes    map[int32][]int32 // by target, in order
	same      sayings
	recent    []*Entry // the last reports, whole: see Recent
	bodies    Bodies
	rosters   map[string]*roster // by body
	races     map[string]*Race
	order     []*Race
	schedules []setting[Schedule]
	grants    []setting[Grant]
	live      []LiveSetting
	reviews   []setting[bool]
	beats     []setting[Beat]
	checks    map[int32][]check // by target, in the order of their days
	focus     []setting[focus]
	byPerson  map[string][]int32
}

// NewBook gives the Book of an empty ledger. Its races are of those bodies, of which
// [DefaultBody] has to be one.
func NewBook(bodies Bodies) *Book {
	b := &Book{
		bodies:   bodies,
		rosters:  map[string]*roster{},
		strikers: map[int32][]int32{},
		ranks:    map[int32]int32{},
		echoes:   map[int32][]int32{},
		checks:   map[int32][]check{},
		races:    map[string]*Race{},
		byPerson: map[string][]int32{},
		same:     sayings{chains: make([]int32, 1)},
	}
	b.roster(DefaultBody)
	return b
}

// Bodies gives those whose races the book can hold.
func (b *Book) Bodies() Bodies { return b.bodies }

// Apply adds the next entry. It refuses one that is out of turn, of an unknown kind or
// strikes what is not there, and then leaves the book as it was: such a ledger is
// damaged, and no number drawn from it could be trusted.
func (b *Book) Apply(e Entry) error { return b.apply(&e) }

func (b *Book) apply(e *Entry) error {
	if err := b.check(e); err != nil {
		return fmt.Errorf("entry #%d: %w", e.Number, err)
	}
	b.stamps.add(e.Recorded.UnixMilli())
	b.kinds = append(b.kinds, e.Kind)
	b.marked = append(b.marked, false)
	b.say(e)
	b.byPerson[e.Recorder] = append(b.byPerson[e.Recorder], int32(e.Number))
	rank := b.strike(e)
	switch e.Kind {
	case Accession:
		b.rosterIn(e.Race).add(e)
	case Scheduling:
		b.schedules = append(b.schedules, setting[Schedule]{int32(e.Number), *e.Schedule})
	case Granting:
		b.grants = append(b.grants, setting[Grant]{int32(e.Number), *e.Grant})
	case Following:
		b.live = append(b.live, LiveSetting{e.Number, e.On.Day, *e.Live})
	case Reviewing:
		b.reviews = append(b.reviews, setting[bool]{int32(e.Number), e.Text == ReviewOn})
	case BeatKind:
		b.beats = append(b.beats, setting[Beat]{int32(e.Number), *e.Beat})
	case CheckKind:
		b.checked(e)
		b.race(e).add(e, rank)
	case ChannelRace:
		b.focus = append(b.focus, setting[focus]{int32(e.Number), focus{e.Focus.Channel, e.Race}})
	case Echo:
		b.echoes[int32(e.Target)] = append(b.echoes[int32(e.Target)], int32(e.Number))
		b.race(e).add(e, rank)
	default:
		b.race(e).add(e, rank)
	}
	return nil
}

func (b *Book) check(e *Entry) error {
	switch {
	case e.Number != b.Last()+1:
		return fmt.Errorf("out of turn: the next is #%d", b.Last()+1)
	case e.Kind == NoKind || int(e.Kind) >= len(kindNames):
		return fmt.Errorf("a kind that this version does not know (%d)", e.Kind)
	case e.Position >= positionCount:
		return fmt.Errorf("a position that this version does not know (%d)", e.Position)
	case e.Stage.place() < 0:
		return fmt.Errorf("a stage that this version does not know (%q)", e.Stage)
	case e.Target < 0 || e.Target >= e.Number:
		return fmt.Errorf("strikes #%d, which is not before it", e.Target)
	case e.Kind == Retraction && e.Target == 0:
		return fmt.Errorf("a retraction of nothing")
	case e.Kind == Echo && !b.kind(e.Target).fact():
		return fmt.Errorf("repeats #%d, which reports nothing", e.Target)
	case e.Kind == ChannelRace && b.races[e.Race] == nil:
		return fmt.Errorf("follows a race that is not there")
	case e.Kind == Settling && !b.contestable(e):
		return fmt.Errorf("upholds #%d, which is no stance of its race", e.Target)
	case e.Kind == CheckKind && !b.checkable(e):
		return fmt.Errorf("checks #%d, which is no stance of its member", e.Target)
	case e.Kind == Scheduling && e.Schedule == nil, e.Kind == Granting && e.Grant == nil, e.Kind == Following && e.Live == nil, e.Kind == BeatKind && e.Beat == nil,
		e.Kind == ChannelRace && e.Focus == nil:
		return fmt.Errorf("a setting without a value")
	}
	return b.checkBody(e)
}

// checkBody refuses a race of a body that is not at hand, without whose members nothing could be
// counted, and an opening that takes a race to another body.
func (b *Book) checkBody(e *Entry) error {
	if e.Kind != Opening || e.Terms == nil {
		return nil
	}
	key := cmp.Or(e.Terms.Body, DefaultBody)
	if r := b.races[e.Race]; r != nil && r.Body().Key != key {
		return fmt.Errorf("takes the race %s from %s to %s", e.Race, r.Body().Key, key)
	}
	if b.bodies.Find(key) == nil {
		return fmt.Errorf("a race of a body that is not at hand: put the roster of %q back where NATO_BODIES names", key)
	}
	return nil
}

// kind gives the kind of the entry with that number, NoKind for none.
func (b *Book) kind(number int) Kind {
	if number == 0 {
		return NoKind
	}
	return b.kinds[number-1]
}

// contestable tells whether a settling names a stance of its own race.
func (b *Book) contestable(settling *Entry) bool {
	r := b.races[settling.Race]
	if r == nil {
		return false
	}
	_, found := r.Report(settling.Target)
	return found
}

// Last gives the number of the last entry, 0 in an empty ledger.
func (b *Book) Last() int { return len(b.kinds) }

// Latest gives a recorder's standing entries, the newest first: what an undo can strike.
func (b *Book) Latest(recorder string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, n := range slices.Backward(b.byPerson[recorder]) {
			if b.StruckBy(int(n), b.Last()) == 0 && !yield(int(n)) {
				return
			}
		}
	}
}

// race gives the race of an entry, making it where it is new.
func (b *Book) race(e *Entry) *Race {
	key, body := e.Race, DefaultBody
	r := b.races[key]
	if r == nil {
		if e.Terms != nil {
			body = cmp.Or(e.Terms.Body, body)
		}
		r = &Race{book: b, key: key, roster: b.roster(body), candidates: map[Key]*candidate{}, byMember: map[Code][]int32{}, notes: map[Subject][]int32{}}
		b.races[key] = r
		b.order = append(b.order, r)
	}
	return r
}

// roster gives the roster of a body.
func (b *Book) roster(body string) *roster {
	r := b.rosters[body]
	if r == nil {
		r = newRoster(b, b.bodies.Find(body))
		b.rosters[body] = r
	}
	return r
}

// rosterIn gives the roster of a race's body, whether or not the race has begun.
func (b *Book) rosterIn(race string) *roster {
	if r := b.races[race]; r != nil {
		return r.roster
	}
	return b.roster(DefaultBody)
}

// Race gives the race of that key, and false when the ledger has none.
func (b *Book) Race(key string) (*Race, bool) {
	r, ok := b.races[key]
	return r, ok
}

// Races lists the races in the order in which they began.
func (b *Book) Races() []*Race { return slices.Clone(b.order) }
