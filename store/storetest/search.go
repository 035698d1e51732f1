package storetest

import (
	"fmt"
	"strings"
	"testing"

	"natobot/consensus"
	"natobot/store"
)

// searched: entries are found by the words of their source, note and condition, whatever the case
// and the accents; a phrase stands as it is.
func searched(t *testing.T, l store.Ledger) {
	said := func(change func(*consensus.Entry)) consensus.Entry {
		e := Stance(1)
		e.Source, e.Condition = consensus.Source{Via: consensus.Reported}, ""
		change(&e)
		return e
	}
	drafts := []consensus.Entry{
		said(func(e *consensus.Entry) { e.Source.Who = "Viktor Orbán" }),
		said(func(e *consensus.Entry) { e.Source.Quote = "We will not be bullied, not by “anyone”" }),
		said(func(e *consensus.Entry) { e.Source.Outlet = "Magyar Hang" }),
		said(func(e *consensus.Entry) { e.Source.Link = "https://www.example.org/2024/orban-on-rutte?x=1" }),
		said(func(e *consensus.Entry) { e.Position, e.Condition = consensus.Holdout, "an apology by Rutte" }),
		said(func(*consensus.Entry) {}),
		{Race: "2024", Recorder: "U1", Fact: consensus.Fact{Kind: consensus.Note, On: consensus.On(20240222), Member: "HU", Text: "Orbán has said “no” before", Source: consensus.Source{Via: consensus.Reported}}},
		said(func(e *consensus.Entry) { e.Source.Quote = "93 km² and ½ a year" }),
	}
	_, err := l.Append(t.Context(), "key", 0, drafts)
	Must(t, err)
	last := len(drafts)
	for words, want := range map[string][]int{
		"orban":               {7, 4, 1},
		"ORBÁN":               {7, 4, 1},
		"orban|viktor":        {1},
		"rutte":               {5, 4},
		"an apology":          {5},
		"apology an":          nil, // a phrase
		"apology|an":          {5}, // two words
		"not be bullied, not": {2},
		"example.org":         {4},
		"hang":                {3},
		"km²":                 {8},
		"½ a year":            {8},
		"km":                  nil, // a number is a part of its word
		"nobody":              nil,
		`or"no" OR orban*`:    nil,
		"orban|NEAR(":         nil,
	} {
		got, err := l.Search(t.Context(), strings.Split(words, "|"), last+1, 10)
		Must(t, err)
		Same(t, fmt.Sprintf("entries with %q", words), got, want)
	}
	got, err := l.Search(t.Context(), []string{"orban"}, 7, 1)
	Must(t, err)
	Same(t, "the one before #7", got, []int{4})
	// What is restored is found too.
	e := said(func(e *consensus.Entry) { e.Source.Who = "Viktor Orbán" })
	e.Number, e.Recorded = last+1, Now()
	Must(t, l.Restore(t.Context(), []consensus.Entry{e}))
	got, err = l.Search(t.Context(), []string{"orban", "viktor"}, last+2, 10)
	Must(t, err)
	Same(t, "with the one that was restored", got, []int{9, 1})
}
