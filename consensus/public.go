package consensus

// Public gives what others may read of a ledger, whole from its first entry: the entries
// about its races that are not the desk's alone, numbered anew, so that the fold of them is
// that of a ledger in which the others were never recorded. Nothing says who recorded what,
// and the desk's own settings are left out.
//
// Where the last word on a report is the desk's alone, the report as it was before is no
// longer right and is left out too.
func Public(entries []Entry) ([]Entry, error) {
	p := publication{entries: entries, book: NewBook(AnyBody{}), named: map[person]bool{}, numbers: map[int]int{}}
	for _, e := range entries {
		if err := p.book.Apply(e); err != nil {
			return nil, err
		}
		if e.Kind == Candidacy && !e.DeskOnly {
			p.named[p.of(e)] = true
		} else if e.Kind == Candidacy && !p.named[p.of(e)] {
			p.named[p.of(e)] = false
		}
	}
	var list []Entry
	for _, e := range entries {
		if !p.withheld(e) && p.aim(&e) {
			p.numbers[e.Number] = len(list) + 1
			e.Number, e.Recorder = len(list)+1, ""
			list = append(list, e)
		}
	}
	return list, nil
}

// publication is what decides on the entries of a ledger.
type publication struct {
	entries []Entry
	book    *Book
	named   map[person]bool // of the candidates whose status the ledger gives: whether it does so in public
	numbers map[int]int     // the public number of an entry
}

// person is somebody in one race.
type person struct {
	race string
	key  Key
}

// of gives whom an entry is about.
func (p *publication) of(e Entry) person { return person{e.Race, e.Candidate} }

// withheld tells whether an entry itself, or what stands in its place, is not for others.
func (p *publication) withheld(e Entry) bool {
	if !e.Kind.public() || e.DeskOnly {
		return true
	}
	if named, given := p.named[p.of(e)]; given && !named {
		return true // others never heard of that person
	}
	last := e
	for by := p.struckBy(e.Number); by != 0; by = p.struckBy(by) {
		last = p.entries[by-1]
	}
	return last.DeskOnly && last.Corrects()
}

func (p *publication) struckBy(number int) int { return p.book.StruckBy(number, p.book.Last()) }

// public tells whether an entry of that kind is about a race, and not the desk's own affairs.
func (k Kind) public() bool {
	return k.fact() || k == Opening || k == Closing || k == Retraction || k == Echo || k == Settling
}

// aim has an entry name its target by the number that it has in public, and tells whether
// there is anything left that it says. What corrects a report that others never saw corrects
// what that replaced, or is a report of its own.
func (p *publication) aim(e *Entry) bool {
	for e.Target != 0 && p.numbers[e.Target] == 0 {
		if !e.Corrects() {
			return false
		}
		e.Target = p.entries[e.Target-1].Target
	}
	e.Target = p.numbers[e.Target]
	return true
}
