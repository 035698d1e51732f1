package main

import (
	"fmt"
	"net/http"
)

// health answers those who watch over the program.
type health struct {
	house *house
	ready func() error // nil when Slack was heard from lately
}

func (s *health) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", s.alive)
	mux.HandleFunc("GET /readyz", s.readiness)
	mux.HandleFunc("GET /metrics", s.metrics)
}

// alive tells that the process runs, and no more than that.
func (s *health) alive(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") }

// readiness tells whether the bot can really serve: the ledger takes a write, and
// Slack was heard from lately. A bot that looks well and hears nothing is the failure
// that nobody notices.
func (s *health) readiness(w http.ResponseWriter, r *http.Request) {
	if problem := s.problem(r); problem != "" {
		http.Error(w, problem, http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// problem says why the bot cannot serve, without the machine's own words: the address
// may be open to others.
func (s *health) problem(r *http.Request) string {
	switch {
	case s.house.ledger.Writable(r.Context()) != nil:
		return "not ready: the ledger cannot be written"
	case s.ready() != nil:
		return "not ready: nothing was heard from Slack lately"
	}
	return ""
}

// metrics gives Prometheus what is cheaply true.
func (s *health) metrics(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	gauge := func(name, help, labels string, value int) {
		fmt.Fprintf(w, "# HELP natobot_%s %s\n# TYPE natobot_%s gauge\nnatobot_%s%s %d\n", name, help, name, name, labels, value)
	}
	gauge("build_info", "The version that runs.", fmt.Sprintf("{version=%q}", versionName()), 1)
	ready := 0
	if s.problem(r) == "" {
		ready = 1
	}
	gauge("ready", "Whether the bot can serve, as /readyz says.", "", ready)
	if standing, err := s.house.desk.Standing(r.Context(), 0, 0, ""); err == nil {
		gauge("ledger_entries", "How many entries the ledger has.", "", standing.Entries)
	}
}
