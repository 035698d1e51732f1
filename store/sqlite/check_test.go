package sqlite_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

var update = flag.Bool("update", false, "rewrite the golden files of the newest schema version")

func TestCheckReports(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "natobot.db")
	_, err := sqlite.Check(t.Context(), path)
	refused(t, err, consensus.NotFound)
	if len(files(t, dir)) > 0 {
		t.Error("a check made a file")
	}
	l := open(t, path, sqlite.Options{Exclusive: true})
	same(t, "report of an empty ledger", sound(t, path, 0), store.Report{Schema: 6})
	_, err = l.Append(t.Context(), "key", 0, storetest.EveryKind())
	must(t, err)
	claim(t, l, storetest.Digest("C1", 20240223))
	before := files(t, dir)
	report := sound(t, path, len(storetest.EveryKind()))
	same(t, "files", files(t, dir), before)
	same(t, "head", len(report.Head), 64)
	same(t, "head of the posts", len(report.PostHead), 64)
	report.Head, report.PostHead = "", ""
	same(t, "report", report, store.Report{
		Schema: 6, Posts: 1, Vouched: 1, Entries: len(storetest.EveryKind()), First: storetest.Now(), Last: storetest.Now(), Races: []string{"2024"}, OpenSlots: 1,
	})
}

// What went round the triggers, or was damaged on the disk, shows.
func TestCheckFindsWhatWasTamperedWith(t *testing.T) {
	for statement, want := range map[string]string{
		`UPDATE entries SET quote = 'never said' WHERE number = 5`:                               "Entry #5 is not what was recorded",
		`UPDATE entries SET condition = 'none' WHERE number = 4`:                                 "Entry #4 is not what was recorded",
		`UPDATE entries SET position = 'backs' WHERE number = 4`:                                 "Entry #4 is not what was recorded",
		`UPDATE entries SET recorded = recorded - 1 WHERE number = 7`:                            "Entry #7 is not what was recorded",
		`UPDATE entries SET detail = '{"grant":{"user":"U1","role":"king"}}' WHERE number = 10`:  "entry #10: its detail",
		`UPDATE entries SET detail = '' WHERE number = 10`:                                       "The standing cannot be drawn",
		`PRAGMA ignore_check_constraints = 1; UPDATE entries SET kind = 'vote' WHERE number = 5`: "entry #5: a word that this version does not know",
		`DELETE FROM entries WHERE number = 5`:                                                   "Entry #6 stands where #5 should",
		`DELETE FROM entries WHERE number = (SELECT max(number) FROM entries)`:                   "1 requests recorded entries that are not there",
	} {
		path := filepath.Join(t.TempDir(), "natobot.db")
		l := open(t, path, sqlite.Options{})
		_, err := l.Append(t.Context(), "key", 0, storetest.EveryKind())
		must(t, err)
		db := raw(t, path)
		_, err = db.ExecContext(t.Context(), "DROP TRIGGER entries_never_change; DROP TRIGGER entries_stay; "+statement)
		must(t, err)
		report, err := sqlite.Check(t.Context(), path)
		must(t, err)
		if !slices.ContainsFunc(report.Problems, func(p string) bool { return strings.Contains(p, want) }) {
			t.Errorf("%s: problems %q, want one with %q", statement, report.Problems, want)
		}
	}
}

// A list of problems ends somewhere.
func TestCheckOfARuin(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	must(t, os.WriteFile(path, ledgerOf(t, 100), 0o600))
	_, err := raw(t, path).ExecContext(t.Context(), "DROP TRIGGER entries_never_change; UPDATE entries SET who = 'nobody'")
	must(t, err)
	report, err := sqlite.Check(t.Context(), path)
	must(t, err)
	if n := len(report.Problems); n != 51 {
		t.Errorf("%d problems are listed, want 50 and a word that there are more", n)
	}
}

