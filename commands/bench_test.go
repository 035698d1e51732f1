package commands_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"natobot/commands"
	"natobot/consensus"
)

// BenchmarkStatus shows that an answer costs the same whatever the ledger's size, and
// what a folded ledger costs in memory.
func BenchmarkStatus(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprint("entries=", n), func(b *testing.B) {
			desk, heap := synthetic(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if r := desk.Do(context.Background(), commands.Request{User: commands.User{ID: "UDAN"}, Text: "status"}); r.Outcome != commands.Answered {
					b.Fatal(r.Plain())
				}
			}
			b.ReportMetric(float64(heap)/float64(n), "book-bytes/entry")
		})
	}
}

// BenchmarkStance shows the same of a recording, its sync to the disk included.
func BenchmarkStance(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprint("entries=", n), func(b *testing.B) {
			desk, _ := synthetic(b, n)
			positions := []string{"backs", "leans", "undeclared", "holdout"}
			i := 0
			for b.Loop() {
				i++
				text := fmt.Sprintf("stance Poland %s Candidate%d from \"Outlet %d\"", positions[i%4], i%4, i)
				if r := desk.Do(context.Background(), commands.Request{Key: fmt.Sprint(i), User: commands.User{ID: "UDAN"}, Text: text}); r.Outcome != commands.Recorded {
					b.Fatal(r.Plain())
				}
			}
		})
	}
}

// synthetic gives a desk on a ledger of n entries of a busy race, and the bytes that
// its fold takes: stances of all members towards four candidates over years, with
// corrections and retractions among them.
func synthetic(b *testing.B, n int) (*commands.Desk, uint64) {
	b.Helper()
	start := time.Date(2024, 2, 22, 9, 0, 0, 0, time.UTC)
	c := &clock{start}
	entries := make([]consensus.Entry, 0, n)
	members := consensus.NewBook().Everyone(0)
	first := consensus.DayOf(start)
	for i := range n {
		e := consensus.Entry{Number: i + 1, Race: "2024", Recorded: start.Add(time.Duration(i) * time.Minute), Recorder: "UANNA"}
		key := consensus.Key(fmt.Sprintf("candidate%d", i%4))
		on := consensus.On(first.Add(i / 1440))
		switch {
		case i < 4:
			e.Fact = consensus.Fact{Kind: consensus.Candidacy, Candidate: key, Name: fmt.Sprintf("Candidate%d", i), Country: "NL", Status: consensus.Declared, On: on}
		case i < 8:
			e.Fact = consensus.Fact{Kind: consensus.ClaimKind, Candidate: key, Qualifier: consensus.About, Count: 20, On: on}
		case i%50 == 49:
			e.Fact = consensus.Fact{Kind: consensus.Retraction, Target: i - 7, On: on}
		default:
			e.Fact = consensus.Fact{
				Kind: consensus.StanceKind, Candidate: key, Member: members[i/4%len(members)].Code, Position: consensus.Position(i / 7 % 6), On: on,
				Source: consensus.Source{Via: consensus.Reported, Outlet: "Outlet", Link: "https://example.org/article"},
			}
		}
		entries = append(entries, e)
	}
	c.at = entries[n-1].Recorded
	ledger := opened(b, c)
	if err := ledger.Restore(context.Background(), entries); err != nil {
		b.Fatal(err)
	}
	before := heap()
	desk := newDesk(b, ledger, c)
	return desk, heap() - before
}

func heap() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
