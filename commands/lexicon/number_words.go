package lexicon

import "strings"

// Spelled reads a number that is written out: "twenty-eight".
func Spelled(phrase string) (int, bool) {
	tens, units, both := strings.Cut(phrase, " ")
	i, ok := place(UnitWords, phrase)
	if ok {
		return i, true
	}
	ten, ok := place(numbers.List("tens"), tens)
	if !ok || !both {
		return 10 * (ten + 2), ok
	}
	unit, ok := place(UnitWords, units)
	return 10*(ten+2) + unit, ok && 0 < unit && unit < 10
}

// place gives how many words of a list stand before one of them.
func place(list, word string) (int, bool) {
	i := 0
	for w := range strings.SplitSeq(list, ",") {
		if w == word {
			return i, true
		}
		i++
	}
	return 0, false
}
