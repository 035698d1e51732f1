package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// testdata/v1.db was made by the last natobot of schema 1, with "natobot ask": a race that
// opens and closes, a candidate, stances, a claim, a correction, a retraction, a digest, a
// role and a country that joins. It is never made again.
const headOfV1 = "6b5d1e2037c3a8caccad569a68b9e510d7b54f3682b1dc1a08ab3c2ee048a57e"

// v1 gives a copy of that ledger.
func v1(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/v1.db")
	must(t, err)
	path := filepath.Join(t.TempDir(), "natobot.db")
	must(t, os.WriteFile(path, text, 0o600))
	return path
}

// F4: a ledger that the natobot before this one wrote is brought up to date and is what it was.
func TestF4ALedgerOfTheLastReleaseGoesOn(t *testing.T) {
	path := v1(t)
	before := sound(t, path, 12)
	same(t, "head", before.Head, headOfV1)
	l := open(t, path, sqlite.Options{Exclusive: true})
	after := sound(t, path, 12)
	same(t, "schema", []int{before.Schema, after.Schema}, []int{1, 5})
	same(t, "head after the upgrade", after.Head, headOfV1)

	book := consensus.NewBook()
	must(t, l.Fold(t.Context(), 0, book.Apply))
	rutte, _ := book.Current(12).Standing(consensus.Point{On: 20261123, Known: 12}).Find("mark-rutte")
	same(t, "who backs and who holds out", []int{len(rutte.Stances), rutte.Count(consensus.Backs), rutte.Count(consensus.Holdout)}, []int{33, 1, 1})

	live := consensus.Entry{Race: "2024", Recorder: "U1", Fact: consensus.Fact{
		On:   consensus.On(20261123),
		Kind: consensus.Following, Live: &consensus.Live{Channel: "C1", Level: consensus.LiveChanges},
	}}
	receipt, err := l.Append(t.Context(), "key", 12, []consensus.Entry{live})
	must(t, err)
	must(t, book.Apply(receipt.Entries[0]))
	same(t, "what the channel hears", book.Live(13), []consensus.LiveSetting{{Entry: 13, On: 20261123, Live: *live.Live}})
	sound(t, path, 13)
	if _, err := raw(t, path).ExecContext(t.Context(), "DELETE FROM entries"); err == nil {
		t.Error("the database of an upgraded ledger lets entries be deleted")
	}
}

// F4: natobot verify says what it finds of an older ledger and leaves it as it is.
func TestF4CheckingAnOlderLedgerDoesNotUpgradeIt(t *testing.T) {
	path := v1(t)
	before := files(t, filepath.Dir(path))
	same(t, "schema", sound(t, path, 12).Schema, 1)
	same(t, "files", files(t, filepath.Dir(path)), before)
}

// F4: the bot of an older natobot would not understand what a newer one records under it.
func TestF4NoUpgradeUnderARunningBot(t *testing.T) {
	path := v1(t)
	running := holdLock(t, path)
	before := files(t, filepath.Dir(path))
	_, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	if e := refused(t, err, consensus.Unavailable); !strings.Contains(e.Message, "An older natobot is running on the ledger "+path) ||
		!strings.HasPrefix(e.Hint, "Stop it, then start again") {
		t.Errorf("told %q, %q", e.Message, e.Hint)
	}
	_, err = sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now, Exclusive: true})
	refused(t, err, consensus.Unavailable)
	same(t, "files", files(t, filepath.Dir(path)), before)
	same(t, "schema", sound(t, path, 12).Schema, 1)

	must(t, running.Close())
	open(t, path, sqlite.Options{})
	same(t, "schema", sound(t, path, 12).Schema, 5)
	open(t, path, sqlite.Options{Exclusive: true}) // who upgraded holds the bot's place no longer
}

// holdLock takes the bot's place at a ledger, as the bot of an older natobot does.
func holdLock(t *testing.T, path string) *os.File {
	t.Helper()
	lock, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	must(t, err)
	must(t, syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB))
	return lock
}

