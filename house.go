package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"natobot/commands"
	"natobot/consensus"
	"natobot/store/sqlite"
)

// workspace is the key under which a ledger file keeps its one workspace.
const workspace = "local"

// house is an open ledger with the desk that reads and writes it.
type house struct {
	ledger  *sqlite.Ledger
	desk    *commands.Desk
	clock   *clock
	metrics *metrics
	seeded  bool // by this start
}

// open opens the ledger and folds it into a desk; one that is empty is not seeded.
func (p *program) open(ctx context.Context, c Config, exclusive bool) (*house, error) {
	h := &house{clock: newClock(p.now), metrics: newMetrics()}
	var err error
	h.ledger, err = sqlite.Open(ctx, c.Store, sqlite.Options{
		Workspace: workspace,
		Now:       h.clock.Now,
		Exclusive: exclusive,
		Progress:  p.progress(),
	})
	if err != nil {
		return nil, err
	}
	if err := h.setClock(ctx, c.Local(), exclusive); err != nil {
		return nil, h.abandon(err)
	}
	h.desk, err = commands.NewDesk(ctx, commands.Config{
		Ledger:    &meteredLedger{h.ledger, h.metrics, p.now},
		Now:       h.clock.Now,
		Zone:      c.Zone,
		Reporters: c.Reporters,
		Editors:   c.Editors,
		Digest:    c.Digest,
		LastDigest: func(ctx context.Context, channel string) (consensus.Point, error) {
			posting, _, err := h.ledger.LastPosted(ctx, consensus.DigestPost, channel)
			return posting.Point, err
		},
		Posted: func(ctx context.Context, channel string) ([]consensus.Posting, error) {
			return h.ledger.Posted(ctx, consensus.DigestPost, channel)
		},
	})
	if err != nil {
		return nil, h.abandon(err)
	}
	if err := h.catchUp(ctx); err != nil {
		return nil, h.abandon(err)
	}
	return h, nil
}

// openSeeded opens the ledger, and seeds it where it is empty.
func (p *program) openSeeded(ctx context.Context, c Config, exclusive bool) (*house, error) {
	h, err := p.open(ctx, c, exclusive)
	if err != nil {
		return nil, err
	}
	if err := h.seed(ctx, c); err != nil {
		return nil, h.abandon(err)
	}
	return h, nil
}

// abandon closes a ledger that cannot be worked with, and gives the reason on.
func (h *house) abandon(err error) error {
	_ = h.ledger.Close()
	return err
}

func (h *house) close() { _ = h.ledger.Close() }

// setClock sets the desk's clock: by Slack's side it is the real one; a desk of this
// machine keeps the one that its ledger was left with. A ledger that once serves Slack
// goes by the real clock from then on, so that commands in a terminal, which may not
// have Slack's settings, do too.
func (h *house) setClock(ctx context.Context, local, exclusive bool) error {
	offset, ok, err := h.ledger.ClockOffset(ctx)
	switch {
	case err != nil || !ok || offset == 0:
		return err
	case local:
		h.clock.set(offset)
	case exclusive:
		return h.ledger.SetClockOffset(ctx, 0)
	}
	return nil
}

// catchUp moves a clock that was set behind the last entry, which another desk may have
// recorded: today is never before what was recorded already.
func (h *house) catchUp(ctx context.Context) error {
	if h.clock.offset.Load() == 0 {
		return nil
	}
	last, err := h.lastRecorded(ctx)
	if err != nil || !last.After(h.clock.Now()) {
		return err
	}
	return h.clock.move(ctx, h.ledger, last)
}

// begin sets the clock of a local workspace that has none yet: while the ledger holds the
// article and nothing else, its desk begins on the morning after it. Commands in a
// terminal set no clock: where no workspace ran before them they go by the real one.
func (h *house) begin(ctx context.Context, zone *time.Location) error {
	if _, begun, err := h.ledger.ClockOffset(ctx); err != nil || begun {
		return err
	}
	last, err := h.lastRecorded(ctx)
	if err != nil || !last.Equal(commands.SeedMoment()) {
		return err
	}
	return h.clock.move(ctx, h.ledger, morningAfter(zone))
}

// lastRecorded gives when the last entry was recorded, the zero Time in an empty ledger.
func (h *house) lastRecorded(ctx context.Context) (time.Time, error) {
	standing, err := h.desk.Standing(ctx, 0, 0, "")
	if err != nil || standing.Entries == 0 {
		return time.Time{}, err
	}
	last, err := h.ledger.Entries(ctx, standing.Entries)
	if err != nil {
		return time.Time{}, err
	}
	return last[0].Recorded, nil
}

// seed fills an empty ledger as the settings say.
func (h *house) seed(ctx context.Context, c Config) error {
	if empty, err := h.empty(ctx); err != nil || !empty || c.Seed == seedNone {
		return err
	}
	h.seeded = true
	if c.Seed != seedArticle {
		return h.seedFrom(ctx, c.Seed)
	}
	o := commands.ImportOptions{Recorder: commands.Seeder, At: commands.SeedMoment()}
	return imported(h.desk.Import(ctx, seedArticle, strings.NewReader(commands.Seed()), o))
}

// morningAfter is when a local workspace begins: the article is of 22 February 2024.
func morningAfter(zone *time.Location) time.Time {
	return time.Date(2024, time.February, 23, 9, 0, 0, 0, zone)
}

func (h *house) seedFrom(ctx context.Context, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return imported(h.desk.Import(ctx, path, file, commands.ImportOptions{Recorder: commands.Seeder}))
}

// imported makes an error of lines that an import could not take.
func imported(report commands.ImportReport, err error) error {
	if err == nil && len(report.Problems) > 0 {
		err = consensus.Refuse(consensus.Invalid, report.String(), "")
	}
	return err
}

// empty tells whether nothing was recorded yet.
func (h *house) empty(ctx context.Context) (bool, error) {
	for _, err := range h.ledger.All(ctx) {
		return false, err
	}
	return true, nil
}

// progress reports on a ledger that takes long to read.
func (p *program) progress() func(done, total int) {
	const patience = time.Second
	next := p.now().Add(patience)
	return func(done, total int) {
		if now := p.now(); now.After(next) {
			next = now.Add(patience)
			fmt.Fprintf(p.stderr, "natobot: reading the ledger, %d of %d entries\n", done, total)
		}
	}
}
