package storetest

import (
	"fmt"
	"slices"
	"testing"

	"natobot/consensus"
	"natobot/store"
)

func linked(t *testing.T, l store.Ledger) {
	var drafts []consensus.Entry
	for i := range 24 {
		e := Stance(i)
		e.Source.Link = []string{"https://example.org/?a=1&b=2", "", "https://example.org/?a=1"}[i%3]
		drafts = append(drafts, e)
	}
	_, err := l.Append(t.Context(), "key", 0, drafts)
	Must(t, err)
	_, err = l.Append(t.Context(), "another", 24, drafts)
	Must(t, err)
	for link, want := range map[string][]int{
		"https://example.org/?a=1&b=2": {46, 43, 40, 37, 34, 31, 28, 25, 22, 19}, // ten at most
		"https://example.org/":         nil,
		"":                             nil, // no link is not a link that many share
		"' OR '1'='1":                  nil,
	} {
		got, err := l.Linked(t.Context(), link)
		Must(t, err)
		Same(t, fmt.Sprintf("entries with %q", link), got, want)
	}
}

func outlets(t *testing.T, l store.Ledger) {
	var drafts []consensus.Entry
	for i, outlet := range []string{"Reuters", "", "Der Spiegel", "Reuters"} {
		e := Stance(i)
		e.Source.Outlet = outlet
		drafts = append(drafts, e)
	}
	_, err := l.Append(t.Context(), "key", 0, drafts)
	Must(t, err)
	for after, want := range [][]string{{"Der Spiegel", "Reuters"}, {"Der Spiegel", "Reuters"}, {"Der Spiegel", "Reuters"}, {"Reuters"}, nil} {
		got, err := l.Outlets(t.Context(), after)
		Must(t, err)
		slices.Sort(got)
		Same(t, fmt.Sprintf("outlets after #%d", after), got, want)
	}
}

func oneRequest(t *testing.T, l store.Ledger) {
	_, err := l.Append(t.Context(), "one", 0, []consensus.Entry{Stance(0)})
	Must(t, err)
	_, err = l.Append(t.Context(), "three", 1, []consensus.Entry{Stance(1), Stance(2), Stance(3)})
	Must(t, err)
	for number, want := range [][2]int{{0, 0}, {1, 1}, {2, 4}, {2, 4}, {2, 4}, {0, 0}} {
		first, last, err := l.Together(t.Context(), number)
		Must(t, err)
		Same(t, fmt.Sprintf("what was recorded with #%d", number), [2]int{first, last}, want)
	}
}
