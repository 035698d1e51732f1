package sqlite_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"natobot/consensus"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// torn is a ledger as a crash leaves it: a main file, a log, and how long the log was
// before and after the last sync, which was for several requests.
type torn struct {
	main, log     []byte
	before, after int
	synced        int // entries that were there before
	entries       int
}

// crash makes a ledger whose first half is in the main file and whose second half is in
// the log, and takes the files as they stand before anything is put away.
func crash(t *testing.T) torn {
	t.Helper()
	const half = 20
	dir := t.TempDir()
	path := filepath.Join(dir, "natobot.db")
	must(t, os.WriteFile(path, ledgerOf(t, half), 0o600))
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	must(t, err)
	c := torn{synced: 2*half - 3, entries: 2 * half}
	for i := half; i < c.synced; i++ {
		_, err = l.Append(t.Context(), fmt.Sprint(i), i, []consensus.Entry{storetest.Stance(i)})
		must(t, err)
	}
	c.before = int(size(t, path+"-wal"))
	var last []consensus.Keyed
	for i := c.synced; i < c.entries; i++ {
		last = append(last, consensus.Keyed{Key: fmt.Sprint(i), Drafts: []consensus.Entry{storetest.Stance(i)}})
	}
	for _, a := range l.AppendAll(t.Context(), c.synced, last) {
		must(t, a.Err)
	}
	left := files(t, dir)
	c.main, c.log, c.after = []byte(left["natobot.db"]), []byte(left["natobot.db-wal"]), len(left["natobot.db-wal"])
	must(t, l.Close())
	if c.after != len(c.log) || c.before >= c.after || c.before == 0 {
		t.Fatalf("the last sync took the log from %d to %d bytes of %d", c.before, c.after, len(c.log))
	}
	return c
}

// The parts of the two files, in bytes: pages, and frames of a head and a page.
const (
	page      = 4096
	frameHead = 24
)

// offsets gives the places to cut at: every byte around the head of each part, inside
// “Türkiye”, and some between; under “make soak”, every byte.
func offsets(text []byte, from, to, head int) []int {
	set := map[int]bool{}
	step := 509
	if os.Getenv("NATO_SOAK") != "" {
		step = 1
	}
	add := func(at int) {
		if at >= from && at < to {
			set[at] = true
		}
	}
	for at := from; at < to; at += step {
		add(at)
	}
	for border := from; border <= to; border += head + page {
		for d := -1; d <= head+1; d++ {
			add(border + d)
		}
	}
	if i := bytes.LastIndex(text[:to], []byte("Türkiye")); i >= 0 {
		add(i + 1)
		add(i + 2) // between the two bytes of ü
		add(i + 3)
	}
	return slices.Sorted(maps.Keys(set))
}

// opens opens the ledger of these bytes and tells how many entries it has, all of them
// right, and -1 where it is refused and left as it is.
func opens(t *testing.T, main, log []byte) int {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "natobot.db")
	must(t, os.WriteFile(path, main, 0o600))
	must(t, os.WriteFile(path+"-wal", log, 0o600))
	before := files(t, dir)
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	if err != nil {
		refused(t, err, consensus.Unavailable)
		same(t, "files", files(t, dir), before)
		return -1
	}
	n := 0
	for e, err := range l.All(t.Context()) {
		must(t, err)
		if want := storetest.At(storetest.Stance(n), n+1, storetest.Now()); e != want {
			t.Errorf("entry #%d came back as %v", n+1, e)
		}
		n++
	}
	// What comes next is numbered on, and not glued to a torn end.
	_, err = l.Append(t.Context(), "next", n, []consensus.Entry{storetest.Stance(n)})
	must(t, err)
	must(t, l.Close())
	sound(t, path, n+1)
	return n
}

func TestF2ALogTornAtAnyByteLosesOnlyTheLastSync(t *testing.T) {
	c := crash(t)
	if n := opens(t, c.main, c.log); n != c.entries {
		t.Fatalf("whole: %d entries, want %d", n, c.entries)
	}
	for _, at := range offsets(c.log, c.before, c.after, frameHead) {
		if n := opens(t, c.main, c.log[:at]); n != c.synced {
			t.Errorf("cut at byte %d of %d: %d entries, want the %d that were synced before", at, c.after, n, c.synced)
		}
		zeroed := append(bytes.Clone(c.log[:at]), make([]byte, c.after-at)...) // F1: what was never synced may read as zeros
		if n := opens(t, c.main, zeroed); n != c.synced && !bytes.Equal(zeroed, c.log) {
			t.Errorf("zeros from byte %d of %d: %d entries, want %d", at, c.after, n, c.synced)
		}
	}
}

// With its log beside it, a main file that was cut is read whole or refused: a crash
// while the log is put away leaves such files, and so does a bad copy.
func TestF2AMainFileTornAtAnyByteIsNeverReadInPart(t *testing.T) {
	c := crash(t)
	outcomes := map[int]int{}
	for _, at := range offsets(c.main, 0, len(c.main), 0) {
		n := opens(t, c.main[:at], c.log)
		outcomes[n]++
		if n != c.entries && n != -1 {
			t.Errorf("cut at byte %d of %d: %d entries, want all %d or a refusal", at, len(c.main), n, c.entries)
		}
	}
	if outcomes[-1] == 0 || outcomes[c.entries] == 0 {
		t.Errorf("all cuts ended alike, so this test proves little: %v", outcomes)
	}
}

func TestF2AMainFileAloneTornAtAnyByteIsRefused(t *testing.T) {
	ledger := ledgerOf(t, 40)
	for _, at := range offsets(ledger, 1, len(ledger), 0) {
		if n := opens(t, ledger[:at], nil); n != -1 {
			t.Errorf("cut at byte %d of %d: it opened with %d entries", at, len(ledger), n)
		}
	}
}
