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

// Digest is a claim of a digest: of 08:00 on that day.
func Digest(channel string, day consensus.Day) consensus.Posting {
	slot := consensus.Slot{Channel: channel, Day: day, Minute: 480}
	return consensus.Posting{
		Kind: consensus.DigestPost, Key: slot.String(), Slot: slot, Point: consensus.Point{On: day, Known: 41}, Headline: "Türkiye <1>",
		Owner: "bot-1", ClaimedAt: Now(), Body: []byte(`{"text":"Türkiye"}`),
	}
}

// Live is a claim of a live note, which tells what was recorded after entry 1 up to another.
func Live(channel, name string, through int) consensus.Posting {
	return consensus.Posting{
		Kind: "live", Key: channel + " " + name, Slot: consensus.Slot{Channel: channel}, Point: consensus.Point{On: 20240223, Known: through}, After: 1,
		Owner: "bot-1", ClaimedAt: Now(), Body: []byte(`{"text":"Türkiye"}`),
	}
}

// Claimed is how claims stand once they are made.
func Claimed(claims ...consensus.Posting) []consensus.Posting {
	for i, p := range claims {
		claims[i].Holder, claims[i].HeldSince = p.Owner, p.ClaimedAt
	}
	return claims
}

// claim claims posts and gives those that it got.
func claim(t *testing.T, l store.Ledger, claims ...consensus.Posting) []consensus.Posting {
	t.Helper()
	got, err := l.ClaimPosts(t.Context(), claims)
	Must(t, err)
	return got
}

func openPosts(t *testing.T, l store.Ledger, kind string) []consensus.Posting {
	t.Helper()
	list, err := l.OpenPosts(t.Context(), kind)
	Must(t, err)
	return list
}

func claimOnce(t *testing.T, l store.Ledger) {
	half, changes := Live("C1", "half", 2), Live("C1", "changes after 1", 2)
	won := make(chan string, 32)
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			d := Digest("C1", 20240223)
			d.Owner = fmt.Sprint("bot-", i)
			got, err := l.ClaimPosts(t.Context(), []consensus.Posting{d, changes, half})
			if err != nil {
				t.Error(err)
			}
			for _, p := range got {
				won <- p.Key
			}
		})
	}
	all.Wait()
	close(won)
	times := map[string]int{}
	for key := range won {
		times[key]++
	}
	Same(t, "claims", times, map[string]int{"C1 half": 1, "C1 changes after 1": 1, "C1 2024-02-23 08:00": 1})
	other, third := Live("C2", "half", 2), Live("C1", "two thirds", 3)
	Same(t, "of three the new ones", claim(t, l, half, other, third), Claimed(other, third))
	Same(t, "open, in the order of the claims", openPosts(t, l, "live"), Claimed(changes, half, other, third))
	sameKey := Live("C1", "half", 2)
	sameKey.Kind = "another"
	Same(t, "the same key in another kind", len(claim(t, l, sameKey)), 1)

	wrong := Live("C1", "wrong", 0) // it ends before it begins
	if _, err := l.ClaimPosts(t.Context(), []consensus.Posting{Live("C1", "right", 4), wrong}); err == nil {
		t.Error("a post was claimed that covers less than nothing")
	}
	Same(t, "open after a batch that failed", openPosts(t, l, "live"), Claimed(changes, half, other, third))
}

func settlePostOnce(t *testing.T, l store.Ledger) {
	p := Digest("C1", 20240223)
	p.Rewrites = "1.1"
	settle := func(state consensus.PostingState, ts string) error {
		return l.SettlePost(t.Context(), p.Kind, p.Key, state, ts)
	}
	Refused(t, settle(consensus.Posted, "1.1"), consensus.NotFound)
	_, found, err := l.Post(t.Context(), p.Kind, p.Key)
	Must(t, err)
	Same(t, "found before it was claimed", found, false)
	claim(t, l, p)
	Same(t, "open", openPosts(t, l, p.Kind), Claimed(p))
	if settle(consensus.Claimed, "") == nil {
		t.Error("a post was settled as claimed")
	}
	Must(t, settle(consensus.Posted, "1708675200.000100"))
	Must(t, settle(consensus.Posted, "1708675200.000100"))
	Refused(t, settle(consensus.Posted, "2.2"), consensus.Conflict)
	Refused(t, settle(consensus.Skipped, ""), consensus.Conflict)
	if got := claim(t, l, p); len(got) > 0 {
		t.Error("a settled post was claimed again")
	}
	p = Claimed(p)[0]
	p.State, p.TS, p.SettledAt = consensus.Posted, "1708675200.000100", Now()
	got, _, err := l.Post(t.Context(), p.Kind, p.Key)
	Must(t, err)
	Same(t, "post", got, p)
	Same(t, "open", len(openPosts(t, l, p.Kind)), 0)
}

func takeOver(t *testing.T, l store.Ledger) {
	p := claim(t, l, Live("C1", "half", 2))[0]
	since := Now().Add(time.Minute)
	take := func(p consensus.Posting, holder string) bool {
		taken, err := l.TakePost(t.Context(), p, holder, since)
		Must(t, err)
		return taken
	}
	Same(t, "taken by the second, then by the third from who has it no more", []bool{take(p, "bot-2"), take(p, "bot-3")}, []bool{true, false})
	want := p
	want.Holder, want.HeldSince = "bot-2", since
	Same(t, "open", openPosts(t, l, "live"), []consensus.Posting{want})
	Same(t, "taken from who has it", take(want, "bot-3"), true)
	Must(t, l.SettlePost(t.Context(), p.Kind, p.Key, consensus.Posted, "1.1"))
	want.Holder = "bot-3"
	Same(t, "taken once it is settled", take(want, "bot-4"), false)
}

