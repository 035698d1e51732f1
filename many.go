package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/http"
	"runtime/debug"
	"sync/atomic"
	"time"

	"natobot/bot"
	"natobot/bot/fleet"
	"natobot/bot/install"
	"natobot/commands"
	"natobot/config"
	"natobot/consensus"
	"natobot/ops"
	"natobot/store"
	"natobot/store/postgres"
)

// many is a program that serves many workspaces.
type many struct {
	*program
	config   config.Config
	log      *slog.Logger
	database *postgres.Database
	witness  *bot.Witness
	metrics  *ops.Metrics
	folds    chan struct{} // holds one for each ledger that is folded from its first entry
	fleet    *fleet.Fleet
	install  *install.Server
}

// foldsAtOnce keeps a restart from taking all that the database has.
const foldsAtOnce = 4

// memoryLimit is what the program keeps to, in bytes, though all that it serves is asked at once: the collector
// works the harder the nearer it comes to that.
const memoryLimit = 270 << 20

// serveMany serves the workspaces that installed the app, until ctx ends.
func (p *program) serveMany(ctx context.Context, c config.Config) error {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 { // GOMEMLIMIT says nothing else
		debug.SetMemoryLimit(memoryLimit)
	}
	m := &many{program: p, config: c, log: c.Logger(p.stderr), metrics: ops.NewMetrics(versionName()), folds: make(chan struct{}, foldsAtOnce)}
	begun := p.now()
	m.witness = bot.NewWitness(p.now, func() time.Duration { return p.now().Sub(begun) })
	var err error
	if m.database, err = postgres.Connect(ctx, string(c.Store), store.Options{Now: p.now, Log: m.log}); err != nil {
		return err
	}
	defer m.database.Close()
	listener, err := listen(ctx, c)
	if err != nil {
		return err
	}
	defer listener.Close()
	if err := m.make(); err != nil {
		return err
	}
	mux := http.NewServeMux()
	server := ops.NewServer(mux, false, m.log)
	mux.Handle("/slack/", m.fleet.Handler())
	pages := m.install.Routes()
	mux.Handle("GET /slack/install", pages)
	mux.Handle("GET /slack/oauth", pages)
	m.watched().Routes(mux)
	m.greet(listener.Addr())
	return work(ctx, listener, server, m.fleet)
}

// make makes what serves the workspaces, and what they install the app by.
func (m *many) make() error {
	c := m.config
	keys, err := install.NewKeys(plainly(c.Many.Keys)...)
	if err != nil {
		return err
	}
	scopes, err := botScopes()
	if err != nil {
		return err
	}
	m.fleet = fleet.New(fleet.Config{
		SigningSecrets: plainly(c.SigningSecrets), APIURL: c.APIURL, Install: c.Many.PublicURL + "/slack/install", Installations: m.database, Turns: m.database, Keys: keys,
		Open: m.open, Now: m.now, Witness: m.witness, Zone: c.Zone, Owner: rand.Text(), Log: m.log,
	})
	m.install = install.New(install.Config{
		ClientID: c.Many.ClientID, ClientSecret: string(c.Many.ClientSecret), PublicURL: c.Many.PublicURL, APIURL: c.APIURL, Scopes: scopes,
		Keys: keys, Store: m.database, HTTP: bot.NewClient(m.witness), Now: m.now, Log: m.log, Welcome: m.fleet.Welcome, Off: bot.Off,
	})
	return nil
}

// botScopes gives what the app asks for, as its manifest does.
func botScopes() ([]string, error) {
	var manifest struct {
		OAuth struct {
			Scopes struct{ Bot []string }
		} `json:"oauth_config"`
	}
	err := json.Unmarshal(manifestJSON, &manifest)
	return manifest.OAuth.Scopes.Bot, err
}

// open makes what a workspace's bot works with. Its ledger is folded when it is first asked something.
func (m *many) open(workspace string, log *slog.Logger) fleet.Seat {
	ledger := &sharedLedger{instrumentedLedger: instrumentedLedger{m.database.Opened(workspace), m.metrics, m.now}, folds: m.folds}
	of := deskOf(ledger, m.config)
	of.Now, of.Witness = m.now, m.witness.Ahead
	desk := commands.Unfolded(of)
	return fleet.Seat{
		Desk: instrumented(desk, m.metrics, m.now, log), Posts: ledger, Watch: ledger.Watch,
		Daily: func(ctx context.Context) (bool, error) { return commands.Daily(ctx, desk) },
		Bytes: func() int { return bytesOf(int(ledger.entries.Load())) },
	}
}

// sharedLedger is a ledger among many: few of them are folded from their first entry at once.
type sharedLedger struct {
	instrumentedLedger
	folds   chan struct{}
	entries atomic.Int64 // that were folded
}

// bytesOf gives about what a folded ledger takes in memory, as it was measured: the latest entries are
// kept whole.
func bytesOf(entries int) int { return 600*min(entries, 500) + 64*entries }

// Fold gives the entries after one, as its ledger does.
func (l *sharedLedger) Fold(ctx context.Context, after int, apply func(consensus.Entry) error) error {
	if after == 0 {
		select {
		case l.folds <- struct{}{}:
			defer func() { <-l.folds }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return l.Ledger.Fold(ctx, after, func(e consensus.Entry) error {
		l.entries.Store(int64(e.Number))
		return apply(e)
	})
}

// watched is what those who watch over the program find out of it.
func (m *many) watched() *ops.Health {
	return &ops.Health{
		Checks: []ops.Check{
			{Problem: "the database cannot be written", Check: m.database.Reachable},
			{Problem: "the machine's clock is minutes off: nothing is recorded or posted by it", Check: m.clockIsRight},
			{Problem: "nothing was heard from Slack lately", Check: func(context.Context) error { return m.fleet.Ready() }},
		},
		Metrics: m.metrics,
		Gauges: func(context.Context) []ops.Gauge {
			n := m.fleet.Counts()
			return append(busy(m.fleet.Load()),
				ops.Gauge{Name: "workspaces_in_memory", Help: "Workspaces that are in memory.", Value: int64(n.Members)},
				ops.Gauge{Name: "workspaces_bytes", Help: "About how much memory they take.", Value: int64(n.Bytes)},
				ops.Gauge{Name: "workspaces_loaded", Help: "How often one was brought into memory since the start.", Value: int64(n.Loads)},
				ops.Gauge{Name: "workspaces_evicted", Help: "How often one was taken out of it because nobody used it.", Value: int64(n.Evictions)},
			)
		},
		Now: m.now,
		Log: m.log,
	}
}

// clockIsRight asks a desk without a ledger.
func (m *many) clockIsRight(context.Context) error {
	return commands.Unfolded(commands.Config{Now: m.now, Witness: m.witness.Ahead, Zone: m.config.Zone}).Doubt()
}

// greet says where everything is.
func (m *many) greet(at net.Addr) {
	fmt.Fprintf(m.stdout, "natobot is at work for many workspaces.\n\n")
	fmt.Fprintf(m.stdout, "  Install %s/slack/install\n", m.config.Many.PublicURL)
	fmt.Fprintf(m.stdout, "  Slack   %s://%s/slack/commands, /slack/interactions, /slack/events, /slack/oauth\n", m.config.Scheme(), at)
	fmt.Fprintf(m.stdout, "  Health  %s://%s/readyz\n", m.config.Scheme(), at)
	fmt.Fprintf(m.stdout, "  Ledgers %s\n", m.config.Store)
	fmt.Fprintf(m.stdout, "  Stop    Ctrl-C\n\n")
}
