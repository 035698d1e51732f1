package page

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"natobot/commands/report"
	"natobot/consensus"
)

// ledger is what is public of a ledger.
type ledger []consensus.Entry

// Entries gives whole entries.
func (l ledger) Entries(_ context.Context, numbers ...int) ([]consensus.Entry, error) {
	list := make([]consensus.Entry, 0, len(numbers))
	for _, n := range numbers {
		list = append(list, l[n-1])
	}
	return list, nil
}

// Head gives no hash: nothing leads from a page back into the ledger.
func (l ledger) Head(context.Context, int) (string, error) { return "", nil }

// public gives the view of what is public of some entries, and the race of that key in it; for "" that
// of the view, of which there may be nothing.
func public(v report.View, entries []consensus.Entry, key string) (report.View, *consensus.Race, error) {
	list, err := consensus.Public(entries)
	if err != nil {
		return v, nil, err
	}
	v.Book, v.Reader = consensus.NewBook(v.Book.Bodies()), report.NewReader(v.Ctx, ledger(list), nil)
	for i := range list {
		unaddressed(&list[i].Fact)
		if err := v.Book.Apply(list[i]); err != nil {
			return v, nil, err
		}
	}
	v.At.Known = len(list)
	race, ok := v.Book.Race(cmp.Or(key, v.Race.Key()))
	switch {
	case ok:
		return v, race, nil
	case key == "":
		return v, v.Book.Focus("", 0), nil
	}
	return v, nil, sayNothingPublic(key)
}

// unaddressed takes the people and channels of the workspace out of what was typed: "ask
// <@U024BE7LH>".
func unaddressed(f *consensus.Fact) {
	for _, text := range []*string{&f.Text, &f.Condition, &f.Source.Who, &f.Source.Quote} {
		if strings.Contains(*text, "<") {
			*text = regexp.MustCompile(`<[@#!][^<>]*>`).ReplaceAllString(*text, "…")
		}
	}
}
