package config

import (
	"maps"
	"slices"
	"strings"
)

// unknown looks for names that begin as ours do and that nothing has read: a setting that is
// misspelt would say nothing, and NATO_EDITORS unsaid lets everybody in.
func (s *settings) unknown() {
	names := maps.Clone(s.env.filed)
	maps.Copy(names, s.env.given)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		upper := strings.ToUpper(name)
		ours := strings.HasPrefix(upper, "NATO_") || strings.HasPrefix(upper, "SLACK_")
		if ours && !s.read[name] && !strings.HasPrefix(upper, "NATO_TEST_") {
			s.problem(name, "is no setting of natobot: did you mean %s? If not, unset it", nearest(upper, slices.Sorted(maps.Keys(s.read))))
		}
	}
}

// nearest gives the name that takes the fewest changes.
func nearest(name string, known []string) string {
	return slices.MinFunc(known, func(a, b string) int { return distance(name, a) - distance(name, b) })
}

// distance counts the letters to put in, leave out or change to make one word of the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
