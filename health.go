package main

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/netip"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"natobot/bot"
	"natobot/consensus"
)

// health answers those who watch over the program.
type health struct {
	house *house
	bot   *bot.Bot
	store string // the ledger's file
	now   func() time.Time
	log   *slog.Logger

	mu      sync.Mutex
	well    time.Time // when the bot could serve, as last found out
	problem string    // as last found out
}

// wellFor is how long a bot that could serve is taken for one that can. To find out is a
// write to the disk, and the address may be open to anybody.
const wellFor = time.Second

func (s *health) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", s.alive)
	mux.HandleFunc("GET /readyz", s.readiness)
	mux.HandleFunc("GET /metrics", nearby(s.metrics))
}

// nearby answers this machine and its own network alone: where this server speaks HTTPS itself,
// nothing stands between it and the world. To others there is no such page.
func nearby(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		from, err := netip.ParseAddrPort(r.RemoteAddr)
		if at := from.Addr().Unmap(); err != nil || !at.IsLoopback() && !at.IsPrivate() && !at.IsLinkLocalUnicast() {
			http.NotFound(w, r)
			return
		}
		next(w, r)
	}
}

// alive tells that the process runs, and no more than that.
func (s *health) alive(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") }

// readiness tells whether the bot can really serve: the ledger takes a write, and
// Slack was heard from lately. A bot that looks well and hears nothing is the failure
// that nobody notices.
func (s *health) readiness(w http.ResponseWriter, r *http.Request) {
	if problem := s.trouble(r.Context()); problem != "" {
		http.Error(w, problem, http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// trouble says why the bot cannot serve, "" when it can.
func (s *health) trouble(ctx context.Context) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if !s.well.IsZero() && now.Sub(s.well).Abs() < wellFor {
		return ""
	}
	// Who asks may hang up in the midst of it; that is no trouble of the ledger's.
	problem, cause := s.find(context.WithoutCancel(ctx))
	switch {
	case problem == "":
		s.well = now
		if s.problem != "" {
			s.log.Info("ready again")
		}
	case problem != s.problem:
		s.log.Error(problem, "error", cause)
	}
	s.problem = problem
	return problem
}

// find says what is wrong, without the machine's own words: the address may be open to
// others. The log has the cause.
func (s *health) find(ctx context.Context) (problem string, cause error) {
	if err := s.house.ledger.Writable(ctx); err != nil {
		return "not ready: the ledger cannot be written", err
	}
	if err := s.bot.Ready(); err != nil {
		return "not ready: nothing was heard from Slack lately", err
	}
	return "", nil
}

// metrics gives Prometheus what was counted, and what is true now.
func (s *health) metrics(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	p := page{w}
	p.head("build_info", "gauge", "The version that runs.")
	p.value("build_info", fmt.Sprintf("version=%q,goversion=%q", versionName(), runtime.Version()), 1)
	ready := 0
	if s.trouble(r.Context()) == "" {
		ready = 1
	}
	p.gauge("ready", "Whether the bot can serve, as /readyz says.", ready)
	s.house.metrics.write(w)
	s.load(p)
	s.ledger(r.Context(), p)
}

// load writes how busy the bot is.
func (s *health) load(p page) {
	load := s.bot.Load()
	p.gauge("queue_length", "Requests that wait for a worker.", load.Queued)
	p.gauge("queue_capacity", "Requests that may wait; more are declined.", load.Queue)
	if load.Connections == nil {
		return
	}
	p.head("socket_connections", "gauge", "Connections to Slack by Socket Mode, by state.")
	for _, state := range slices.Sorted(maps.Keys(load.Connections)) {
		p.value("socket_connections", fmt.Sprintf("state=%q", state), load.Connections[state])
	}
}

// ledger writes how much there is; what cannot be read now is left out.
func (s *health) ledger(ctx context.Context, p page) {
	if standing, err := s.house.desk.Standing(ctx, 0, 0, ""); err == nil {
		p.gauge("ledger_entries", "How many entries the ledger has.", standing.Entries)
	}
	size := int64(0)
	for _, file := range []string{s.store, s.store + "-wal"} { // what is not in the one yet is in the other
		if info, err := os.Stat(file); err == nil {
			size += info.Size()
		}
	}
	p.gauge("ledger_size_bytes", "How much of the disk the ledger takes.", size)
	slots, err := s.house.ledger.CountPosts(ctx, consensus.DigestPost)
	if err != nil {
		return
	}
	p.head("digest_slots", "gauge", "The digests' slots, by state; claimed is not settled yet.")
	for _, state := range []consensus.PostingState{consensus.Claimed, consensus.Posted, consensus.Skipped} {
		p.value("digest_slots", fmt.Sprintf("state=%q", state), slots[state])
	}
}
