package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"natobot/bot"
	"natobot/commands"
	"natobot/config"
	"natobot/consensus"
	"natobot/ops"
	"natobot/store"
)

// app is an open ledger with the desk that reads and writes it.
type app struct {
	ledger  store.Ledger
	desk    *commands.Desk
	clock   *clock
	witness *bot.Witness // of the clock, once Slack is heard; nil in a local workspace
	metrics *ops.Metrics

	made, seeded bool // the ledger, by this start
}

// open opens the ledger, for what o says, and folds it into a desk; one that is empty is not
// seeded.
func (p *program) open(ctx context.Context, c config.Config, o store.Options) (*app, error) {
	a := &app{clock: newClock(p.now), metrics: ops.NewMetrics(versionName())}
	if begun := p.now(); !c.Local() {
		a.witness = bot.NewWitness(p.now, func() time.Duration { return p.now().Sub(begun) })
	}
	o.Now, o.Progress, o.Log = a.clock.Now, p.progress("reading the ledger, %d of %d entries"), c.Logger(p.stderr)
	var err error
	if a.ledger, a.made, err = p.openLedger(ctx, c.Store, o); err != nil {
		return nil, err
	}
	if err := a.setClock(ctx, c.Local(), o.Exclusive); err != nil {
		return nil, a.abandon(err)
	}
	of := deskOf(&instrumentedLedger{a.ledger, a.metrics, p.now}, c)
	of.Now, of.Witness = a.clock.Now, p.vouching(a)
	if a.desk, err = commands.NewDesk(ctx, of); err != nil {
		return nil, a.abandon(err)
	}
	if err := a.catchUp(ctx, o.Reading); err != nil {
		return nil, a.abandon(err)
	}
	return a, nil
}

// deskOf is what a desk is made of but its clock: a ledger, and what the settings say.
func deskOf(ledger store.Ledger, c config.Config) commands.Config {
	return commands.Config{
		Ledger: ledger, Zone: c.Zone, Bodies: c.Bodies, Command: c.Command, Reporters: c.Reporters, Editors: c.Editors, Digest: c.Digest,
		LastDigest: func(ctx context.Context, channel string) (consensus.Point, error) {
			posting, _, err := ledger.LastPosted(ctx, consensus.DigestPost, channel)
			return posting.Point, err
		},
		Made: func(ctx context.Context, slot consensus.Slot) (bool, error) {
			_, made, err := ledger.Post(ctx, consensus.DigestPost, slot.String())
			return made, err
		},
		Posted: func(ctx context.Context, channel string) ([]consensus.Posting, error) {
			return ledger.Posted(ctx, consensus.DigestPost, channel)
		},
		RestorePosts: ledger.RestorePosts,
		Words:        bot.WordsOf,
	}
}

// vouching gives who says whether the clock is right: a person, or Slack; nil for nobody.
func (p *program) vouching(a *app) func() (time.Duration, bool) {
	switch {
	case p.vouched:
		return func() (time.Duration, bool) { return 0, true }
	case a.witness != nil:
		return a.witness.Ahead
	}
	return nil
}

// openSeeded opens the ledger, and seeds it where it is empty.
func (p *program) openSeeded(ctx context.Context, c config.Config, o store.Options) (*app, error) {
	a, err := p.open(ctx, c, o)
	if err != nil {
		return nil, err
	}
	if err := a.seed(ctx, c); err != nil {
		return nil, a.abandon(err)
	}
	return a, nil
}

// abandon closes a ledger that cannot be worked with, and gives the reason on.
func (a *app) abandon(err error) error {
	_ = a.ledger.Close()
	return err
}

func (a *app) close() { _ = a.ledger.Close() }

// setClock sets the desk's clock: by Slack's side it is the real one; a desk of this
// machine keeps the one that its ledger was left with. A ledger that once serves Slack
// goes by the real clock from then on, so that commands in a terminal, which may not
// have Slack's settings, do too.
func (a *app) setClock(ctx context.Context, local, exclusive bool) error {
	offset, ok, err := a.ledger.ClockOffset(ctx)
	switch {
	case err != nil || !ok || offset == 0:
		return err
	case local:
		a.clock.set(offset)
	case exclusive:
		return a.ledger.SetClockOffset(ctx, 0)
	}
	return nil
}

// catchUp moves a clock that was set behind the last entry, which another desk may have
// recorded: today is never before what was recorded already. Who only reads does not keep that.
func (a *app) catchUp(ctx context.Context, reading bool) error {
	if a.clock.offset.Load() == 0 {
		return nil
	}
	last, err := a.lastRecorded(ctx)
	if err != nil || !last.After(a.clock.Now()) {
		return err
	}
	if reading {
		a.clock.set(a.clock.offsetTo(last))
		return nil
	}
	return a.clock.move(ctx, a.ledger, last)
}

// begin sets the clock of a local workspace that has none yet: while the ledger holds the
// article and nothing else, its desk begins on the morning after it. Commands in a
// terminal set no clock: where no workspace ran before them they go by the real one.
func (a *app) begin(ctx context.Context, zone *time.Location) error {
	if _, begun, err := a.ledger.ClockOffset(ctx); err != nil || begun {
		return err
	}
	last, err := a.lastRecorded(ctx)
	if err != nil || !last.Equal(commands.SeedMoment()) {
		return err
	}
	return a.clock.move(ctx, a.ledger, morningAfter(zone))
}

// lastRecorded gives when the last entry was recorded, the zero Time in an empty ledger.
func (a *app) lastRecorded(ctx context.Context) (time.Time, error) {
	standing, err := a.desk.Standing(ctx, commands.About{})
	if err != nil || standing.Entries == 0 {
		return time.Time{}, err
	}
	last, err := a.ledger.Entries(ctx, standing.Entries)
	if err != nil {
		return time.Time{}, err
	}
	return last[0].Recorded, nil
}

// seed fills an empty ledger as the settings say.
func (a *app) seed(ctx context.Context, c config.Config) error {
	if empty, err := a.empty(ctx); err != nil || !empty || c.Seed == config.SeedNone {
		return err
	}
	a.seeded = true
	if c.Seed != config.SeedArticle {
		return a.seedFrom(ctx, c.Seed)
	}
	o := commands.ImportOptions{Recorder: commands.Seeder, At: commands.SeedMoment()}
	return imported(a.desk.Import(ctx, config.SeedArticle, strings.NewReader(commands.Seed()), o))
}

// morningAfter is when a local workspace begins: the article is of 22 February 2024.
func morningAfter(zone *time.Location) time.Time {
	return time.Date(2024, time.February, 23, 9, 0, 0, 0, zone)
}

func (a *app) seedFrom(ctx context.Context, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return imported(a.desk.Import(ctx, path, file, commands.ImportOptions{Recorder: commands.Seeder}))
}

// imported makes an error of lines that an import could not take.
func imported(report commands.ImportReport, err error) error {
	if err == nil && len(report.Problems) > 0 {
		err = consensus.Refuse(consensus.Invalid, report.String(), "")
	}
	return err
}

// empty tells whether nothing was recorded yet.
func (a *app) empty(ctx context.Context) (bool, error) {
	for _, err := range a.ledger.All(ctx) {
		return false, err
	}
	return true, nil
}

// progress reports, in those words, on what takes long.
func (p *program) progress(words string) func(done, total int) {
	const every = time.Second
	next := p.now().Add(every)
	return func(done, total int) {
		if now := p.now(); now.After(next) {
			next = now.Add(every)
			fmt.Fprintf(p.stderr, "natobot: "+words+"\n", done, total)
		}
	}
}
