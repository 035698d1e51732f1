package sqlite_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// raw opens the file as the sqlite3 tool would.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}

func TestTheDatabaseItselfRefusesChange(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	l := open(t, path, sqlite.Options{})
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1), storetest.Stance(2)})
	must(t, err)
	digest := storetest.Digest("C1", 20240223)
	claim(t, l, digest, storetest.Digest("C1", 20240224), storetest.Live("C1", "half", 2))
	must(t, l.SettlePost(t.Context(), digest.Kind, digest.Key, consensus.Posted, "1.1"))
	before, err := sqlite.Check(t.Context(), path)
	must(t, err)
	db := raw(t, path)
	for _, statement := range []string{
		`UPDATE entries SET quote = 'other'`,
		`UPDATE entries SET number = 9 WHERE number = 2`,
		`DELETE FROM entries WHERE number = 2`,
		`DELETE FROM entries`,
		`REPLACE INTO entries SELECT * FROM entries WHERE number = 2`,
		`INSERT INTO entries SELECT 4, workspace, race, recorded, recorder, kind, about, precision, member, candidate, name, country,
			position, status, qualifier, count, of, target, via, detail, hash, condition, text, who, link, outlet, quote FROM entries WHERE number = 2`,
		`UPDATE requests SET count = 1`,
		`DELETE FROM requests`,
		`REPLACE INTO requests VALUES ('key', 'local', 1, 1)`,
		`DELETE FROM posts`,
		`UPDATE posts SET owner = 'other' WHERE state = 'claimed'`,
		`UPDATE posts SET headline = 'other' WHERE state = 'claimed'`,
		`UPDATE posts SET state = 'posted', point_known = 99 WHERE state = 'claimed'`,
		`UPDATE posts SET state = 'posted', body = x'00' WHERE state = 'claimed'`,
		`UPDATE posts SET state = 'claimed', ts = '2.2' WHERE state = 'claimed'`,
		`UPDATE posts SET holder = 'other', settled = 1 WHERE state = 'claimed'`,
		`UPDATE posts SET holder = 'other' WHERE state = 'posted'`,
		`UPDATE posts SET ts = '2.2' WHERE state = 'posted'`,
		`UPDATE posts SET state = 'skipped' WHERE state = 'posted'`,
		`UPDATE posts SET state = 'claimed' WHERE state = 'posted'`,
		`UPDATE posts SET state = 'lost' WHERE state = 'claimed'`,
		`REPLACE INTO posts SELECT * FROM posts WHERE state = 'claimed'`,
		`REPLACE INTO posts SELECT 1, workspace, kind, 'another', channel, day, minute, point_on, after, point_known, headline, rewrites,
			owner, claimed, holder, held, state, ts, settled, body FROM posts WHERE number = 2`,
		`INSERT INTO posts SELECT 4, workspace, kind, 'another', channel, day, minute, point_on, after, point_known, headline, rewrites,
			owner, claimed, holder, held, 'posted', ts, settled, body FROM posts WHERE number = 2`,
	} {
		if _, err := db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("the database did as it was told: %s", statement)
		}
	}
	after, err := sqlite.Check(t.Context(), path)
	must(t, err)
	same(t, "report", after, before)
}

func TestOneBotPerFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	bot, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now, Exclusive: true})
	must(t, err)
	link := filepath.Join(t.TempDir(), "link.db")
	must(t, os.Symlink(path, link))
	for _, name := range []string{path, link} {
		_, err = sqlite.Open(t.Context(), name, sqlite.Options{Workspace: "local", Now: storetest.Now, Exclusive: true})
		if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, "Another natobot already serves the ledger "+name) {
			t.Errorf("told %q", e.Message)
		}
	}
	terminal := open(t, link, sqlite.Options{})
	_, err = terminal.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1)})
	must(t, err)
	if n := len(storetest.All(t, bot)); n != 1 {
		t.Errorf("the bot sees %d entries of a terminal command, want 1", n)
	}
	must(t, bot.Close())
	open(t, path, sqlite.Options{Exclusive: true})
}

func TestManyMayCreateTheSameLedgerAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			l, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
			if err != nil {
				t.Error(err)
				return
			}
			seen := 0
			if err := storetest.Insist(t.Context(), l, fmt.Sprint(i), &seen, storetest.Stance(i)); err != nil {
				t.Error(err)
			}
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	sound(t, path, 8)
}

// sound checks that the ledger at path has so many entries and no problem.
func sound(t *testing.T, path string, entries int) store.Report {
	t.Helper()
	report, err := sqlite.Check(t.Context(), path)
	must(t, err)
	if report.Entries != entries || len(report.Problems) > 0 {
		t.Errorf("%d entries, want %d; problems %q", report.Entries, entries, report.Problems)
	}
	return report
}

func TestPathsOfAnyShape(t *testing.T) {
	for _, name := range []string{"a b.db", "a?b.db", "a#b%20c.db", "Türkiye.db", "file:x.db", "a&b=c.db"} {
		path := filepath.Join(t.TempDir(), name)
		l := open(t, path, sqlite.Options{})
		_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1)})
		must(t, err)
		if size(t, path) == 0 {
			t.Errorf("%s: the ledger is elsewhere", name)
		}
		sound(t, path, 1)
	}
}

// files gives the bytes of every file in a directory but the index of the log, which
// holds nothing of its own.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	list, err := os.ReadDir(dir)
	must(t, err)
	bytes := map[string]string{}
	for _, f := range list {
		if f.IsDir() || strings.HasSuffix(f.Name(), "-shm") || strings.HasSuffix(f.Name(), ".lock") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		must(t, err)
		if len(text) > 0 {
			bytes[f.Name()] = string(text)
		}
	}
	return bytes
}

