package postgres_test

import (
	"path/filepath"
	"strings"
	"testing"

	"natobot/consensus"
	"natobot/store"
	"natobot/store/postgres"
	"natobot/store/postgres/postgrestest"
	"natobot/store/sqlite"
	"natobot/store/storetest"
)

// file opens a ledger file for the length of the test.
func file(t *testing.T) *sqlite.Ledger {
	t.Helper()
	l, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "natobot.db"), sqlite.Options{Workspace: "local", Now: storetest.Now})
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	return l
}

// fill records what people type at its hardest, and posts and held reports of each state.
func fill(t *testing.T, l store.Ledger) {
	t.Helper()
	drafts := storetest.EveryKind()
	drafts[5].Source.Link = "https://example.org/?" + strings.Repeat("a=\xff\x00&", 2000) // longer than an index takes
	_, err := l.Append(t.Context(), "every\x00kind\xff", 0, drafts)
	must(t, err)
	for i := range 39 {
		_, err := l.Append(t.Context(), strings.Repeat("k", i+1), len(drafts)+2*i, []consensus.Entry{storetest.Stance(2 * i), storetest.Stance(2*i + 1)})
		must(t, err)
	}
	fillHeld(t, l)
	open, posted, skipped := storetest.Digest("C1", 20240223), storetest.Digest("C1", 20240224), storetest.Live("C2", "half \x00\xff", 3)
	posted.Headline, posted.Body = "Kariņš \x00\xff", []byte{0, 255}
	claimed, err := l.ClaimPosts(t.Context(), []consensus.Posting{open, posted, skipped})
	must(t, err)
	same(t, "claimed", claimed, storetest.Claimed(open, posted, skipped))
	must(t, l.SettlePost(t.Context(), posted.Kind, posted.Key, consensus.Posted, "1.1"))
	must(t, l.SettlePost(t.Context(), skipped.Kind, skipped.Key, consensus.Skipped, ""))
	_, err = l.TakePost(t.Context(), claimed[0], "bot-2", storetest.Now())
	must(t, err)
	must(t, l.SetClockOffset(t.Context(), -1500*1e6))
}

// filled is how many entries that makes; the last two are those of a held report.
func filled() int { return len(storetest.EveryKind()) + 80 }

// fillHeld holds reports: one becomes entries, one is dropped and one waits.
func fillHeld(t *testing.T, l store.Ledger) {
	t.Helper()
	for _, key := range []string{"held\x00\xff", "dropped", "waits"} {
		h := storetest.Embargoed(key)
		h.Author = h.Drafts[0].Recorder
		_, err := l.Hold(t.Context(), h)
		must(t, err)
	}
	held, err := l.HeldReport(t.Context(), 1)
	must(t, err)
	must(t, l.AppendAll(t.Context(), filled()-2, []consensus.Keyed{storetest.Release(held, "UA")})[0].Err)
	_, err = l.SettleHeld(t.Context(), 2, consensus.Dropped, consensus.Settlement{Key: "drop", By: "U1", Because: "no more true \x00\xff"})
	must(t, err)
}

