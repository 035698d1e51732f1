package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"natobot/consensus"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// readOnly makes a directory one that nobody can write to: a mount of itself.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	if err := syscall.Mount(dir, dir, "", syscall.MS_BIND, ""); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, 0)) })
	must(t, syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
}

// A closed ledger on a read-only disk is read and copied, and nothing else is done to it.
func TestAClosedLedgerIsReadWhereNothingCanBeWritten(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "natobot.db")
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	must(t, err)
	_, err = l.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1)})
	must(t, err)
	want := storetest.All(t, l)
	must(t, l.Close())
	readOnly(t, dir)
	before := files(t, dir)

	sound(t, path, 1)
	r := open(t, path, sqlite.Options{Reading: true})
	same(t, "entries", storetest.All(t, r), want)
	_, err = r.Append(t.Context(), "key 2", 1, []consensus.Entry{storetest.Stance(2)})
	refused(t, err, consensus.Unavailable)
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, sqlite.Backup(t.Context(), path, copied))
	sound(t, copied, 1)
	same(t, "files", files(t, dir), before)
	_, err = sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	refused(t, err, consensus.Unavailable)
}

// One that was not closed is read with its log or refused, never without what the log holds.
func TestALedgerThatWasNotClosedWhereNothingCanBeWritten(t *testing.T) {
	for name, left := range map[string][]string{
		"after a kill":       {"natobot.db", "natobot.db-wal", "natobot.db-shm"},
		"after a power loss": {"natobot.db", "natobot.db-wal"},
	} {
		dir, from := t.TempDir(), t.TempDir()
		l := open(t, filepath.Join(from, "natobot.db"), sqlite.Options{})
		_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1)})
		must(t, err)
		for _, name := range left {
			text, err := os.ReadFile(filepath.Join(from, name))
			must(t, err)
			must(t, os.WriteFile(filepath.Join(dir, name), text, 0o600))
		}
		readOnly(t, dir)
		path := filepath.Join(dir, "natobot.db")
		if len(left) == 3 {
			sound(t, path, 1)
			same(t, "entries", len(storetest.All(t, open(t, path, sqlite.Options{Reading: true}))), 1)
			continue
		}
		_, checked := sqlite.Check(t.Context(), path)
		_, opened := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now, Reading: true})
		for _, err := range []error{checked, opened, sqlite.Backup(t.Context(), path, filepath.Join(t.TempDir(), "copy.db"))} {
			if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, "was not closed") {
				t.Errorf("%s: told %q, %q", name, e.Message, e.Hint)
			}
		}
	}
}

// An older ledger is copied as it is; it cannot be read before it is brought up to date.
func TestAnOlderLedgerWhereNothingCanBeWritten(t *testing.T) {
	path := v1(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, sqlite.Backup(t.Context(), path, copied))
	same(t, "schemas", []int{sound(t, path, 12).Schema, sound(t, copied, 12).Schema}, []int{1, 1})
	readOnly(t, filepath.Dir(path))
	_, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now, Reading: true})
	if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, "cannot be brought up to date") {
		t.Errorf("told %q, %q", e.Message, e.Hint)
	}
}

// Whoever only reads makes nothing.
func TestReadingMakesNoLedger(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"none.db": "-", "empty.db": ""} {
		path := filepath.Join(dir, name)
		if text == "" {
			must(t, os.WriteFile(path, nil, 0o600))
		}
		before := files(t, dir)
		_, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now, Reading: true})
		refused(t, err, consensus.NotFound)
		refused(t, sqlite.Backup(t.Context(), path, filepath.Join(dir, "copy.db")), consensus.NotFound)
		same(t, "files", files(t, dir), before)
	}
}
