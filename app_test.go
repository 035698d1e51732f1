package main

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"natobot/config"
	"natobot/consensus"
	"natobot/store/sqlite"
)

// A local desk whose ledger was continued by an export from elsewhere does not work in
// the past of its own entries.
func TestClockIsNeverBehindTheLastEntry(t *testing.T) {
	real := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	p := &program{now: func() time.Time { return real }, stderr: &bytes.Buffer{}}
	c := config.Config{Store: config.Address(filepath.Join(t.TempDir(), "natobot.db")), Zone: time.UTC, Seed: config.SeedArticle}
	a, err := p.openSeeded(t.Context(), c, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !a.clock.Now().Equal(real) {
		t.Errorf("a command in a terminal set the clock to %v", a.clock.Now())
	}
	if err := a.begin(t.Context(), c.Zone); err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2024, 2, 23, 9, 0, 0, 0, time.UTC); !a.clock.Now().Equal(want) {
		t.Errorf("a fresh desk begins at %v, want %v", a.clock.Now(), want)
	}
	later := consensus.Entry{
		Number: 29, Race: "2024", Recorded: time.Date(2024, 6, 18, 12, 0, 0, 0, time.UTC), Recorder: "import",
		Fact: consensus.Fact{Kind: consensus.StanceKind, Member: "HU", Candidate: "mark-rutte", Position: consensus.Accepts, On: consensus.On(20240618)},
	}
	if err := a.ledger.Restore(t.Context(), []consensus.Entry{later}); err != nil {
		t.Fatal(err)
	}
	a.close()
	if a, err = p.openSeeded(t.Context(), c, sqlite.Options{}); err != nil {
		t.Fatal(err)
	}
	defer a.close()
	if !a.clock.Now().Equal(later.Recorded) {
		t.Errorf("the desk works at %v, its last entry is of %v", a.clock.Now(), later.Recorded)
	}
}

func TestProgressIsToldOfLongLoadsAlone(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var told bytes.Buffer
	p := &program{now: func() time.Time { return now }, stderr: &told}
	progress := p.progress("reading the ledger, %d of %d entries")
	progress(50_000, 1_000_000)
	if told.Len() > 0 {
		t.Errorf("too early: %s", &told)
	}
	now = now.Add(1500 * time.Millisecond)
	progress(400_000, 1_000_000)
	progress(450_000, 1_000_000)
	if want := "natobot: reading the ledger, 400000 of 1000000 entries\n"; told.String() != want {
		t.Errorf("got %q, want %q", &told, want)
	}
}
