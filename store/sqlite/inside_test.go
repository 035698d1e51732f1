package sqlite

import (
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"natobot/consensus"
)

// The path to later versions is tested with one that is made up: a ledger takes a further
// step, keeps its entries, and is then too new for this natobot.
func TestUpgrade(t *testing.T) {
	const now, next = 5, 6
	for name, test := range map[string]struct {
		step    string
		version int
	}{
		"a step":              {"ALTER TABLE entries ADD COLUMN mood TEXT NOT NULL DEFAULT ''; CREATE TABLE moods (mood TEXT)", next},
		"a step that fails":   {"CREATE TABLE moods (mood TEXT); INSERT INTO nowhere VALUES (1)", now},
		"a step that defaces": {"CREATE TABLE moods (mood TEXT); DELETE FROM entries", now},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "natobot.db")
			recordOne(t, path)
			later := fstest.MapFS{"schema/001.sql": {}, "schema/002.sql": {}, "schema/003.sql": {}, "schema/004.sql": {}, "schema/005.sql": {}, "schema/006.sql": {Data: []byte(test.step)}}
			err := upgrade(t.Context(), path, now, later)
			if (err == nil) != (test.version == next) {
				t.Fatalf("upgrading: %v", err)
			}
			if version, moods := state(t, path); version != test.version || moods != test.version-now {
				t.Errorf("version %d with %d new tables, want version %d", version, moods, test.version)
			}
			l, err := Open(t.Context(), path, Options{Now: time.Now})
			var refused *consensus.Error
			switch newer := errors.As(err, &refused) && strings.Contains(refused.Message, "newer natobot"); {
			case newer != (test.version == next):
				t.Errorf("version %d: %v", test.version, err)
			case err == nil:
				err = l.Close()
			}
			if err != nil && test.version == now {
				t.Error(err)
			}
		})
	}
}

func recordOne(t *testing.T, path string) {
	t.Helper()
	l, err := Open(t.Context(), path, Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(record(t, l, 1), l.Close()); err != nil {
		t.Fatal(err)
	}
}

func record(t *testing.T, l *Ledger, entries int) error {
	note := consensus.Entry{Fact: consensus.Fact{Kind: consensus.Note, Text: "kept"}}
	_, err := l.Append(t.Context(), "key", 0, slices.Repeat([]consensus.Entry{note}, entries))
	return err
}

func TestProgressOfALongLoad(t *testing.T) {
	var told [][2]int
	l, err := Open(t.Context(), filepath.Join(t.TempDir(), "natobot.db"), Options{
		Now:      time.Now,
		Progress: func(done, total int) { told = append(told, [2]int{done, total}) },
	})
	if err != nil {
		t.Fatal(err)
	}
	l.progressEvery = 3
	err = errors.Join(record(t, l, 9), l.Fold(t.Context(), 1, func(consensus.Entry) error { return nil }), l.Close())
	if want := [][2]int{{3, 8}, {6, 8}}; err != nil || !slices.Equal(told, want) {
		t.Errorf("told %v, %v; want %v", told, err, want)
	}
}

// state gives the schema version, and how many tables the made-up step added; the entry
// that was recorded before must be there.
func state(t *testing.T, path string) (version, moods int) {
	t.Helper()
	db, err := connect(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func(db *sql.DB) {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}(db)
	var text string
	err = db.QueryRowContext(t.Context(), `SELECT user_version, (SELECT count(*) FROM sqlite_schema WHERE name = 'moods'),
		(SELECT text FROM entries) FROM pragma_user_version`).Scan(&version, &moods, &text)
	if err != nil || text != "kept" {
		t.Fatalf("%v, entry %q", err, text)
	}
	return version, moods
}
