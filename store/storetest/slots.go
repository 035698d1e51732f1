package storetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"
)

// Claim is a claim of a digest's slot.
func Claim(channel string, day consensus.Day) store.Posting {
	return store.Posting{
		Slot:  store.Slot{Channel: channel, Day: day, Minute: 480},
		Owner: "bot-1", ClaimedAt: Now(), Point: consensus.Point{On: day, Known: 41}, Body: []byte(`{"text":"Türkiye"}`),
	}
}

func claimOnce(t *testing.T, l store.Ledger) {
	var all sync.WaitGroup
	owners := make([]string, 16)
	for i := range owners {
		all.Go(func() {
			p := Claim("C1", 20240223)
			p.Owner = fmt.Sprint("bot-", i)
			got, mine, err := l.ClaimSlot(t.Context(), p)
			if err != nil {
				t.Error(err)
			}
			if mine != (got.Owner == p.Owner) {
				t.Errorf("%s was told mine=%t of a slot of %s", p.Owner, mine, got.Owner)
			}
			owners[i] = got.Owner
		})
	}
	all.Wait()
	if len(slices.Compact(owners)) != 1 {
		t.Errorf("claimed by several: %v", owners)
	}
	other, mine, err := l.ClaimSlot(t.Context(), Claim("C1", 20240224))
	Must(t, err)
	if !mine {
		t.Errorf("another day's slot is %s's", other.Owner)
	}
}

func settleOnce(t *testing.T, l store.Ledger) {
	p := Claim("C1", 20240223)
	Refused(t, l.SettleSlot(t.Context(), p.Slot, store.Posted, "1.1"), consensus.NotFound)
	_, _, err := l.ClaimSlot(t.Context(), p)
	Must(t, err)
	open, err := l.OpenSlots(t.Context())
	Must(t, err)
	Same(t, "open", open, []store.Posting{p})
	if l.SettleSlot(t.Context(), p.Slot, store.Claimed, "") == nil {
		t.Error("a slot was settled as claimed")
	}
	Must(t, l.SettleSlot(t.Context(), p.Slot, store.Posted, "1708675200.000100"))
	Must(t, l.SettleSlot(t.Context(), p.Slot, store.Posted, "1708675200.000100"))
	Refused(t, l.SettleSlot(t.Context(), p.Slot, store.Posted, "2.2"), consensus.Conflict)
	Refused(t, l.SettleSlot(t.Context(), p.Slot, store.Skipped, ""), consensus.Conflict)
	p.State, p.TS, p.SettledAt = store.Posted, "1708675200.000100", Now()
	got, mine, err := l.ClaimSlot(t.Context(), Claim("C1", 20240223))
	Must(t, err)
	if mine {
		t.Error("a settled slot was claimed again")
	}
	Same(t, "posting", got, p)
	if open, err := l.OpenSlots(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("open: %v, %v", open, err)
	}
}

func lastPosting(t *testing.T, l store.Ledger) {
	if p, ok, err := l.LastPosting(t.Context(), "C1"); ok || err != nil {
		t.Errorf("nothing was posted, but %v, %v", p, err)
	}
	for i, day := range []consensus.Day{20240224, 20240223, 20240225, 20240226} {
		p := Claim("C1", day)
		_, _, err := l.ClaimSlot(t.Context(), p)
		Must(t, err)
		state := store.Posted
		if day == 20240225 {
			state = store.Skipped
		}
		if day != 20240226 { // the last one stays open
			Must(t, l.SettleSlot(t.Context(), p.Slot, state, fmt.Sprint(i)))
		}
	}
	got, ok, err := l.LastPosting(t.Context(), "C1")
	Must(t, err)
	if !ok || got.Day != 20240224 {
		t.Errorf("last posting %v, %t; want the one of 24 February", got.Slot, ok)
	}
	if _, ok, err := l.LastPosting(t.Context(), "C2"); ok || err != nil {
		t.Errorf("a channel has another's posting: %v", err)
	}
	other := Claim("C2", 20240224)
	_, _, err = l.ClaimSlot(t.Context(), other)
	Must(t, err)
	Must(t, l.SettleSlot(t.Context(), other.Slot, store.Posted, "9"))
	for channel, want := range map[string]string{
		"C1": "[C1 2024-02-24 C1 2024-02-23]", "C2": "[C2 2024-02-24]", "": "[C1 2024-02-24 C2 2024-02-24 C1 2024-02-23]", "C3": "[]",
	} {
		list, err := l.Postings(t.Context(), channel)
		Must(t, err)
		var got []string
		for _, p := range list {
			got = append(got, p.Channel+" "+p.Day.String())
		}
		Same(t, "posted in "+channel, fmt.Sprint(got), want)
	}
}

func clockKept(t *testing.T, l store.Ledger) {
	if _, moved, err := l.ClockOffset(t.Context()); moved || err != nil {
		t.Errorf("moved %t, %v before anyone moved it", moved, err)
	}
	for _, want := range []time.Duration{-24 * 365 * time.Hour, 0, 90 * time.Millisecond} {
		Must(t, l.SetClockOffset(t.Context(), want))
		if got, moved, err := l.ClockOffset(t.Context()); got != want || !moved || err != nil {
			t.Errorf("offset %s, %t, %v; want %s", got, moved, err, want)
		}
	}
}

func writable(t *testing.T, l store.Ledger) {
	Must(t, l.Writable(t.Context()))
	Must(t, l.Writable(t.Context()))
	if n := len(All(t, l)); n != 0 {
		t.Errorf("%d entries were recorded", n)
	}
}

// headOf gives what vouches for the ledger up to an entry.
func headOf(t *testing.T, l store.Ledger, number int) string {
	t.Helper()
	head, err := l.Head(t.Context(), number)
	Must(t, err)
	return head
}

// F6: the head of an entry stays what it was, whatever is appended; a ledger that was cut
// off has none for what it lost.
func heads(t *testing.T, l store.Ledger) {
	Same(t, "head of nothing", headOf(t, l, 0), "")
	_, err := l.Append(t.Context(), "key", 0, []consensus.Entry{Stance(1), Stance(2)})
	Must(t, err)
	first, second := headOf(t, l, 1), headOf(t, l, 2)
	_, err = l.Append(t.Context(), "more", 2, []consensus.Entry{Stance(3)})
	Must(t, err)
	Same(t, "heads", []string{headOf(t, l, 1), headOf(t, l, 2)}, []string{first, second})
	if first == second || second == headOf(t, l, 3) || len(first) != 64 {
		t.Errorf("heads %q, %q", first, second)
	}
	_, err = l.Head(t.Context(), 4)
	Refused(t, err, consensus.NotFound)
}