func lastPosted(t *testing.T, l store.Ledger) {
	if p, ok, err := l.LastPosted(t.Context(), consensus.DigestPost, "C1"); ok || err != nil {
		t.Errorf("nothing was posted, but %v, %v", p, err)
	}
	days := []consensus.Day{20240224, 20240223, 20240225, 20240226}
	for i, day := range days {
		p := Digest("C1", day)
		claim(t, l, p)
		state := consensus.Posted
		if day == 20240225 {
			state = consensus.Skipped
		}
		if day != 20240226 { // the last one stays open
			Must(t, l.SettlePost(t.Context(), p.Kind, p.Key, state, fmt.Sprint(i)))
		}
	}
	note := Live("C1", "half", 2)
	claim(t, l, note)
	Must(t, l.SettlePost(t.Context(), note.Kind, note.Key, consensus.Posted, "8"))
	got, ok, err := l.LastPosted(t.Context(), consensus.DigestPost, "C1")
	Must(t, err)
	if !ok || got.Day != 20240223 {
		t.Errorf("last posted %v, %t; want the one that was claimed last, of 23 February", got.Slot, ok)
	}
	if _, ok, err := l.LastPosted(t.Context(), consensus.DigestPost, "C2"); ok || err != nil {
		t.Errorf("a channel has another's: %v", err)
	}
	counts, err := l.CountPosts(t.Context(), consensus.DigestPost)
	Must(t, err)
	Same(t, "counts", counts, map[consensus.PostingState]int{consensus.Posted: 2, consensus.Skipped: 1, consensus.Claimed: 1})
	other := Digest("C2", 20240224)
	claim(t, l, other)
	Must(t, l.SettlePost(t.Context(), other.Kind, other.Key, consensus.Posted, "9"))
	for channel, want := range map[string]string{
		"C1": "[C1 2024-02-24 C1 2024-02-23]", "C2": "[C2 2024-02-24]", "": "[C1 2024-02-24 C2 2024-02-24 C1 2024-02-23]", "C3": "[]",
	} {
		list, err := l.Posted(t.Context(), consensus.DigestPost, channel)
		Must(t, err)
		var got []string
		for _, p := range list {
			got = append(got, p.Channel+" "+p.Day.String())
		}
		Same(t, "posted in "+channel, fmt.Sprint(got), want)
	}
}

func recentPosts(t *testing.T, l store.Ledger) {
	if got, err := l.RecentPosts(t.Context(), "live", "C1", Now()); err != nil || got != nil {
		t.Errorf("a channel that heard nothing heard %v, %v", got, err)
	}
	var all []consensus.Posting
	for i, name := range []string{"a", "b", "c"} {
		n := Live("C1", name, 2+i)
		n.ClaimedAt = Now().Add(time.Duration(i) * time.Minute)
		all = append(all, n)
	}
	claim(t, l, append(slices.Clone(all), Live("C2", "d", 9), Digest("C1", 20240223))...)
	all = Claimed(all...)
	for since, want := range map[time.Duration][]consensus.Posting{0: all, time.Minute: all[1:], time.Hour: all[2:]} {
		got, err := l.RecentPosts(t.Context(), "live", "C1", Now().Add(since))
		Must(t, err)
		Same(t, since.String(), got, want)
	}
}

// What another ledger posted can be read back and is never open; it is on record once, and nothing
// else is put in its place.
func restorePosts(t *testing.T, l store.Ledger) {
	first, second := Digest("C1", 20240222), Digest("C1", 20240223)
	for i, p := range []*consensus.Posting{&first, &second} {
		p.State, p.TS, p.SettledAt = consensus.Posted, fmt.Sprintf("170858640%d.000100", i), Now().Add(time.Minute)
		p.Holder, p.HeldSince = p.Owner, p.ClaimedAt
	}
	claim(t, l, Digest("C2", 20240222))
	restore := func(want int, list ...consensus.Posting) {
		t.Helper()
		added, err := l.RestorePosts(t.Context(), list)
		Must(t, err)
		if added != want {
			t.Errorf("%d were added, want %d", added, want)
		}
	}
	restore(2, first, second)
	restore(0, first, second)
	posted, err := l.Posted(t.Context(), consensus.DigestPost, "C1")
	Must(t, err)
	Same(t, "posted", posted, []consensus.Posting{second, first})
	if open := openPosts(t, l, consensus.DigestPost); len(open) != 1 || open[0].Channel != "C2" {
		t.Errorf("open: %+v", open)
	}
	if got := claim(t, l, Digest("C1", 20240223)); len(got) != 0 {
		t.Errorf("claimed again: %+v", got)
	}
	last, found, err := l.LastPosted(t.Context(), consensus.DigestPost, "C1")
	Must(t, err)
	if !found || last.Key != second.Key {
		t.Errorf("the last one is %+v", last)
	}
	third, other := Digest("C1", 20240224), first
	third.TS, other.Body = "1.1", []byte(`{"text":"never said"}`)
	_, err = l.RestorePosts(t.Context(), []consensus.Posting{third, other})
	Refused(t, err, consensus.Conflict)
	if _, found, _ := l.Post(t.Context(), third.Kind, third.Key); found {
		t.Error("one was restored though another was refused")
	}
}
