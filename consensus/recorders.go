package consensus

import "slices"

// Recorders lists who recorded an entry, by what was known at known: the one whose entry
// it is, then those who reported the same, in order. Each is named once; an echo that was
// retracted does not count. A correction has the recorders of its own words alone, not
// those of what it replaces: nobody is made to sign what somebody else put right.
func (b *Book) Recorders(number, known int) []string {
	list := []string{b.recorder(int32(number))}
	for _, echo := range b.echoes[int32(number)] {
		who := b.recorder(echo)
		if int(echo) <= known && b.StruckBy(int(echo), known) == 0 && !slices.Contains(list, who) {
			list = append(list, who)
		}
	}
	return list
}

// Echoes lists the entries that repeat an entry and stand, by what was known at known.
func (b *Book) Echoes(number, known int) []int {
	var list []int
	for _, echo := range b.echoes[int32(number)] {
		if int(echo) <= known && b.StruckBy(int(echo), known) == 0 {
			list = append(list, int(echo))
		}
	}
	return list
}

// recorder gives who appended an entry. A desk has few people, so that looking into the
// entries of each costs less than a name for every entry.
func (b *Book) recorder(number int32) string {
	for who, numbers := range b.byPerson {
		if _, found := slices.BinarySearch(numbers, number); found {
			return who
		}
	}
	return ""
}
