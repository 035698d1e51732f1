package store_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// ledger is what every engine of the store does.
type ledger interface {
	Append(ctx context.Context, key string, after int, drafts []consensus.Entry) (consensus.Receipt, error)
	AppendAll(ctx context.Context, after int, list []consensus.Keyed) []consensus.Appended
	Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error
	Entries(ctx context.Context, numbers ...int) ([]consensus.Entry, error)
	Recorded(ctx context.Context, key string) ([]consensus.Entry, error)
	Linked(ctx context.Context, link string) ([]int, error)
	Restore(ctx context.Context, entries []consensus.Entry) error
	All(ctx context.Context) iter.Seq2[consensus.Entry, error]
	Watch(ctx context.Context) <-chan struct{}
	Writable(ctx context.Context) error
	ClockOffset(ctx context.Context) (time.Duration, bool, error)
	SetClockOffset(ctx context.Context, offset time.Duration) error
	ClaimSlot(ctx context.Context, p store.Posting) (store.Posting, bool, error)
	SettleSlot(ctx context.Context, slot store.Slot, state store.PostingState, ts string) error
	OpenSlots(ctx context.Context) ([]store.Posting, error)
	LastPosting(ctx context.Context, channel string) (store.Posting, bool, error)
	Postings(ctx context.Context, channel string) ([]store.Posting, error)
	Head(ctx context.Context, number int) (string, error)
	ClaimLive(ctx context.Context, notes []store.LiveNote) ([]store.LiveNote, error)
	SettleLive(ctx context.Context, channel, name string, state store.PostingState, ts string) error
	OpenLive(ctx context.Context) ([]store.LiveNote, error)
	RecentLive(ctx context.Context, channel string, since time.Time) ([]store.LiveNote, error)
}

// opener opens the ledger at a place of one test; the same place twice is the same
// ledger, as two processes would see it.
type opener func(t *testing.T, place string, o store.Options) ledger

func TestSQLite(t *testing.T) {
	Contract(t, func(t *testing.T, place string, o store.Options) ledger {
		return open(t, filepath.Join(place, "natobot.db"), o)
	})
}

// Contract is what the house expects of any engine of the store.
func Contract(t *testing.T, open opener) {
	fresh := func(t *testing.T) ledger { return open(t, t.TempDir(), store.Options{}) }
	for name, test := range map[string]func(*testing.T, ledger){
		"entries come back as they went in":                  comeBack,
		"entries are numbered on and never go back in time":  numberedOn,
		"the same key records once":                          sameKey,
		"a decision on an old state is refused":              oldState,
		"an append without a key or an entry is our mistake": noKey,
		"a batch is recorded whole or not at all":            wholeBatch,
		"requests recorded together stand each by itself":    together,
		"together too, an old state is refused":              togetherOnOldState,
		"F5 two reporters at once lose nothing":              twoReporters,
		"fold leaves the texts out":                          foldLean,
		"fold stops where it is told to":                     foldStops,
		"entries are given in the order asked for":           inOrder,
		"entries are found by their link, the newest first":  linked,
		"restore keeps numbers, moments and recorders":       restoreExact,
		"restore refuses what does not continue the ledger":  restoreRefuses,
		"who gave up while waiting recorded nothing":         gaveUp,
		"a slot is claimed once":                             claimOnce,
		"a slot is settled once":                             settleOnce,
		"the last posting is the latest slot posted":         lastPosting,
		"F6 each entry has a head, and keeps it":             heads,
		"a live note is claimed once, with those beside it":  claimLiveOnce,
		"a live note is settled once":                        settleLiveOnce,
		"a channel's live notes of late and its last one":    recentLive,
		"a desk's clock is kept":                             clockKept,
		"it tells that it can be written":                    writable,
	} {
		t.Run(name, func(t *testing.T) { test(t, fresh(t)) })
	}
	t.Run("everything is there after a restart", func(t *testing.T) { restart(t, open) })
	t.Run("a watch sees this process at once and others within a second", func(t *testing.T) { watches(t, open) })
	t.Run("a watch ends with its context", func(t *testing.T) { watchEnds(t, fresh(t)) })
}

