package commands_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"natobot/commands"
	"natobot/commands/answer"
	"natobot/consensus"
	"natobot/consensus/bodies"
)

// BenchmarkRecordTogether tells how many reports 32 people record in a second, each answered
// after its sync and then asking again, and compares that with one person at a time (x-alone),
// and with a bare write and sync of an entry's size at a time (x-bare): on the disk that there
// is, whose sync may be too fast to be worth sharing, and on disks that take longer for each.
func BenchmarkRecordTogether(b *testing.B) {
	for _, longer := range []time.Duration{0, time.Millisecond, 5 * time.Millisecond} {
		b.Run(fmt.Sprint("longer=", longer), func(b *testing.B) { recordTogether(b, longer) })
	}
}

func recordTogether(b *testing.B, longer time.Duration) {
	const (
		people = 32
		spell  = 300 * time.Millisecond
	)
	reporting := reporter(b, longer, people)
	bare := bareDisk(b, longer)
	took, times := map[string]time.Duration{}, map[string]float64{}
	measure := func(what string, people int, do func()) {
		began := time.Now()
		var all sync.WaitGroup
		var done atomic.Int64
		for range people {
			all.Go(func() {
				for time.Since(began) < spell {
					do()
					done.Add(1)
				}
			})
		}
		all.Wait()
		took[what] += time.Since(began)
		times[what] += float64(done.Load())
	}
	for b.Loop() { // in turn, so that all meet the same weather
		measure("bare", 1, bare)
		measure("alone", 1, reporting)
		measure("together", people, reporting)
	}
	rate := func(what string) float64 { return times[what] / took[what].Seconds() }
	for what := range took {
		b.ReportMetric(rate(what), what+"/s")
	}
	b.ReportMetric(rate("together")/rate("alone"), "x-alone")
	b.ReportMetric(rate("together")/rate("bare"), "x-bare")
	b.ReportMetric(0, "ns/op")
}

// reporter gives what records one report more, as another person each time.
func reporter(b *testing.B, longer time.Duration, people int) func() {
	c := &clock{time.Date(2024, 2, 23, 8, 0, 0, 0, time.UTC)}
	desk := newDesk(b, longSync{opened(b, c), longer}, c)
	candidates := []string{"Adams", "Brown", "Cole", "Drew"}
	for _, name := range candidates {
		do(desk, fmt.Sprintf("candidate Kim %s of Netherlands declared", name))
	}
	members := bodies.NATO().Members
	var sent atomic.Int64
	return func() {
		i := int(sent.Add(1))
		on := consensus.Day(20240220).Add(-i / people / 4) // no report is like another
		r := desk.Do(context.Background(), commands.Request{
			Key: fmt.Sprint(i), User: commands.User{ID: fmt.Sprint("U", i%people)},
			Text: fmt.Sprintf("stance %s backs %s on %s https://example.org/%d", members[i%len(members)].Name, candidates[i/people%4], on, i),
		})
		if r.Outcome != answer.Recorded {
			panic(r.Plain())
		}
	}
}

// longSync is a ledger on a disk that takes longer.
type longSync struct {
	commands.Ledger
	longer time.Duration
}

func (l longSync) AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended {
	done := l.Ledger.AppendAll(ctx, after, list)
	wait(l.longer)
	return done
}

// bareDisk gives what writes and syncs as many bytes as an entry has.
func bareDisk(b *testing.B, longer time.Duration) func() {
	file, err := os.OpenFile(filepath.Join(b.TempDir(), "bare"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { file.Close() })
	entry := make([]byte, 600)
	return func() {
		if _, err := file.Write(entry); err != nil {
			panic(err)
		}
		if err := syscall.Fdatasync(int(file.Fd())); err != nil {
			panic(err)
		}
		wait(longer)
	}
}

func wait(d time.Duration) {
	if d > 0 {
		<-time.After(d)
	}
}
