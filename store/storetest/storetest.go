// Package storetest is the suite that every engine of the store passes, and the entries that
// it tries them with.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// Open opens the ledger at a place of one test, which is the path of an empty directory at
// first; the same place twice is the same ledger, as two processes would see it. The
// ledger's clock is [Now], and it is closed when the test ends.
type Open func(t *testing.T, place string) store.Ledger

// Run tests that an engine does what the project expects of a ledger.
func Run(t *testing.T, open Open) {
	fresh := func(t *testing.T) store.Ledger { return open(t, t.TempDir()) }
	for name, test := range map[string]func(*testing.T, store.Ledger){
		"entries come back as they went in":                                       comeBack,
		"entries are numbered on, and a clock set back a little makes none older": numberedOn,
		"the same key records once":                                               sameKey,
		"a decision on an old state is refused":                                   oldState,
		"an append without a key or an entry is our mistake":                      noKey,
		"a batch is recorded whole or not at all":                                 wholeBatch,
		"requests recorded together stand each by itself":                         together,
		"together too, an old state is refused":                                   togetherOnOldState,
		"F5 two reporters at once lose nothing":                                   twoReporters,
		"fold gives whole entries":                                                foldWhole,
		"fold stops where it is told to":                                          foldStops,
		"entries are given in the order asked for":                                inOrder,
		"entries are found by their link, the newest first":                       linked,
		"publishers are named once":                                               outlets,
		"entries are found by their words, the newest first":                      searched,
		"what one request recorded is told apart":                                 oneRequest,
		"restore keeps numbers, moments and recorders":                            restoreExact,
		"restore refuses what does not continue the ledger":                       restoreRefuses,
		"what was recorded elsewhere keeps its moments":                           keepsMoments,
		"who gave up while waiting recorded nothing":                              gaveUp,
		"a post is claimed once, with those beside it":                            claimOnce,
		"a post is settled once":                                                  settlePostOnce,
		"an open post is taken over by one":                                       takeOver,
		"the last one posted is of the latest slot":                               lastPosted,
		"posts of another ledger are restored as posted":                          restorePosts,
		"a channel's posts of late and its last one":                              recentPosts,
		"F6 each entry has a head, and keeps it":                                  heads,
		"a report is held once for its key, whole":                                heldOnce,
		"what was recorded is not held by the same key":                           heldOrRecorded,
		"a held report is released once":                                          releasedOnce,
		"a held report is dropped once":                                           droppedOnce,
		"a held report is released or dropped, by whom ever is first":             releasedByMany,
		"a desk's clock is kept":                                                  clockKept,
		"it tells that it can be written":                                         writable,
	} {
		t.Run(name, func(t *testing.T) { test(t, fresh(t)) })
	}
	t.Run("everything is there after a restart", func(t *testing.T) { restart(t, open) })
	t.Run("a watch sees this process at once and others within a second", func(t *testing.T) { watches(t, open) })
	t.Run("a watch ends with its context", func(t *testing.T) { watchEnds(t, fresh(t)) })
}

func comeBack(t *testing.T, l store.Ledger) {
	drafts := EveryKind()
	receipt, err := l.Append(t.Context(), "key", 0, drafts)
	Must(t, err)
	want := slices.Clone(drafts)
	for i := range want {
		want[i].Number, want[i].Recorded = i+1, Now()
	}
	Same(t, "receipt", receipt.Entries, want)
	Same(t, "all", All(t, l), want)
	got, err := l.Recorded(t.Context(), "key")
	Must(t, err)
	Same(t, "recorded", got, want)
	numbers := make([]int, len(want))
	for i := range numbers {
		numbers[i] = i + 1
	}
	got, err = l.Entries(t.Context(), numbers...)
	Must(t, err)
	Same(t, "entries", got, want)
}

