package consensus_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
)

// Every change that is told equals a recount of the two standings, of the positions and of
// those that back on the record; what is not told is the same in both.
func TestLawChangesAreRecounts(t *testing.T) {
	type said struct {
		position consensus.Position
		record   bool
		entry    int
	}
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		_, race := fold(t, list...)
		point := func(of string) consensus.Point {
			return consensus.Point{
				On:    consensus.Day(20240301 + rapid.IntRange(0, 12).Draw(rt, of+" on")), // Sweden joins on the seventh
				Known: rapid.IntRange(0, len(list)).Draw(rt, of+" known"),
			}
		}
		from, to := point("from"), point("to")
		to.Known = max(from.Known, to.Known)
		at := func(m consensus.Code, c consensus.Key, p consensus.Point) said {
			position, entry, _ := recount(list, m, c, p)
			return said{position, entry != 0 && list[entry-1].Source.Via.IsOnRecord(), entry}
		}
		changes := race.Changes(from, to)
		for _, candidate := range []consensus.Key{"mark-rutte", "kaja-kallas"} {
			_, before := changes.Was.Find(candidate)
			if _, after := changes.Is.Find(candidate); !before && !after {
				continue // nothing of it is in either
			}
			record := 0
			for _, m := range race.Members(to) {
				was, is := at(m.Code, candidate, from), at(m.Code, candidate, to)
				want := was.position != is.position || was.entry != 0 && is.entry != 0 && was.record != is.record
				i := slices.IndexFunc(changes.Stances, func(s consensus.StanceChange) bool {
					return s.To.Member == m.Code && s.Candidate.Key == candidate
				})
				if told := i >= 0; told != want {
					rt.Fatalf("%s on %s: %v, then %v; told %t", m.Code, candidate, was, is, told)
				}
				if i >= 0 && (changes.Stances[i].From.Entry != was.entry || changes.Stances[i].To.Entry != is.entry) {
					rt.Fatalf("%s on %s: %v, then %v; told as %+v", m.Code, candidate, was, is, changes.Stances[i])
				}
				if is.position == consensus.Backs && is.record {
					record++
				}
			}
			if t, _ := changes.Is.Find(candidate); len(t.OnRecord()) != record {
				rt.Fatalf("%s: %d back on the record, recounted %d", candidate, len(t.OnRecord()), record)
			}
		}
	})
}
