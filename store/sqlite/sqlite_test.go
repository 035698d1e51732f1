package sqlite_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T, place string) store.Ledger {
		return open(t, filepath.Join(place, "natobot.db"), sqlite.Options{})
	})
}

var (
	must    = storetest.Must
	same    = storetest.Same
	refused = storetest.Refused
)

// open opens a ledger for the length of the test.
func open(tb testing.TB, path string, o sqlite.Options) *sqlite.Ledger {
	tb.Helper()
	if o.Workspace == "" {
		o.Workspace = "local"
	}
	if o.Now == nil {
		o.Now = storetest.Now
	}
	ledger, err := sqlite.Open(tb.Context(), path, o)
	must(tb, err)
	tb.Cleanup(func() { must(tb, ledger.Close()) })
	return ledger
}

// claim claims posts.
func claim(t *testing.T, l *sqlite.Ledger, list ...consensus.Posting) {
	t.Helper()
	claimed, err := l.ClaimPosts(t.Context(), list)
	must(t, err)
	if len(claimed) != len(list) {
		t.Fatalf("%d of %d posts were claimed", len(claimed), len(list))
	}
}

func size(tb testing.TB, path string) int64 {
	tb.Helper()
	info, err := os.Stat(path)
	must(tb, err)
	return info.Size()
}

func sum(list []time.Duration) (total time.Duration) {
	for _, d := range list {
		total += d
	}
	return total
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
