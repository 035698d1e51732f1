package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/consensus/bodies"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// BenchmarkAppend tells what one durable append costs beside a bare write and sync of
// the same bytes on the same disk, in turn, so that both meet the same weather. The
// project promises at most 1.5 times (x-bare); x-median compares the medians.
func BenchmarkAppend(b *testing.B) {
	dir := b.TempDir()
	ledger := open(b, filepath.Join(dir, "natobot.db"), sqlite.Options{})
	bare, err := os.OpenFile(filepath.Join(dir, "bare"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	must(b, err)
	defer bare.Close()
	var ours, theirs []time.Duration
	for i := 0; b.Loop(); i++ {
		draft := storetest.Stance(i)
		text := fmt.Appendf(nil, "%+v\n", draft)
		began := time.Now()
		_, err := bare.Write(text)
		must(b, err)
		must(b, syscall.Fdatasync(int(bare.Fd())))
		written := time.Now()
		_, err = ledger.Append(b.Context(), fmt.Sprintf("key-%d", i), i, []consensus.Entry{draft})
		must(b, err)
		theirs, ours = append(theirs, written.Sub(began)), append(ours, time.Since(written))
	}
	b.ReportMetric(float64(sum(ours))/float64(sum(theirs)), "x-bare")
	b.ReportMetric(float64(median(ours))/float64(median(theirs)), "x-median")
	b.ReportMetric(float64(median(ours).Microseconds()), "us/append-p50")
	b.ReportMetric(float64(median(theirs).Microseconds()), "us/bare-p50")
}

// BenchmarkOpenFold1M tells how long a ledger of a million entries takes to open and to
// fold, and to restore, and what memory the folded book keeps.
func BenchmarkOpenFold1M(b *testing.B) {
	const count = 1_000_000
	path := filepath.Join(b.TempDir(), "natobot.db")
	restored := million(b, path, count)
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		began := time.Now()
		ledger, err := sqlite.Open(b.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
		must(b, err)
		book := consensus.NewBook(bodies.Shipped())
		n := 0
		must(b, ledger.Fold(b.Context(), 0, func(consensus.Entry) error { n++; return nil }))
		read := time.Since(began)
		must(b, ledger.Fold(b.Context(), 0, book.Apply))
		folded := time.Since(began) - read
		runtime.GC()
		runtime.ReadMemStats(&after)
		if book.Last() != count || n != count {
			b.Fatalf("folded %d entries of %d", book.Last(), count)
		}
		must(b, ledger.Close())
		b.ReportMetric(restored.Seconds(), "s/restore")
		b.ReportMetric(read.Seconds(), "s/read")
		b.ReportMetric(folded.Seconds(), "s/fold")
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB/book")
		b.ReportMetric(float64(size(b, path))/count, "bytes/entry")
	}
}

// million restores count entries into a new ledger and tells how long that took.
func million(b *testing.B, path string, count int) time.Duration {
	entries := make([]consensus.Entry, count)
	for i := range entries {
		entries[i] = storetest.Stance(i)
		entries[i].Number, entries[i].Recorded = i+1, storetest.Now().Add(time.Duration(i)*time.Second)
	}
	ledger, err := sqlite.Open(b.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	must(b, err)
	began := time.Now()
	must(b, ledger.Restore(context.Background(), entries))
	restored := time.Since(began)
	must(b, ledger.Close())
	return restored
}