// ledgerOf gives the bytes of a closed ledger of so many entries.
func ledgerOf(t *testing.T, entries int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "natobot.db")
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	must(t, err)
	for i := range entries {
		_, err = l.Append(t.Context(), fmt.Sprint(i), i, []consensus.Entry{storetest.Stance(i)})
		must(t, err)
	}
	must(t, l.Close())
	text, err := os.ReadFile(path)
	must(t, err)
	return text
}

func TestWhereNoLedgerCanBe(t *testing.T) {
	unwritable := filepath.Join(t.TempDir(), "shut")
	must(t, os.Mkdir(unwritable, 0o500))
	if os.Getuid() == 0 { // nothing is shut to root but what the system keeps
		if unwritable = "/proc/self"; runtime.GOOS != "linux" {
			t.Skip("as root every directory can be written")
		}
	}
	for name, path := range map[string]string{
		"no such directory":             filepath.Join(t.TempDir(), "none", "natobot.db"),
		"a directory that may not":      filepath.Join(unwritable, "natobot.db"),
		"a file instead of a directory": filepath.Join(file(t, "x"), "natobot.db"),
	} {
		for _, exclusive := range []bool{true, false} {
			_, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now, Exclusive: exclusive})
			if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, path) {
				t.Errorf("%s: told %q", name, e.Message)
			}
		}
	}
}

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestANewLedgerIsForItsOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	l := open(t, filepath.Join(dir, "natobot.db"), sqlite.Options{})
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1)})
	must(t, err)
	must(t, sqlite.Backup(t.Context(), filepath.Join(dir, "natobot.db"), filepath.Join(dir, "copy.db")))
	for _, name := range []string{"natobot.db", "natobot.db-wal", "natobot.db-shm", "copy.db"} {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if info.Mode() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

func TestAnEmptyFileIsANewLedger(t *testing.T) {
	path := file(t, "")
	l := open(t, path, sqlite.Options{})
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1)})
	must(t, err)
	sound(t, path, 1)
}

// F6: a backup is worth what it restores to.
func TestF6ABackupOpensSoundAndWhole(t *testing.T) {
	dir := t.TempDir()
	l := open(t, filepath.Join(dir, "natobot.db"), sqlite.Options{Exclusive: true})
	done := make(chan struct{})
	go func() { // the desk goes on recording
		defer close(done)
		for i := range 200 {
			if _, err := l.Append(t.Context(), fmt.Sprint(i), i, []consensus.Entry{storetest.Stance(i)}); err != nil {
				t.Error(err)
			}
		}
	}()
	for i := range 5 {
		path := filepath.Join(dir, fmt.Sprintf("copy '%d.db", i))
		must(t, sqlite.Backup(t.Context(), filepath.Join(dir, "natobot.db"), path))
		report, err := sqlite.Check(t.Context(), path)
		must(t, err)
		if len(report.Problems) > 0 {
			t.Errorf("a copy has problems: %q", report.Problems)
		}
	}
	<-done
	path := filepath.Join(dir, "last.db")
	must(t, sqlite.Backup(t.Context(), filepath.Join(dir, "natobot.db"), path))
	before := files(t, dir)["last.db"]
	refused(t, sqlite.Backup(t.Context(), filepath.Join(dir, "natobot.db"), path), consensus.Conflict)
	refused(t, sqlite.Backup(t.Context(), filepath.Join(dir, "natobot.db"), filepath.Join(dir, "none", "x.db")), consensus.Unavailable)
	same(t, "the copy that was there", files(t, dir)["last.db"] == before, true)
	same(t, "report", sound(t, path, 200), sound(t, filepath.Join(dir, "natobot.db"), 200))
	copied := open(t, path, sqlite.Options{Exclusive: true})
	same(t, "entries", storetest.All(t, copied), storetest.All(t, l))
	_, err := copied.Append(t.Context(), "0", 200, []consensus.Entry{storetest.Stance(0)})
	must(t, err)
	_, err = copied.Append(t.Context(), "200", 200, []consensus.Entry{storetest.Stance(0)})
	must(t, err)
}

// What reaches a channel names neither a path nor an inner error.
func TestAClosedLedgerSaysSoPolitely(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	must(t, err)
	must(t, l.Close())
	_, errAppend := l.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1)})
	_, errEntries := l.Entries(t.Context(), 1)
	_, errRecorded := l.Recorded(t.Context(), "key")
	_, _, errOffset := l.ClockOffset(t.Context())
	_, errOpen := l.OpenPosts(t.Context(), "live")
	_, errClaim := l.ClaimPosts(t.Context(), []consensus.Posting{storetest.Digest("C1", 20240223)})
	_, errTake := l.TakePost(t.Context(), storetest.Digest("C1", 20240223), "bot-2", storetest.Now())
	_, _, errPost := l.Post(t.Context(), "live", "half")
	_, errRecent := l.RecentPosts(t.Context(), "live", "C1", storetest.Now())
	for _, err := range []error{
		errAppend, errEntries, errRecorded, errOffset, errOpen, errClaim, errTake, errPost, errRecent, l.Writable(t.Context()),
		l.Fold(t.Context(), 0, func(consensus.Entry) error { return nil }),
	} {
		if e := refused(t, err, consensus.Unavailable); strings.Contains(e.Message+e.Hint, "sql") || strings.Contains(e.Message+e.Hint, path) {
			t.Errorf("told %q, %q", e.Message, e.Hint)
		}
	}
}
