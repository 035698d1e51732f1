package consensus_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// long gives the book of n reports by 32 members on six candidates over four years.
func long(b *testing.B, n int) *consensus.Book {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	book := consensus.NewBook(bodies.Shipped())
	members := bodies.NATO().Members
	for i := range n {
		e := consensus.Entry{Number: i + 1, Race: "2024", Recorder: "ben", Recorded: noon.Add(time.Duration(i) * time.Second)}
		e.Fact = stance(members[rng.IntN(len(members))].Code, consensus.Positions()[rng.IntN(6)],
			consensus.Day(20240101).Add(i*1460/n), consensus.Official)
		e.Candidate = consensus.Key(fmt.Sprintf("candidate-%d", rng.IntN(6)))
		if err := book.Apply(e); err != nil {
			b.Fatal(err)
		}
	}
	return book
}

// The present standing costs the same however long the ledger is.
func BenchmarkStanding(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			book := long(b, n)
			runtime.GC()
			runtime.ReadMemStats(&after)
			race, p := book.Current(n), consensus.Point{On: 20300101, Known: n}
			for b.Loop() {
				race.Standing(p)
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "book-MB")
		})
	}
}

// A standing far back in time has to walk.
func BenchmarkStandingKnownLongAgo(b *testing.B) {
	const n = 1_000_000
	race := long(b, n).Current(n)
	for b.Loop() {
		race.Standing(consensus.Point{On: 20250101, Known: n / 4})
	}
}

// Since when there is consensus: every report of a long ledger agrees, over 300 days.
func BenchmarkOutcome(b *testing.B) {
	const n = 1_000_000
	book := consensus.NewBook(bodies.Shipped())
	members := bodies.NATO().Members
	for i := range n {
		e := consensus.Entry{Number: i + 1, Race: "2024", Recorder: "ben", Recorded: noon.Add(time.Duration(i) * time.Second)}
		e.Fact = stance(members[i%len(members)].Code, consensus.Accepts, consensus.Day(20240401).Add(i*300/n), consensus.Official)
		if err := book.Apply(e); err != nil {
			b.Fatal(err)
		}
	}
	race, p := book.Current(n), consensus.Point{On: 20300101, Known: n}
	for b.Loop() {
		if race.Outcome("mark-rutte", p).Agreed.Entry == 0 {
			b.Fatal("no consensus")
		}
	}
}

func BenchmarkApply(b *testing.B) {
	book := long(b, 100_000)
	at := book.LastRecorded()
	for b.Loop() {
		n := book.Last() + 1
		e := consensus.Entry{Number: n, Race: "2024", Recorder: "ben", Recorded: at, Fact: stance("DE", consensus.Backs, 20290101, consensus.Official)}
		if err := book.Apply(e); err != nil {
			b.Fatal(err)
		}
	}
}
