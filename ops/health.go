package ops

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// Check finds out one thing without which the program cannot serve.
type Check struct {
	Problem string // what is said when it fails: no word of the machine's own, for the address may be open to others
	Check   func(context.Context) error
}

// Health answers those who watch over the program.
type Health struct {
	Checks  []Check // what comes first is said first
	Metrics *Metrics
	Gauges  func(context.Context) []Gauge // how things are now
	Now     func() time.Time
	Log     *slog.Logger // has the causes

	mu      sync.Mutex
	well    time.Time // when the program could serve, as last found out
	problem string    // as last found out
}

// wellFor is how long a program that could serve is taken for one that can. To find out is a
// write to the disk, and the address may be open to anybody.
const wellFor = time.Second

// Routes serves /healthz, /readyz and /metrics.
func (h *Health) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", h.alive)
	mux.HandleFunc("GET /readyz", h.readiness)
	mux.HandleFunc("GET /metrics", nearby(h.metrics))
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
func (h *Health) alive(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") }

// readiness tells whether the program can really serve. A bot that looks well and hears
// nothing is the failure that nobody notices.
func (h *Health) readiness(w http.ResponseWriter, r *http.Request) {
	if problem := h.trouble(r.Context()); problem != "" {
		http.Error(w, problem, http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// trouble says why the program cannot serve, "" when it can.
func (h *Health) trouble(ctx context.Context) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.Now()
	if !h.well.IsZero() && now.Sub(h.well).Abs() < wellFor {
		return ""
	}
	// Who asks may hang up in the midst of it; that is no trouble of the ledger'h.
	problem, cause := h.find(context.WithoutCancel(ctx))
	switch {
	case problem == "":
		h.well = now
		if h.problem != "" {
			h.Log.Info("ready again")
		}
	case problem != h.problem:
		h.Log.Error(problem, "error", cause)
	}
	h.problem = problem
	return problem
}

func (h *Health) find(ctx context.Context) (problem string, cause error) {
	for _, c := range h.Checks {
		if err := c.Check(ctx); err != nil {
			return "not ready: " + c.Problem, err
		}
	}
	return "", nil
}

// metrics gives Prometheus what was counted, and what is true now.
func (h *Health) metrics(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	h.Metrics.writeBuild(w)
	ready := Gauge{Name: "ready", Help: "Whether the bot can serve, as /readyz says."}
	if h.trouble(r.Context()) == "" {
		ready.Value = 1
	}
	ready.write(w)
	h.Metrics.write(w)
	for _, g := range h.Gauges(r.Context()) {
		g.write(w)
	}
}
