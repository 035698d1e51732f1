package storetest

import (
	"fmt"
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
