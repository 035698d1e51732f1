package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"natobot/consensus"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// leftAsItIs checks that Open refuses the file with that message and changes nothing.
func leftAsItIs(t *testing.T, path, message string) {
	t.Helper()
	before := files(t, filepath.Dir(path))
	_, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now, Exclusive: true})
	if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, message) || !strings.Contains(e.Message, path) {
		t.Errorf("told %q, want %q and the file", e.Message, message)
	}
	same(t, "files", files(t, filepath.Dir(path)), before)
}

func TestF3AForeignOrDamagedFileIsLeftAsItIs(t *testing.T) {
	ours, fresh := ledgerOf(t, 30), ledgerOf(t, 0)
	for name, text := range map[string][]byte{
		"a text file":                    []byte("Minutes of the desk meeting\n"),
		"a long text file":               bytes.Repeat([]byte("Minutes of the desk meeting\n"), 1000),
		"zeros (F1)":                     make([]byte, len(ours)),
		"a lone zero":                    {0},
		"a damaged head":                 append([]byte("SQLite format 4"), ours[15:]...),
		"an export":                      []byte(`{"number":1}` + "\n"),
		"half of a head":                 ours[:50],
		"a head and nothing":             ours[:100],
		"zeros after the head":           append(bytes.Clone(ours[:100]), make([]byte, len(ours)-100)...),
		"half of a ledger":               ours[:len(ours)/2],
		"half a page missing":            ours[:len(ours)-2048],
		"the last byte missing":          ours[:len(ours)-1],
		"a byte of a new ledger missing": fresh[:len(fresh)-1],
		"a damaged page of entries":      withRootOfEntries(t, ours, bytes.Repeat([]byte{0xff}, 4096)),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "natobot.db")
			must(t, os.WriteFile(path, text, 0o600))
			leftAsItIs(t, path, "damaged")
		})
	}
	t.Run("another program's database", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "natobot.db")
		db := raw(t, path)
		_, err := db.ExecContext(t.Context(), "CREATE TABLE entries (number INTEGER PRIMARY KEY); INSERT INTO entries VALUES (1)")
		must(t, err)
		leftAsItIs(t, path, "not a natobot ledger")
	})
	t.Run("a newer natobot's ledger", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "natobot.db")
		must(t, os.WriteFile(path, ours, 0o600))
		db := raw(t, path)
		_, err := db.ExecContext(t.Context(), "PRAGMA user_version = 99")
		must(t, err)
		must(t, db.Close())
		leftAsItIs(t, path, "newer natobot (schema 99, this one knows up to 5)")
	})
	t.Run("a log without its ledger", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "natobot.db")
		must(t, os.WriteFile(path+"-wal", []byte("entries"), 0o600))
		leftAsItIs(t, path, "is missing or cut off, but its log natobot.db-wal holds entries")
		must(t, os.WriteFile(path, nil, 0o600))
		leftAsItIs(t, path, "is missing or cut off, but its log natobot.db-wal holds entries")
	})
	t.Run("a directory", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "natobot.db")
		must(t, os.Mkdir(path, 0o700))
		leftAsItIs(t, path, "not a natobot ledger")
	})
}

// withRootOfEntries gives a ledger whose entries begin with another page than they did.
func withRootOfEntries(t *testing.T, ledger, page []byte) []byte {
	t.Helper()
	path := file(t, string(ledger))
	var root int
	must(t, raw(t, path).QueryRowContext(t.Context(), "SELECT rootpage FROM sqlite_schema WHERE name = 'entries'").Scan(&root))
	at := (root - 1) * len(page)
	return slices.Concat(ledger[:at], page, ledger[at+len(page):])
}
