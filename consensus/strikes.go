package consensus

import (
	"iter"
	"slices"
)

// Strike tells that entry By struck entry Target: a retraction, or a correction,
// which also replaces it.
type Strike struct{ Target, By int }

// strike notes what e strikes and gives e's rank: its place among entries of one day.
// A correction keeps the place of what it replaces, so that mending a link does not
// make an old report the newest.
func (b *Book) strike(e *Entry) int32 {
	number := int32(e.Number)
	if !e.Strikes() {
		return number
	}
	target := int32(e.Target)
	b.strikes = append(b.strikes, Strike{Target: e.Target, By: e.Number})
	b.strikers[target] = append(b.strikers[target], number)
	b.marked[target-1] = true
	if !e.Corrects() {
		return number
	}
	b.ranks[number] = b.rank(target)
	return b.ranks[number]
}

// rank gives the place of an entry among those of one day.
func (b *Book) rank(number int32) int32 {
	if rank, corrected := b.ranks[number]; corrected {
		return rank
	}
	return number
}

// StruckBy gives the entry that strikes the entry with that number, by what was known
// at known, and 0 when it stands. A strike that was retracted does not count, so that
// retracting a retraction brings the entry back. One that was corrected does: the
// correction of a correction stands for what both replace.
func (b *Book) StruckBy(number, known int) int {
	if number < 1 || number > len(b.marked) || !b.marked[number-1] {
		return 0
	}
	for _, by := range b.strikers[int32(number)] {
		if int(by) <= known && !b.retracted(int(by), known) {
			return int(by)
		}
	}
	return 0
}

// retracted tells whether an entry was taken back. One that was corrected was not: its
// correction, which has a rank, stands in its place.
func (b *Book) retracted(number, known int) bool {
	for _, by := range b.strikers[int32(number)] {
		if _, correction := b.ranks[by]; int(by) <= known && !correction && !b.retracted(int(by), known) {
			return true
		}
	}
	return false
}

// Strikes lists the strikes recorded after one entry and up to another, in order,
// those that were retracted by then left out.
func (b *Book) Strikes(after, upTo int) []Strike {
	var list []Strike
	first, _ := slices.BinarySearchFunc(b.strikes, after+1, byStriker)
	for _, s := range b.strikes[first:] {
		if s.By <= upTo && !b.retracted(s.By, upTo) {
			list = append(list, s)
		}
	}
	return list
}

// struck gives what a strike ends or brings back: behind retractions of retractions the entry
// that is no retraction.
func (b *Book) struck(s Strike) int {
	for b.kind(s.Target) == Retraction {
		i, _ := slices.BinarySearchFunc(b.strikes, s.Target, byStriker)
		s = b.strikes[i]
	}
	return s.Target
}

// Struck lists those of the book's strikes that end, or bring back, what the ledger says of the
// race and of who joined its body.
func (r *Race) Struck(after, upTo int) []Strike {
	return slices.DeleteFunc(r.book.Strikes(after, upTo), func(s Strike) bool {
		target := int32(r.book.struck(s))
		_, own := slices.BinarySearch(r.all, target)
		joined := slices.ContainsFunc(r.roster.added, func(a addition) bool { return a.number == target })
		return !own && !joined || r.book.internal(s)
	})
}

// restruck gives each entry that strikes recorded after one entry and up to another may have
// struck or brought back.
func (b *Book) restruck(after, upTo int) iter.Seq[int] {
	return func(yield func(int) bool) {
		first, _ := slices.BinarySearchFunc(b.strikes, after+1, byStriker)
		for _, s := range b.strikes[first:] {
			if s.By > upTo {
				return
			}
			for found := true; found; {
				if !yield(s.Target) {
					return
				}
				var i int
				if i, found = slices.BinarySearchFunc(b.strikes, s.Target, byStriker); found {
					s = b.strikes[i]
				}
			}
		}
	}
}

func byStriker(s Strike, number int) int { return s.By - number }
