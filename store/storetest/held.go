package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// Embargoed is a report of two members that waits until a moment.
func Embargoed(key string) consensus.Held {
	return consensus.Held{Key: key, Author: "U1", Until: Now().Add(time.Hour), Drafts: []consensus.Entry{Stance(1), Stance(2)}}
}

func hold(t *testing.T, l store.Ledger, h consensus.Held) consensus.Held {
	t.Helper()
	kept, err := l.Hold(t.Context(), h)
	Must(t, err)
	return kept
}

// Release is what a desk appends to let a held report in.
func Release(h consensus.Held, by string) consensus.Keyed {
	return consensus.Keyed{Key: consensus.HeldKey(h.Number), Drafts: h.Drafts, Held: h.Number, Settlement: consensus.Settlement{Key: "press of " + by, By: by}}
}

func heldOnce(t *testing.T, l store.Ledger) {
	want := Embargoed("1")
	kept := hold(t, l, want)
	want.Number, want.Since, want.Hash = 1, Now(), kept.Hash
	Same(t, "held", kept, want)
	if made, err := store.HashHeld(kept); err != nil || made != kept.Hash || made == "" {
		t.Errorf("the hash is %q, want %q (%v)", kept.Hash, made, err)
	}
	again := Embargoed("1")
	again.Author = "U2"
	Same(t, "held again by the same key", hold(t, l, again), want)

	reviewed := consensus.Held{Key: "2", Author: "U2", Review: true, Drafts: facts()}
	second := hold(t, l, reviewed)
	Same(t, "every part of a draft comes back", second.Drafts, reviewed.Drafts)
	Same(t, "numbers", []int{kept.Number, second.Number}, []int{1, 2})
	list, err := l.Held(t.Context(), Now())
	Must(t, err)
	Same(t, "those that wait", list, []consensus.Held{want, second})
	by, found, err := l.HeldBy(t.Context(), "2")
	Must(t, err)
	Same(t, "by its key", []any{by, found}, []any{second, true})
	if _, found, err := l.HeldBy(t.Context(), ""); found || err != nil {
		t.Errorf("no key held something: %t, %v", found, err)
	}
	_, err = l.HeldReport(t.Context(), 3)
	Refused(t, err, consensus.NotFound)
	if n := len(All(t, l)); n != 0 {
		t.Errorf("%d entries, want none of what is held", n)
	}
}

// facts are drafts of every kind, in texts that are UTF-8.
func facts() []consensus.Entry {
	list := EveryKind()
	for i := range list {
		list[i].Source.Quote = "“won’t block” — \u202eright to left, Türkiye 🇹🇷, <b> & \x00"
	}
	return list
}

func heldOrRecorded(t *testing.T, l store.Ledger) {
	_, err := l.Append(t.Context(), "press", 0, []consensus.Entry{Stance(1)})
	Must(t, err)
	_, err = l.Hold(t.Context(), Embargoed("press"))
	Refused(t, err, consensus.Conflict)
	if list, err := l.Held(t.Context(), time.Time{}); err != nil || len(list) > 0 {
		t.Errorf("held %v, %v", list, err)
	}
}

func releasedOnce(t *testing.T, l store.Ledger) {
	h := hold(t, l, Embargoed("1"))
	first := l.AppendAll(t.Context(), 0, []consensus.Keyed{Release(h, "UA")})[0]
	again := l.AppendAll(t.Context(), 2, []consensus.Keyed{Release(h, "UB")})[0]
	Must(t, first.Err)
	Must(t, again.Err)
	Same(t, "the second press", again.Receipt, consensus.Receipt{Entries: first.Receipt.Entries, Repeated: true})
	got, err := l.HeldReport(t.Context(), 1)
	Must(t, err)
	h.State, h.Settlement, h.SettledAt = consensus.Released, consensus.Settlement{Key: "press of UA", By: "UA", Entry: 1}, Now()
	Same(t, "settled", got, h)
	_, err = l.SettleHeld(t.Context(), 1, consensus.Dropped, consensus.Settlement{By: "UB"})
	Refused(t, err, consensus.Conflict)
	if n := len(All(t, l)); n != 2 {
		t.Errorf("%d entries, want the two of the report", n)
	}
	by, found, err := l.HeldBy(t.Context(), "press of UA")
	Must(t, err)
	Same(t, "by who released it", []any{by.Number, found}, []any{1, true})
}

func droppedOnce(t *testing.T, l store.Ledger) {
	h := hold(t, l, Embargoed("1"))
	dropped, err := l.SettleHeld(t.Context(), 1, consensus.Dropped, consensus.Settlement{Key: "drop", By: "U1", Because: "no more true"})
	Must(t, err)
	_, err = l.SettleHeld(t.Context(), 1, consensus.Released, consensus.Settlement{Entry: 1})
	Refused(t, err, consensus.Conflict)
	_, err = l.SettleHeld(t.Context(), 2, consensus.Dropped, consensus.Settlement{})
	Refused(t, err, consensus.NotFound)
	done := l.AppendAll(t.Context(), 0, []consensus.Keyed{Release(h, "UA"), keyed("another", Stance(3))})
	Refused(t, done[0].Err, consensus.Conflict)
	Same(t, "a release of what was dropped takes no other report with it", outcomes(done), []string{"failed", "[1]"})
	for since, want := range map[time.Time]int{Now(): 1, Now().Add(time.Second): 0} {
		list, err := l.Held(t.Context(), since)
		Must(t, err)
		if len(list) != want {
			t.Errorf("%d held reports since %s, want %d", len(list), since, want)
		}
	}
	got, err := l.HeldReport(t.Context(), 1)
	Must(t, err)
	Same(t, "dropped", got, dropped)
}

// Two people press Release, and a third one Drop, in the same moment.
func releasedByMany(t *testing.T, l store.Ledger) {
	h := hold(t, l, Embargoed("1"))
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() { _ = l.AppendAll(t.Context(), 0, []consensus.Keyed{Release(h, fmt.Sprint("U", i))}) })
		all.Go(func() {
			_, _ = l.SettleHeld(t.Context(), 1, consensus.Dropped, consensus.Settlement{By: fmt.Sprint("U", i), Because: "no"})
		})
	}
	all.Wait()
	got, err := l.HeldReport(t.Context(), 1)
	Must(t, err)
	want := map[consensus.HeldState]int{consensus.Released: 2, consensus.Dropped: 0}
	if n, known := want[got.State]; !known || len(All(t, l)) != n {
		t.Errorf("%s, with %d entries", got.State, len(All(t, l)))
	}
}
