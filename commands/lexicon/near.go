package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"

	"natobot/commands/english"
)

// Contains tells whether a phrase is one of those in a list separated by commas. Keys
// hold no comma (see wordKey), so nobody can type two phrases as one.
func Contains(list, phrase string) bool {
	if phrase == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(list[from:], phrase)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(phrase)
		if (start == 0 || list[start-1] == ',') && (end == len(list) || list[end] == ',') {
			return true
		}
		from = end
	}
}

// Hint is something that a person may have meant.
type Hint struct {
	Key  string // as the vocabulary has it
	Show string // as a person writes it
}

// Fuzzy gives the hints that are closest to what was typed, no further off than one
// slip of the fingers, or two in long words; more than one where they are equally close.
func Fuzzy(typed string, hints []Hint) []Hint {
	best := slips(typed)
	if best == 0 {
		return nil
	}
	var list []Hint
	for _, h := range hints {
		d := distance(typed, h.Key)
		if d > best || d > slips(h.Key) || !alike(typed, h.Key) {
			continue
		}
		if d < best {
			best, list = d, nil
		}
		if !slices.ContainsFunc(list, func(o Hint) bool { return o.Show == h.Show }) {
			list = append(list, h)
		}
	}
	return list
}

// alike tells whether two phrases that are close as a whole are close word by word, and
// not each other's opposite: "off the record" is no slip of "on the record", and
// "undeclared" none of "declared".
func alike(a, b string) bool {
	if "un"+a == b || a == "un"+b {
		return false
	}
	one, other := strings.Fields(a), strings.Fields(b)
	if len(one) != len(other) {
		return len(one)+len(other) > 2 && strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", "")
	}
	for i := range one {
		if distance(one[i], other[i]) > slips(other[i]) {
			return false
		}
	}
	return true
}

// slips gives how many slips of the fingers a word may have and still be recognised.
func slips(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n <= 2:
		return 0
	case n <= 6:
		return 1
	}
	return 2
}

// longestName is the longest name that is compared with what was typed.
const longestName = 60

// distance is the optimal string alignment distance: how many letters were left out,
// put in, mistaken or swapped with their neighbour. Measured against others on names of
// countries, it gave the most right suggestions and the fewest wrong ones.
func distance(a, b string) int {
	n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if n-m > 2 || m-n > 2 || m >= longestName {
		return 3 // more than any near miss; saves the table
	}
	s, t := []rune(a), []rune(b)
	var rows [3][longestName + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range m + 1 {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[m]
}

// OrList joins what may have been meant: "Slovakia or Slovenia".
func OrList(hints []Hint) string {
	var names []string
	for _, h := range hints {
		names = append(names, h.Show)
	}
	return english.Listed(names, "or")
}
