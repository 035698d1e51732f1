package commands_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// BenchmarkFlat shows that a command costs the same whatever the ledger's size (x-flat: the
// median at a million entries by that at a thousand, asked in turn), and what a folded ledger
// costs in memory. A recording is measured with its sync.
func BenchmarkFlat(b *testing.B) {
	sizes := []int{1_000, 1_000_000}
	var desks []*commands.Desk
	for _, n := range sizes {
		desk, heap := synthetic(b, n)
		desks = append(desks, desk)
		b.ReportMetric(float64(heap)/float64(n), fmt.Sprint("bytes/entry-of-", n))
	}
	members := bodies.NATO().Members[:25]
	asked := 0
	for _, command := range []string{"status", "missing", "member Denmark", "candidates", "history Denmark", "history", "stance"} {
		b.Run(command, func(b *testing.B) {
			took := make([][]time.Duration, len(sizes))
			for b.Loop() {
				for i, desk := range desks {
					asked++
					text := command
					if command == "status" {
						text += strings.Repeat(" ", asked%1000) // another wording: answers are kept
					}
					if command == "stance" {
						text = fmt.Sprintf("stance %s leans Candidate%d from \"Outlet %d\"", members[asked/2%len(members)].Name, asked/2%4, asked)
					}
					began := time.Now()
					r := desk.Do(b.Context(), commands.Request{Key: fmt.Sprint(asked), User: commands.User{ID: "UDAN"}, Text: text})
					took[i] = append(took[i], time.Since(began))
					if r.Outcome != answer.Answered && r.Outcome != answer.Recorded {
						b.Fatal(r.Plain())
					}
				}
			}
			var medians []float64
			for i, n := range sizes {
				slices.Sort(took[i])
				median := took[i][len(took[i])/2]
				medians = append(medians, float64(median))
				b.ReportMetric(float64(median.Microseconds()), fmt.Sprint("us-at-", n))
			}
			b.ReportMetric(medians[1]/medians[0], "x-flat")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// synthetic gives a desk on a ledger of n entries of a busy race, and the bytes that
// its fold takes: stances of ten members towards four candidates over years, with retractions
// among them.
func synthetic(b *testing.B, n int) (*commands.Desk, uint64) {
	b.Helper()
	// A thousand entries a day, and all that repeats does so every thousand entries: what an
	// answer shows of the last day is as much at any size. A member has more of them in a day
	// than a history shows.
	const busy = 1_000
	start := time.Date(2024, 2, 22, 0, 0, 0, 0, time.UTC)
	c := &clock{start}
	entries := make([]consensus.Entry, 0, n)
	members := bodies.NATO().Members[:10]
	first := consensus.DayOf(start)
	for i := range n {
		e := consensus.Entry{Number: i + 1, Race: "2024", Recorded: start.Add(time.Duration(i) * (24 * time.Hour / busy)), Recorder: "UANNA"}
		key := consensus.Key(fmt.Sprintf("candidate%d", i%4))
		on := consensus.On(first.Add(i / busy))
		switch {
		case i < 4:
			e.Fact = consensus.Fact{Kind: consensus.Candidacy, Candidate: key, Name: fmt.Sprintf("Candidate%d", i), Country: "NL", Status: consensus.Declared, On: on}
		case i < 8:
			e.Fact = consensus.Fact{Kind: consensus.ClaimKind, Candidate: key, Qualifier: consensus.About, Count: 20, On: on}
		case i%50 == 49:
			e.Fact = consensus.Fact{Kind: consensus.Retraction, Target: i - 7 - i/50%5, On: on}
		default:
			e.Fact = consensus.Fact{
				Kind: consensus.StanceKind, Candidate: key, Member: members[i/4%len(members)].Code, Position: consensus.Position((i/4%len(members) + i%4 + i/busy/30) % 6), On: on,
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
