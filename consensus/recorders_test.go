package consensus_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"natobot/consensus"
	"natobot/consensus/bodies"
)

// I6: nobody signs what somebody else put right.
func TestRecorders(t *testing.T) {
	b := consensus.NewBook(bodies.Shipped())
	for i, e := range ledger(
		stance("HU", consensus.Backs, 20240301, consensus.Reported), echo(1), echo(1), echo(1),
		retracting(3, 20240301), correcting(1, stance("HU", consensus.Leans, 20240301, consensus.Reported)), echo(6),
	) {
		e.Recorder = []string{"ben", "eva", "cleo", "eva", "cleo", "dan", "ben"}[i]
		if err := b.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		number, known int
		want          string
	}{
		{1, 1, "[ben]"},
		{1, 2, "[ben eva]"},
		{1, 3, "[ben eva cleo]"},
		{1, 7, "[ben eva]"},
		{6, 6, "[dan]"},
		{6, 7, "[dan ben]"},
	} {
		if got := fmt.Sprint(b.Recorders(tt.number, tt.known)); got != tt.want {
			t.Errorf("#%d known #%d: recorded by %s, want %s", tt.number, tt.known, got, tt.want)
		}
	}
	if got := slices.Collect(b.Latest("eva")); !slices.Equal(got, []int{4, 2}) {
		t.Errorf("what an undo of eva's can strike: %v", got)
	}
}

// Whatever is recorded, an entry has each of its recorders once, the first of them always,
// and what was recorded later changes nothing of who had recorded it by then.
func TestLawRecorders(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := facts(rt)
		entries := ledger(list...)
		book, then := consensus.NewBook(bodies.Shipped()), consensus.NewBook(bodies.Shipped())
		known := rapid.IntRange(0, len(list)).Draw(rt, "known")
		for i, e := range entries {
			entries[i].Recorder = rapid.SampledFrom([]string{"UANNA", "UBEN", "UCLEO"}).Draw(rt, "who")
			e = entries[i]
			if err := book.Apply(e); err != nil {
				rt.Fatal(err)
			}
			if i < known {
				if err := then.Apply(e); err != nil {
					rt.Fatal(err)
				}
			}
		}
		for n := 1; n <= known; n++ {
			got := book.Recorders(n, known)
			if !slices.Equal(got, then.Recorders(n, known)) {
				rt.Fatalf("#%d: %v then, %v now", n, then.Recorders(n, known), got)
			}
			want := []string{entries[n-1].Recorder}
			for _, e := range entries[n:known] {
				if e.Kind == consensus.Echo && e.Target == n && book.StruckBy(e.Number, known) == 0 && !slices.Contains(want, e.Recorder) {
					want = append(want, e.Recorder)
				}
			}
			if !slices.Equal(got, want) {
				rt.Fatalf("#%d is recorded by %v, recounted %v", n, got, want)
			}
		}
	})
}