// The same entries and posts have the same head hash in both engines, and a ledger that goes from
// one to the other and back is the same to the last byte.
func TestEnginesHoldTheSame(t *testing.T) {
	address := postgrestest.Database(t)
	inFile, inDatabase := file(t), open(t, address, "T1")
	fill(t, inFile)
	fill(t, inDatabase)
	there, back := open(t, address, "T2"), file(t)
	for _, hop := range []struct{ from, to store.Ledger }{{inFile, there}, {there, back}} {
		told := 0
		n, err := store.Copy(t.Context(), hop.from, hop.to, func(done, total int) { told = done })
		must(t, err)
		if n != filled() || told != filled() {
			t.Errorf("%d entries were copied, %d told", n, told)
		}
		_, err = store.Copy(t.Context(), hop.from, hop.to, func(int, int) {})
		refused(t, err, consensus.Conflict)
	}
	want, err := inDatabase.Check(t.Context())
	must(t, err)
	got, err := there.Check(t.Context())
	must(t, err)
	same(t, "report of the copy", got, want)
	for name, l := range map[string]store.Ledger{"file": inFile, "database": inDatabase, "copy": there, "copy of the copy": back} {
		head, err := l.Head(t.Context(), filled())
		must(t, err)
		same(t, name, head, want.Head)
		same(t, name+", all entries", storetest.All(t, l), storetest.All(t, inFile))
		linked, err := l.Linked(t.Context(), storetest.All(t, inFile)[5].Source.Link)
		must(t, err)
		same(t, name+", linked", linked, []int{6})
		first, last, err := l.Together(t.Context(), filled()-2)
		must(t, err)
		same(t, name+", together", [2]int{first, last}, [2]int{filled() - 3, filled() - 2})
		offset, _, err := l.ClockOffset(t.Context())
		must(t, err)
		same(t, name+", clock", offset.String(), "-1.5s")
	}
	if len(want.Problems) > 0 || want.Posts != 3 || want.Vouched != 3 || want.Held != 3 || want.Waiting != 1 || want.OpenSlots != 1 {
		t.Errorf("%+v", want)
	}
}

// What is more than one statement takes goes in whole or not at all: an import, and an export that is restored.
func TestManyAtOnce(t *testing.T) {
	address := postgrestest.Database(t)
	l := open(t, address, "T1")
	const count = 4500
	var drafts []consensus.Entry
	for i := range count {
		drafts = append(drafts, storetest.Stance(i))
	}
	bad := append(drafts[:count:count], storetest.Stance(0))
	bad[count].Target = 99_999 // which the database refuses
	done := l.AppendAll(t.Context(), 0, []consensus.Keyed{{Key: "bad", Drafts: bad}, {Key: "one", Drafts: drafts[:1]}})
	if done[0].Err == nil || done[1].Err != nil {
		t.Fatal(done[0].Err, done[1].Err)
	}
	receipt, err := l.Append(t.Context(), "many", 1, drafts)
	must(t, err)
	same(t, "recorded", len(receipt.Entries), count)
	other := open(t, address, "T2")
	all := storetest.All(t, l)
	must(t, other.Restore(t.Context(), all))
	for name, ledger := range map[string]*postgres.Ledger{"appended": l, "restored": other} {
		report, err := ledger.Check(t.Context())
		if err != nil || len(report.Problems) > 0 || report.Entries != count+1 {
			t.Errorf("%s: %v, %d entries, problems %q", name, err, report.Entries, report.Problems)
		}
	}
}

// What is noted as posted without words, as that a person was welcomed, is sound in each engine and has the same hash
// in both.
func TestPostWithoutWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "natobot.db")
	inFile, err := sqlite.Open(t.Context(), path, sqlite.Options{Workspace: "local", Now: storetest.Now})
	must(t, err)
	defer func() { must(t, inFile.Close()) }()
	inDatabase := open(t, postgrestest.Database(t), "T1")
	welcome := storetest.Digest("C1", 20240223)
	for i, l := range []store.Ledger{inFile, inDatabase} {
		welcome.Body = [][]byte{{}, nil}[i]
		claimed, err := l.ClaimPosts(t.Context(), []consensus.Posting{welcome})
		must(t, err)
		must(t, l.SettlePost(t.Context(), claimed[0].Kind, claimed[0].Key, consensus.Skipped, ""))
	}
	first, err := sqlite.Check(t.Context(), path)
	must(t, err)
	second, err := inDatabase.Check(t.Context())
	must(t, err)
	if len(first.Problems)+len(second.Problems) > 0 || first.PostHead != second.PostHead || first.Posts != 1 {
		t.Errorf("%+v\n%+v", first, second)
	}
}