// everyKind is a draft of every kind, with every field used, and texts as hard as a
// person can paste them.
func everyKind() []consensus.Entry {
	source := consensus.Source{
		Via: consensus.Diplomat, Who: "a senior diplomat", Link: "https://example.org/?a=1&b=<2>",
		Outlet: "Example", Quote: "“won’t block” — \x00 zero, \xff broken, \u202eright to left, Türkiye 🇹🇷",
	}
	facts := []consensus.Fact{
		{Kind: consensus.Opening, Name: "NATO Secretary General", Terms: &consensus.Terms{Post: "Secretary General of NATO", Vacant: "October 2024"}},
		{Kind: consensus.Accession, Member: "SE", Name: "Sweden"},
		{Kind: consensus.Candidacy, Candidate: "krisjanis-karins", Name: "Krišjānis Kariņš", Country: "LV", Status: consensus.Interested},
		{Kind: consensus.StanceKind, Member: "HU", Candidate: "mark-rutte", Position: consensus.Holdout, Condition: "an apology"},
		{Kind: consensus.ClaimKind, Candidate: "mark-rutte", Qualifier: consensus.AtLeast, Count: 20, Of: 31},
		{Kind: consensus.Note, Candidate: "mark-rutte", Text: "57 years old"},
		{Kind: consensus.Note, Candidate: "mark-rutte", Text: "the longest-serving head of government", Target: 6},
		{Kind: consensus.Retraction, Text: "misheard", Target: 4},
		{Kind: consensus.Scheduling, Schedule: &consensus.Schedule{Channel: "C1", Minute: 480, Zone: "Europe/Brussels", Days: []int{1, 2}, Quiet: consensus.QuietSkip}},
		{Kind: consensus.Granting, Grant: &consensus.Grant{User: "U1", Role: consensus.Editor}},
		{Kind: consensus.Closing, Text: "decided"},
		{Kind: consensus.Echo, Target: 5},
		{Kind: consensus.Settling, Target: 4, Text: "the spokesperson is nearer"},
		{Kind: consensus.Following, Live: &consensus.Live{Channel: "C1", Level: consensus.LiveMilestones}},
	}
	precisions := []consensus.Precision{consensus.Exact, consensus.InMonth, consensus.ByThen}
	entries := make([]consensus.Entry, len(facts))
	for i, f := range facts {
		f.On, f.Source = consensus.When{Day: 20240222, Precision: precisions[i%3]}, source
		entries[i] = consensus.Entry{Race: "2024", Recorder: "U1", Fact: f}
	}
	entries[3].Source.Quote += strings.Repeat("Kariņš ", 1500) // more than a page of the file
	return entries
}