// F4: a ledger of every released schema version opens, is sound, holds what it held
// when it was made, and takes entries. A golden file, once released, is never remade.
func TestF4LedgersOfEveryVersionOpen(t *testing.T) {
	const newest = "testdata/schema-006.db"
	if *update {
		golden(t, newest)
	}
	list, err := filepath.Glob("testdata/schema-*.db")
	must(t, err)
	steps, err := filepath.Glob("schema/*.sql")
	must(t, err)
	if len(list) != len(steps) {
		t.Fatalf("%d golden ledgers for %d schema versions", len(list), len(steps))
	}
	for _, name := range list {
		text, err := os.ReadFile(name)
		must(t, err)
		path := filepath.Join(t.TempDir(), "natobot.db")
		must(t, os.WriteFile(path, text, 0o600))
		report := told(t, name)
		n := report.Entries
		same(t, name, sound(t, path, n), report)
		l := open(t, path, sqlite.Options{})
		want := storetest.EveryKind()[:n]
		for i := range want {
			want[i] = storetest.At(want[i], i+1, storetest.Now())
		}
		same(t, name, storetest.All(t, l), want)
		again, err := l.Append(t.Context(), "key", 0, storetest.EveryKind())
		must(t, err)
		if !again.Repeated {
			t.Errorf("%s: a key was forgotten", name)
		}
		_, err = l.Append(t.Context(), "another", n, slices.Concat(storetest.EveryKind()[:6], storetest.EveryKind()[11:]))
		must(t, err)
		digest := storetest.Digest("C1", 20240223)
		must(t, l.SettlePost(t.Context(), digest.Kind, digest.Key, consensus.Posted, "1.1"))
		claim(t, l, storetest.Live("C2", "half", 2))
		must(t, l.SettlePost(t.Context(), "live", "C2 half", consensus.Posted, "1.1"))
		sound(t, path, n+6+len(storetest.EveryKind()[11:]))
		held, err := l.HeldReport(t.Context(), 1)
		if report.Held == 0 { // it is older than held reports are
			held, err = l.Hold(t.Context(), storetest.Embargoed("held"))
		}
		must(t, err)
		same(t, "held", held.Number, 1)
		_, err = l.SettleHeld(t.Context(), 1, consensus.Dropped, consensus.Settlement{Key: "drop", By: "U1", Because: "no"})
		must(t, err)
		sound(t, path, n+6+len(storetest.EveryKind()[11:]))
	}
}

// told reads the report that stands beside a golden ledger.
func told(t *testing.T, name string) (report store.Report) {
	t.Helper()
	text, err := os.ReadFile(strings.TrimSuffix(name, ".db") + ".json")
	must(t, err)
	must(t, json.Unmarshal(text, &report))
	return report
}

func golden(t *testing.T, name string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "natobot.db")
	l, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	must(t, err)
	_, err = l.Append(t.Context(), "key", 0, storetest.EveryKind())
	must(t, err)
	claim(t, l, storetest.Digest("C1", 20240223), storetest.Live("C1", "half", 2))
	must(t, l.SetClockOffset(t.Context(), -1))
	_, err = l.Hold(t.Context(), storetest.Embargoed("held"))
	must(t, err)
	must(t, l.Close())
	ledger, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(name, ledger, 0o644))
	report, err := json.MarshalIndent(sound(t, path, len(storetest.EveryKind())), "", "  ")
	must(t, err)
	must(t, os.WriteFile(strings.TrimSuffix(name, ".db")+".json", append(report, '\n'), 0o644))
}

// A ledger that does not read to its end is said so, with the number where it fails, and
// never shown in part as if it were whole.
func TestReadingADamagedEntry(t *testing.T) {
	for statement, want := range map[string]string{
		`DELETE FROM entries WHERE number = 5`:                                                   "entry #5 is missing",
		`PRAGMA ignore_check_constraints = 1; UPDATE entries SET kind = 'vote' WHERE number = 5`: `entry #5: a word that this version does not know: "vote"`,
		`UPDATE entries SET detail = '{' WHERE number = 5`:                                       "entry #5: its detail",
	} {
		path := filepath.Join(t.TempDir(), "natobot.db")
		l := open(t, path, sqlite.Options{})
		_, err := l.Append(t.Context(), "key", 0, storetest.EveryKind())
		must(t, err)
		_, err = raw(t, path).ExecContext(t.Context(), "DROP TRIGGER entries_never_change; DROP TRIGGER entries_stay; "+statement)
		must(t, err)
		err = l.Fold(t.Context(), 0, func(consensus.Entry) error { return nil })
		if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Error(), want) || strings.Contains(e.Message+e.Hint, "#5") {
			t.Errorf("told %q, hint %q, logged %q; want %q in the log alone", e.Message, e.Hint, e, want)
		}
	}
}

// F6: a chain of hashes cannot show that its end was cut off; the head noted earlier does.
// It depends on the entries alone, not on the file or on how they came into it.
func TestF6TheHeadVouchesForTheWholeLedger(t *testing.T) {
	entries := storetest.EveryKind()
	for i := range entries {
		entries[i] = storetest.At(entries[i], i+1, storetest.Now())
	}
	head := func(entries []consensus.Entry) string {
		path := filepath.Join(t.TempDir(), "natobot.db")
		l := open(t, path, sqlite.Options{})
		must(t, l.Restore(t.Context(), entries))
		head := sound(t, path, len(entries)).Head
		last, err := l.Head(t.Context(), len(entries))
		must(t, err)
		same(t, "F6 the head by its entry's number", last, head)
		return head
	}
	whole, golden := head(entries), told(t, "testdata/schema-006.db")
	same(t, "head of the golden ledger", head(entries[:golden.Entries]), golden.Head)
	same(t, "head of the oldest golden ledger", head(entries[:11]), told(t, "testdata/schema-001.db").Head)
	if head(entries[:len(entries)-1]) == whole {
		t.Error("a ledger without its last entry has the same head")
	}
	entries[0].Source.Quote += "."
	if head(entries) == whole {
		t.Error("a ledger with another first entry has the same head")
	}
}
