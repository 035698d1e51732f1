package sqlite_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// unprotected has the triggers out of the way of whoever tampers with posts.
const unprotected = "DROP TRIGGER posts_settle_once; DROP TRIGGER posts_stay; "

// unheld has those out of the way of whoever tampers with held reports.
const unheld = "DROP TRIGGER held_settle_once; DROP TRIGGER held_stay; "

// What a ledger is protected by, which requests recorded what, and what was posted is vouched
// for as the entries are.
func TestCheckFindsWhatProtectsNoMore(t *testing.T) {
	for statement, want := range map[string]string{
		`DROP TRIGGER entries_stay`: "The trigger entries_stay is missing",
		`DROP TRIGGER entries_stay; CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT 1; END`: "The trigger entries_stay is not what it must be",
		`CREATE TRIGGER quiet BEFORE INSERT ON entries WHEN new.who = 'U1' BEGIN SELECT RAISE(IGNORE); END`:   "The trigger quiet does not belong here",
		`DROP INDEX posts_open`:                     "The index posts_open is missing",
		`CREATE TABLE notes (text TEXT)`:            "The table notes does not belong here",
		`ALTER TABLE requests ADD COLUMN more TEXT`: "The table requests is not what it must be",
		`INSERT INTO requests VALUES ('x', 'local', (SELECT max(number) FROM entries), 2)`:                                    "1 requests recorded entries that are not there",
		`INSERT INTO requests VALUES ('x', 'local', 3, 1)`:                                                                    "1 requests name entries of other requests",
		`DROP TRIGGER requests_never_change; UPDATE requests SET count = (SELECT max(number) FROM entries) WHERE key = 'key'`: "1 requests name entries that were not recorded together",
		unprotected + `UPDATE posts SET body = CAST('{"text":"never posted"}' AS BLOB) WHERE number = 1`:                      "Post 1 (C1 2024-02-23 08:00) is not what was posted",
		unprotected + `UPDATE posts SET channel = 'C9' WHERE number = 2`:                                                      "Post 2 (C1 2024-02-24 08:00) is not what was posted",
		unprotected + `UPDATE posts SET point_known = 13 WHERE number = 2`:                                                    "Post 2 (C1 2024-02-24 08:00) is not what was posted, or covers other entries",
		unprotected + `UPDATE posts SET state = 'skipped' WHERE number = 1`:                                                   "What became of post 1",
		unprotected + `UPDATE posts SET ts = '9.9' WHERE number = 1`:                                                          "What became of post 1",
		unprotected + `UPDATE posts SET state = 'posted' WHERE number = 3`:                                                    "What became of post 3",
		unprotected + `UPDATE posts SET hash = x'' WHERE number = 2`:                                                          "Post 2 (C1 2024-02-24 08:00) is not what was posted",
		unprotected + `DELETE FROM posts WHERE number = 2`:                                                                    "Post 3 stands where the 2. should",
		unheld + `UPDATE held SET author = 'U9' WHERE number = 1`:                                                             "Held report H1 is not what was held",
		unheld + `UPDATE held SET until = 1 WHERE number = 3`:                                                                 "Held report H3 is not what was held",
		unheld + `UPDATE held SET state = 'dropped' WHERE number = 1`:                                                         "Held report H1 is in the ledger as #15, but is noted as dropped",
		unheld + `UPDATE held SET entry = 99, state = 'released' WHERE number = 3`:                                            "Held report H3 became #99, which is not there",
		unheld + `UPDATE held SET state = 'released' WHERE number = 3`:                                                        "Held report H3 was released, but became nothing",
		unheld + `DELETE FROM held WHERE number = 2`:                                                                          "Held report H3 stands where H2 should",
		unprotected + `UPDATE posts SET body = CAST(replace(body, 'T', 't') AS BLOB) WHERE number = 4`:                        "Post 4 (C1 2024-02-26 08:00) is not what was posted",
		unprotected + `UPDATE posts SET ts = '9.9' WHERE number = 4`:                                                          "What became of post 4",
	} {
		path := filepath.Join(t.TempDir(), "natobot.db")
		l := open(t, path, sqlite.Options{})
		_, err := l.Append(t.Context(), "key", 0, storetest.EveryKind()[:14])
		must(t, err)
		for _, key := range []string{"held 1", "held 2", "held 3"} {
			_, err := l.Hold(t.Context(), consensus.Held{Key: key, Author: "U024BE7LH", Drafts: []consensus.Entry{storetest.Stance(15)}})
			must(t, err)
		}
		must(t, l.AppendAll(t.Context(), 14, []consensus.Keyed{{Key: "held:1", Drafts: []consensus.Entry{storetest.Stance(15)}, Held: 1}})[0].Err)
		must(t, l.Restore(t.Context(), []consensus.Entry{storetest.At(storetest.Stance(15), 16, storetest.Now().Add(time.Hour))}))
		for day := consensus.Day(20240223); day <= 20240225; day++ {
			p := storetest.Digest("C1", day)
			p.Point.Known = 14
			claim(t, l, p)
		}
		must(t, l.SettlePost(t.Context(), consensus.DigestPost, "C1 2024-02-23 08:00", consensus.Posted, "1.1"))
		must(t, l.SettlePost(t.Context(), consensus.DigestPost, "C1 2024-02-24 08:00", consensus.Posted, "2.2"))
		restored := storetest.Digest("C1", 20240226) // as an import does
		restored.Point.Known, restored.TS, restored.SettledAt = 14, "4.4", storetest.Now()
		_, err = l.RestorePosts(t.Context(), []consensus.Posting{restored})
		must(t, err)
		sound(t, path, 16)
		_, err = raw(t, path).ExecContext(t.Context(), statement)
		must(t, err)
		report, err := sqlite.Check(t.Context(), path)
		must(t, err)
		if !slices.ContainsFunc(report.Problems, func(p string) bool { return strings.Contains(p, want) }) {
			t.Errorf("%s: problems %q, want one with %q", statement, report.Problems, want)
		}
	}
}