func comeBack(t *testing.T, l ledger) {
	drafts := everyKind()
	receipt, err := l.Append(t.Context(), "key", 0, drafts)
	must(t, err)
	want := slices.Clone(drafts)
	for i := range want {
		want[i].Number, want[i].Recorded = i+1, fixed()
	}
	same(t, "receipt", receipt.Entries, want)
	same(t, "all", all(t, l), want)
	got, err := l.Recorded(t.Context(), "key")
	must(t, err)
	same(t, "recorded", got, want)
	got, err = l.Entries(t.Context(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
	must(t, err)
	same(t, "entries", got, want)
}

func numberedOn(t *testing.T, l ledger) {
	late := fixed().Add(time.Hour + 999*time.Microsecond)
	must(t, l.Restore(t.Context(), []consensus.Entry{at(stance(1), 1, late.Truncate(time.Millisecond))}))
	draft := at(stance(2), 77, time.Unix(0, 0)) // what a draft says of its number and moment does not count
	receipt, err := l.Append(t.Context(), "key", 1, []consensus.Entry{draft, stance(3)})
	must(t, err)
	for i, e := range receipt.Entries {
		if e.Number != i+2 || !e.Recorded.Equal(late.Truncate(time.Millisecond)) {
			t.Errorf("recorded as #%d at %s; the clock was set back, so it should be #%d at %s", e.Number, e.Recorded, i+2, late)
		}
	}
}

func sameKey(t *testing.T, l ledger) {
	first, err := l.Append(t.Context(), "envelope-1", 0, []consensus.Entry{stance(1), stance(2)})
	must(t, err)
	_, err = l.Append(t.Context(), "envelope-2", 2, []consensus.Entry{stance(3)})
	must(t, err)
	for _, after := range []int{0, 3} {
		again, err := l.Append(t.Context(), "envelope-1", after, []consensus.Entry{stance(9)})
		must(t, err)
		same(t, "receipt", again, consensus.Receipt{Entries: first.Entries, Repeated: true})
	}
	if n := len(all(t, l)); n != 3 {
		t.Errorf("%d entries, want 3", n)
	}
	if none, err := l.Recorded(t.Context(), "envelope-3"); err != nil || len(none) != 0 {
		t.Errorf("a new key recorded %v, %v", none, err)
	}
}

func oldState(t *testing.T, l ledger) {
	_, err := l.Append(t.Context(), "1", 0, []consensus.Entry{stance(1)})
	must(t, err)
	for _, after := range []int{0, 2} {
		_, err = l.Append(t.Context(), "2", after, []consensus.Entry{stance(2)})
		refused(t, err, consensus.Conflict)
	}
	_, err = l.Append(t.Context(), "2", 1, []consensus.Entry{stance(2)})
	must(t, err)
}

func noKey(t *testing.T, l ledger) {
	if _, err := l.Append(t.Context(), "", 0, []consensus.Entry{stance(1)}); err == nil {
		t.Error("an append without a key was taken")
	}
	if _, err := l.Append(t.Context(), "key", 0, nil); err == nil {
		t.Error("an append of nothing was taken")
	}
	if n := len(all(t, l)); n != 0 {
		t.Errorf("%d entries were recorded", n)
	}
}

func wholeBatch(t *testing.T, l ledger) {
	bad := stance(2)
	bad.Position = 99
	if _, err := l.Append(t.Context(), "key", 0, []consensus.Entry{stance(1), bad}); err == nil {
		t.Fatal("a position without a word was recorded")
	}
	if n := len(all(t, l)); n != 0 {
		t.Errorf("%d entries of the batch were recorded", n)
	}
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{stance(1), stance(2)})
	must(t, err)
}

func twoReporters(t *testing.T, l ledger) {
	const reporters, each = 8, 15
	var all sync.WaitGroup
	for r := range reporters {
		all.Go(func() {
			seen := 0
			for i := range each {
				key := fmt.Sprintf("reporter %d, report %d", r, i)
				if err := insist(t.Context(), l, key, &seen, stance(r)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	recorded := map[consensus.Code]int{}
	for e, err := range l.All(t.Context()) {
		must(t, err)
		recorded[e.Member]++
	}
	for r := range reporters {
		if n := recorded[stance(r).Member]; n != each {
			t.Errorf("reporter %d: %d entries, want %d", r, n, each)
		}
	}
}

// insist appends as a desk does: where the ledger moved on, it reads what is new and
// decides again.
func insist(ctx context.Context, l ledger, key string, seen *int, draft consensus.Entry) error {
	for {
		_, err := l.Append(ctx, key, *seen, []consensus.Entry{draft})
		var moved *consensus.Error
		if !errors.As(err, &moved) || moved.Kind != consensus.Conflict {
			return err
		}
		if err := l.Fold(ctx, *seen, func(consensus.Entry) error { *seen++; return nil }); err != nil {
			return err
		}
	}
}

func foldLean(t *testing.T, l ledger) {
	_, err := l.Append(t.Context(), "key", 0, everyKind())
	must(t, err)
	var got []consensus.Entry
	must(t, l.Fold(t.Context(), 2, func(e consensus.Entry) error { got = append(got, e); return nil }))
	want := all(t, l)[2:]
	for i := range want {
		want[i].Condition, want[i].Text = "", ""
		want[i].Source = consensus.Source{Via: want[i].Source.Via}
	}
	same(t, "folded", got, want)
	book := consensus.NewBook()
	must(t, l.Fold(t.Context(), 0, book.Apply))
}

func foldStops(t *testing.T, l ledger) {
	_, err := l.Append(t.Context(), "key", 0, everyKind())
	must(t, err)
	enough := errors.New("enough")
	count := 0
	err = l.Fold(t.Context(), 0, func(consensus.Entry) error {
		if count++; count == 3 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || count != 3 {
		t.Errorf("folded %d entries, %v; want 3 and the error given", count, err)
	}
}

func inOrder(t *testing.T, l ledger) {
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{stance(1), stance(2), stance(3)})
	must(t, err)
	got, err := l.Entries(t.Context(), 3, 1, 3)
	must(t, err)
	var numbers []int
	for _, e := range got {
		numbers = append(numbers, e.Number)
	}
	same(t, "numbers", numbers, []int{3, 1, 3})
	_, err = l.Entries(t.Context(), 1, 4, 2)
	refused(t, err, consensus.NotFound)
	if none, err := l.Entries(t.Context()); err != nil || len(none) != 0 {
		t.Errorf("no numbers gave %v, %v", none, err)
	}
}

func restoreExact(t *testing.T, l ledger) {
	entries := everyKind()
	for i := range entries {
		entries[i] = at(entries[i], i+1, fixed().Add(time.Duration(i)*time.Second))
		entries[i].Recorder = "seed"
	}
	must(t, l.Restore(t.Context(), entries[:4]))
	must(t, l.Restore(t.Context(), entries[4:]))
	same(t, "all", all(t, l), entries)
	must(t, l.Restore(t.Context(), nil))
}

func restoreRefuses(t *testing.T, l ledger) {
	must(t, l.Restore(t.Context(), []consensus.Entry{at(stance(1), 1, fixed())}))
	for name, entries := range map[string][]consensus.Entry{
		"a number taken":   {at(stance(2), 1, fixed())},
		"a gap":            {at(stance(2), 2, fixed()), at(stance(3), 4, fixed())},
		"back in time":     {at(stance(2), 2, fixed()), at(stance(3), 3, fixed().Add(-time.Millisecond))},
		"back at the seam": {at(stance(2), 2, fixed().Add(-time.Millisecond))},
		"split moments":    {at(stance(2), 2, fixed().Add(time.Microsecond))},
	} {
		err := l.Restore(t.Context(), entries)
		if err == nil {
			t.Errorf("%s was restored", name)
			continue
		}
		refused(t, err, consensus.Conflict)
	}
	if n := len(all(t, l)); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}

func gaveUp(t *testing.T, l ledger) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := l.Append(ctx, "key", 0, []consensus.Entry{stance(1)})
	refused(t, err, consensus.Unavailable)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the cause is lost: %v", err)
	}
	if n := len(all(t, l)); n != 0 {
		t.Errorf("%d entries were recorded", n)
	}
}