// F4: what was posted stays posted. testdata/posts-002.db was made by the last natobot of
// schema 2, which kept digests and live notes apart, who took a digest over and which editor
// was warned among the latter. It is never made again.
func TestF4WhatWasPostedStaysPosted(t *testing.T) {
	text, err := os.ReadFile("testdata/posts-002.db")
	must(t, err)
	path := filepath.Join(t.TempDir(), "natobot.db")
	must(t, os.WriteFile(path, text, 0o600))
	same(t, "open digests before", sound(t, path, 14).OpenSlots, 2)
	l := open(t, path, sqlite.Options{})
	report := sound(t, path, 14)
	same(t, "schema and open digests after", []int{report.Schema, report.OpenSlots}, []int{5, 2})

	list := func(got []consensus.Posting, err error) (said []string) {
		t.Helper()
		must(t, err)
		for _, p := range got {
			said = append(said, fmt.Sprintf("%s | %s %d–%d | %q %q %t | %s, %s %s | %s %s", p.Key, p.Point.On, p.After, p.Point.Known, p.Headline, p.Rewrites, len(p.Body) > 0,
				p.Owner, p.Holder, p.HeldSince.Sub(p.ClaimedAt), p.State, p.TS))
		}
		return said
	}
	same(t, "digests posted", list(l.Posted(t.Context(), consensus.DigestPost, "")), []string{
		`C1 2024-02-22 08:00 | 2024-02-22 0–9 | "Rutte <1> & Türkiye" "" true | bot-1, bot-1 0s | posted 1708586400.000100`,
		`C1 2024-02-21 08:00 | 2024-02-21 0–4 | "A & B <1>" "" true | bot-1, bot-1 0s | posted 1708500000.000100`,
	})
	same(t, "digests open", list(l.OpenPosts(t.Context(), consensus.DigestPost)), []string{
		`C1 2024-02-23 08:00 | 2024-02-23 0–14 | "Open" "" true | bot-1, bot-3 8m0s | claimed `,
		`C2 2024-02-24 17:00 | 2024-02-24 0–14 | "Open too" "" true | bot-1, bot-1 0s | claimed `,
	})
	skipped, _, err := l.Post(t.Context(), consensus.DigestPost, "C2 2024-02-23 08:00")
	same(t, "digest skipped", list([]consensus.Posting{skipped}, err), []string{
		`C2 2024-02-23 08:00 | 2024-02-23 0–0 | "" "" false | bot-1, bot-1 0s | skipped `,
	})
	same(t, "live notes", list(l.RecentPosts(t.Context(), "live", "C1", time.Time{})), []string{
		`C1 changes after 1 through 2 | 2024-02-23 1–2 | "" "" true | bot-1, bot-1 0s | posted 1708600000.000100`,
		`C1 changes after 1 through 3 | 2024-02-23 1–3 | "" "1708600000.000100" true | bot-1, bot-1 0s | posted 1708600000.000100`,
		`C1 2024 half mark-rutte | 2024-02-23 3–5 | "" "" false | bot-1, bot-1 0s | skipped `,
		`C1 milestones through 5 | 2024-02-23 3–5 | "" "" true | bot-1, bot-1 0s | posted 1708600100.000100`,
		`C1 changes after 5 through 14 | 2024-02-23 5–14 | "" "" true | bot-3, bot-3 0s | claimed `,
	})
	same(t, "warnings", list(l.RecentPosts(t.Context(), "warning", "UEDITOR", time.Time{})), []string{
		`UEDITOR digest of C1 since 2024-02-22 08:00: archived | 2024-02-23 0–0 | "" "" false | bot-1, bot-1 0s | skipped `,
	})
	claim(t, l, storetest.Live("C1", "next", 15))
	must(t, l.SettlePost(t.Context(), consensus.DigestPost, "C1 2024-02-23 08:00", consensus.Posted, "1.1"))
}
