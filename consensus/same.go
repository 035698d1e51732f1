package consensus

import (
	"hash/maphash"
	"slices"
	"time"
)

// sayings find the reports that say the same as another by a hash of all that a report says,
// its source included. A hash may be that of another report too: whoever finds one compares the
// whole entries. The texts are not kept.
type sayings struct {
	prints []uint32 // of entry i+1; 0 for one that reports nothing
	before []int32  // of entry i+1: the one before it in its chain, 0 for none
	chains []int32  // the last entry of each chain; a power of two, so that a print names one
}

// perChain is how many entries a chain has on average before there are more chains.
const perChain = 2

func (s *sayings) chain(print uint32) *int32 { return &s.chains[print&uint32(len(s.chains)-1)] }

// add adds the next entry.
func (s *sayings) add(print uint32) {
	s.prints, s.before = append(s.prints, print), append(s.before, 0)
	if len(s.prints) > perChain*len(s.chains) {
		s.chains = make([]int32, 2*len(s.chains))
		s.before = make([]int32, len(s.before), cap(s.before)) // its own: a copy may share the old one
		for i := range s.prints {
			s.link(i)
		}
		return
	}
	s.link(len(s.prints) - 1)
}

func (s *sayings) link(i int) {
	if s.prints[i] != 0 {
		last := s.chain(s.prints[i])
		s.before[i], *last = *last, int32(i+1)
	}
}

// apart gives a copy that does not grow into the room of s.
func (s *sayings) apart() sayings {
	return sayings{slices.Clip(s.prints), slices.Clip(s.before), slices.Clone(s.chains)}
}

// seed is that of every hash of this process.
var seed = maphash.MakeSeed()

// said is what a report says. Who a candidate is need not be repeated in a report, and is left out.
type said struct {
	count, of             int // the numbers are together, so that they are hashed at once
	day                   Day
	precision             Precision
	kind                  Kind
	position              Position
	status                Status
	qualifier             Qualifier
	race, condition, text string
	member                Code
	candidate             Key
	stage                 Stage
	missing               Codes
	source                Source
}

// saying gives the hash of what a report in a race says, 0 for what is none.
func saying(race string, f *Fact) uint32 {
	if !f.Kind.repeatable() {
		return 0
	}
	h := maphash.Comparable(seed, said{
		f.Count, f.Of, f.On.Day, f.On.Precision, f.Kind, f.Position, f.Status, f.Qualifier,
		race, f.Condition, f.Text, f.Member, f.Candidate, f.Stage, f.Missing, f.Source,
	})
	return max(1, uint32(h^h>>32))
}

// Like lists the standing entries of the race that might say the same as f, source and day
// included, the first first. Whether they do is for the whole entries to tell.
func (r *Race) Like(f Fact, known int) []int {
	s, of := &r.book.same, saying(r.key, &f)
	if of == 0 {
		return nil
	}
	var numbers []int
	for n := *s.chain(of); n != 0; n = s.before[n-1] {
		if s.prints[n-1] == of && r.book.counts(n, known) {
			numbers = append(numbers, int(n))
		}
	}
	slices.Reverse(numbers)
	return numbers
}

// Together is how far apart two people may report the same so that it is one report: they
// heard it at the same time, each on their own. Later it is news that it still holds.
const Together = 10 * time.Minute

// maxRecent is how many reports are kept as recent at the most. A desk does not come by as many
// in Together.
const maxRecent = 256

// Recent lists the last report and those that were recorded within Together of it, whole, struck
// ones included, oldest first. They are not to be changed.
func (b *Book) Recent() []*Entry { return b.recent }

// say notes what an entry reports.
func (b *Book) say(e *Entry) {
	b.same.add(saying(e.Race, &e.Fact))
	if !e.Kind.repeatable() {
		return
	}
	old := 0
	for old < len(b.recent) && (len(b.recent)-old >= maxRecent || e.Recorded.Sub(b.recent[old].Recorded) > Together) {
		old++
	}
	b.recent = append(b.recent[old:], e)
}

// repeatable tells whether a report of that kind may be one that the ledger has already.
func (k Kind) repeatable() bool {
	switch k {
	case Candidacy, StanceKind, ClaimKind, Note:
		return true
	}
	return false
}
