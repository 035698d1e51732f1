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
	"natobot/consensus"
)

// BenchmarkRecordTogether tells how many reports 32 people record in a second, each answered
// after its sync, and compares that with one person at a time (x-alone), and with a bare
// write and sync of an entry's size at a time (x-bare): on the disk that there is, whose sync
// may be too fast to be worth sharing, and on one that takes 5 ms longer for each.
func BenchmarkRecordTogether(b *testing.B) {
	for _, longer := range []time.Duration{0, 5 * time.Millisecond} {
		b.Run(fmt.Sprint("longer=", longer), func(b *testing.B) { recordTogether(b, longer) })
	}
}

func recordTogether(b *testing.B, longer time.Duration) {
	const people = 32
	reporting := reporter(b, longer, people)
	bare := bareDisk(b, longer)
	took := map[string]time.Duration{}
	measure := func(what string, do func()) {
		began := time.Now()
		do()
		took[what] += time.Since(began)
	}
	inTurn := func(do func()) func() {
		return func() {
			for range people {
				do()
			}
		}
	}
	atOnce := func() {
		var all sync.WaitGroup
		for range people {
			all.Go(reporting)
		}
		all.Wait()
	}
	reports := 0.0
	for b.Loop() { // in turn, so that all meet the same weather
		reports += people
		measure("bare", inTurn(bare))
		measure("alone", inTurn(reporting))
		measure("together", atOnce)
	}
	for what, d := range took {
		b.ReportMetric(reports/d.Seconds(), what+"/s")
	}
	b.ReportMetric(float64(took["alone"])/float64(took["together"]), "x-alone")
	b.ReportMetric(float64(took["bare"])/float64(took["together"]), "x-bare")
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
	members := consensus.NewBook().Everyone(0)
	var sent atomic.Int64
	return func() {
		i := int(sent.Add(1))
		on := consensus.Day(20240220).Add(-i / people / 4) // no report is like another
		r := desk.Do(context.Background(), commands.Request{
			Key: fmt.Sprint(i), User: commands.User{ID: fmt.Sprint("U", i%people)},
			Text: fmt.Sprintf("stance %s backs %s on %s https://example.org/%d", members[i%len(members)].Name, candidates[i/people%4], on, i),
		})
		if r.Outcome != commands.Recorded {
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
