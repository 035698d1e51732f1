package ops

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// What is wrong is found out once a second at most, said without the machine's own words, and
// logged once for each change.
func TestReadinessIsFoundOutAndSaid(t *testing.T) {
	now, asked := time.Date(2024, 2, 23, 9, 0, 0, 0, time.UTC), 0
	var trouble error
	var log strings.Builder
	h := &Health{
		Checks: []Check{
			{"the ledger cannot be written", func(context.Context) error { asked++; return trouble }},
			{"nothing was heard", func(context.Context) error { return nil }},
		},
		Now: func() time.Time { return now },
		Log: slog.New(slog.NewTextHandler(&log, nil)),
	}
	mux := http.NewServeMux()
	h.Routes(mux)
	get := func(want int, said string) {
		t.Helper()
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
		if body, _ := io.ReadAll(w.Body); w.Code != want || string(body) != said+"\n" {
			t.Errorf("%d %s, want %d %s", w.Code, body, want, said)
		}
	}
	get(http.StatusOK, "ready")
	trouble = errors.New("no room on /secret/disk")
	get(http.StatusOK, "ready") // a moment ago it could
	now = now.Add(2 * time.Second)
	get(http.StatusServiceUnavailable, "not ready: the ledger cannot be written")
	get(http.StatusServiceUnavailable, "not ready: the ledger cannot be written")
	trouble = nil
	get(http.StatusOK, "ready")
	if asked != 4 {
		t.Errorf("it was found out %d times", asked)
	}
	if said := log.String(); strings.Count(said, "not ready") != 1 || strings.Count(said, "ready again") != 1 || !strings.Contains(said, "no room") {
		t.Errorf("the log says\n%s", said)
	}
}

// Where nothing stands between the server and the world, how busy the desk is stays at home.
func TestMetricsAreForTheNeighbourhood(t *testing.T) {
	page := nearby(func(http.ResponseWriter, *http.Request) {})
	for from, want := range map[string]int{
		"127.0.0.1:5000": 200, "[::1]:5000": 200, "10.1.2.3:5000": 200, "172.18.0.1:5000": 200, "192.168.1.9:5000": 200,
		"[fd00::7]:5000": 200, "[fe80::7%eth0]:5000": 200, "[::ffff:10.1.2.3]:5000": 200,
		"93.184.215.14:5000": 404, "[2606:2800::1]:5000": 404, "[::ffff:93.184.215.14]:5000": 404, "": 404, "@": 404,
	} {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/metrics", nil)
		r.RemoteAddr = from
		r.Header.Set("X-Forwarded-For", "127.0.0.1") // anybody can write that
		if page(w, r); w.Code != want {
			t.Errorf("from %q: %d, want %d", from, w.Code, want)
		}
	}
}