// A ledger of an older schema goes on with what was posted before it: the words of all are
// vouched for from the next post on.
func TestPostsOfAnOlderSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	text, err := os.ReadFile("testdata/posts-002.db")
	must(t, err)
	must(t, os.WriteFile(path, text, 0o600))
	l := open(t, path, sqlite.Options{})
	before := sound(t, path, 14)
	same(t, "posts and hashes before", []int{before.Posts, before.Vouched}, []int{11, 0})
	claim(t, l, storetest.Digest("C1", 20240301))
	same(t, "hashes after", sound(t, path, 14).Vouched, 1)
	_, err = raw(t, path).ExecContext(t.Context(), unprotected+`UPDATE posts SET headline = 'Another' WHERE number = 1`)
	must(t, err)
	report, err := sqlite.Check(t.Context(), path)
	must(t, err)
	if !slices.ContainsFunc(report.Problems, func(p string) bool { return strings.Contains(p, "is not what was posted") }) {
		t.Errorf("problems %q", report.Problems)
	}
}

// A write that came to nothing is a failure, whatever turned it into that.
func TestAWriteThatWroteNothing(t *testing.T) {
	ignoring := func(what string) string {
		return "CREATE TRIGGER quiet BEFORE " + what + " BEGIN SELECT RAISE(IGNORE); END"
	}
	append1 := func(l store.Ledger) error {
		_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{storetest.Stance(1)})
		return err
	}
	claimed := func(l store.Ledger) error {
		_, err := l.ClaimPosts(t.Context(), []consensus.Posting{storetest.Digest("C2", 20240224)})
		return err
	}
	settled := func(l store.Ledger) error {
		return l.SettlePost(t.Context(), consensus.DigestPost, "C1 2024-02-23 08:00", consensus.Posted, "1.1")
	}
	for _, tt := range []struct {
		damage string
		do     func(store.Ledger) error
	}{
		{ignoring("INSERT ON entries"), append1},
		{ignoring("INSERT ON requests"), append1},
		{"DROP TRIGGER entries_stay; CREATE TRIGGER gone AFTER INSERT ON entries BEGIN DELETE FROM entries WHERE number = new.number; END", append1},
		{ignoring("INSERT ON entries"), func(l store.Ledger) error {
			return l.Restore(t.Context(), []consensus.Entry{storetest.At(storetest.Stance(1), 1, storetest.Now())})
		}},
		{ignoring("INSERT ON posts"), claimed},
		{ignoring("UPDATE ON posts"), settled},
		{ignoring("INSERT ON probe"), func(l store.Ledger) error { return l.Writable(t.Context()) }},
		{ignoring("INSERT ON clock"), func(l store.Ledger) error { return l.SetClockOffset(t.Context(), time.Hour) }},
	} {
		path := filepath.Join(t.TempDir(), "natobot.db")
		l := open(t, path, sqlite.Options{})
		claim(t, l, storetest.Digest("C1", 20240223))
		_, err := raw(t, path).ExecContext(t.Context(), tt.damage)
		must(t, err)
		refused(t, tt.do(l), consensus.Unavailable)
		if n := len(storetest.All(t, l)); n != 0 {
			t.Errorf("%s: %d entries", tt.damage, n)
		}
	}
}