func numberedOn(t *testing.T, l store.Ledger) {
	late := Now().Add(time.Minute + 999*time.Microsecond)
	Must(t, l.Restore(t.Context(), []consensus.Entry{At(Stance(1), 1, late.Truncate(time.Millisecond))}))
	draft := At(Stance(2), 77, time.Unix(0, 0)) // what a draft says of its number and moment does not count
	receipt, err := l.Append(t.Context(), "key", 1, []consensus.Entry{draft, Stance(3)})
	Must(t, err)
	for i, e := range receipt.Entries {
		if e.Number != i+2 || !e.Recorded.Equal(late.Truncate(time.Millisecond)) {
			t.Errorf("recorded as #%d at %s; the clock was set back a little, so it should be #%d at %s", e.Number, e.Recorded, i+2, late)
		}
	}
	Must(t, l.Restore(t.Context(), []consensus.Entry{At(Stance(4), 4, Now().AddDate(8, 0, 0))})) // by a clock that was wrong
	receipt, err = l.Append(t.Context(), "right", 4, []consensus.Entry{Stance(5)})
	Must(t, err)
	if at := receipt.Entries[0].Recorded; !at.Equal(Now()) {
		t.Errorf("recorded at %s by a clock that was right again", at)
	}
	Must(t, l.Restore(t.Context(), []consensus.Entry{At(Stance(6), 6, Now().Add(-time.Second))})) // as an export of it has them
}

func keepsMoments(t *testing.T, l store.Ledger) {
	early := Now().Add(-time.Hour)
	drafts := []consensus.Entry{At(Stance(1), 0, early), At(Stance(2), 0, early.Add(time.Minute))}
	done := l.AppendAll(t.Context(), 0, []consensus.Keyed{{Key: "file", Drafts: drafts, Kept: true}})[0]
	Must(t, done.Err)
	for i, e := range All(t, l) {
		if e.Number != i+1 || !e.Recorded.Equal(drafts[i].Recorded) {
			t.Errorf("#%d was recorded at %s, want #%d at %s", e.Number, e.Recorded, i+1, drafts[i].Recorded)
		}
	}
	again := l.AppendAll(t.Context(), 2, []consensus.Keyed{{Key: "file", Drafts: drafts, Kept: true}})[0]
	Must(t, again.Err)
	backwards := l.AppendAll(t.Context(), 2, []consensus.Keyed{{Key: "another", Drafts: drafts, Kept: true}})[0]
	Refused(t, backwards.Err, consensus.Conflict)
	if n := len(All(t, l)); !again.Receipt.Repeated || n != 2 {
		t.Errorf("%d entries after the same file and one that runs backwards, want 2", n)
	}
}

func sameKey(t *testing.T, l store.Ledger) {
	first, err := l.Append(t.Context(), "envelope-1", 0, []consensus.Entry{Stance(1), Stance(2)})
	Must(t, err)
	_, err = l.Append(t.Context(), "envelope-2", 2, []consensus.Entry{Stance(3)})
	Must(t, err)
	for _, after := range []int{0, 3} {
		again, err := l.Append(t.Context(), "envelope-1", after, []consensus.Entry{Stance(9)})
		Must(t, err)
		Same(t, "receipt", again, consensus.Receipt{Entries: first.Entries, Repeated: true})
	}
	if n := len(All(t, l)); n != 3 {
		t.Errorf("%d entries, want 3", n)
	}
	if none, err := l.Recorded(t.Context(), "envelope-3"); err != nil || len(none) != 0 {
		t.Errorf("a new key recorded %v, %v", none, err)
	}
}

func oldState(t *testing.T, l store.Ledger) {
	_, err := l.Append(t.Context(), "1", 0, []consensus.Entry{Stance(1)})
	Must(t, err)
	for _, after := range []int{0, 2} {
		_, err = l.Append(t.Context(), "2", after, []consensus.Entry{Stance(2)})
		Refused(t, err, consensus.Conflict)
	}
	_, err = l.Append(t.Context(), "2", 1, []consensus.Entry{Stance(2)})
	Must(t, err)
}

func noKey(t *testing.T, l store.Ledger) {
	if _, err := l.Append(t.Context(), "", 0, []consensus.Entry{Stance(1)}); err == nil {
		t.Error("an append without a key was taken")
	}
	if _, err := l.Append(t.Context(), "key", 0, nil); err == nil {
		t.Error("an append of nothing was taken")
	}
	if n := len(All(t, l)); n != 0 {
		t.Errorf("%d entries were recorded", n)
	}
}

