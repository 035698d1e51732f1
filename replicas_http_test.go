package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"natobot/bot/localslack"
	"natobot/store/postgres/postgrestest"
)

// balanced starts two programs over HTTP behind a balancer that gives each of them every other request.
func balanced(t *testing.T) (slack slackServer, asked *[2]atomic.Int64) {
	t.Helper()
	delivery := &localslack.Delivery{SigningSecret: signingSecret, Client: http.DefaultClient}
	slack = newSlackOf(t, delivery, func(h http.Handler) http.Handler { return h }).overDatabase(postgrestest.Database(t))
	slack.env = append([]string{"SLACK_SIGNING_SECRET=" + signingSecret}, slack.env...)
	for i, pair := range slack.env {
		if strings.HasPrefix(pair, "SLACK_APP_TOKEN=") {
			slack.env[i] = "SLACK_APP_TOKEN="
		}
	}
	asked = new([2]atomic.Int64)
	var proxies [2]*httputil.ReverseProxy
	for i := range proxies {
		p := start(t, slack.env...)
		awaitStatus(t, p.address+"/readyz", http.StatusOK)
		at, err := url.Parse(p.address)
		if err != nil {
			t.Fatal(err)
		}
		proxies[i] = httputil.NewSingleHostReverseProxy(at)
	}
	var turn atomic.Int64
	balancer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i := turn.Add(1) % 2
		asked[i].Add(1)
		proxies[i].ServeHTTP(w, r)
	}))
	t.Cleanup(balancer.Close)
	delivery.URL = balancer.URL
	return slack, asked
}

// Behind a balancer a form is opened at one program, filled in, reviewed and sent to others.
func TestFormGoesToAnotherReplica(t *testing.T) {
	t.Parallel()
	slack, asked := balanced(t)
	slack.Command(localslack.ReporterID, localslack.DeskID, "/nato", "stance")
	slack.dialog(t, func(v localslack.View) bool { return v.Submit == "Review" && inputOf(v, "member") != "" })
	for _, fill := range []string{"member Poland", "candidate mark-rutte", "position backs"} {
		field, text, _ := strings.Cut(fill, " ")
		v := slack.dialog(t, func(v localslack.View) bool { return inputOf(v, field) != "" })
		if inv := slack.Fill(localslack.ReporterID, v.ID, inputOf(v, field), text); inv != nil {
			if err := inv.Acknowledged(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	v := slack.dialog(t, func(v localslack.View) bool { return v.Submit == "Review" })
	slack.Submit(localslack.ReporterID, v.ID)
	v = slack.dialog(t, func(v localslack.View) bool { return v.Submit == "Record" })
	slack.Submit(localslack.ReporterID, v.ID)
	slack.dialog(t, func(v localslack.View) bool { return strings.Contains(string(v.Blocks), "ecorded as #29") })
	if report := sound(t, slack.store()); report.Entries != 29 {
		t.Errorf("%d entries, want 29", report.Entries)
	}
	if asked[0].Load() < 2 || asked[1].Load() < 2 {
		t.Errorf("%d and %d requests: this shows little", asked[0].Load(), asked[1].Load())
	}
}

// dialog waits for one of which a condition is true.
func (s slackServer) dialog(t *testing.T, is func(localslack.View) bool) (found localslack.View) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err := s.Await(ctx, func() bool {
		open := s.Views(localslack.ReporterID)
		if len(open) == 0 {
			return false
		}
		found = open[len(open)-1]
		return is(found)
	})
	if err != nil {
		t.Fatalf("%v; the dialog is %s %v %s", err, found.Title, found.Errors, found.Blocks)
	}
	return found
}

// inputOf gives the block of a form's field, "" where it has none.
func inputOf(v localslack.View, field string) string {
	var blocks []struct {
		BlockID string `json:"block_id"`
		Type    string `json:"type"`
	}
	_ = json.Unmarshal(v.Blocks, &blocks)
	for _, b := range blocks {
		if name, _, _ := strings.Cut(b.BlockID, ":"); b.Type == "input" && name == field {
			return b.BlockID
		}
	}
	return ""
}
