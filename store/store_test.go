package store_test

import (
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"

	"github.com/google/go-cmp/cmp"
)

// fixed is a clock that stands still, at the article's day.
func fixed() time.Time { return time.Date(2024, time.February, 22, 18, 30, 0, 0, time.UTC) }

// stance is the i-th of many reports, each a little different.
func stance(i int) consensus.Entry {
	members := []consensus.Code{"DE", "FR", "GB", "US", "PL", "HU", "TR", "EE", "LV", "DK"}
	positions := consensus.Positions()
	candidates := []consensus.Key{"mark-rutte", "kaja-kallas", "krisjanis-karins"}
	return consensus.Entry{
		Race: "2024", Recorder: "U024BE7LH",
		Fact: consensus.Fact{
			Kind: consensus.StanceKind, On: consensus.On(consensus.Day(20240222).Add(i / 2500)),
			Member: members[i%len(members)], Candidate: candidates[i%len(candidates)], Position: positions[i%len(positions)],
			Source: consensus.Source{
				Via: consensus.Spokesperson, Who: "a government spokesperson", Link: "https://example.org/article",
				Outlet: "Example", Quote: "The Chancellor supports Türkiye’s friend Mark Rutte for the post.",
			},
		},
	}
}

// open opens a ledger for the length of the test.
func open(tb testing.TB, path string, o store.Options) *store.Ledger {
	tb.Helper()
	if o.Workspace == "" {
		o.Workspace = "local"
	}
	if o.Now == nil {
		o.Now = fixed
	}
	ledger, err := store.Open(tb.Context(), path, o)
	must(tb, err)
	tb.Cleanup(func() { must(tb, ledger.Close()) })
	return ledger
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func size(tb testing.TB, path string) int64 {
	tb.Helper()
	info, err := os.Stat(path)
	must(tb, err)
	return info.Size()
}

func sum(list []time.Duration) (total time.Duration) {
	for _, d := range list {
		total += d
	}
	return total
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

// at gives the entry with a number and a moment of recording.
func at(e consensus.Entry, number int, recorded time.Time) consensus.Entry {
	e.Number, e.Recorded = number, recorded.UTC()
	return e
}

func all(tb testing.TB, l ledger) []consensus.Entry {
	tb.Helper()
	var list []consensus.Entry
	for e, err := range l.All(tb.Context()) {
		must(tb, err)
		list = append(list, e)
	}
	return list
}

func same(tb testing.TB, what string, got, want any) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// refused checks that err is a refusal of that kind which tells a person what to do.
func refused(tb testing.TB, err error, kind consensus.ErrorKind) *consensus.Error {
	tb.Helper()
	var e *consensus.Error
	if !errors.As(err, &e) {
		tb.Fatalf("%v is no refusal", err)
	}
	if e.Kind != kind || e.Message == "" || e.Hint == "" {
		tb.Errorf("kind %d, message %q, hint %q; want kind %d with both", e.Kind, e.Message, e.Hint, kind)
	}
	return e
}
