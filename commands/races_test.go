package commands_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"natobot/commands/report"
	"natobot/consensus/bodies"
)

// TestRaces lives through choices that were made, from what was published then: each file names
// its sources. Its digests are held to what an editor has read, and every number to a recount. A
// quiet morning is one line.
func TestRaces(t *testing.T) {
	files, err := filepath.Glob("testdata/races/*-20??.txt")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			race, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := newReplay(t)
			r.quiet = true
			body := bodies.NATO()
			if _, named, ok := strings.Cut(string(race), `" of `); ok {
				if b := bodies.Shipped().Find(strings.ToLower(strings.Fields(named)[0])); b != nil {
					body = b
				}
			}
			r.looked = func(d report.Digest) {
				l := exportedLines(t, r.desk)
				l.body = body
				checkDigest(t, l, d)
			}
			r.play(string(race))
			golden(t, strings.TrimSuffix(file, ".txt")+".golden.txt", r.posted.String())
		})
	}
}
