package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"natobot/consensus"
	"natobot/store"

	"github.com/google/go-cmp/cmp"
)

// Now is a clock that stands still, at the article's day.
func Now() time.Time { return time.Date(2024, time.February, 22, 18, 30, 0, 0, time.UTC) }

// Stance is the i-th of many reports, each a little different.
func Stance(i int) consensus.Entry {
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

// EveryKind is a draft of every kind, with every field used, and texts as hard as a
// person can paste them.
func EveryKind() []consensus.Entry {
	source := consensus.Source{
		Via: consensus.Diplomat, Who: "a senior diplomat", Link: "https://example.org/?a=1&b=<2>",
		Outlet: "Example", Quote: "“won’t block” — \x00 zero, \xff broken, \u202eright to left, Türkiye 🇹🇷",
	}
	facts := []consensus.Fact{
		{Kind: consensus.Opening, Name: "NATO Secretary General", Terms: &consensus.Terms{Post: "Secretary General of NATO", Vacant: "October 2024"}},
		{Kind: consensus.Accession, Member: "SE", Name: "Sweden"},
		{Kind: consensus.Candidacy, Candidate: "krisjanis-karins", Name: "Krišjānis Kariņš", Country: "LV", Status: consensus.Interested},
		{Kind: consensus.StanceKind, Member: "HU", Candidate: "mark-rutte", Position: consensus.Holdout, Condition: "an apology"},
		{Kind: consensus.ClaimKind, Candidate: "mark-rutte", Qualifier: consensus.AtLeast, Count: 20, Of: 31},
		{Kind: consensus.Note, Candidate: "mark-rutte", Text: "57 years old"},
		{Kind: consensus.Note, Candidate: "mark-rutte", Text: "the longest-serving head of government", Target: 6},
		{Kind: consensus.Retraction, Text: "misheard", Target: 4},
		{Kind: consensus.Scheduling, Schedule: &consensus.Schedule{Channel: "C1", Minute: 480, Zone: "Europe/Brussels", Days: []int{1, 2}, Quiet: consensus.QuietSkip}},
		{Kind: consensus.Granting, Grant: &consensus.Grant{User: "U1", Role: consensus.Editor}},
		{Kind: consensus.Closing, Text: "decided"},
		{Kind: consensus.Echo, Target: 5},
		{Kind: consensus.Settling, Target: 4, Text: "the spokesperson is nearer"},
		{Kind: consensus.Following, Live: &consensus.Live{Channel: "C1", Level: consensus.LiveMilestones}},
		{Kind: consensus.Reviewing, Text: consensus.ReviewOn},
		{Kind: consensus.CheckKind, Member: "HU", Candidate: "mark-rutte", Target: 4},
		{Kind: consensus.BeatKind, Beat: &consensus.Beat{User: "U1", Members: "FR,HU"}},
	}
	precisions := []consensus.Precision{consensus.Exact, consensus.InMonth, consensus.ByThen}
	entries := make([]consensus.Entry, len(facts))
	for i, f := range facts {
		f.On, f.Source = consensus.When{Day: 20240222, Precision: precisions[i%3]}, source
		entries[i] = consensus.Entry{Race: "2024", Recorder: "U1", Fact: f}
	}
	entries[3].Source.Quote += strings.Repeat("Kariņš ", 1500) // more than a page of the file
	return entries
}

// Insist appends as a desk does: where the ledger moved on, it reads what is new and
// decides again.
func Insist(ctx context.Context, l store.Ledger, key string, seen *int, draft consensus.Entry) error {
	for {
		_, err := l.Append(ctx, key, *seen, []consensus.Entry{draft})
		var moved *consensus.Error
		if !errors.As(err, &moved) || moved.Kind != consensus.Conflict {
			return err
		}
		if err := l.Fold(ctx, *seen, func(consensus.Entry) error { *seen++; return nil }); err != nil {
			return err
		}
	}
}

// Must ends the test at an error.
func Must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// At gives the entry with a number and a moment of recording.
func At(e consensus.Entry, number int, recorded time.Time) consensus.Entry {
	e.Number, e.Recorded = number, recorded.UTC()
	return e
}

// All gives all entries of a ledger.
func All(tb testing.TB, l store.Ledger) []consensus.Entry {
	tb.Helper()
	var list []consensus.Entry
	for e, err := range l.All(tb.Context()) {
		Must(tb, err)
		list = append(list, e)
	}
	return list
}

// Same checks that two values are equal, and shows where they differ.
func Same(tb testing.TB, what string, got, want any) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// Refused checks that err is a refusal of that kind which tells a person what to do.
func Refused(tb testing.TB, err error, kind consensus.ErrorKind) *consensus.Error {
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
