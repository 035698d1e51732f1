package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"natobot/consensus"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// A ledger that is moved, replaced or removed under whoever works with it is noticed: what
// is written now would be found by nobody.
func TestALedgerThatIsNotInItsPlaceTakesNothing(t *testing.T) {
	copied := func(t *testing.T, path string) {
		text, err := os.ReadFile(path)
		must(t, err)
		must(t, os.Rename(path, path+".away"))
		must(t, os.WriteFile(path, text, 0o600))
	}
	away := func(t *testing.T, path string) { must(t, os.Rename(path, path+".away")) }
	for name, harm := range map[string]func(t *testing.T, path string){
		"moved":             away,
		"replaced":          copied,
		"its log moved":     func(t *testing.T, path string) { away(t, path+"-wal") },
		"its log replaced":  func(t *testing.T, path string) { copied(t, path+"-wal") },
		"its directory too": func(t *testing.T, path string) { away(t, filepath.Dir(path)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ledger")
			must(t, os.Mkdir(dir, 0o700))
			path := filepath.Join(dir, "natobot.db")
			l := open(t, path, sqlite.Options{Exclusive: true})
			_, err := l.Append(t.Context(), "1", 0, []consensus.Entry{storetest.Stance(0)})
			must(t, err)
			harm(t, path)
			_, err = l.Append(t.Context(), "2", 1, []consensus.Entry{storetest.Stance(1)})
			for _, err := range []error{err, l.Writable(t.Context())} {
				if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, "was moved, replaced or removed") || strings.Contains(e.Message+e.Hint, dir) {
					t.Errorf("told %q, %q", e.Message, e.Hint)
				}
			}
			if n := len(storetest.All(t, l)); n != 1 {
				t.Errorf("%d entries, want 1", n)
			}
		})
	}
}
