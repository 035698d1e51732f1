package storetest

import (
	"sync"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// LiveNote is a claim of a live note.
func LiveNote(channel, name string, through int) store.LiveNote {
	return store.LiveNote{
		Channel: channel, Name: name, On: 20240223, After: 1, Through: through,
		Owner: "bot-1", ClaimedAt: Now(), Body: []byte(`{"text":"Türkiye"}`),
	}
}

func claimLiveOnce(t *testing.T, l store.Ledger) {
	half, changes := LiveNote("C1", "half", 2), LiveNote("C1", "changes after 1", 2)
	claimed := make(chan string, 16)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			got, err := l.ClaimLive(t.Context(), []store.LiveNote{changes, half})
			if err != nil {
				t.Error(err)
			}
			for _, n := range got {
				claimed <- n.Name
			}
		})
	}
	all.Wait()
	close(claimed)
	times := map[string]int{}
	for name := range claimed {
		times[name]++
	}
	Same(t, "claims", times, map[string]int{"half": 1, "changes after 1": 1})
	got, err := l.ClaimLive(t.Context(), []store.LiveNote{half, LiveNote("C2", "half", 2), LiveNote("C1", "two thirds", 3)})
	Must(t, err)
	Same(t, "of three the new ones", got, []store.LiveNote{LiveNote("C2", "half", 2), LiveNote("C1", "two thirds", 3)})
	open, err := l.OpenLive(t.Context())
	Must(t, err)
	Same(t, "open, in the order of the claims", open, []store.LiveNote{changes, half, LiveNote("C2", "half", 2), LiveNote("C1", "two thirds", 3)})

	wrong := LiveNote("C1", "wrong", 0) // through lies before after
	if _, err := l.ClaimLive(t.Context(), []store.LiveNote{LiveNote("C1", "right", 4), wrong}); err == nil {
		t.Error("a note was claimed that ends before it begins")
	}
	again, err := l.OpenLive(t.Context())
	Must(t, err)
	Same(t, "open after a batch that failed", again, open)
}

func settleLiveOnce(t *testing.T, l store.Ledger) {
	Refused(t, l.SettleLive(t.Context(), "C1", "half", store.Posted, "1.1"), consensus.NotFound)
	n := LiveNote("C1", "half", 2)
	n.Rewrites = "1.1"
	_, err := l.ClaimLive(t.Context(), []store.LiveNote{n})
	Must(t, err)
	if l.SettleLive(t.Context(), "C1", "half", store.Claimed, "") == nil {
		t.Error("a note was settled as claimed")
	}
	Must(t, l.SettleLive(t.Context(), "C1", "half", store.Posted, "1.1"))
	Must(t, l.SettleLive(t.Context(), "C1", "half", store.Posted, "1.1"))
	Refused(t, l.SettleLive(t.Context(), "C1", "half", store.Posted, "2.2"), consensus.Conflict)
	Refused(t, l.SettleLive(t.Context(), "C1", "half", store.Skipped, ""), consensus.Conflict)
	if open, err := l.OpenLive(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("open: %v, %v", open, err)
	}
	n.State, n.TS, n.SettledAt = store.Posted, "1.1", Now()
	got, err := l.RecentLive(t.Context(), "C1", Now())
	Must(t, err)
	Same(t, "note", got, []store.LiveNote{n})
}

func recentLive(t *testing.T, l store.Ledger) {
	if got, err := l.RecentLive(t.Context(), "C1", Now()); err != nil || got != nil {
		t.Errorf("a channel that heard nothing heard %v, %v", got, err)
	}
	var all []store.LiveNote
	for i, name := range []string{"a", "b", "c"} {
		n := LiveNote("C1", name, 2+i)
		n.ClaimedAt = Now().Add(time.Duration(i) * time.Minute)
		all = append(all, n)
	}
	_, err := l.ClaimLive(t.Context(), append(all, LiveNote("C2", "d", 9)))
	Must(t, err)
	for since, want := range map[time.Duration][]store.LiveNote{0: all, time.Minute: all[1:], time.Hour: all[2:]} {
		got, err := l.RecentLive(t.Context(), "C1", Now().Add(since))
		Must(t, err)
		Same(t, since.String(), got, want)
	}
}
