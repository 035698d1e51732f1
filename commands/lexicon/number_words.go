package lexicon

import (
	"slices"
	"strings"
)

// Spelled reads a number that is written out: "twenty-eight".
func Spelled(phrase string) (int, bool) {
	first, second, both := strings.Cut(phrase, " ")
	if i := slices.Index(units, phrase); i >= 0 {
		return i, true
	}
	ten := slices.Index(tens, first)
	if ten < 0 || !both {
		return 10 * (ten + 2), ten >= 0
	}
	unit := slices.Index(units, second)
	return 10*(ten+2) + unit, 0 < unit && unit < 10
}

var (
	units = strings.Split(UnitWords, ",")
	tens  = strings.Split(numbers.List("tens"), ",")
)