func wholeBatch(t *testing.T, l store.Ledger) {
	bad := Stance(2)
	bad.Position = 99
	if _, err := l.Append(t.Context(), "key", 0, []consensus.Entry{Stance(1), bad}); err == nil {
		t.Fatal("a position without a word was recorded")
	}
	if n := len(All(t, l)); n != 0 {
		t.Errorf("%d entries of the batch were recorded", n)
	}
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{Stance(1), Stance(2)})
	Must(t, err)
}

func twoReporters(t *testing.T, l store.Ledger) {
	const reporters, each = 8, 15
	var all sync.WaitGroup
	for r := range reporters {
		all.Go(func() {
			seen := 0
			for i := range each {
				key := fmt.Sprintf("reporter %d, report %d", r, i)
				if err := Insist(t.Context(), l, key, &seen, Stance(r)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	recorded := map[consensus.Code]int{}
	for e, err := range l.All(t.Context()) {
		Must(t, err)
		recorded[e.Member]++
	}
	for r := range reporters {
		if n := recorded[Stance(r).Member]; n != each {
			t.Errorf("reporter %d: %d entries, want %d", r, n, each)
		}
	}
}

func foldWhole(t *testing.T, l store.Ledger) {
	_, err := l.Append(t.Context(), "key", 0, EveryKind())
	Must(t, err)
	var got []consensus.Entry
	Must(t, l.Fold(t.Context(), 2, func(e consensus.Entry) error { got = append(got, e); return nil }))
	want := All(t, l)[2:]
	Same(t, "folded", got, want)
	book := consensus.NewBook(consensus.AnyBody{})
	Must(t, l.Fold(t.Context(), 0, book.Apply))
}

func foldStops(t *testing.T, l store.Ledger) {
	_, err := l.Append(t.Context(), "key", 0, EveryKind())
	Must(t, err)
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

func inOrder(t *testing.T, l store.Ledger) {
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{Stance(1), Stance(2), Stance(3)})
	Must(t, err)
	got, err := l.Entries(t.Context(), 3, 1, 3)
	Must(t, err)
	var numbers []int
	for _, e := range got {
		numbers = append(numbers, e.Number)
	}
	Same(t, "numbers", numbers, []int{3, 1, 3})
	_, err = l.Entries(t.Context(), 1, 4, 2)
	Refused(t, err, consensus.NotFound)
	if none, err := l.Entries(t.Context()); err != nil || len(none) != 0 {
		t.Errorf("no numbers gave %v, %v", none, err)
	}
}

func restoreExact(t *testing.T, l store.Ledger) {
	entries := EveryKind()
	for i := range entries {
		entries[i] = At(entries[i], i+1, Now().Add(time.Duration(i)*time.Second))
		entries[i].Recorder = "seed"
	}
	Must(t, l.Restore(t.Context(), entries[:4]))
	Must(t, l.Restore(t.Context(), entries[4:]))
	Same(t, "all", All(t, l), entries)
	Must(t, l.Restore(t.Context(), nil))
}

func restoreRefuses(t *testing.T, l store.Ledger) {
	Must(t, l.Restore(t.Context(), []consensus.Entry{At(Stance(1), 1, Now())}))
	for name, entries := range map[string][]consensus.Entry{
		"a number taken": {At(Stance(2), 1, Now())},
		"a gap":          {At(Stance(2), 2, Now()), At(Stance(3), 4, Now())},
		"split moments":  {At(Stance(2), 2, Now().Add(time.Microsecond))},
	} {
		err := l.Restore(t.Context(), entries)
		if err == nil {
			t.Errorf("%s was restored", name)
			continue
		}
		Refused(t, err, consensus.Conflict)
	}
	if n := len(All(t, l)); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}

func gaveUp(t *testing.T, l store.Ledger) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := l.Append(ctx, "key", 0, []consensus.Entry{Stance(1)})
	Refused(t, err, consensus.Unavailable)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the cause is lost: %v", err)
	}
	if n := len(All(t, l)); n != 0 {
		t.Errorf("%d entries were recorded", n)
	}
}
